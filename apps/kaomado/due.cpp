// SPDX-License-Identifier: Apache-2.0
#include "audit.hpp"
#include "commands.hpp"

#include <kaomado/counter/due_json.hpp>
#include <kaomado/pwlocker/settings.hpp>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>

namespace kaomado::app {

namespace {

using namespace std::chrono;
using nlohmann::ordered_json;

struct Options {
    AuditSource source;
    std::string until, now, moved, plannedMoveOut, notified;
    bool json = false;

    bool move() const { return !moved.empty() || !plannedMoveOut.empty() || !notified.empty(); }
};

/// What is due, at one moment; everything below prints it.
struct Due {
    Instant now{};
    Date until{};
    bool records = false; ///< that the list was read from
    counter::DueList list{};
    std::vector<counter::Deadline> move{};
    pwlocker::DeskNow desk{};
};

Instant nowOf(const Options& options) {
    return options.now.empty() ? SystemClock().now() : instantFromIso(options.now);
}

std::optional<Date> dayIn(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{dateFrom(text)};
}

/// Without a day: what comes due within the month after this one, a round that can still be planned.
Date untilOf(const Options& options, Instant now) {
    return options.until.empty() ? counter::monthsAfter(dayInJapan(now), 1) : dateFrom(options.until);
}

/// "あと 3 日", "3 日超過".
std::string daysText(int left, const Frame& frame) {
    return fill(frame.text(left < 0 ? "due.over" : "due.left"), {{"days", std::to_string(std::abs(left))}});
}

bool deskOpen(const pwlocker::DeskNow& desk) {
    return desk.state == pwlocker::DeskState::Open;
}

ordered_json jsonOf(const Due& due) {
    const ordered_json unread = due.records ? ordered_json::array() : ordered_json();
    ordered_json cards = unread, papers = unread, move = ordered_json::array();
    for (const counter::DueCard& card : due.list.cards)
        cards.push_back(toJson(card));
    for (const counter::DuePaper& paper : due.list.papers)
        papers.push_back(toJson(paper));
    for (const counter::Deadline& deadline : due.move)
        move.push_back({{"id", deadline.id},
                        {"last", toIso(deadline.last)},
                        {"counted", toIso(deadline.counted)},
                        {"days_left", deadline.daysLeft},
                        {"rules", deadline.rules}});
    return {{"now", toIso(due.now)},     {"until", toIso(due.until)},
            {"cards", std::move(cards)}, {"papers", std::move(papers)},
            {"move", std::move(move)},   {"help_desk_open", deskOpen(due.desk)}};
}

void printCards(const Due& due, const Frame& frame) {
    std::cout << fill(frame.text("due.cards"),
                      {{"until", toIso(due.until)}, {"count", std::to_string(due.list.cards.size())}})
              << '\n';
    for (const counter::DueCard& card : due.list.cards)
        std::cout << fill(frame.text("due.card"),
                          {{"last", toIso(card.window.last)},
                           {"days", daysText(card.window.daysLeft, frame)},
                           {"opens", toIso(card.window.opens)},
                           {"state",
                            frame.text("due.state." + std::string(counter::nameOf(card.window.state)))},
                           {"case", card.caseId},
                           {"card", card.card}})
                  << '\n';
}

void print(const Due& due, const Frame& frame) {
    const auto& documents = procedure::Rulebook::builtIn().documents;
    if (due.records)
        printCards(due, frame);
    for (const counter::DuePaper& paper : due.list.papers)
        std::cout << fill(frame.text("due.paper"), {{"last", toIso(paper.validUntil)},
                                                    {"days", daysText(paper.daysLeft, frame)},
                                                    {"document", documents.at(paper.document).title},
                                                    {"case", paper.caseId}})
                  << '\n';
    for (const counter::Deadline& deadline : due.move)
        std::cout << fill(frame.text("due.move"), {{"last", toIso(deadline.last)},
                                                   {"days", daysText(deadline.daysLeft, frame)},
                                                   {"label", deadline.label}})
                  << '\n';
    std::cout << frame.text(deskOpen(due.desk) ? "due.desk.open" : "due.desk.closed") << std::endl;
}

int tell(const Options& options, const Frame& frame) {
    const pwlocker::Settings settings = pwlocker::Settings::builtIn();
    const counter::Deadlines deadlines(settings.helpDesk.publicHolidays);
    Due due{.now = nowOf(options)};
    due.until = untilOf(options, due.now);
    due.desk = pwlocker::deskAt(settings.helpDesk, due.now);
    due.move = deadlines.ofMove(
        {dayIn(options.moved), dayIn(options.plannedMoveOut), dayIn(options.notified)}, due.now);
    // The clocks of a move need no records.
    due.records = !options.move() || !options.source.data.empty() || !options.source.database.empty();
    if (due.records) {
        const AuditedDatabase opened(options.source);
        due.list = counter::dueBy(due.until, counter::CaseStore(opened.database()), opened.municipality(),
                                  procedure::Rulebook::builtIn(), deadlines, due.now);
    }
    if (options.json)
        std::cout << jsonOf(due).dump() << std::endl;
    else
        print(due, frame);
    return kOk;
}

} // namespace

void addDue(CLI::App& app, Frame& frame) {
    CLI::App* command = frame.command(app, "due", "due");
    const auto options = std::make_shared<Options>();
    options->source.addTo(*command, frame);
    const auto day = [&](const char* name, std::string& to, const char* key) {
        command->add_option(name, to, frame.text(key))->option_text("YYYY-MM-DD");
    };
    day("--until", options->until, "due.until");
    day("--moved", options->moved, "due.moved");
    day("--planned-move-out", options->plannedMoveOut, "due.planned");
    day("--notified", options->notified, "due.notified");
    command->add_option("--now", options->now, frame.text("due.now"))->option_text("YYYY-MM-DDTHH:MM:SSZ");
    command->add_flag("--json", options->json, frame.text("due.json"));
    frame.run(command, [options, &frame] { return tell(*options, frame); });
}

} // namespace kaomado::app
