// SPDX-License-Identifier: Apache-2.0
#include "chip_facts.hpp"
#include "decider.hpp"
#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
Facts together(const Facts& given, const Facts& sets) {
    Facts facts = given;
    for (const auto& [id, value] : sets)
        facts.insert_or_assign(id, value);
    return facts;
}

bool readsAtStart(const Step& step) {
    return step.reading == ReadingNeed::AtStart || step.reading == ReadingNeed::Both;
}

bool readsAtEnd(const Step& step) {
    return step.reading == ReadingNeed::AtEnd || step.reading == ReadingNeed::Both;
}
} // namespace

/// By its own name or by the one that some procedure gives it.
const Step& Decider::stepNamed(const std::string& id) const {
    if (const auto step = book_.steps.find(id); step != book_.steps.end())
        return step->second;
    for (const Procedure& procedure : book_.procedures)
        if (const StepUse* use = procedure.use(id))
            return book_.steps.at(use->step);
    throw Error(Fault::BadInput, "the rulebook does not know this step");
}

Decision Decider::notInProcedure(const std::string& id) const {
    const Step& step = stepNamed(id);
    Reasons reasons;
    view_.unmet(step.before, reasons);
    reasons.push_back(
        view_.reason(view_.procedure()->rules,
                     "「" + step.label + "」は" + view_.procedure()->symbol + "の手続にありません。",
                     "表示された手順を進めてください。"));
    return refuse(std::move(reasons));
}

Outcome Decider::outcomeOf(const Step& step) const {
    return step.outcome.value_or(view_.procedure()->outcome);
}

Decision Decider::operator()(const StartStep& what) {
    if (const auto no = notOpen())
        return *no;
    const StepUse* use = view_.procedure()->use(what.step);
    if (use == nullptr && view_.at(what.step) == StepState::At::Done)
        return done(); // before another procedure took over
    return use == nullptr ? notInProcedure(what.step) : begin(*use, what);
}

Decision Decider::begin(const StepUse& use, const StartStep& what) {
    View then = view_;
    const Gate gate(then, use);
    Reasons reasons;
    answers(what.facts, gate.askStart(), reasons);
    if (view_.isDone(use.id) || view_.at(use.id) == StepState::At::Running)
        return done();
    std::optional<Observation> seen;
    if (what.evidence)
        seen = observe(*what.evidence);
    if ((seen || readsAtStart(gate.step())) &&
        believable(view_, seen ? &*seen : nullptr, view_.state().openedAt, reasons) && seen)
        then.assume(*seen);
    then.assume(what.facts);
    const auto forbidden = gate.beforeStart(false);
    reasons.insert(reasons.end(), forbidden.begin(), forbidden.end());
    if (gate.step().ends) {
        const auto open = gate.openSteps();
        reasons.insert(reasons.end(), open.begin(), open.end());
    }
    if (!reasons.empty())
        return refuse(std::move(reasons));
    if (seen && seen != view_.state().observation)
        emit(CardObserved{*seen});
    emit(StepStarted{use.id, together(what.facts, gate.step().setsStart), gate.step().changesCard,
                     gate.step().irreversible});
    return done();
}

Decision Decider::operator()(const CompleteStep& what) {
    const CaseState& state = view_.state();
    const StepUse* use = state.phase == Phase::None ? nullptr : view_.procedure()->use(what.step);
    if (use != nullptr && state.phase != Phase::Open && view_.isDone(use->id))
        return done(); // repeated after the step had ended the case
    if (use == nullptr && state.phase != Phase::None && view_.at(what.step) == StepState::At::Done)
        return done(); // or let another procedure take over
    if (const auto no = notOpen())
        return *no;
    return use == nullptr ? notInProcedure(what.step) : complete(*use, what);
}

