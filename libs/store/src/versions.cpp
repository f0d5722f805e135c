// SPDX-License-Identifier: Apache-2.0
#include "kaomado/store/versions.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

namespace kaomado::store {

std::string engineVersions() {
    constexpr int kMajor = 10'000; // 150008 is 15.8
    const int pq = PQlibVersion();
    return std::string("SQLite ") + sqlite3_libversion() + ", libpq " + std::to_string(pq / kMajor) + "." +
           std::to_string(pq % kMajor);
}

bool sqliteIsNewEnough() {
    return sqlite3_libversion_number() >= SQLITE_VERSION_NUMBER;
}

} // namespace kaomado::store
