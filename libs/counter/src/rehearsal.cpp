// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/rehearsal.hpp"

#include "recorded_card.hpp"
#include "usual_answers.hpp"

#include <algorithm>
#include <utility>

namespace kaomado::counter {

using procedure::Action;
using procedure::Next;
using procedure::PaperView;
using procedure::Phase;
using procedure::Refusal;

namespace {

constexpr unsigned kTriesPerStep = 3;
constexpr unsigned kMostRounds = 200;

/// Faults at the card, the reader or the line: the clerk puts the card back and does the step again.
bool mendable(Fault fault) {
    switch (fault) {
    case Fault::Storage:
    case Fault::StorageConflict:
    case Fault::StorageUnknown:
    case Fault::StorageTampered:
    case Fault::BadInput:
    case Fault::Configuration:
    case Fault::RulebookInvalid:
    case Fault::Internal:
        return false;
    default:
        return true;
    }
}

bool toBeDone(const Action& action) {
    return action.allowed && (action.state == Action::State::Open || action.state == Action::State::Undone);
}

} // namespace

std::string_view endOf(const procedure::CaseState& state) {
    return state.outcome ? procedure::nameOf(*state.outcome) : procedure::nameOf(state.phase);
}

struct Rehearsal::Loop {
    Rehearsal& of;
    UsualAnswers usual;
    CaseKey key;
    std::map<std::string, unsigned> tries{};
    std::vector<procedure::Reason> reasons{};
    bool justRead = false; ///< a second reading at once would tell nothing new

    Rehearsed rehearse() {
        for (unsigned round = 0; round < kMostRounds; ++round) {
            const procedure::CaseState state = of.counter_.look(key);
            if (state.phase == Phase::Closed)
                break;
            if (!oneThing(state))
                break;
        }
        return ended();
    }

    /// @return false when there is nothing left that could be done
    bool oneThing(const procedure::CaseState& state) {
        const Next next = of.counter_.next(state);
        if (state.phase == Phase::Suspended)
            return attempt("resume", {}, [&] { return of.counter_.resume(of.officer_, key); });
        if (state.fingerprint.empty())
            return attempt("bind", {}, [&] { return of.counter_.bindCard(of.officer_, key); });
        for (const Action& action : next.actions)
            if (action.state == Action::State::Running && tries[action.step] < kTriesPerStep)
                return perform(action, state);
        if (next.readCard && !std::exchange(justRead, true))
            return attempt("observe", {}, [&] { return of.counter_.observeCard(of.officer_, key); });
        justRead = false;
        if (answerQuestions(next, state) || volunteer(state) || handInPapers(state))
            return true;
        for (const Action& action : next.actions)
            if (toBeDone(action) && tries[action.step] < kTriesPerStep)
                return perform(action, state);
        return false;
    }

    bool answerQuestions(const Next& next, const procedure::CaseState& state) {
        bool stated = false;
        for (const procedure::Question& question : next.questions)
            stated = answer(question, state) || stated;
        for (const Action& action : next.actions)
            for (const procedure::Question& question : action.questions)
                if (!stated && usual.knows(question.fact)) // one of several may be enough
                    stated = answer(question, state);
        return stated;
    }

    bool answer(const procedure::Question& question, const procedure::CaseState& state) {
        const Answer answered =
            of.counter_.stateFact(of.officer_, key, question.fact, usual.to(question.fact, state));
        const auto* told = std::get_if<Told>(&answered);
        return told != nullptr && !told->events.empty();
    }

    /// Facts that hold as standard until somebody says otherwise are not asked for; the clerk says so
    /// unasked.
    bool volunteer(const procedure::CaseState& state) {
        for (const auto& [id, fact] : of.rulebook_.facts) {
            if (fact.source != procedure::FactSource::Stated || !fact.standard || state.facts.contains(id) ||
                !usual.knows(id))
                continue;
            const procedure::FactValue value = usual.to(id, state);
            if (value == *fact.standard)
                continue;
            const Answer answer = of.counter_.stateFact(of.officer_, key, id, value);
            if (const auto* told = std::get_if<Told>(&answer); told != nullptr && !told->events.empty())
                return true;
        }
        return false;
    }

    bool handInPapers(const procedure::CaseState& state) {
        for (const PaperView& paper : procedure::documents(of.rulebook_, state, of.counter_.context())) {
            const bool wanted =
                paper.need == PaperView::Need::Demanded || paper.need == PaperView::Need::OneOf;
            if (!wanted || paper.handedIn || of.script_.withheld.contains(paper.document))
                continue;
            const Answer answer = of.counter_.recordDocument(
                of.officer_, key,
                {paper.document, true, usual.on(of.rulebook_.documents.at(paper.document))});
            if (const auto* told = std::get_if<Told>(&answer); told != nullptr && !told->events.empty())
                return true;
        }
        return false;
    }

    bool perform(const Action& action, const procedure::CaseState& state) {
        procedure::Facts facts;
        for (const auto* questions : {&action.askStart, &action.askEnd})
            for (const procedure::Question& question : *questions)
                facts.insert_or_assign(question.fact, usual.to(question.fact, state));
        return attempt(action.step, action,
                       [&] { return of.counter_.perform(of.officer_, key, action.step, facts); });
    }

