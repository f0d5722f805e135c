// SPDX-License-Identifier: Apache-2.0
#include "backup.hpp"
#include "open_tables.hpp"

#include <kaomado/counter/backup.hpp>
#include <kaomado/counter/case_store.hpp>
#include <kaomado/server/tables.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace kaomado::app {

namespace {

using counter::Loss;
using nlohmann::ordered_json;

constexpr int kWouldLose = 2;

struct Options {
    std::string backup, database, data;
    bool force = false, dryRun = false, json = false;
};

/// What is known at the end, whatever that is.
struct Report {
    store::BackupContent content;
    std::vector<VerifiedLog> logs;
    std::vector<counter::PersonStore::KeyUse> keys;
    std::vector<Loss> losses;
    std::string kept;
    bool restored = false;
    bool losesAnything() const { return std::ranges::any_of(losses, &Loss::losesAnything); }
};

/// Thrown out of the restore before anything is replaced.
struct WouldLose {};

/// As Frame reports a fault.
int tellInUse(const Error& error, const Frame& frame) {
    std::cerr << "kaomado: " << frame.text("db.restore.in-use") << '\n'
              << frame.text("frame.detail") << error.what() << '\n'
              << frame.text("frame.remedy") << frame.text("db.restore.in-use.remedy") << '\n';
    return kTemporary;
}

void print(const Loss& loss, const Frame& frame) {
    const std::pair<const char*, std::uint64_t> lines[] = {{"db.restore.loss.events", loss.events},
                                                           {"db.restore.loss.persons", loss.persons},
                                                           {"db.restore.loss.returning", loss.returning}};
    for (const auto& [key, count] : lines)
        if (count > 0)
            std::cout << fill(frame.text(key), {{"municipality", loss.municipality},
                                                {"count", std::to_string(count)},
                                                {"cases", std::to_string(loss.cases)},
                                                {"newest", loss.newest ? toIso(*loss.newest) : "?"}})
                      << '\n';
}

ordered_json lossJson(const Loss& loss) {
    return {{"municipality", loss.municipality},
            {"events", loss.events},
            {"cases", loss.cases},
            {"newest", loss.newest ? ordered_json(toIso(*loss.newest)) : ordered_json(nullptr)},
            {"persons", loss.persons},
            {"returning", loss.returning}};
}

std::string note(const store::BackupContent& content, const std::string& name) {
    const auto at = content.notes.find(name);
    return at == content.notes.end() ? "?" : at->second;
}

const char* endOf(const Report& report) {
    if (report.restored)
        return report.kept.empty() ? "db.restore.done" : "db.restore.replaced";
    return report.losesAnything() ? "db.restore.would-lose" : "db.restore.would";
}

int tell(const Report& report, const Options& options, const Frame& frame) {
    const int code = !report.restored && report.losesAnything() ? kWouldLose : kOk;
    if (options.json) {
        auto losses = ordered_json::array();
        for (const Loss& loss : report.losses)
            losses.push_back(lossJson(loss));
        std::cout << ordered_json{{"restored", report.restored},
                                  {"made", note(report.content, "made")},
                                  {"rows", report.content.rows},
                                  {"kept", report.kept},
                                  {"loss", losses},
                                  {"logs", jsonOf(report.logs)},
                                  {"keys", jsonOf(report.keys)}}
                         .dump()
                  << '\n';
        return code;
    }
    std::cout << fill(frame.text("db.restore.backup"), {{"file", options.backup},
                                                        {"made", note(report.content, "made")},
                                                        {"program", note(report.content, "program")},
                                                        {"rows", std::to_string(report.content.rows)}})
              << '\n';
    printLogs(report.logs, frame);
    for (const Loss& loss : report.losses)
        print(loss, frame);
    printKeys(report.keys, keysBeside(options.data, options.database), frame);
    std::cout << fill(frame.text(endOf(report)),
                      {{"kept", report.kept}, {"database", shown(options.database)}})
              << '\n';
    return code;
}

/// The backup is whole, and its log holds: found out before anything else is looked at.
Report verified(store::Database& backup, const Options& options, const Frame& frame) {
    const std::filesystem::path keys = keysBeside(options.data, options.database);
    Report report;
    report.content = store::readBackup(backup);
    if (!report.content.damage.empty()) {
        printDamage(report.content.damage, frame);
        throw Error(Fault::FileMalformed, options.backup + ": " +
                                              std::to_string(report.content.damage.size()) +
                                              " places are not what was written");
    }
    for (const store::TableSet& set : allTables())
        store::migrationsKnown(backup, set.name, set.steps);
    report.logs = verifyLogs(backup, keys);
    report.keys = keyUsesOf(backup, keys);
    if (!sound(report.logs)) {
        printLogs(report.logs, frame);
        throw Error(Fault::StorageTampered, options.backup + ": the log in this backup does not hold");
    }
    return report;
}

/// The newest form of the tables, and a log that holds in it.
void finish(store::Database& fresh, const std::filesystem::path& keys) {
    const SystemClock clock;
    counter::migrateTables(fresh, clock);
    if (!store::appliedMigrations(fresh, server::tableSet().name).empty())
        server::migrateServer(fresh, clock);
    if (!sound(verifyLogs(fresh, keys)))
        throw Error(Fault::Internal, "the restored log does not hold although the backup's does");
}

/// Says what a restore would do, and locks nobody out.
void compareOnly(store::Database& backup, const Options& options, Report& report) {
    const std::optional<std::string> file = store::fileOf(options.database);
    if (file && !std::filesystem::exists(*file))
        return;
    report.losses =
        counter::lossOf(*store::openDatabase(options.database, {.access = store::Access::Read}), backup);
}

void replace(store::Database& backup, const Options& options, Report& report) {
    const std::filesystem::path keys = keysBeside(options.data, options.database);
    try {
        report.kept = store::restoreBackup(backup, options.database,
                                           {.sets = allTables(),
                                            .keepAs = stampOf(SystemClock().now()),
                                            .overUnreadable = options.force,
                                            .before =
                                                [&](store::Database& old) {
                                                    report.losses = counter::lossOf(old, backup);
                                                    if (report.losesAnything() && !options.force)
                                                        throw WouldLose();
                                                },
                                            .after = [&](store::Database& fresh) { finish(fresh, keys); }});
        report.restored = true;
    } catch (const WouldLose&) {
        return; // told with the rest
    }
}

int restore(const Options& options, const Frame& frame) {
    const auto backup = store::openBackup(options.backup);
    Report report = verified(*backup, options, frame);
    try {
        if (options.dryRun)
            compareOnly(*backup, options, report);
        else
            replace(*backup, options, report);
    } catch (const Error& error) {
        if (error.fault() != Fault::StorageConflict)
            throw;
        return tellInUse(error, frame);
    }
    return tell(report, options, frame);
}

} // namespace

void addDbRestore(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "restore", "db.restore");
    const auto options = std::make_shared<Options>();
    command->add_option("backup", options->backup, frame.text("db.restore.file"))
        ->type_name("FILE")
        ->required();
    command->add_option("--database", options->database, frame.text("db.database"))
        ->type_name("ADDRESS")
        ->required();
    command->add_option("--data", options->data, frame.text("db.data"))->type_name("DIR");
    command->add_flag("--dry-run", options->dryRun, frame.text("db.restore.dry-run"));
    command->add_flag("--force", options->force, frame.text("db.restore.force"));
    command->add_flag("--json", options->json, frame.text("db.json"));
    frame.run(command, [options, &frame] { return restore(*options, frame); });
}

} // namespace kaomado::app
