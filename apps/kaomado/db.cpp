// SPDX-License-Identifier: Apache-2.0
#include "backup.hpp"
#include "commands.hpp"
#include "open_tables.hpp"

#include <kaomado/counter/case_list.hpp>
#include <kaomado/counter/retention.hpp>
#include <kaomado/store/migration.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {

using counter::DueAttributes;
using nlohmann::ordered_json;

constexpr int kNotMigrated = 2;

struct Options {
    std::string database;
    std::vector<std::string> years;
    bool json = false, dryRun = false;
};

/// What has been applied, and how many steps of this program have not.
struct Form {
    std::vector<store::AppliedMigration> applied;
    std::vector<store::Migration> steps = counter::tableSteps();
    bool newest() const { return applied.size() >= steps.size(); }
};

Form formOf(store::Database& db) {
    return {.applied = store::appliedMigrations(db, counter::kTableSet)};
}

std::int64_t count(store::Database& db, std::string_view from) {
    return db.query("SELECT count(*) FROM " + std::string(from)).at(0).integer(0);
}

int migrate(const Options& options, const Frame& frame) {
    const auto db = store::openDatabase(options.database);
    const std::size_t applied = counter::migrateTables(*db, SystemClock());
    std::cout << fill(frame.text("db.migrate.done"), {{"count", std::to_string(applied)}}) << '\n';
    return kOk;
}

ordered_json jsonOf(const Form& form) {
    auto steps = ordered_json::array();
    for (std::size_t i = 0; i < form.steps.size(); ++i)
        steps.push_back(
            {{"number", form.steps[i].number},
             {"name", form.steps[i].name},
             {"applied", i < form.applied.size() ? ordered_json(toIso(form.applied[i].at)) : nullptr}});
    return steps;
}

void print(const Form& form, const Frame& frame) {
    for (std::size_t i = 0; i < form.steps.size(); ++i) {
        const bool applied = i < form.applied.size();
        std::cout << form.steps[i].number << "  " << form.steps[i].name << "  "
                  << frame.text(applied ? "db.status.applied" : "db.status.pending")
                  << (applied ? "  " + toIso(form.applied[i].at) : "") << '\n';
    }
}

int status(const Options& options, const Frame& frame) {
    const auto db = store::openDatabase(options.database);
    const Form form = formOf(*db);
    ordered_json counts;
    if (form.newest())
        counts = {{"events", count(*db, "event")},
                  {"cases", count(*db, "case_list")},
                  {"open", count(*db, "case_list WHERE outcome IS NULL")},
                  {"persons", count(*db, "person")}};
    if (options.json) {
        std::cout << ordered_json{{"steps", jsonOf(form)}, {"counts", counts}}.dump() << '\n';
    } else {
        print(form, frame);
        if (form.newest())
            std::cout << fill(frame.text("db.status.counts"), {{"events", counts["events"].dump()},
                                                               {"cases", counts["cases"].dump()},
                                                               {"open", counts["open"].dump()},
                                                               {"persons", counts["persons"].dump()}})
                      << '\n';
    }
    return form.newest() ? kOk : kNotMigrated;
}

int rebuild(const Options& options, const Frame& frame) {
    const auto db = openTables(options.database);
    const std::size_t cases = counter::CaseList(*db).rebuild();
    std::cout << fill(frame.text("db.rebuild.done"), {{"count", std::to_string(cases)}}) << '\n';
    return kOk;
}

/// "99999=5"
void setYears(counter::Retention& retention, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const std::string years = equals == std::string::npos ? "" : assignment.substr(equals + 1);
    if (years.empty() || years.size() > 3 || years.find_first_not_of("0123456789") != std::string::npos)
        throw Error(Fault::BadInput, assignment + ": the form is CODE=YEARS, e.g. 99999=5");
    retention.setYears(assignment.substr(0, equals), static_cast<unsigned>(std::stoul(years)));
}

std::vector<DueAttributes> keep(store::Database& db, const Options& options) {
    counter::Retention retention(db);
    const Date today = dayInJapan(SystemClock().now());
    store::Transaction tx(db);
    for (const std::string& assignment : options.years)
        setYears(retention, assignment);
    if (options.dryRun)
        return retention.due(today); // and the new years are undone
    tx.commit();
    return retention.erase(today);
}

ordered_json jsonOf(const DueAttributes& due) {
    return {{"municipality", due.municipality},
            {"years", due.years},
            {"closed_until", toIso(due.closedUntil)},
            {"cases", due.cases}};
}

std::string lineOf(const DueAttributes& due, const std::string& pattern) {
    return fill(pattern, {{"municipality", due.municipality},
                          {"years", std::to_string(due.years)},
                          {"day", toIso(due.closedUntil)},
                          {"count", std::to_string(due.cases)}});
}

int retention(const Options& options, const Frame& frame) {
    const auto db = openTables(options.database);
    const std::vector<DueAttributes> all = keep(*db, options);
    if (options.json) {
        auto lines = ordered_json::array();
        for (const DueAttributes& due : all)
            lines.push_back(jsonOf(due));
        std::cout << ordered_json{{"erased", !options.dryRun}, {"municipalities", lines}}.dump() << '\n';
        return kOk;
    }
    for (const DueAttributes& due : all)
        std::cout << lineOf(due, frame.text(options.dryRun ? "db.retention.due" : "db.retention.erased"))
                  << '\n';
    if (all.empty())
        std::cout << frame.text("db.retention.none") << '\n';
    return kOk;
}

using Work = int (*)(const Options&, const Frame&);

CLI::App* addTask(CLI::App& parent, Frame& frame, const std::string& name,
                  const std::shared_ptr<Options>& options, Work work) {
    CLI::App* command = frame.command(parent, name, "db." + name);
    command->add_option("--database", options->database, frame.text("db.database"))
        ->type_name("ADDRESS")
        ->required();
    frame.run(command, [options, work, &frame] { return work(*options, frame); });
    return command;
}

} // namespace

void addDb(CLI::App& app, Frame& frame) {
    CLI::App* db = frame.command(app, "db", "db");
    db->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    addTask(*db, frame, "migrate", options, migrate);
    addTask(*db, frame, "status", options, status)->add_flag("--json", options->json, frame.text("db.json"));
    addTask(*db, frame, "rebuild", options, rebuild);
    addDbBackup(*db, frame);
    addDbRestore(*db, frame);
    CLI::App* erase = addTask(*db, frame, "retention", options, retention);
    erase->add_flag("--dry-run", options->dryRun, frame.text("db.retention.dry-run"));
    erase->add_option("--set", options->years, frame.text("db.retention.set"))->type_name("CODE=YEARS");
    erase->add_flag("--json", options->json, frame.text("db.json"));
}

} // namespace kaomado::app