    /// Does it once and tells how it went. @return whether to go on
    template <class Work>
    bool attempt(const std::string& step, const Action& action, Work work) {
        StepReport report{.step = step, .label = action.label, .rules = action.rules};
        report.before = newestReading(of.counter_.look(key));
        unsigned& tried = tries[step];
        try {
            Answer answer = work();
            if (auto* refusal = std::get_if<Refusal>(&answer)) {
                report.outcome = StepReport::Outcome::Refused;
                report.reasons = reasons = std::move(refusal->reasons);
                ++tried;
            } else {
                auto& told = std::get<Told>(answer);
                report.notes = std::move(told.notes);
                report.outcome = told.failure ? StepReport::Outcome::Failed : StepReport::Outcome::Done;
                report.detail = told.failure.value_or("");
                tried += told.failure ? 1U : 0U;
            }
        } catch (const Error& error) {
            if (!mendable(error.fault()))
                throw;
            report.outcome = StepReport::Outcome::Fault;
            report.detail = faultCode(error.fault());
            ++tried;
        }
        report.after = newestReading(of.counter_.look(key));
        if (of.watch_)
            of.watch_(report);
        return tried < kTriesPerStep || !action.step.empty();
    }

    Rehearsed ended() {
        Rehearsed result{.key = key, .state = of.counter_.look(key)};
        const procedure::Procedure* running = of.rulebook_.procedure(result.state.procedure);
        result.reached = result.state.phase == Phase::Closed && running != nullptr &&
                         result.state.outcome == running->outcome;
        if (result.reached)
            return result;
        result.reasons = whyNot(result.state);
        if (result.state.phase == Phase::Open) {
            giveUp(result);
            result.state = of.counter_.look(key);
        }
        return result;
    }

    /// The last refusal, else what blocks the first step that is still to be done; then what staff is told
    /// besides.
    std::vector<procedure::Reason> whyNot(const procedure::CaseState& state) {
        const Next next = of.counter_.next(state);
        std::vector<procedure::Reason> all = reasons.empty() ? blocking(next) : reasons;
        for (const procedure::Reason& notice : next.notices)
            if (std::ranges::find(all, notice.text, &procedure::Reason::text) == all.end())
                all.push_back(notice);
        return all;
    }

    static std::vector<procedure::Reason> blocking(const Next& next) {
        for (const Action& action : next.actions)
            if (!action.why.empty() && action.state != Action::State::Done &&
                action.state != Action::State::NotApplicable)
                return action.why;
        return {};
    }

    /// Every case ends in exactly one way (R-PROC-10).
    void giveUp(const Rehearsed& result) {
        const Next next = of.counter_.next(result.state);
        const auto refused = [](const Answer& answer) { return std::holds_alternative<Refusal>(answer); };
        if (next.mayWithdraw && !result.state.cardTouched &&
            !refused(of.counter_.withdraw(of.officer_, key, procedure::Word("papers_missing"))))
            return;
        if (next.maySuspend)
            of.counter_.suspend(of.officer_, key, procedure::Word(suspendReason(result)));
    }

    static std::string_view suspendReason(const Rehearsed& result) {
        const bool status = std::ranges::any_of(result.reasons, [](const procedure::Reason& reason) {
            return std::ranges::find(reason.rules, "R-SET-12") != reason.rules.end();
        });
        return status ? "status_not_updated" : "device_trouble";
    }
};

Rehearsal::Rehearsal(Counter& counter, const procedure::Rulebook& rulebook, procedure::Officer officer,
                     Script script, Watch watch)
    : counter_(counter),
      rulebook_(rulebook),
      officer_(std::move(officer)),
      script_(std::move(script)),
      watch_(std::move(watch)) {}

Rehearsed Rehearsal::run() {
    const UsualAnswers usual(rulebook_, script_);
    procedure::Facts known;
    for (const char* fact : {"visitor", "wish", "new_card", "channel", "face_item_due", "cert_due",
                             "marked_on_face", "marked_on_case"})
        known.insert_or_assign(fact, usual.to(fact, {}));
    if (known.at("visitor") == procedure::FactValue{procedure::Word("representative")})
        known.insert_or_assign("rep_kind", usual.to("rep_kind", {}));
    auto opened = counter_.open(officer_, script_.procedure, known);
    if (auto* refusal = std::get_if<Refusal>(&opened))
        return {.key = {}, .reasons = std::move(refusal->reasons)};
    return Loop{*this, usual, std::get<Counter::Opened>(opened).key}.rehearse();
}

Rehearsed Rehearsal::resume(const CaseKey& key) {
    if (script_.procedure.empty())
        script_.procedure = counter_.look(key).procedure;
    Loop loop{*this, UsualAnswers(rulebook_, script_), key};
    // What the chip says now comes before anything that the log says of it.
    if (!counter_.look(key).fingerprint.empty() && counter_.look(key).phase == Phase::Open)
        loop.attempt("observe", {}, [&] { return counter_.observeCard(officer_, key); });
    return loop.rehearse();
}

} // namespace kaomado::counter