void Decider::evidence(const Gate& gate, const StepUse& use, const std::optional<Observation>& given,
                       Reasons& reasons) const {
    const Step& step = gate.step();
    if (!given && !readsAtEnd(step))
        return;
    const CaseState& state = view_.state();
    const Instant since = step.intent ? state.steps.at(use.id).startedAt : state.openedAt;
    const bool unread =
        step.changesCard // by a reading that nobody has seen before
            ? !given || (state.observation && given->time <= state.observation->time)
            : !given && step.intent && state.observedSequence < state.steps.at(use.id).startedSequence;
    if (unread) {
        view_.refuses();
        reasons.push_back(view_.reason({rule::kReadAgain}, "この手順を始めてから、まだ読み取っていません。"));
        return;
    }
    if (!believable(view_, given ? &*given : nullptr, since, reasons) || step.readingAfter.empty())
        return;
    const auto other = state.steps.find(step.readingAfter);
    const Instant time = given ? given->time : state.observation->time;
    if (other != state.steps.end() && other->second.observedAt && time <= *other->second.observedAt) {
        view_.refuses();
        reasons.push_back(view_.reason({rule::kReadAgain}, "確認のための読み取りがまだ行われていません。"));
    }
}

std::vector<std::string> Decider::warnings(const View& view, const Gate& gate) {
    std::vector<std::string> rules;
    for (const Requirement& one : gate.step().warns)
        if (view.inForce(one.rules) && view.truth(one.that) == Truth::No)
            rules.insert(rules.end(), one.rules.begin(), one.rules.end());
    return rules;
}

Decision Decider::complete(const StepUse& use, const CompleteStep& what) {
    View then = view_;
    const Gate gate(then, use);
    const Step& step = gate.step();
    Reasons reasons;
    answers(what.facts, gate.askEnd(), reasons);
    if (view_.isDone(use.id))
        return done();
    if (step.intent && view_.at(use.id) != StepState::At::Running)
        return refuse(rule::kResume, "「" + labelOf(view_, use) + "」が始められていません。",
                      "先にこの手順を始めてください。");
    std::optional<Observation> seen;
    if (what.evidence)
        seen = observe(*what.evidence);
    evidence(gate, use, seen, reasons);
    const bool believed = reasons.empty();
    if (seen && believed)
        then.assume(*seen);
    then.assume(what.facts);
    Reasons more = step.intent ? Reasons{} : gate.beforeStart(false);
    reasons.insert(reasons.end(), more.begin(), more.end());
    if (believed) {
        more = gate.beforeEnd();
        reasons.insert(reasons.end(), more.begin(), more.end());
    }
    if (step.ends && believed) {
        more = gate.openSteps();
        reasons.insert(reasons.end(), more.begin(), more.end());
        if (outcomeOf(step) == view_.procedure()->outcome)
            then.unmet(book_.goalOf(*view_.procedure()).atEnd, reasons);
    }
    if (!reasons.empty())
        return refuse(std::move(reasons));
    const auto warned = warnings(then, gate);
    std::optional<Observation> proof = seen;
    if (readsAtEnd(step))
        proof = *then.observation();
    emit(StepCompleted{use.id, together(what.facts, step.sets), std::move(proof), warned});
    divert();
    if (step.ends && view_.state().phase == Phase::Open)
        emit(CaseClosed{outcomeOf(step), std::nullopt, std::nullopt});
    return done();
}

Decision Decider::operator()(const FailStep& what) {
    if (const auto no = notOpen())
        return *no;
    const StepUse* use = view_.procedure()->use(what.step);
    if (use == nullptr)
        return notInProcedure(what.step);
    const Step& step = book_.steps.at(use->step);
    const auto failure = std::ranges::find(step.failures, what.reason.text(), &Failure::id);
    if (failure == step.failures.end())
        throw Error(Fault::BadInput, "the step has no failure of that name; see steps.yaml of the edition");
    const auto found = view_.state().steps.find(use->id);
    if (found != view_.state().steps.end() && found->second.at == StepState::At::NotBegun &&
        found->second.failures > 0)
        return done();
    if (view_.at(use->id) != StepState::At::Running)
        return refuse(rule::kResume, "「" + labelOf(view_, *use) + "」は始められていません。");
    std::optional<Observation> seen;
    if (what.evidence) {
        seen = observe(*what.evidence);
        Reasons reasons;
        if (!believable(view_, &*seen, view_.state().openedAt, reasons))
            return refuse(std::move(reasons));
    }
    emit(StepFailed{use->id, what.reason, failure->sets, std::move(seen)});
    divert();
    return done();
}

} // namespace kaomado::procedure
