// SPDX-License-Identifier: Apache-2.0
#include "open_tables.hpp"

#include <kaomado/counter/case_store.hpp>

#include <filesystem>
#include <regex>

namespace kaomado::app {

std::string shown(const std::string& address) {
    if (store::fileOf(address))
        return address;
    // postgresql://user:password@host/database?password=…
    static const std::regex kInUser("(://[^/?@:]*):[^@]*@");
    static const std::regex kInQuery("([?&](?:ssl)?password=)[^&]*");
    return std::regex_replace(std::regex_replace(address, kInUser, "$1:…@"), kInQuery, "$1…");
}

void mustExist(const std::string& address) {
    const std::optional<std::string> file = store::fileOf(address);
    if (file && !std::filesystem::exists(*file))
        throw Error(Fault::FileMissing, *file + ": there is no database");
}

std::unique_ptr<store::Database> openTables(const std::string& address) {
    mustExist(address);
    auto db = store::openDatabase(address);
    if (store::appliedMigrations(*db, counter::kTableSet).size() < counter::tableSteps().size())
        throw Error(Fault::Configuration, "the tables are of an older program: run kaomado db migrate first");
    return db;
}

} // namespace kaomado::app
