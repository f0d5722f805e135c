// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/counter.hpp"
#include "step_work.hpp"

#include <algorithm>

namespace kaomado::counter {

using procedure::Action;
using procedure::Refusal;

namespace {

/// Those of the facts that a list of questions asks for.
procedure::Facts chosen(const procedure::Facts& facts, const std::vector<procedure::Question>& questions) {
    procedure::Facts some;
    for (const procedure::Question& question : questions)
        if (const auto found = facts.find(question.fact); found != facts.end())
            some.insert(*found);
    return some;
}

/// The failures of a step that a fault may stand for, in the words of steps.yaml; the step knows one of them.
std::vector<std::string_view> failuresFor(Fault fault) {
    switch (fault) {
    case Fault::CardRemoved:
    case Fault::CardMissing:
    case Fault::CardMute:
        return {"card_removed"};
    case Fault::TerminalRefused:
        return {"terminal_refused"};
    case Fault::NetworkUnavailable:
        return {"status_unconfirmed", "terminal_refused"};
    case Fault::SignatureInvalid:
        return {"portal_unavailable"};
    default:
        return {"device_error"};
    }
}

bool knows(const Action& action, std::string_view failure) {
    return std::ranges::any_of(action.failures, [&](const procedure::Choice& c) { return c.id == failure; });
}

/// The step as the rulebook defines it, whatever the procedure calls it (⑦ runs one twice).
const std::string& definitionOf(const procedure::Rulebook& rulebook, const procedure::CaseState& state,
                                const std::string& step) {
    const procedure::Procedure* running = rulebook.procedure(state.procedure);
    const procedure::StepUse* use = running == nullptr ? nullptr : running->use(step);
    if (use == nullptr)
        throw Error(Fault::BadInput, "the case has no step " + step);
    return use->step;
}

const Action& actionOf(const procedure::Next& next, const std::string& step) {
    if (const Action* action = next.action(step))
        return *action;
    throw Error(Fault::BadInput, "the case has no step " + step);
}

} // namespace

/// perform() in its stages; each returns an answer when the step ends there.
class Performance {
public:
    Performance(Counter& counter, const procedure::Officer& officer, const CaseKey& key,
                const std::string& step, procedure::Facts facts)
        : counter_(counter),
          with_(counter.with_),
          officer_(officer),
          key_(key),
          step_(step),
          facts_(std::move(facts)),
          told_{.state = counter.look(key)},
          work_(workOf(definitionOf(with_.rulebook, told_.state, step))),
          action_(actionOf(counter.next(told_.state), step)),
          session_(with_.reader, told_.state.fingerprint),
          resumed_(told_.state.at(step) == procedure::StepState::At::Running) {}

    Answer run() {
        if (work_ != nullptr && work_->atChip && !told_.state.fingerprint.empty())
            session_.card(); // nothing is written, and nothing done, with another card on the reader
        if (auto refusal = begin())
            return std::move(*refusal);
        if (auto failed = act())
            return std::move(*failed);
        return complete();
    }

private:
    std::optional<Refusal> begin() {
        if (work_ != nullptr && work_->before != nullptr)
            atWork([&](StepRun& run) { work_->before(run); });
        if (!action_.intent || resumed_)
            return std::nullopt;
        procedure::StartStep start{step_, chosen(facts_, action_.askStart), {}};
        if (action_.readAtStart)
            start.evidence = counter_.read(session_);
        return add({officer_, std::move(start)});
    }

    /// @return an answer when the work did not succeed, or may not be done in the state the case is in
    std::optional<Answer> act() {
        const bool begun = told_.state.at(step_) == procedure::StepState::At::Running;
        if (work_ == nullptr || work_->act == nullptr || !begun || (resumed_ && provedDone()))
            return std::nullopt;
        std::optional<std::string> failure;
        try {
            atWork([&](StepRun& run) { failure = work_->act(run); });
        } catch (const Error& error) {
            recordFault(error.fault());
            throw;
        }
        if (!failure)
            return std::nullopt;
        procedure::FailStep failed{step_, procedure::Word(*failure), counter_.read(session_)};
        if (auto refusal = add({officer_, std::move(failed)}))
            return std::move(*refusal);
        told_.failure = std::move(failure);
        return std::move(told_);
    }

    Answer complete() {
        procedure::CompleteStep end{step_, chosen(facts_, action_.askEnd), {}};
        if (action_.readAtEnd)
            end.evidence = counter_.read(session_);
        if (auto refusal = add({officer_, std::move(end)}))
            return std::move(*refusal);
        for (const auto& [fact, value] : said_)
            if (auto refusal = add({officer_, procedure::StateFact{fact, value}}))
                return std::move(*refusal);
        return std::move(told_);
    }

    bool provedDone() {
        if (work_->provedDone == nullptr)
            return false;
        const procedure::Evidence seen = counter_.read(session_);
        return work_->provedDone(seen.reading).value_or(false);
    }

    /// A fault that the rulebook has a name for becomes the step's failure. No reading comes with it: the
    /// card may be gone.
    void recordFault(Fault fault) {
        const auto failures = failuresFor(fault);
        const auto known =
            std::ranges::find_if(failures, [&](auto failure) { return knows(action_, failure); });
        if (known != failures.end())
            add({officer_, procedure::FailStep{step_, procedure::Word(*known), std::nullopt}});
    }

    template <class Work>
    void atWork(Work work) {
        StepRun run{with_, told_.state, session_, counter_.provisional_[key_], facts_, told_.notes, said_};
        work(run);
    }

    std::optional<Refusal> add(const procedure::Command& command) {
        Answer answer = counter_.decide(key_, told_.state, command);
        if (auto* refusal = std::get_if<Refusal>(&answer))
            return std::move(*refusal);
        auto& more = std::get<Told>(answer);
        told_.state = std::move(more.state);
        std::ranges::move(more.events, std::back_inserter(told_.events));
        return std::nullopt;
    }

    Counter& counter_;
    const Equipment& with_;
    const procedure::Officer& officer_;
    const CaseKey& key_;
    const std::string& step_;
    procedure::Facts facts_;
    procedure::Facts said_;
    Told told_;
    const StepWork* work_;
    const Action action_;
    CardSession session_;
    const bool resumed_;
};

Answer Counter::perform(const procedure::Officer& officer, const CaseKey& key, const std::string& step,
                        const procedure::Facts& facts) {
    Answer answer = Performance(*this, officer, key, step, facts).run();
    const auto* told = std::get_if<Told>(&answer);
    // Staff logs out of the portal before anything else is done (R-INS-10).
    if (told == nullptr || told->state.phase != procedure::Phase::Open)
        return answer;
    const auto open = told->state.facts.find("portal_open");
    if (open == told->state.facts.end() || open->second != procedure::FactValue{true})
        return answer;
    Answer out = logOutOfPortal(officer, key);
    if (auto* more = std::get_if<Told>(&out)) {
        auto& all = std::get<Told>(answer);
        all.state = std::move(more->state);
        std::ranges::move(more->events, std::back_inserter(all.events));
        std::ranges::move(more->notes, std::back_inserter(all.notes));
    }
    return answer;
}

} // namespace kaomado::counter
