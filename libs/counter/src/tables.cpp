// SPDX-License-Identifier: Apache-2.0
#include "embedded/m0001_event_sql.hpp"
#include "embedded/m0002_person_sql.hpp"
#include "embedded/m0003_log_sql.hpp"
#include "embedded/m0004_case_list_sql.hpp"
#include "embedded/m0005_retention_sql.hpp"
#include "embedded/m0006_card_sql.hpp"
#include "kaomado/counter/case_list.hpp"

namespace kaomado::counter {

std::vector<store::Migration> tableSteps() {
    return {{1, "event", embedded::m0001_event_sql()},
            {2, "person", embedded::m0002_person_sql()},
            {3, "log", embedded::m0003_log_sql()},
            {4, "case_list", embedded::m0004_case_list_sql()},
            {5, "retention", embedded::m0005_retention_sql()},
            {6, "card", embedded::m0006_card_sql()}};
}

std::size_t migrateTables(store::Database& db, const Clock& clock) {
    const std::size_t applied = store::migrate(db, kTableSet, tableSteps(), clock);
    if (applied > 0)
        CaseList(db).rebuild();
    return applied;
}

} // namespace kaomado::counter
