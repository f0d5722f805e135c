// SPDX-License-Identifier: Apache-2.0
// Looking at cases. What changes one is in routes_work.cpp.
#include "kaomado/base/json_text.hpp"
#include "kaomado/counter/due_json.hpp"
#include "kaomado/procedure/event_json.hpp"
#include "routes.hpp"

#include <charconv>

namespace kaomado::server::route {

using counter::CaseSummary;
using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

namespace {

/// Where a page ended: microseconds of the opening and the id.
std::string cursorOf(const CaseSummary& last) {
    return std::to_string(last.openedAt.time_since_epoch().count()) + "." + last.key.id;
}

std::pair<Instant, std::string> placeOf(const std::string& cursor) {
    const std::size_t dot = cursor.find('.');
    std::int64_t at = 0;
    const auto [end, error] =
        std::from_chars(cursor.data(), cursor.data() + std::min(dot, cursor.size()), at);
    if (dot == std::string::npos || error != std::errc{} || end != cursor.data() + dot)
        throw Error(Fault::BadInput, "cursor: is none of ours");
    return {Instant{std::chrono::microseconds{at}}, cursor.substr(dot + 1)};
}

/// Behind the cursor, in whichever direction the list runs.
bool behind(const CaseSummary& summary, const std::pair<Instant, std::string>& cursor, bool newestFirst) {
    const std::pair place{summary.openedAt, summary.key.id};
    return newestFirst ? place < cursor : place > cursor;
}

constexpr std::size_t kMostListed = 10'000;

ordered_json cardsJson(const std::vector<counter::DueCard>& cards) {
    auto list = ordered_json::array();
    for (const counter::DueCard& card : cards)
        list.push_back(toJson(card));
    return list;
}

ordered_json papersJson(const std::vector<counter::DuePaper>& papers, const procedure::Rulebook& rulebook) {
    auto list = ordered_json::array();
    for (const counter::DuePaper& paper : papers) {
        list.push_back(toJson(paper));
        list.back()["title"] = rulebook.documents.at(paper.document).title;
    }
    return list;
}

} // namespace

Work listCases(Office& office, const Call& call) {
    const auto db = office.storage.lend();
    const counter::CaseList list(*db);
    const auto& query = call.input.query;
    const std::string& municipality = call.who->municipality;
    bool newestFirst = true;
    std::vector<CaseSummary> found;
    if (const auto search = query.find("search"); search != query.end()) {
        found = list.search(municipality, search->second, kMostListed);
    } else if (const auto card = query.find("card"); card != query.end()) {
        found = list.ofCard(municipality, card->second);
    } else {
        found = list.open(municipality, kMostListed);
        newestFirst = false;
    }
    if (const auto cursor = query.find("cursor"); cursor != query.end()) {
        const auto place = placeOf(cursor->second);
        std::erase_if(found, [&](const CaseSummary& s) { return !behind(s, place, newestFirst); });
    }
    const std::size_t limit = std::stoul(query.find("limit")->second);
    auto items = ordered_json::array();
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i)
        items.push_back(office.view.line(found[i]));
    return {jsonAnswer({{"items", items},
                        {"next_cursor", found.size() > limit ? ordered_json(cursorOf(found[limit - 1]))
                                                             : ordered_json(nullptr)}})};
}

Work due(Office& office, const Call& call) {
    const Instant now = office.clock.now();
    const auto day = call.input.query.find("until");
    const Date until =
        day == call.input.query.end() ? counter::monthsAfter(dayInJapan(now), 1) : dateFrom(day->second);
    const counter::Deadlines deadlines({}); // what runs out here does not wait for an office to open
    const auto db = office.storage.connect();
    const counter::DueList list = counter::dueBy(until, counter::CaseStore(*db), call.who->municipality,
                                                 office.rulebook, deadlines, now);
    return {jsonAnswer({{"until", toIso(until)},
                        {"cards", cardsJson(list.cards)},
                        {"papers", papersJson(list.papers, office.rulebook)}})};
}

Work oneCase(Office& office, const Call& call) {
    const auto db = office.storage.lend();
    const auto events = counter::CaseStore(*db).read(call.caseKey());
    if (events.empty())
        throw Denied(Denial::NotFound, "no case has this number");
    return {jsonAnswer(office.view.whole(call.path("case"), procedure::fold(events)))};
}

Work caseEvents(Office& office, const Call& call) {
    const auto db = office.storage.lend();
    const auto events = counter::CaseStore(*db).read(call.caseKey());
    if (events.empty())
        throw Denied(Denial::NotFound, "no case has this number");
    auto items = ordered_json::array();
    for (const procedure::Event& event : events)
        items.push_back({{"sequence", event.sequence},
                         {"time", toIso(event.time)},
                         {"officer", event.officer.login()},
                         {"type", procedure::typeOf(event)},
                         {"body", parseJson(procedure::toJson(event), "event")}});
    return {jsonAnswer({{"items", items}})};
}

} // namespace kaomado::server::route
