// SPDX-License-Identifier: Apache-2.0
#include "backup_tables.hpp"
#include "new_file.hpp"

#include <algorithm>

namespace kaomado::store {

namespace {

void fillTables(Database& fresh, Database& backup, const RestoreOrder& order) {
    makeTables(fresh, backup, order.sets);
    for (const std::string& table : keptTables(backup, order.sets))
        copyRows(backup, fresh, backup, table);
    if (order.after)
        order.after(fresh);
}

/// A database that is there, held alone; nothing when it is none or damaged and that is no matter.
std::unique_ptr<Database> openOld(const std::string& path, const RestoreOrder& order) {
    try {
        auto old = openDatabase("sqlite:" + path, {.access = Access::Alone});
        if (order.before)
            order.before(*old);
        return old;
    } catch (const Error& error) {
        if (error.fault() != Fault::Storage || !order.overUnreadable)
            throw;
        return nullptr;
    }
}

/// A log that was left because the old one could not even be opened would be taken for one of the new one's.
void moveAside(const std::string& path, const std::string& kept, bool opened) {
    keepUnder(path, kept);
    for (const char* beside : {"-wal", "-journal"})
        if (!opened && std::filesystem::exists(path + beside))
            std::filesystem::rename(path + beside, kept + beside);
}

std::string restoreFile(Database& backup, const std::string& path, const RestoreOrder& order) {
    const bool there = std::filesystem::exists(path) && std::filesystem::file_size(path) > 0;
    const std::unique_ptr<Database> old = there ? openOld(path, order) : nullptr; // held until the very end
    NewFile fresh(path);
    {
        const auto db = openDatabase("sqlite:" + fresh.path(), {.access = Access::Alone});
        Transaction tx(*db);
        fillTables(*db, backup, order);
        tx.commit();
    }
    if (!there) {
        std::filesystem::remove(path); // an empty file, as a server that was stopped at its start leaves
        fresh.place();
        return {};
    }
    std::string kept = path + ".replaced-" + order.keepAs;
    moveAside(path, kept, old != nullptr);
    fresh.replace();
    return kept;
}

/// Tables of ours that are there, with the one of migrations.
std::vector<std::string> ownTables(Database& db, Database& backup) {
    std::vector<std::string> own;
    const std::vector<std::string> known = backup.tables();
    for (const std::string& table : db.tables())
        if (std::ranges::find(known, table) != known.end())
            own.push_back(table);
    return own;
}

/// The old tables move into a schema of their own and the new ones are made in one transaction.
std::string restoreSchema(Database& backup, const std::string& address, const RestoreOrder& order) {
    const auto db = openDatabase(address, {.access = Access::Alone});
    const std::vector<std::string> own = ownTables(*db, backup);
    if (!own.empty() && order.before)
        order.before(*db);
    std::string kept = own.empty() ? "" : "kaomado_replaced_" + order.keepAs;
    for (char& c : kept) // so that nobody has to quote it
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    Transaction tx(*db);
    if (!kept.empty())
        db->script("CREATE SCHEMA \"" + kept + "\"");
    for (const std::string& table : own)
        db->script("ALTER TABLE \"" + table + "\" SET SCHEMA \"" + kept + "\"");
    fillTables(*db, backup, order);
    tx.commit();
    return kept;
}

} // namespace

std::string restoreBackup(Database& backup, const std::string& address, const RestoreOrder& order) {
    for (const TableSet& set : order.sets)
        knownSteps(backup, set);
    const std::optional<std::string> file = fileOf(address);
    return file ? restoreFile(backup, *file, order) : restoreSchema(backup, address, order);
}

} // namespace kaomado::store
