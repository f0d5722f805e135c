// SPDX-License-Identifier: Apache-2.0
#include "routes.hpp"

namespace kaomado::server::route {

using nlohmann::json;
using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

namespace {

ordered_json readerJson(const Office::Place& place) {
    return {{"name", place.desk->name()}, {"kind", place.desk->kind()}};
}

/// What lies there, or why that cannot be said.
ordered_json stateJson(Office& office, Office::Place& place) {
    ordered_json out = readerJson(place);
    out["card"] = nullptr;
    out["trouble"] = nullptr;
    try {
        out["card"] = office.view.reading(place.desk->read());
    } catch (const Error& e) {
        out["trouble"] = problemJson(e.fault(), e.what());
    }
    return out;
}

void tellReader(Office& office, const std::string& reader) {
    office.hub.tell(office.municipality, "reader", {{"reader", reader}});
}

Tray& trayOf(Office& office) {
    if (!office.tray)
        throw Denied(Denial::NotFound, "there are no virtual cards here");
    return *office.tray;
}

Office::Place& trainingPlace(Office& office, const Call& call) {
    Office::Place& place = office.place(call.path("reader"));
    if (place.training == nullptr)
        throw Denied(Denial::NotFound, "this reader is no virtual one");
    return place;
}

ordered_json cardJson(const Tray::Entry& entry) {
    const training::Person& person = training::samplePeople().at(entry.person);
    return {{"id", entry.id},
            {"profile", training::nameOf(entry.profile)},
            {"person", {{"name", person.name}, {"kana", person.kana}, {"birth", toIso(person.birth)}}},
            {"reader", entry.reader ? ordered_json(*entry.reader) : ordered_json(nullptr)}};
}

Troubles troublesFrom(const json& body) {
    Troubles troubles;
    if (const auto pull = body.find("pull_after"); pull != body.end() && !pull->is_null())
        troubles.pullAfter = pull->get<unsigned>();
    troubles.statusPending = body.value("status_pending", 0U);
    troubles.terminalDown = body.value("terminal_down", false);
    troubles.portalDown = body.value("portal_down", false);
    troubles.issueFails = body.value("issue_fails", false);
    troubles.wrongPin = body.value("wrong_pin", false);
    return troubles;
}

ordered_json troublesJson(const Troubles& troubles) {
    return {{"pull_after", troubles.pullAfter ? ordered_json(*troubles.pullAfter) : ordered_json(nullptr)},
            {"status_pending", troubles.statusPending},
            {"terminal_down", troubles.terminalDown},
            {"portal_down", troubles.portalDown},
            {"issue_fails", troubles.issueFails},
            {"wrong_pin", troubles.wrongPin}};
}

} // namespace

Work listReaders(Office& office, const Call&) {
    auto items = ordered_json::array();
    for (const Office::Place& place : office.places)
        items.push_back(readerJson(place));
    return {jsonAnswer({{"items", items}})};
}

Work reader(Office& office, const Call& call) {
    return {jsonAnswer(stateJson(office, office.place(call.path("reader"))))};
}

Work listTrainingCards(Office& office, const Call&) {
    auto items = ordered_json::array();
    for (const Tray::Entry& entry : trayOf(office).all())
        items.push_back(cardJson(entry));
    return {jsonAnswer({{"items", items}})};
}

Work addTrainingCard(Office& office, const Call& call) {
    const auto profile = training::profileNamed(call.input.body.at("profile").get<std::string>());
    return {jsonAnswer(cardJson(trayOf(office).add(profile.value())), 201)};
}

Work placeTrainingCard(Office& office, const Call& call) {
    Office::Place& place = trainingPlace(office, call);
    std::optional<std::string> card;
    if (const json& wanted = call.input.body.at("card"); !wanted.is_null())
        card = wanted.get<std::string>();
    place.desk->counter([&](counter::Counter&, Seat&) { place.training->place(card); });
    tellReader(office, place.desk->name());
    return {jsonAnswer(stateJson(office, place))};
}

Work setTroubles(Office& office, const Call& call) {
    Office::Place& place = trainingPlace(office, call);
    const Troubles wanted = troublesFrom(call.input.body);
    const Troubles now = place.desk->counter([&](counter::Counter&, Seat&) {
        place.training->set(wanted);
        return place.training->troubles();
    });
    return {jsonAnswer(troublesJson(now))};
}

} // namespace kaomado::server::route
