// SPDX-License-Identifier: Apache-2.0
#include "open_tables.hpp"

#include <kaomado/counter/case_store.hpp>

#include <filesystem>

namespace kaomado::app {

namespace {

void mustExist(const std::string& address) {
    constexpr std::string_view kSqlite = "sqlite:";
    const std::string path = address.starts_with(kSqlite) ? address.substr(kSqlite.size()) : address;
    if (address.find("://") == std::string::npos && !std::filesystem::exists(path))
        throw Error(Fault::FileMissing, path + ": there is no database");
}

} // namespace

std::unique_ptr<store::Database> openTables(const std::string& address) {
    mustExist(address);
    auto db = store::openDatabase(address);
    if (store::appliedMigrations(*db, counter::kTableSet).size() < counter::tableSteps().size())
        throw Error(Fault::Configuration, "the tables are of an older program: run kaomado db migrate first");
    return db;
}

} // namespace kaomado::app
