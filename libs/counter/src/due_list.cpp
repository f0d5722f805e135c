// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/due_list.hpp"

#include "recorded_card.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

/// The newest case of each card decides.
using ByCard = std::map<std::string, std::pair<std::string, procedure::CaseState>>;

void addPapers(const std::string& id, const procedure::CaseState& state, Date until, Instant now,
               std::vector<DuePaper>& papers) {
    if (state.phase == procedure::Phase::Closed)
        return;
    for (const auto& [document, paper] : state.documents) {
        const auto found = paper.attributes.find("valid_until");
        const Date* day = found == paper.attributes.end() ? nullptr : std::get_if<Date>(&found->second);
        if (!paper.handedIn || day == nullptr || *day > until)
            continue;
        using std::chrono::sys_days;
        papers.push_back(
            {id, document, *day, static_cast<int>((sys_days{*day} - sys_days{dayInJapan(now)}).count())});
    }
}

std::optional<DueCard> dueCard(const std::string& id, const procedure::CaseState& state, Date until,
                               const procedure::Rulebook& rulebook, const Deadlines& deadlines, Instant now) {
    const auto reading = newestReading(state);
    if (recordedMode(state, rulebook) != RecordedMode::FaceAuth || !reading || !reading->userAuth)
        return std::nullopt;
    DueCard due{state.fingerprint, id, reading->time, deadlines.renewalOf(reading->userAuth->notAfter, now),
                reading->cardExpiry};
    return due.window.opens <= until ? std::optional{std::move(due)} : std::nullopt;
}

} // namespace

DueList dueBy(Date until, const CaseStore& cases, std::string_view municipality,
              const procedure::Rulebook& rulebook, const Deadlines& deadlines, Instant now) {
    DueList list;
    ByCard newest;
    for (const std::string& id : cases.cases(municipality)) { // in the order in which they began
        procedure::CaseState state = procedure::fold(cases.read({std::string(municipality), id}));
        addPapers(id, state, until, now, list.papers);
        if (!state.fingerprint.empty() && changesTheRecord(state))
            newest[state.fingerprint] = {id, state};
    }
    for (const auto& [card, last] : newest)
        if (auto due = dueCard(last.first, last.second, until, rulebook, deadlines, now))
            list.cards.push_back(std::move(*due));
    std::ranges::stable_sort(list.cards, {}, [](const DueCard& c) { return c.window.last; });
    std::ranges::stable_sort(list.papers, {}, &DuePaper::validUntil);
    return list;
}

} // namespace kaomado::counter
