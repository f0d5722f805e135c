// SPDX-License-Identifier: Apache-2.0
#include "case_view.hpp"

#include "kaomado/card/names.hpp"
#include "next_thing.hpp"
#include "rule_view.hpp"

#include <algorithm>

namespace kaomado::server {

using nlohmann::ordered_json;
using procedure::Action;

namespace {

template <class T>
ordered_json orNull(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json orNull(const std::string& text) {
    return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

std::string_view nameOf(Action::State state) {
    switch (state) {
    case Action::State::Open:
        return "open";
    case Action::State::Running:
        return "running";
    case Action::State::Done:
        return "done";
    case Action::State::Undone:
        return "undone";
    case Action::State::NotApplicable:
        return "not_applicable";
    case Action::State::Undecided:
        return "undecided";
    }
    throw Error(Fault::Internal, "a state without a name");
}

ordered_json outcomeJson(const std::optional<procedure::Outcome>& outcome) {
    return outcome ? ordered_json(procedure::nameOf(*outcome)) : ordered_json(nullptr);
}

/// "locked", "open" as soon as one reference is known to have a try left, "unknown" otherwise.
const char* stateOf(const std::vector<std::optional<unsigned>>& tries) {
    if (std::ranges::all_of(tries, [](const auto& left) { return left == 0U; }))
        return "locked";
    return std::ranges::any_of(tries, [](const auto& left) { return left && *left > 0; }) ? "open"
                                                                                          : "unknown";
}

ordered_json pinLine(const lock::SetPin& pin, const chip::ChipReading& reading) {
    auto references = ordered_json::array();
    std::vector<std::optional<unsigned>> tries;
    for (const lock::Target& target : pin.targets) {
        const auto known =
            std::ranges::find(card::allReferences(), target.where, &card::NamedReference::where);
        tries.push_back(known == card::allReferences().end() ? std::nullopt : reading.triesOf(known->id));
        references.push_back({{"id", card::placeOf(target.where)}, {"tries", orNull(tries.back())}});
    }
    return {{"id", pin.id},
            {"label", pin.japanese},
            {"label_en", pin.english},
            {"state", stateOf(tries)},
            {"references", references}};
}

ordered_json certificateJson(const std::optional<chip::CertificateFacts>& certificate) {
    if (!certificate)
        return nullptr;
    return {{"serial", certificate->serial},
            {"not_before", toIso(certificate->notBefore)},
            {"not_after", toIso(certificate->notAfter)}};
}

std::optional<chip::ChipReading> newestReading(const procedure::CaseState& state) {
    if (!state.observation || state.observation->signedJson.empty())
        return std::nullopt;
    return chip::readingFromJson(chip::signedReadingFromJson(state.observation->signedJson).json);
}

} // namespace

ordered_json CaseView::procedureOf(const std::string& id) const {
    const procedure::Procedure* found = rulebook_.procedure(id);
    if (found == nullptr) // of another edition
        return {{"id", id}, {"symbol", ""}, {"title", id}, {"visitor", ""}, {"outcome", "withdrawn"}};
    return procedureJson(*found);
}

ordered_json CaseView::questions(const std::vector<procedure::Question>& questions) const {
    auto list = ordered_json::array();
    for (const procedure::Question& question : questions)
        list.push_back(questionJson(question, rulebook_));
    return list;
}

ordered_json CaseView::step(const Action& action) const {
    std::vector<procedure::Question> ask = action.askStart;
    ask.insert(ask.end(), action.askEnd.begin(), action.askEnd.end());
    return {{"id", action.step},
            {"label", action.label},
            {"operation", action.operation},
            {"category", action.category},
            {"role", action.role},
            {"state", nameOf(action.state)},
            {"allowed", action.allowed},
            {"why", reasonsJson(action.why, rulebook_)},
            {"rules", rulesJson(action.rules, rulebook_)},
            {"ask", questions(ask)},
            {"waits_for", questions(action.questions)},
            {"failures", choicesJson(action.failures)},
            {"reads_card", action.readAtStart || action.readAtEnd}};
}

ordered_json CaseView::papers(const std::vector<procedure::PaperView>& papers,
                              const procedure::CaseState& state) const {
    auto list = ordered_json::array();
    for (const procedure::PaperView& paper : papers) {
        list.push_back(paperJson(paper, rulebook_));
        const auto seen = state.documents.find(paper.document);
        list.back()["attributes"] =
            factsJson(seen == state.documents.end() ? procedure::Facts{} : seen->second.attributes);
    }
    return list;
}

ordered_json CaseView::reading(const chip::ChipReading& reading) const {
    auto pins = ordered_json::array();
    bool allLocked = true;
    for (const lock::SetPin& pin : rulebook_.pins.pins) {
        pins.push_back(pinLine(pin, reading));
        allLocked = allLocked && pins.back().at("state") == "locked";
    }
    auto unreadable = ordered_json::array();
    for (const chip::Unreadable& what : reading.unreadable)
        unreadable.push_back(what.what);
    return {{"fingerprint", reading.fingerprint},
            {"time", toIso(reading.time)},
            {"terminal", reading.terminal},
            {"pins", pins},
            {"all_locked", allLocked},
            {"signature_certificate", orNull(reading.signaturePresent)},
            {"user_certificate", certificateJson(reading.userAuth)},
            {"card_expiry",
             reading.cardExpiry ? ordered_json(toIso(*reading.cardExpiry)) : ordered_json(nullptr)},
            {"municipality", orNull(reading.municipality)},
            {"unreadable", unreadable}};
}

ordered_json CaseView::whole(const std::string& id, const procedure::CaseState& state) const {
    const procedure::Context now = context();
    const procedure::Next next = procedure::next(rulebook_, state, now);
    const auto wanted = procedure::documents(rulebook_, state, now);
    const auto seen = newestReading(state);
    const procedure::Procedure* running = rulebook_.procedure(state.procedure);
    auto steps = ordered_json::array();
    for (const Action& action : next.actions)
        steps.push_back(step(action));
    return {{"id", id},
            {"procedure", procedureOf(state.procedure)},
            {"phase", nameOf(state.phase)},
            {"diverted_from", orNull(state.divertedFrom)},
            {"outcome", outcomeJson(state.outcome)},
            {"edition", state.edition},
            {"sequence", state.sequence},
            {"opened_at", toIso(state.openedAt)},
            {"changed_at", toIso(state.lastAt)},
            {"facts", factsJson(state.facts)},
            {"next", nextThing(state, next, wanted)},
            {"questions", questions(next.questions)},
            {"notices", reasonsJson(next.notices, rulebook_)},
            {"papers", papers(wanted, state)},
            {"steps", steps},
            {"card", orNull(state.fingerprint)},
            {"card_mode", next.mode ? ordered_json(procedure::nameOf(*next.mode)) : ordered_json(nullptr)},
            {"reading", seen ? reading(*seen) : ordered_json(nullptr)},
            {"reading_stale", state.observationStale},
            {"may_withdraw", next.mayWithdraw},
            {"may_suspend", next.maySuspend},
            {"reminders", running == nullptr ? ordered_json::array() : rulesJson(running->notes, rulebook_)}};
}

ordered_json CaseView::line(const counter::CaseSummary& summary) const {
    ordered_json lastStep = nullptr;
    const procedure::Procedure* running = rulebook_.procedure(summary.procedureId);
    if (summary.lastStep) {
        lastStep = *summary.lastStep;
        const procedure::StepUse* use = running == nullptr ? nullptr : running->use(*summary.lastStep);
        if (use != nullptr)
            lastStep = use->label.empty() ? rulebook_.steps.at(use->step).label : use->label;
    }
    return {{"id", summary.key.id},
            {"procedure", procedureOf(summary.procedureId)},
            {"phase", nameOf(summary.phase)},
            {"last_step", lastStep},
            {"suspended_reason", orNull(summary.suspendedReason)},
            {"diverted_from", orNull(summary.divertedFrom)},
            {"outcome", outcomeJson(summary.outcome)},
            {"card", orNull(summary.card)},
            {"opened_at", toIso(summary.openedAt)},
            {"changed_at", toIso(summary.changedAt)},
            {"closed_at", summary.closedAt ? ordered_json(toIso(*summary.closedAt)) : ordered_json(nullptr)},
            {"events", summary.events}};
}

ordered_json CaseView::told(const std::string& id, const counter::Told& told, const std::string& step,
                            const counter::Instruction* waiting) const {
    ordered_json failure = nullptr;
    if (told.failure) {
        failure = {{"id", *told.failure}, {"label", *told.failure}};
        const procedure::Procedure* running = rulebook_.procedure(told.state.procedure);
        const procedure::StepUse* use = running == nullptr ? nullptr : running->use(step);
        if (use != nullptr)
            for (const procedure::Failure& known : rulebook_.steps.at(use->step).failures)
                if (known.id == *told.failure)
                    failure["label"] = known.label;
    }
    ordered_json out{{"outcome", waiting != nullptr ? "waiting"
                                 : told.failure     ? "failed"
                                                    : "done"},
                     {"failure", failure},
                     {"notes", told.notes},
                     {"stored", told.events.size()}};
    if (waiting != nullptr)
        out["instruction"] = {{"id", waiting->id}, {"title", waiting->title}, {"lines", waiting->lines}};
    out["case"] = whole(id, told.state);
    return out;
}

} // namespace kaomado::server
