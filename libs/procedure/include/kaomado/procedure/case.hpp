// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/chip/chip_reading.hpp"
#include "kaomado/procedure/rulebook.hpp"

#include <cstdint>

namespace kaomado::procedure {

/// A chip reading as the caller hands it in. `signedJson`: chip::toJson(SignedReading) of the same reading,
/// kept word for word as proof; may be empty in rehearsals without a terminal key.
struct Evidence {
    chip::ChipReading reading;
    std::string signedJson;
};

/// What the engine read out of an Evidence, kept in the event. `facts` are the chip's facts only.
struct Observation {
    std::string fingerprint, terminal;
    Instant time{};
    Facts facts;
    std::string userCertificate; ///< serial number of the user authentication certificate; empty = none
    std::string signedJson;
    friend bool operator==(const Observation&, const Observation&) = default;
};

// ── What happened. None of these can hold a PIN: there is no free text and no number above 99.
// ─────────────────

/// ①…⑦’ began. `facts`: what was known then, the procedure's own facts included.
struct CaseOpened {
    std::string procedure, edition;
    Facts facts; ///< has "visitor", for a representative "rep_kind"
    std::optional<Word> overrideReason;
    friend bool operator==(const CaseOpened&, const CaseOpened&) = default;
};
struct FactStated {
    std::string fact;
    FactValue value;
    friend bool operator==(const FactStated&, const FactStated&) = default;
};
/// A paper seen, or handed back. One that the procedure does not list is kept as a note (R-PROC-03).
struct DocumentRecorded {
    std::string document;
    bool handedIn = true;
    Facts attributes; ///< e.g. signed, sealed
    friend bool operator==(const DocumentRecorded&, const DocumentRecorded&) = default;
};
struct CardBound {
    Observation observation;
    friend bool operator==(const CardBound&, const CardBound&) = default;
};
struct CardObserved {
    Observation observation;
    friend bool operator==(const CardObserved&, const CardObserved&) = default;
};
/// The intent, written before anything is done to the card.
struct StepStarted {
    std::string step;
    Facts facts;
    bool changesCard = false, irreversible = false;
    friend bool operator==(const StepStarted&, const StepStarted&) = default;
};
struct StepCompleted {
    std::string step;
    Facts facts;
    std::optional<Observation> observation;
    std::vector<std::string> warnings; ///< rules that only warn
    friend bool operator==(const StepCompleted&, const StepCompleted&) = default;
};
struct StepFailed {
    std::string step;
    Word reason;
    Facts facts;
    std::optional<Observation> observation;
    friend bool operator==(const StepFailed&, const StepFailed&) = default;
};
struct Diverted {
    std::string to;
    std::vector<std::string> rules;
    Facts facts;                       ///< that hold from then on
    std::vector<std::string> reopened; ///< steps that have to be done again
    friend bool operator==(const Diverted&, const Diverted&) = default;
};
struct Suspended {
    Word reason;
    bool cardKept = true;
    friend bool operator==(const Suspended&, const Suspended&) = default;
};
struct Resumed {
    friend bool operator==(const Resumed&, const Resumed&) = default;
};
struct CaseClosed {
    Outcome outcome;
    std::optional<Word> reason; ///< of a withdrawal
    std::optional<Observation> observation;
    friend bool operator==(const CaseClosed&, const CaseClosed&) = default;
};

struct Event {
    std::uint64_t sequence = 0; ///< 1, 2, 3 … within the case
    Instant time{};
    Officer officer;
    std::variant<CaseOpened, FactStated, DocumentRecorded, CardBound, CardObserved, StepStarted,
                 StepCompleted, StepFailed, Diverted, Suspended, Resumed, CaseClosed>
        what;
    friend bool operator==(const Event&, const Event&) = default;
};

// ── What somebody wants. Doing a command twice gives no second event.
// ─────────────────────────────────────────

/// `facts` must have "visitor"; a representative's also "rep_kind".
struct OpenCase {
    std::string procedure;
    Facts facts;
    std::optional<Word> overrideReason; ///< when another procedure is proposed (R-PROC-02)
};
struct StateFact {
    std::string fact;
    FactValue value;
};
struct RecordDocument {
    std::string document;
    bool handedIn = true;
    Facts attributes;
};
/// Binds the card to the case; later readings must be of the same card.
struct BindCard {
    Evidence evidence;
};
/// A reading at any time, e.g. after a pulled card.
struct ObserveCard {
    Evidence evidence;
};
/// `facts`: what askStart of the step names. `evidence`: may come along where the step wants a fresh reading.
struct StartStep {
    std::string step;
    Facts facts;
    std::optional<Evidence> evidence;
};
/// `facts`: what askEnd of the step names. Steps without intent need no StartStep. A step that changes the
/// card and is proved by a reading brings it along: an older one may be from before the work.
struct CompleteStep {
    std::string step;
    Facts facts;
    std::optional<Evidence> evidence;
};
/// A started step that did not succeed; `reason` is one of the step's failures.
struct FailStep {
    std::string step;
    Word reason;
    std::optional<Evidence> evidence;
};
struct Suspend {
    Word reason;
    bool cardKept = true;
};
struct Resume {};
/// The resident gives up. With a card already changed, `evidence` must show that it may leave.
struct Withdraw {
    Word reason;
    std::optional<Evidence> evidence;
};

struct Command {
    Officer officer;
    std::variant<OpenCase, StateFact, RecordDocument, BindCard, ObserveCard, StartStep, CompleteStep,
                 FailStep, Suspend, Resume, Withdraw>
        what;
};

// ── Where a case stands
// ─────────────────────────────────────────────────────────────────────────────────────

enum class Phase { None, Open, Suspended, Closed };
/// "none", "open", "suspended", "closed".
std::string_view nameOf(Phase phase);

struct StepState {
    enum class At { NotBegun, Running, Done } at = At::NotBegun;
    Instant startedAt{}, doneAt{};
    std::uint64_t startedSequence = 0;
    std::optional<Instant> observedAt; ///< of the reading that completed it
    unsigned attempts = 0, failures = 0;
};

struct DocumentState {
    bool handedIn = false;
    Facts attributes;
};

/// Folded from events; nothing in it is stored.
struct CaseState {
    Phase phase = Phase::None;
    std::string edition, procedure;
    std::string divertedFrom;           ///< the procedure that this one took over from
    std::optional<Word> overrideReason; ///< another procedure had been proposed (R-PROC-02)
    Facts facts;
    std::map<std::string, DocumentState> documents;
    std::map<std::string, StepState> steps;
    std::string fingerprint;                ///< of the bound card; empty = none yet
    std::string boundCertificate;           ///< user certificate that the card had when it was bound
    std::optional<Observation> observation; ///< the newest
    std::uint64_t observedSequence = 0;     ///< the event that brought it
    bool observationStale = false; ///< a pause, a step that changes the card or a failure came after it
    bool cardTouched = false;      ///< a step that changes the card has been started
    bool irreversible = false;     ///< one that cannot be undone has been started
    std::optional<Outcome> outcome;
    std::uint64_t sequence = 0;
    Instant openedAt{}, lastAt{};

    StepState::At at(const std::string& step) const;
};

/// Adds one event. @throws Error Fault::StorageTampered when the sequence has a gap or the event cannot
/// follow
void apply(CaseState& state, const Event& event);
CaseState fold(const std::vector<Event>& events);

} // namespace kaomado::procedure
