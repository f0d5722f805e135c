// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/entry_plan.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/counter/form_values.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {
using procedure::Action;
using State = EntryPlan::State;

constexpr const char* kStep = "S18_endorse";
constexpr double kPale = 0.8; // a card is small: paler is not seen

std::optional<unsigned> count(const procedure::Facts& facts, const std::string& id) {
    const auto found = facts.find(id);
    const auto* value = found == facts.end() ? nullptr : std::get_if<procedure::Count>(&found->second);
    return value == nullptr ? std::nullopt : std::optional(value->value());
}

/// 0: unknown
unsigned lineOf(const procedure::CaseState& state) {
    if (state.at(kStep) != procedure::StepState::At::NotBegun)
        return count(state.facts, "entry_line").value_or(0);
    const auto used = count(state.facts, "lines_used");
    return used ? *used + 1 : 0;
}

void measure(EntryPlan& plan, const endorsement::Profile& profile) {
    try {
        plan.fit = endorsement::fit(profile, plan.entry, plan.line);
    } catch (const Error&) { // characters without a glyph, a seal that reaches below the field
        plan.state = State::ByHand;
        return;
    }
    plan.state = plan.fit->legible() ? State::Ready : State::ByHand;
}

const char* ruleOf(State state) {
    switch (state) {
    case State::ByHand:
        return "R-END-04";
    case State::LineUnknown:
        return "R-UNS-07";
    case State::FieldFull:
        return "R-END-14";
    case State::Ready:
    case State::HeadUnknown:
        break;
    }
    return nullptr;
}

/// What was written once may be printed again as long as the card is at the counter.
std::vector<procedure::Reason> notYet(const Action& step, const procedure::CaseState& state,
                                      const procedure::Rulebook& rulebook) {
    const bool begun = step.state == Action::State::Running || step.state == Action::State::Done;
    if (state.phase == procedure::Phase::Open && (begun || step.allowed))
        return {};
    if (!step.why.empty())
        return step.why;
    const procedure::Rule& rule = rulebook.rules.at("R-SET-08");
    return {{{rule.id}, rule.text, rule.remedy}};
}

paper::Document marked(paper::Document document, const Stationery& stationery) {
    if (stationery.training)
        document.page(0).behind(stationery.forms.text("across_training"), kPale);
    return document;
}
} // namespace

std::string_view nameOf(State state) {
    switch (state) {
    case State::Ready:
        return "ready";
    case State::ByHand:
        return "by_hand";
    case State::LineUnknown:
        return "line_unknown";
    case State::FieldFull:
        return "field_full";
    case State::HeadUnknown:
        return "head_unknown";
    }
    throw Error(Fault::Internal, "a state without a name");
}

std::optional<EntryPlan> planEntry(const Stationery& stationery, const procedure::Rulebook& rulebook,
                                   const procedure::CaseState& state, const procedure::Context& context) {
    const procedure::Next next = procedure::next(rulebook, state, context);
    const Action* step = next.action(kStep);
    if (step == nullptr || step->state == Action::State::NotApplicable)
        return std::nullopt;
    const auto text = std::ranges::find(rulebook.entries, "set", &procedure::EntryText::id);
    EntryPlan plan{.line = lineOf(state),
                   .entry = {text->word, handoverDay(state, dayInJapan(context.now)), stationery.head()},
                   .rules = text->rules};
    const unsigned lines = std::min(stationery.profile.lines,
                                    count(context.settings, "endorsement_capacity").value_or(plan.line));
    if (plan.entry.head.empty())
        plan.state = State::HeadUnknown;
    else if (plan.line == 0)
        plan.state = State::LineUnknown;
    else if (plan.line > lines)
        plan.state = State::FieldFull;
    else
        measure(plan, stationery.profile);
    if (const char* rule = ruleOf(plan.state))
        plan.rules = {rule};
    plan.notYet = notYet(*step, state, rulebook);
    return plan;
}

paper::Document previewOf(const Stationery& stationery, const EntryPlan& plan, Instant now) {
    return marked(endorsement::preview(stationery.profile, plan.entry, plan.fit.value(), now), stationery);
}

paper::Document printOf(const Stationery& stationery, const EntryPlan& plan, Instant now) {
    return marked(endorsement::print(stationery.profile, plan.entry, plan.fit.value(), now), stationery);
}

} // namespace kaomado::counter
