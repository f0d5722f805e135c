// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/store/backup.hpp"

namespace kaomado::store {

/// The tables in which a backup says what it is; not part of what is restored.
inline constexpr std::string_view kNotesTable = "backup_note";
inline constexpr std::string_view kPartsTable = "backup_part";

/// How many steps of a set a database has. @throws Error as migrate
std::size_t knownSteps(Database& db, const TableSet& set);

/// Makes the tables of `sets` in an empty database, in the form that they have in `like`.
void makeTables(Database& db, Database& like, const std::vector<TableSet>& sets);

/// Tables of a backup that hold rows to keep, in the order in which they were made: what a foreign key names
/// comes first.
std::vector<std::string> keptTables(Database& file, const std::vector<TableSet>& sets);

/// Copies every row. `file` is the one of the two that is a backup; it knows the columns.
void copyRows(Database& from, Database& to, Database& file, const std::string& table);

/// Rows of a table by which a change is found and located.
struct Part {
    std::string table;
    std::int64_t first = 1, rows = 0; ///< in the order of the key, counted from 1
    std::string sha256{};
    friend bool operator==(const Part&, const Part&) = default;
};
/// A table of a backup in parts of a thousand rows; one empty part for an empty table.
std::vector<Part> partsOf(Database& file, const std::string& table);

} // namespace kaomado::store
