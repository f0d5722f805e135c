// SPDX-License-Identifier: Apache-2.0
// The database, its logs, the room on its disk, its backups.
#include "backup.hpp"
#include "doctor.hpp"
#include "open_tables.hpp"

#include <kaomado/counter/case_store.hpp>

#include <algorithm>

namespace kaomado::app {

namespace {

constexpr std::uintmax_t kMebi = 1024 * 1024;
constexpr std::chrono::days kFreshBackup{7};

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

/// Whether every set's tables are of the newest form. @throws Error for those of a newer program
bool newest(store::Database& db) {
    bool all = true;
    for (const store::TableSet& set : allTables()) {
        store::migrationsKnown(db, set.name, set.steps);
        const std::size_t applied = store::appliedMigrations(db, set.name).size();
        all = all && (applied == set.steps.size() || (applied == 0 && set.name != counter::kTableSet));
    }
    return all;
}

void examineLogs(store::Database& db, Diagnosis& diagnosis) {
    const std::vector<std::string> municipalities = counter::municipalitiesIn(db);
    if (municipalities.empty())
        diagnosis.add(Health::Good, "log.empty");
    for (const std::string& municipality : municipalities) {
        const counter::EventLog log(db, municipality);
        const merkle::Tree tree = log.tree();
        const std::vector<audit::SignedHead> heads = log.heads();
        const std::string size = number(tree.size);
        const std::string root = toHex(tree.root);
        if (heads.empty())
            diagnosis.add(Health::Doubtful, "log.unsigned",
                          {{"municipality", municipality}, {"size", size}, {"root", root}});
        else
            diagnosis.add(Health::Good, "log.head",
                          {{"municipality", municipality},
                           {"size", size},
                           {"root", root},
                           {"signed", number(audit::headOf(heads.back()).tree.size)}});
    }
}

void examineSpace(const Patient& patient, Diagnosis& diagnosis) {
    const std::optional<std::string> file = store::fileOf(patient.address);
    const std::filesystem::path at = file ? std::filesystem::path(*file).parent_path() : patient.data;
    std::error_code failed;
    const auto space = std::filesystem::space(at.empty() ? "." : at, failed);
    if (failed)
        return;
    const std::uintmax_t free = space.available / kMebi;
    constexpr std::uintmax_t kHardly = 10; // a tenth of what is wanted
    const Health health = free >= patient.options.freeMegabytes             ? Health::Good
                          : free >= patient.options.freeMegabytes / kHardly ? Health::Doubtful
                                                                            : Health::Bad;
    diagnosis.add(health, "space",
                  {{"free", number(free)}, {"wanted", number(patient.options.freeMegabytes)}});
}

bool isTraining(store::Database& db) {
    return db.hasTable("installation") &&
           !db.query("SELECT 1 FROM installation WHERE name = 'mode' AND value = 'training'").empty();
}

/// The newest of a folder, or of the one file.
std::optional<Instant> newestBackup(const std::filesystem::path& at) {
    std::vector<std::filesystem::path> files;
    if (std::filesystem::is_directory(at))
        for (const auto& entry : std::filesystem::directory_iterator(at))
            files.push_back(entry.path());
    else
        files.push_back(at);
    std::optional<Instant> newest;
    for (const std::filesystem::path& file : files)
        try {
            const auto backup = store::openBackup(file.string());
            for (const store::Row& row : backup->query("SELECT value FROM backup_note WHERE name = 'made'"))
                newest = std::max(newest, std::optional(instantFromIso(row.text(0))));
        } catch (const Error&) { // no backup, or none that says when it was made
            continue;
        }
    return newest;
}

} // namespace

void examineDatabase(Patient& patient, Diagnosis& diagnosis) {
    if (patient.address.empty()) {
        diagnosis.add(Health::Doubtful, "database.none", {{"folder", patient.data.string()}});
        return;
    }
    try {
        patient.db = store::openDatabase(patient.address, {.access = store::Access::Read});
        patient.training = isTraining(*patient.db);
        if (!newest(*patient.db)) {
            diagnosis.add(Health::Doubtful, "database.older", {{"address", shown(patient.address)}});
        } else {
            diagnosis.add(Health::Good, "database.opens", {{"address", shown(patient.address)}});
            examineLogs(*patient.db, diagnosis);
        }
    } catch (const Error& error) {
        patient.db.reset();
        diagnosis.add("database.closed", error);
    }
    examineSpace(patient, diagnosis);
}

void examineBackups(const Patient& patient, Diagnosis& diagnosis) {
    const std::string& at = patient.options.backups;
    if (at.empty()) {
        diagnosis.add(Health::Doubtful, "backup.unknown");
        return;
    }
    const std::optional<Instant> made = newestBackup(at);
    if (!made) {
        diagnosis.add(Health::Bad, "backup.none", {{"folder", at}});
        return;
    }
    const auto days = std::chrono::duration_cast<std::chrono::days>(patient.now - *made).count();
    diagnosis.add(patient.now - *made <= kFreshBackup ? Health::Good : Health::Doubtful, "backup.age",
                  {{"made", toIso(*made)}, {"days", std::to_string(days)}, {"folder", at}});
}

} // namespace kaomado::app
