// SPDX-License-Identifier: Apache-2.0
#include "embedded/m0001_event_sql.hpp"
#include "embedded/m0002_person_sql.hpp"
#include "embedded/m0003_log_sql.hpp"
#include "kaomado/counter/case_store.hpp"
#include "kaomado/store/migration.hpp"

namespace kaomado::counter {

void migrateTables(store::Database& db, const Clock& clock) {
    const std::array steps{store::Migration{1, "event", embedded::m0001_event_sql()},
                           store::Migration{2, "person", embedded::m0002_person_sql()},
                           store::Migration{3, "log", embedded::m0003_log_sql()}};
    store::migrate(db, "counter", steps, clock);
}

} // namespace kaomado::counter
