// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/migration.hpp"

namespace kaomado::store {

/// Tables that one room keeps: its steps, and those whose rows mean nothing later (sessions, say).
struct TableSet {
    std::string_view name;
    std::vector<Migration> steps;
    std::vector<std::string_view> passing{};
};

/// What a backup says of itself, e.g. {"made": "2026-11-23T02:45:50Z"}; docs/schema.md lists the names.
using BackupNotes = std::map<std::string, std::string>;

struct BackupOrder {
    std::vector<TableSet> sets;
    BackupNotes notes{};
    bool replace = false; ///< a file that is there already
    /// Looks at the backup before it gets its name; throws to give it up.
    std::function<void(Database& backup)> check{};
    OpenOptions options{}; ///< of the file, e.g. its largest size
};

/// Writes every table of the sets, as all of them are at one moment, into a file that is an SQLite database
/// of its own, whatever engine `from` has. Others read and write meanwhile. The file, of mode 0600, gets its
/// name when it is whole, checked and on the disk; until then, and after any fault, what was there is there.
/// @throws Error Fault::BadInput when there is a file already; as migrationsKnown; Fault::FileMalformed when
/// it does not hold what was written; what `check` throws; Fault::Storage (disk full, no permission …)
void writeBackup(Database& from, const std::string& file, const BackupOrder& order);

/// A part of a backup that is not what was written.
struct Damage {
    std::string table{};              ///< empty: of the file as a whole
    std::int64_t first = 0, last = 0; ///< rows in the order of the table's key, counted from 1; 0: unknown
    std::string detail{};
};

struct BackupContent {
    BackupNotes notes;
    std::int64_t tables = 0, rows = 0;
    std::vector<Damage> damage;
};

/// Opens a backup for reading. @throws Error Fault::FileMissing; Fault::FileMalformed when it is no database,
/// or none that writeBackup has made
std::unique_ptr<Database> openBackup(const std::string& file);

/// Reads all of it and compares it with what was written.
BackupContent readBackup(Database& backup);

struct RestoreOrder {
    std::vector<TableSet> sets;
    std::string keepAs{}; ///< what the replaced one's name gets, e.g. "20261123T024550123456Z"
    /// Also over a file that is no database or is damaged, and so cannot tell what would be lost.
    bool overUnreadable = false;
    /// Looks at the database that will be replaced, when there is one; throws to refuse.
    std::function<void(Database& old)> before{};
    /// Works on the restored tables before they count, e.g. brings them to the newest form; throws to give
    /// up.
    std::function<void(Database& fresh)> after{};
};

/// Puts the tables of a backup in the place of those at `address`, all at once: whoever looks finds the old
/// or the new ones, and after any fault the old ones. What was there is kept: a file beside it, on PostgreSQL
/// a schema of its own. Of `passing` tables nothing is restored.
/// @return where it is kept; empty when there was nothing
/// @throws Error Fault::StorageConflict; Fault::Configuration for a backup of a newer program; what `before`
/// and `after` throw; Fault::Storage
std::string restoreBackup(Database& backup, const std::string& address, const RestoreOrder& order);

} // namespace kaomado::store
