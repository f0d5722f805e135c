// SPDX-License-Identifier: Apache-2.0
#include "support/database/test_database.hpp"

#include <kaomado/base/text_file.hpp>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace kaomado::test {

namespace {
constexpr std::size_t kLargest = 64U << 20U;
}

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

FreshDatabase::FreshDatabase(const std::string& address) {
    if (!address.empty())
        db = store::openDatabase(address);
    else if (engineUnderTest() == Engine::Sqlite)
        db = store::openDatabase(":memory:");
    else
        db = kept.emplace().open();
}

std::size_t TestDatabase::filesHolding(std::string_view piece) const {
    if (!dir_)
        store::openDatabase(postgresServer().address())
            ->script("CHECKPOINT"); // from its memory into the files
    const auto files = std::filesystem::recursive_directory_iterator(
        dir_ ? dir_->path() : postgresServer().dataFolder() / "base");
    return static_cast<std::size_t>(std::ranges::count_if(files, [&](const auto& entry) {
        return entry.is_regular_file() &&
               readTextFile(entry.path(), kLargest).find(piece) != std::string::npos;
    }));
}

} // namespace kaomado::test
