// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/audit/finding.hpp>
#include <kaomado/counter/event_log.hpp>
#include <kaomado/counter/person_store.hpp>
#include <kaomado/store/backup.hpp>

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

namespace kaomado::app {

/// kaomado db backup and restore.
void addDbBackup(CLI::App& parent, Frame& frame);
void addDbRestore(CLI::App& parent, Frame& frame);

/// Every table that this program makes: what is not named here is in no backup.
std::vector<store::TableSet> allTables();

/// "20261123T024550123456Z": part of a name.
std::string stampOf(Instant at);

/// Where the keys of a database are: `data`, else the folder of its file, else the program's data folder.
std::filesystem::path keysBeside(const std::string& data, const std::string& address);

/// The logs of a database, as they were verified.
struct VerifiedLog {
    std::string municipality;
    audit::Verification found;
    std::vector<audit::SignedHead> heads;
    bool ownKeys = false; ///< the heads were checked with the public keys of the folder
};
/// Nothing for tables of before the tree: their log is verified when they are brought to the newest form.
std::vector<VerifiedLog> verifyLogs(store::Database& db, const std::filesystem::path& keys);
bool sound(const std::vector<VerifiedLog>& logs);

/// Personal attributes by the key that they are sealed with; nothing where there is no such table yet.
std::vector<counter::PersonStore::KeyUse> keyUsesOf(store::Database& db, const std::filesystem::path& keys);

// How they are told: as lines, or as JSON.
void printLogs(const std::vector<VerifiedLog>& logs, const Frame& frame);
void printKeys(const std::vector<counter::PersonStore::KeyUse>& uses, const std::filesystem::path& folder,
               const Frame& frame);
void printDamage(const std::vector<store::Damage>& damage, const Frame& frame);
nlohmann::ordered_json jsonOf(const std::vector<VerifiedLog>& logs);
nlohmann::ordered_json jsonOf(const std::vector<counter::PersonStore::KeyUse>& uses);

} // namespace kaomado::app
