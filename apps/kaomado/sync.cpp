// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"
#include "commands.hpp"
#include "open_tables.hpp"
#include "progress_line.hpp"

#include <kaomado/counter/case_sync.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {

using counter::CaseSync;
using counter::Standing;
using counter::SyncedCase;
using nlohmann::ordered_json;

constexpr int kConflicts = 2;

struct Options {
    AuditSource from;
    std::string to, toData;
    bool dryRun = false, json = false, progress = false;
};

/// Keys are made where personal attributes are sealed for the first time; only there.
struct Persons {
    Persons(store::Database& db, const std::filesystem::path& folder) : store(db, folder / "keys") {}
    counter::PersonStore store;
};

std::optional<Persons> cityPersons(store::Database& db, const Options& options) {
    if (options.toData.empty())
        return std::nullopt;
    if (!std::filesystem::is_directory(options.toData))
        throw Error(Fault::FileMissing, options.toData + ": there is no such folder");
    return std::optional<Persons>(std::in_place, db, options.toData);
}

/// A record that was changed must not get into the city's log, where it would look like any other.
void mustBeSound(store::Database& db, const std::string& municipality, const AuditSource& source) {
    const audit::Verification found = counter::EventLog(db, municipality)
                                          .verify({.known = {},
                                                   .logKeys = LogKeys(source.folder()).publicKeys(),
                                                   .terminals = {},
                                                   .content = true});
    if (!found.sound())
        throw Error(Fault::StorageTampered, "the log of " + municipality +
                                                " to be brought over does not hold; kaomado audit verify "
                                                "tells where");
}

class Report {
public:
    Report(const Frame& frame, const Options& options) : frame_(frame), options_(options) {}

    void add(const SyncedCase& done) {
        ++cases_;
        ++standings_[std::string(nameOf(done.standing))];
        const bool goes = done.standing == Standing::New || done.standing == Standing::Longer;
        if (goes)
            events_ += done.ahead;
        if (done.person)
            ++persons_;
        if (done.conflict())
            ++conflicts_;
        if (options_.json)
            list_.push_back(jsonOf(done));
        else
            print(done);
    }

    int finish() const {
        if (options_.json)
            std::cout << ordered_json{{"written", !options_.dryRun},
                                      {"events", events_},
                                      {"persons", persons_},
                                      {"conflicts", conflicts_},
                                      {"cases", list_}}
                             .dump()
                      << '\n';
        else
            std::cout << fill(text(options_.dryRun ? "sync.would" : "sync.done"),
                              {{"cases", std::to_string(cases_)},
                               {"new", of(Standing::New)},
                               {"longer", of(Standing::Longer)},
                               {"same", std::to_string(count(Standing::Same) + count(Standing::Behind))},
                               {"events", std::to_string(events_)},
                               {"persons", std::to_string(persons_)},
                               {"conflicts", std::to_string(conflicts_)}})
                      << '\n';
        return conflicts_ == 0 ? kOk : kConflicts;
    }

private:
    const std::string& text(std::string_view key) const { return frame_.text(key); }
    std::size_t count(Standing standing) const {
        const auto at = standings_.find(std::string(nameOf(standing)));
        return at == standings_.end() ? 0 : at->second;
    }
    std::string of(Standing standing) const { return std::to_string(count(standing)); }

    void print(const SyncedCase& done) const {
        if (done.standing == Standing::Parted)
            std::cout << fill(text("sync.parted"),
                              {{"case", done.key.id}, {"event", std::to_string(done.agreed + 1)}})
                      << '\n';
        for (const counter::CaseSummary& other : done.sameCard)
            std::cout << fill(text("sync.same-card"), {{"case", done.key.id},
                                                       {"other", other.key.id},
                                                       {"procedure", other.procedureId},
                                                       {"opened", toIso(other.openedAt)}})
                      << '\n';
    }

    static ordered_json jsonOf(const SyncedCase& done) {
        auto others = ordered_json::array();
        for (const counter::CaseSummary& other : done.sameCard)
            others.push_back({{"case", other.key.id},
                              {"procedure", other.procedureId},
                              {"opened", toIso(other.openedAt)},
                              {"closed", other.closedAt ? ordered_json(toIso(*other.closedAt)) : nullptr}});
        return {{"municipality", done.key.municipality},
                {"case", done.key.id},
                {"standing", nameOf(done.standing)},
                {"agreed", done.agreed},
                {"ahead", done.ahead},
                {"person", done.person},
                {"same_card", others}};
    }

    const Frame& frame_;
    const Options& options_;
    std::size_t cases_ = 0, persons_ = 0, conflicts_ = 0;
    std::uint64_t events_ = 0;
    std::map<std::string, std::size_t> standings_;
    ordered_json list_ = ordered_json::array();
};

std::vector<std::string> wanted(store::Database& db, const AuditSource& source) {
    return source.municipality.empty() ? counter::municipalitiesIn(db) : std::vector{source.municipality};
}

int run(const Options& options, const Frame& frame) {
    const auto from = openTables(options.from.address());
    const auto to = openTables(options.to);
    Persons mine(*from, options.from.folder());
    std::optional<Persons> city = cityPersons(*to, options);
    CaseSync sync({*from, &mine.store}, {*to, city ? &city->store : nullptr});
    Report report(frame, options);
    {
        ProgressLine line(frame.text("sync.progress"), options.progress);
        std::uint64_t cases = 0;
        for (const std::string& municipality : wanted(*from, options.from)) {
            mustBeSound(*from, municipality, options.from);
            for (const std::string& id : counter::CaseStore(*from).cases(municipality)) {
                report.add(options.dryRun ? sync.compare({municipality, id})
                                          : sync.bring({municipality, id}));
                line.show(++cases);
            }
            if (!options.dryRun)
                sync.finish(municipality);
        }
    }
    return report.finish();
}

} // namespace

void addSync(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "sync", "sync");
    const auto options = std::make_shared<Options>();
    options->from.addTo(*command, frame);
    command->add_option("--to", options->to, frame.text("sync.to"))->type_name("ADDRESS")->required();
    command->add_option("--to-data", options->toData, frame.text("sync.to-data"))->type_name("DIR");
    command->add_flag("--dry-run", options->dryRun, frame.text("sync.dry-run"));
    command->add_flag("--progress", options->progress, frame.text("audit.progress"));
    command->add_flag("--json", options->json, frame.text("sync.json"));
    frame.run(command, [options, &frame] { return run(*options, frame); });
}

} // namespace kaomado::app
