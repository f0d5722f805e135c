// SPDX-License-Identifier: Apache-2.0
#include "office.hpp"

#include "denial.hpp"
#include "embedded/demonstration_json.hpp"

#include <algorithm>

namespace kaomado::server {

namespace {

constexpr const char* kTrainingMunicipality = "99999"; // no real one has this code

std::optional<std::string> noted(store::Database& db, const char* name) {
    const auto rows = db.query("SELECT value FROM installation WHERE name = ?1", name);
    return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

bool isCode(const std::string& text) {
    return text.size() == 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// What the database is of, noted at the first start; a later start must want the same.
std::string municipalityOf(Storage& storage, const ServerSettings& settings) {
    const auto db = storage.lend();
    const auto known = noted(*db, "municipality");
    const std::string mode = settings.training ? "training" : "earnest";
    if (known) {
        if (noted(*db, "mode") != mode)
            throw Error(Fault::Configuration,
                        settings.training ? "the database is of real work: training needs one of its own"
                                          : "the database is of a training: real work needs one of its own");
        if (!settings.municipality.empty() && settings.municipality != *known)
            throw Error(Fault::Configuration, "the database is of the municipality " + *known);
        return *known;
    }
    std::string code = settings.municipality;
    if (code.empty() && settings.training)
        code = kTrainingMunicipality;
    if (!isCode(code))
        throw Error(Fault::Configuration, "the first start needs the municipality's code, five digits");
    if (!settings.training && code == kTrainingMunicipality)
        throw Error(Fault::Configuration, code + " is the code of trainings");
    storage.write(*db, [&](store::Database& to) {
        to.run("INSERT INTO installation(name, value) VALUES('municipality', ?1)", code);
        to.run("INSERT INTO installation(name, value) VALUES('mode', ?1)", mode);
    });
    return code;
}

counter::Stationery stationeryOf(const ServerSettings& settings) {
    const auto folder = settings.data / "papers";
    return settings.training ? counter::Stationery::ofTraining(folder) : counter::Stationery::of(folder);
}

} // namespace

const std::vector<DemonstrationAccount>& demonstrationAccounts() {
    static const auto kAccounts = [] {
        std::vector<DemonstrationAccount> all;
        const auto rows = nlohmann::json::parse(embedded::demonstration_json());
        for (const auto& row : rows)
            all.push_back({row.at("login"), row.at("name"), row.at("password"), row.at("roles")});
        return all;
    }();
    return kAccounts;
}

Office::Office(ServerSettings given, const Clock& time)
    : settings(std::move(given)),
      clock(time),
      rulebook(procedure::Rulebook::builtIn()),
      chooser(rulebook),
      contract(Contract::builtIn()),
      stationery(stationeryOf(settings)),
      storage(settings.database, clock),
      municipality(municipalityOf(storage, settings)),
      passwords({settings.passwordPasses, settings.passwordBytes}),
      people(storage, passwords, clock, municipality, {}),
      answers(storage, clock),
      view(rulebook, procedure::settingsFrom(rulebook, {}), clock) {
    openReaders();
    fillStaff();
}

void Office::openReaders() {
    const DeskBelongings with{
        .rulebook = rulebook,
        .storage = storage,
        .clock = clock,
        .keys = settings.data / "readers",
        .municipality = municipality,
        .settings = procedure::settingsFrom(rulebook, {}),
        .afterCommit = [this](const counter::CaseKey& key, const procedure::Event& event) {
            hub.tell(key.municipality, "case", {{"case", key.id}, {"sequence", event.sequence}});
        }};
    if (settings.training && settings.virtualReaders > 0) {
        ca.emplace(trust::TrainingCa::open(settings.data / "training-ca"));
        tray.emplace(settings.data / "tray", *ca, clock);
        for (unsigned i = 1; i <= settings.virtualReaders; ++i) {
            const std::string name = "virtual-" + std::to_string(i);
            auto seat = std::make_unique<TrainingSeat>(name, *tray, *ca, clock, rulebook);
            TrainingSeat* training = seat.get();
            places.push_back({std::make_unique<Desk>(name, std::move(seat), with), training});
        }
    }
    for (RealReader& real : settings.readers)
        places.push_back(
            {std::make_unique<Desk>(real.name, std::make_unique<ManualSeat>(std::move(real.reader)), with),
             nullptr});
    if (places.empty())
        throw Error(Fault::Configuration, "no reader: name one, or train with virtual ones");
}

void Office::fillStaff() {
    if (!people.empty())
        return;
    if (settings.training) {
        for (const DemonstrationAccount& demo : demonstrationAccounts())
            people.add(
                {.login = demo.login, .name = demo.name, .roles = {demo.roles.begin(), demo.roles.end()}},
                demo.password);
        return;
    }
    firstAccount = FirstAccount{"admin", Passwords::oneTime()};
    people.add({.login = firstAccount->login, .name = "管理者", .roles = {"administrator"}, .oneTime = true},
               firstAccount->oneTimePassword);
}

Office::Place& Office::place(const std::string& reader) {
    const auto found =
        std::ranges::find(places, reader, [](const Place& place) { return place.desk->name(); });
    if (found == places.end())
        throw Denied(Denial::NotFound, "no reader has this name");
    return *found;
}

} // namespace kaomado::server
