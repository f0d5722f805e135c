// SPDX-License-Identifier: Apache-2.0
#include "backup_tables.hpp"

#include "kaomado/base/hash.hpp"

#include <algorithm>

namespace kaomado::store {

namespace {

constexpr std::int64_t kRowsOfAPart = 1000;

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + quoted(name);
    return out;
}

std::vector<std::string> names(const Rows& rows) {
    std::vector<std::string> all;
    for (const Row& row : rows)
        all.push_back(row.text(0));
    return all;
}

std::vector<std::string> columnsOf(Database& file, const std::string& table) {
    return names(file.query("SELECT name FROM pragma_table_info(?1) ORDER BY cid", table));
}

std::vector<std::string> keyOf(Database& file, const std::string& table) {
    std::vector<std::string> key =
        names(file.query("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", table));
    return key.empty() ? columnsOf(file, table) : key;
}

void appendNumber(Bytes& to, std::uint64_t number) {
    for (unsigned shift = 64; shift > 0; shift -= 8)
        to.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
}

/// Kind, length and content: no two rows have one text.
void appendValue(Bytes& to, const Value& value) {
    to.push_back(static_cast<std::uint8_t>(value.index()));
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        appendNumber(to, static_cast<std::uint64_t>(*number));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        appendNumber(to, text->size());
        append(to, viewOf(*text));
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        appendNumber(to, bytes->size());
        append(to, *bytes);
    }
}

bool isPassing(const std::string& table, const std::vector<TableSet>& sets) {
    return std::ranges::any_of(sets, [&](const TableSet& set) {
        return std::ranges::find(set.passing, table) != set.passing.end();
    });
}

} // namespace

std::size_t knownSteps(Database& db, const TableSet& set) {
    const std::size_t applied = appliedMigrations(db, set.name).size();
    migrationsKnown(db, set.name, set.steps);
    return applied;
}

void makeTables(Database& db, Database& like, const std::vector<TableSet>& sets) {
    const SystemClock clock;
    for (const TableSet& set : sets)
        migrate(db, set.name, std::span(set.steps).first(knownSteps(like, set)), clock);
}

std::vector<std::string> keptTables(Database& file, const std::vector<TableSet>& sets) {
    std::vector<std::string> kept;
    for (std::string& table : names(file.query("SELECT name FROM sqlite_master WHERE type = 'table'"
                                               " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")))
        if (table != kNotesTable && table != kPartsTable && !isPassing(table, sets))
            kept.push_back(std::move(table));
    return kept;
}

void copyRows(Database& from, Database& to, Database& file, const std::string& table) {
    const std::vector<std::string> columns = columnsOf(file, table);
    std::string places;
    for (std::size_t i = 1; i <= columns.size(); ++i)
        places += (i > 1 ? ", ?" : "?") + std::to_string(i);
    to.script("DELETE FROM " + quoted(table)); // of `migration`, which has its lines already
    const auto insert =
        to.prepare("INSERT INTO " + quoted(table) + "(" + joined(columns) + ") VALUES(" + places + ")");
    from.prepare("SELECT " + joined(columns) + " FROM " + quoted(table))->forEach([&](const Row& row) {
        insert->runWith(row.values());
        return true;
    });
}

std::vector<Part> partsOf(Database& file, const std::string& table) {
    std::vector<Part> parts{{.table = table}};
    Bytes content; // of the first part, what the table is comes first
    for (const Row& row :
         file.query("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1", table))
        appendValue(content, row.values()[0]);
    const auto close = [&] { parts.back().sha256 = toHex(sha256(content)); };
    file.prepare("SELECT " + joined(columnsOf(file, table)) + " FROM " + quoted(table) + " ORDER BY " +
                 joined(keyOf(file, table)))
        ->forEach([&](const Row& row) {
            if (parts.back().rows == kRowsOfAPart) {
                close();
                parts.push_back({.table = table, .first = parts.back().first + kRowsOfAPart});
                content.clear();
            }
            for (const Value& value : row.values())
                appendValue(content, value);
            ++parts.back().rows;
            return true;
        });
    close();
    return parts;
}

} // namespace kaomado::store
