// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/database/postgres_server.hpp"

#include <kaomado/store/database.hpp>

namespace kaomado::test {

enum class Engine { Sqlite, Postgresql };

/// The engine that the tests of this run are about: KAOMADO_TEST_DATABASE, "sqlite" unless set.
Engine engineUnderTest();

/// The server of this process, started when it is first asked for.
PostgresServer& postgresServer();

/// An empty database of the engine under test, gone with the object: a file in a folder of its own, or a
/// schema of its own in the process's server. Any number of connections may be opened to it, by any process.
class TestDatabase {
public:
    TestDatabase();

    const std::string& address() const { return address_; }
    std::unique_ptr<store::Database> open(const store::OpenOptions& options = {}) const {
        return store::openDatabase(address_, options);
    }

    /// In how many files of its tables a piece of bytes is found; SQLite's own log counts, PostgreSQL's does
    /// not.
    std::size_t filesHolding(std::string_view piece) const;

private:
    std::optional<TempDir> dir_; ///< of SQLite
    std::string address_;
};

/// An open, empty database of the engine under test for one connection: in memory where the engine can do
/// that, because waiting for the disk would be most of the test.
struct FreshDatabase {
    /// `address`: one that is not fresh, for where a test has chosen its own.
    explicit FreshDatabase(const std::string& address = {});

    std::optional<TestDatabase> kept; ///< unless it is in memory
    std::unique_ptr<store::Database> db;
};

} // namespace kaomado::test
