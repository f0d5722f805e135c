// SPDX-License-Identifier: Apache-2.0
#include "support/database/test_database.hpp"

#include <cstdlib>
#include <stdexcept>

namespace kaomado::test {

Engine engineUnderTest() {
    const char* name = std::getenv("KAOMADO_TEST_DATABASE");
    if (name == nullptr || std::string_view(name) == "sqlite")
        return Engine::Sqlite;
    if (std::string_view(name) == "postgresql")
        return Engine::Postgresql;
    throw std::runtime_error("KAOMADO_TEST_DATABASE is sqlite or postgresql");
}

PostgresServer& postgresServer() {
    static PostgresServer server;
    return server;
}

TestDatabase::TestDatabase() {
    if (engineUnderTest() == Engine::Sqlite) {
        dir_.emplace();
        address_ = *dir_ / "test.db";
        return;
    }
    const std::string schema = "t" + toHex(randomBytes(8));
    store::openDatabase(postgresServer().address())->script("CREATE SCHEMA " + schema);
    address_ = postgresServer().address("&options=-csearch_path%3D" + schema);
}

} // namespace kaomado::test
