// SPDX-License-Identifier: Apache-2.0
#include "kaomado/store/backup.hpp"

#include "backup_tables.hpp"
#include "new_file.hpp"

#include <algorithm>

namespace kaomado::store {

namespace {

constexpr std::int64_t kMostReported = 20;

OpenOptions with(OpenOptions options, Access access) {
    options.access = access;
    return options;
}

void mustBeNew(const std::string& file, bool replace) {
    if (std::filesystem::is_directory(file))
        throw Error(Fault::BadInput, file + ": this is a folder");
    if (!replace && std::filesystem::exists(file))
        throw Error(Fault::BadInput, file + ": there is such a file already");
}

void writeNotes(Database& file, const BackupNotes& notes) {
    file.script("CREATE TABLE backup_note(name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);"
                "CREATE TABLE backup_part(number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
                " first_row BIGINT NOT NULL, row_count BIGINT NOT NULL, sha256 TEXT NOT NULL)");
    for (const auto& [name, value] : notes)
        file.run("INSERT INTO backup_note(name, value) VALUES(?1, ?2)", name, value);
}

/// Every table has its parts, the one of notes included.
void writeParts(Database& file) {
    std::int64_t number = 0;
    for (const std::string& table : file.tables())
        for (const Part& part : table == kPartsTable ? std::vector<Part>{} : partsOf(file, table))
            file.run("INSERT INTO backup_part(number, name, first_row, row_count, sha256)"
                     " VALUES(?1, ?2, ?3, ?4, ?5)",
                     ++number, part.table, part.first, part.rows, part.sha256);
}

/// All that is read of `from` is of one moment: which steps it has, and the rows.
void fill(Database& file, Database& from, const BackupOrder& order) {
    const Snapshot moment(from);
    makeTables(file, from, order.sets);
    Transaction tx(file);
    for (const std::string& table : keptTables(file, order.sets))
        copyRows(from, file, file, table);
    writeNotes(file, order.notes);
    writeParts(file);
    tx.commit();
}

/// As read from the disk again.
void check(const std::string& path, const BackupOrder& order) {
    const auto file = openBackup(path);
    const BackupContent content = readBackup(*file);
    if (!content.damage.empty())
        throw Error(Fault::FileMalformed,
                    "what was written does not read back: " + content.damage.front().table + " " +
                        content.damage.front().detail);
    if (order.check)
        order.check(*file);
}

std::map<std::string, std::vector<Part>> writtenParts(Database& file) {
    std::map<std::string, std::vector<Part>> parts;
    for (const Row& row :
         file.query("SELECT name, first_row, row_count, sha256 FROM backup_part ORDER BY number"))
        parts[row.text(0)].push_back({row.text(0), row.integer(1), row.integer(2), row.text(3)});
    return parts;
}

Damage damaged(const Part& part, const std::string& detail) {
    return {part.table, part.rows == 0 ? 0 : part.first, part.rows == 0 ? 0 : part.first + part.rows - 1,
            detail};
}

void compare(const std::vector<Part>& written, const std::vector<Part>& found, BackupContent& content) {
    for (std::size_t i = 0; i < std::max(written.size(), found.size()); ++i)
        if (i >= found.size())
            content.damage.push_back(damaged(written[i], "rows are missing"));
        else if (i >= written.size())
            content.damage.push_back(damaged(found[i], "rows are there that were not written"));
        else if (written[i] != found[i])
            content.damage.push_back(damaged(written[i], "rows differ from what was written"));
}

void readTable(Database& file, const std::string& table, const std::vector<Part>& written,
               BackupContent& content) {
    try {
        const std::vector<Part> found = partsOf(file, table);
        compare(written, found, content);
        if (table == kNotesTable)
            return;
        ++content.tables;
        content.rows += found.back().first - 1 + found.back().rows;
    } catch (const Error& error) {
        content.damage.push_back({.table = table, .detail = error.what()});
    }
}

/// What the engine finds in its own pages and indexes.
void checkPages(Database& file, BackupContent& content) {
    for (const Row& row : file.query("PRAGMA integrity_check(" + std::to_string(kMostReported) + ")"))
        if (row.text(0) != "ok")
            content.damage.push_back({.detail = row.text(0)});
}

} // namespace

void writeBackup(Database& from, const std::string& file, const BackupOrder& order) {
    mustBeNew(file, order.replace);
    NewFile fresh(file);
    fill(*openDatabase("sqlite:" + fresh.path(), with(order.options, Access::Alone)), from, order);
    check(fresh.path(), order);
    if (order.replace)
        fresh.replace();
    else
        fresh.place();
}

std::unique_ptr<Database> openBackup(const std::string& file) {
    if (!std::filesystem::is_regular_file(file))
        throw Error(Fault::FileMissing, file + ": there is no such file");
    try {
        auto db = openDatabase("sqlite:" + file, {.access = Access::Read});
        if (!db->hasTable(kNotesTable) || !db->hasTable(kPartsTable))
            throw Error(Fault::FileMalformed,
                        file + ": a database, but no backup that this program has made");
        return db;
    } catch (const Error& error) {
        throw Error(Fault::FileMalformed, error.what());
    }
}

BackupContent readBackup(Database& backup) {
    BackupContent content;
    try {
        checkPages(backup, content);
        const std::map<std::string, std::vector<Part>> written = writtenParts(backup);
        for (const auto& [table, parts] : written)
            readTable(backup, table, parts, content);
        for (const std::string& table : backup.tables())
            if (table != kPartsTable && !written.contains(table))
                content.damage.push_back({.table = table, .detail = "a table that was not written"});
        for (const Row& row : backup.query("SELECT name, value FROM backup_note"))
            content.notes[row.text(0)] = row.text(1);
    } catch (const Error& error) {
        content.damage.push_back({.detail = error.what()});
    }
    return content;
}

} // namespace kaomado::store
