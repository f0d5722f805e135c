// SPDX-License-Identifier: Apache-2.0
#include "next_thing.hpp"

#include <algorithm>

namespace kaomado::server {

using nlohmann::ordered_json;
using procedure::Action;
using procedure::PaperView;

namespace {

bool wanted(const PaperView& paper) {
    const bool demanded = paper.need == PaperView::Need::Demanded || paper.need == PaperView::Need::OneOf;
    return demanded && !paper.handedIn;
}

/// Of several papers of which one is enough, none is wanted any more once that one is there.
const PaperView* firstWanted(const std::vector<PaperView>& papers) {
    for (const PaperView& paper : papers) {
        if (!wanted(paper))
            continue;
        const bool another =
            paper.need == PaperView::Need::OneOf && std::ranges::any_of(papers, [&](const auto& p) {
                return p.need == PaperView::Need::OneOf && p.handedIn && p.before == paper.before;
            });
        if (!another)
            return &paper;
    }
    return nullptr;
}

ordered_json stepThing(const char* kind, const Action& action) {
    return {{"kind", kind}, {"step", action.step}, {"label", action.label}};
}

ordered_json answerThing(const procedure::Question& question) {
    return {{"kind", "answer"}, {"question", question.fact}, {"label", question.text}};
}

bool toBeDone(const Action& action) {
    return action.allowed && (action.state == Action::State::Open || action.state == Action::State::Undone);
}

} // namespace

ordered_json nextThing(const procedure::CaseState& state, const procedure::Next& next,
                       const std::vector<PaperView>& papers) {
    using procedure::Phase;
    if (state.phase == Phase::Closed)
        return {{"kind", "closed"}};
    if (state.phase == Phase::Suspended)
        return {{"kind", "resume"}};
    for (const Action& action : next.actions)
        if (action.state == Action::State::Running)
            return stepThing("finish_step", action);
    if (!next.questions.empty())
        return answerThing(next.questions.front());
    if (const PaperView* paper = firstWanted(papers))
        return {{"kind", "hand_in"}, {"document", paper->document}, {"label", paper->title}};
    if (state.fingerprint.empty())
        return {{"kind", "bind_card"}};
    if (next.readCard)
        return {{"kind", "read_card"}};
    const auto step = std::ranges::find_if(next.actions, toBeDone);
    if (step != next.actions.end())
        return stepThing("step", *step);
    for (const Action& action : next.actions)
        if (!action.questions.empty())
            return answerThing(action.questions.front());
    return {{"kind", "blocked"}};
}

} // namespace kaomado::server
