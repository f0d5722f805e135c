// SPDX-License-Identifier: Apache-2.0
#include "backup.hpp"

#include "audit.hpp"
#include "audit_print.hpp"
#include "data_folder.hpp"

#include <kaomado/counter/backup.hpp>
#include <kaomado/server/tables.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace kaomado::app {

using counter::PersonStore;
using nlohmann::ordered_json;

std::vector<store::TableSet> allTables() {
    return {counter::tableSet(), server::tableSet()};
}

std::string stampOf(Instant at) {
    std::string stamp = toIso(at);
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':' || c == '.'; });
    return stamp;
}

std::filesystem::path keysBeside(const std::string& data, const std::string& address) {
    if (!data.empty())
        return data;
    const std::optional<std::string> file = store::fileOf(address);
    if (!file)
        return defaultDataFolder("--data");
    const std::filesystem::path folder = std::filesystem::path(*file).parent_path();
    return folder.empty() ? "." : folder;
}

std::vector<VerifiedLog> verifyLogs(store::Database& db, const std::filesystem::path& keys) {
    std::vector<VerifiedLog> logs;
    if (!db.hasTable("log_entry"))
        return logs;
    const std::vector<Bytes> own = LogKeys(keys).publicKeys();
    for (const std::string& municipality : counter::municipalitiesIn(db)) {
        const counter::EventLog log(db, municipality);
        logs.push_back({municipality,
                        log.verify({.known = {}, .logKeys = own, .terminals = {}, .content = false}),
                        log.heads(), !own.empty()});
    }
    return logs;
}

bool sound(const std::vector<VerifiedLog>& logs) {
    return std::ranges::all_of(logs, [](const VerifiedLog& log) { return log.found.sound(); });
}

std::vector<PersonStore::KeyUse> keyUsesOf(store::Database& db, const std::filesystem::path& keys) {
    return db.hasTable("person") ? PersonStore(db, keys / "keys").keyUses()
                                 : std::vector<PersonStore::KeyUse>{};
}

void printLogs(const std::vector<VerifiedLog>& logs, const Frame& frame) {
    for (const VerifiedLog& log : logs)
        AuditPrinter(frame, false)
            .log(log.municipality, log.found, log.heads, log.ownKeys ? KeyTrust::Folder : KeyTrust::None);
}

void printKeys(const std::vector<PersonStore::KeyUse>& uses, const std::filesystem::path& folder,
               const Frame& frame) {
    for (const PersonStore::KeyUse& use : uses)
        std::cout << fill(frame.text(use.opens ? "db.key.opens" : "db.key.missing"),
                          {{"municipality", use.municipality},
                           {"count", std::to_string(use.cases)},
                           {"key", use.keyId},
                           {"file", (folder / "keys" / ("person-" + use.municipality + ".key")).string()}})
                  << '\n';
}

void printDamage(const std::vector<store::Damage>& damage, const Frame& frame) {
    constexpr std::size_t kMost = 20;
    for (std::size_t i = 0; i < std::min(kMost, damage.size()); ++i) {
        const store::Damage& one = damage[i];
        const char* key = one.table.empty() ? "db.damage.file"
                          : one.first == 0  ? "db.damage.table"
                                            : "db.damage.rows";
        std::cout << fill(frame.text(key), {{"table", one.table},
                                            {"first", std::to_string(one.first)},
                                            {"last", std::to_string(one.last)},
                                            {"detail", one.detail}})
                  << '\n';
    }
    if (damage.size() > kMost)
        std::cout << fill(frame.text("db.damage.more"), {{"count", std::to_string(damage.size() - kMost)}})
                  << '\n';
}

ordered_json jsonOf(const std::vector<VerifiedLog>& logs) {
    auto all = ordered_json::array();
    for (const VerifiedLog& log : logs)
        all.push_back(
            {{"municipality", log.municipality},
             {"sound", log.found.sound()},
             {"size", log.found.size},
             {"root", log.found.root ? ordered_json(toHex(*log.found.root)) : ordered_json(nullptr)},
             {"covered", log.found.covered},
             {"waiting", log.found.waiting},
             {"findings", log.found.findings.size()}});
    return all;
}

ordered_json jsonOf(const std::vector<PersonStore::KeyUse>& uses) {
    auto all = ordered_json::array();
    for (const PersonStore::KeyUse& use : uses)
        all.push_back({{"municipality", use.municipality},
                       {"key", use.keyId},
                       {"cases", use.cases},
                       {"opens", use.opens}});
    return all;
}

} // namespace kaomado::app
