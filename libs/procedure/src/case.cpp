// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/case.hpp"

#include "kaomado/base/error.hpp"

#include <array>

namespace kaomado::procedure {

namespace {
void take(Facts& to, const Facts& more) {
    for (const auto& [id, value] : more)
        to.insert_or_assign(id, value);
}

/// One event's effect on the state.
class Fold {
public:
    Fold(CaseState& state, const Event& event) : state_(state), event_(event) {}

    void operator()(const CaseOpened& what) const {
        state_.phase = Phase::Open;
        state_.edition = what.edition;
        state_.procedure = what.procedure;
        state_.overrideReason = what.overrideReason;
        state_.facts = what.facts;
        state_.openedAt = event_.time;
    }
    void operator()(const FactStated& what) const { state_.facts.insert_or_assign(what.fact, what.value); }
    void operator()(const DocumentRecorded& what) const {
        state_.documents.insert_or_assign(what.document, DocumentState{what.handedIn, what.attributes});
    }
    void operator()(const CardBound& what) const {
        state_.fingerprint = what.observation.fingerprint;
        state_.boundCertificate = what.observation.userCertificate;
        observe(what.observation);
    }
    void operator()(const CardObserved& what) const { observe(what.observation); }
    void operator()(const StepStarted& what) const {
        StepState& step = state_.steps[what.step];
        step.at = StepState::At::Running;
        step.startedAt = event_.time;
        step.startedSequence = event_.sequence;
        ++step.attempts;
        state_.cardTouched = state_.cardTouched || what.changesCard;
        state_.observationStale = state_.observationStale || what.changesCard;
        state_.irreversible = state_.irreversible || what.irreversible;
        take(state_.facts, what.facts);
    }
    void operator()(const StepCompleted& what) const {
        StepState& step = state_.steps[what.step];
        step.at = StepState::At::Done;
        step.doneAt = event_.time;
        take(state_.facts, what.facts);
        if (what.observation) {
            step.observedAt = what.observation->time;
            observe(*what.observation);
        }
    }
    void operator()(const StepFailed& what) const {
        StepState& step = state_.steps[what.step];
        step.at = StepState::At::NotBegun;
        ++step.failures;
        take(state_.facts, what.facts);
        if (what.observation)
            observe(*what.observation);
        else
            state_.observationStale = true; // who knows how much of it was done
    }
    void operator()(const Diverted& what) const {
        state_.divertedFrom = state_.procedure;
        state_.procedure = what.to;
        take(state_.facts, what.facts);
        for (const std::string& step : what.reopened)
            state_.steps[step].at = StepState::At::NotBegun;
    }
    void operator()(const Suspended& /*what*/) const {
        state_.phase = Phase::Suspended;
        state_.observationStale = true;
    }
    void operator()(const Resumed& /*what*/) const { state_.phase = Phase::Open; }
    void operator()(const CaseClosed& what) const {
        state_.phase = Phase::Closed;
        state_.outcome = what.outcome;
        if (what.observation)
            observe(*what.observation);
    }

private:
    void observe(const Observation& observation) const {
        state_.observation = observation;
        state_.observedSequence = event_.sequence;
        state_.observationStale = false;
    }

    CaseState& state_;
    const Event& event_;
};
} // namespace

StepState::At CaseState::at(const std::string& step) const {
    const auto found = steps.find(step);
    return found == steps.end() ? StepState::At::NotBegun : found->second.at;
}

void apply(CaseState& state, const Event& event) {
    if (event.sequence != state.sequence + 1)
        throw Error(Fault::StorageTampered, "event " + std::to_string(event.sequence) + " follows event " +
                                                std::to_string(state.sequence) + " of a case");
    if ((state.phase == Phase::None) != std::holds_alternative<CaseOpened>(event.what) ||
        state.phase == Phase::Closed)
        throw Error(Fault::StorageTampered,
                    "event " + std::to_string(event.sequence) +
                        " cannot be there: a case is opened first and nothing follows its end");
    std::visit(Fold(state, event), event.what);
    state.sequence = event.sequence;
    state.lastAt = event.time;
}

CaseState fold(const std::vector<Event>& events) {
    CaseState state;
    for (const Event& event : events)
        apply(state, event);
    return state;
}

std::string_view nameOf(Phase phase) {
    constexpr std::array<std::string_view, 4> kNames{"none", "open", "suspended", "closed"};
    return kNames.at(static_cast<std::size_t>(phase));
}

} // namespace kaomado::procedure
