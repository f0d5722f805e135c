// SPDX-License-Identifier: Apache-2.0
#include "backup.hpp"
#include "open_tables.hpp"

#include <kaomado/counter/case_store.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {

using nlohmann::ordered_json;

struct Options {
    std::string database, data, target;
    bool force = false, json = false;
};

/// What the finished file was found to hold.
struct Report {
    store::BackupContent content;
    std::vector<VerifiedLog> logs;
    std::vector<counter::PersonStore::KeyUse> keys;
};

void mustBeElsewhere(const Options& options) {
    const std::optional<std::string> file = store::fileOf(options.database);
    std::error_code ignored;
    if (file && std::filesystem::equivalent(*file, options.target, ignored))
        throw Error(Fault::BadInput, options.target + ": this is the database itself");
}

void print(const Report& report, const Options& options, const Frame& frame) {
    const auto size = std::filesystem::file_size(options.target);
    const std::string made = report.content.notes.at("made");
    if (options.json) {
        std::cout << ordered_json{{"file", options.target},
                                  {"made", made},
                                  {"bytes", size},
                                  {"tables", report.content.tables},
                                  {"rows", report.content.rows},
                                  {"logs", jsonOf(report.logs)},
                                  {"keys", jsonOf(report.keys)}}
                         .dump()
                  << '\n';
        return;
    }
    std::cout << fill(frame.text("db.backup.done"), {{"file", options.target},
                                                     {"made", made},
                                                     {"bytes", std::to_string(size)},
                                                     {"tables", std::to_string(report.content.tables)},
                                                     {"rows", std::to_string(report.content.rows)}})
              << '\n';
    printLogs(report.logs, frame);
    const std::filesystem::path keys = keysBeside(options.data, options.database);
    printKeys(report.keys, keys, frame);
    std::cout << fill(frame.text("db.backup.keys"), {{"folder", keys.string()}}) << '\n';
}

int backup(const Options& options, const Frame& frame) {
    mustExist(options.database);
    mustBeElsewhere(options);
    const std::filesystem::path keys = keysBeside(options.data, options.database);
    const auto db = store::openDatabase(options.database);
    if (store::appliedMigrations(*db, counter::kTableSet).empty())
        throw Error(Fault::Configuration, "there is nothing in this database: no table of ours");
    Report report;
    const auto check = [&](store::Database& file) {
        report = {store::readBackup(file), verifyLogs(file, keys), keyUsesOf(file, keys)};
        if (sound(report.logs))
            return;
        printLogs(report.logs, frame);
        throw Error(Fault::StorageTampered,
                    "the log does not hold, so this is no backup to rely on; earlier ones were left alone");
    };
    store::writeBackup(*db, options.target,
                       {.sets = allTables(),
                        .notes = {{"made", toIso(SystemClock().now())},
                                  {"program", std::string("kaomado ") + KAOMADO_VERSION},
                                  {"engine", db->runsSideBySide() ? "postgresql" : "sqlite"}},
                        .replace = options.force,
                        .check = check});
    print(report, options, frame);
    return kOk;
}

} // namespace

void addDbBackup(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "backup", "db.backup");
    const auto options = std::make_shared<Options>();
    command->add_option("target", options->target, frame.text("db.backup.target"))
        ->type_name("FILE")
        ->required();
    command->add_option("--database", options->database, frame.text("db.database"))
        ->type_name("ADDRESS")
        ->required();
    command->add_option("--data", options->data, frame.text("db.data"))->type_name("DIR");
    command->add_flag("--force", options->force, frame.text("db.backup.force"));
    command->add_flag("--json", options->json, frame.text("db.json"));
    frame.run(command, [options, &frame] { return backup(*options, frame); });
}

} // namespace kaomado::app
