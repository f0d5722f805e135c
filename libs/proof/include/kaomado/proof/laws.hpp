// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"
#include "kaomado/proof/world.hpp"

#include <functional>

namespace kaomado::proof {

/// What must never happen (design: the chip is the truth), whatever an edition says. Laws speak of the card
/// as it truly is and of the steps by name; of an edition they take the order of steps and nothing else.
enum class Law {
    EndFitsChip,       ///< a case ends with a card that is what its mark says
    EndFitsWish,       ///< … and what was asked for
    EndFreshlyRead,    ///< … read after the last step had begun
    LeavesFit,         ///< a changed card that is marked and not locked does not leave
    ProvisionalDies,   ///< nor one with a PIN of staff's that is live
    PapersFirst,       ///< no step changes the card before papers and identity
    EditionOrder,      ///< every pair of ordering.yaml
    GuidelineOrder,    ///< every pair of the guideline
    LockInOperation,   ///< no lock without 「運用中」 seen at that moment
    LockNoSignature,   ///< no lock while a signature certificate is on the card
    InsuranceOpen,     ///< no insurance registration on a locked card
    MarkLocked,        ///< no mark on a card that is not locked
    SignatureUnmarked, ///< no signature certificate onto a marked card
    DoneIsDone,        ///< a step that changes the chip is done when the chip says so
    OwnCard,           ///< nothing is believed that another card said
    StaysAtCounter,    ///< after what cannot be undone a paused case keeps the card
    ForbiddenAnswer,   ///< an answer that the guideline forbids
    PaperMissing,      ///< a step that changes the card without a paper that the guideline demands
    RefusalSaysWhy,    ///< a refusal names a rule and speaks Japanese
    TwiceIsOnce,       ///< a repeated command adds nothing
    EndIsEnd,          ///< nothing happens after the end
    WayOut,            ///< every case can come to an end, or at least be paused
    OutcomeReached,    ///< the procedure's own outcome can be reached
    KnownSteps,        ///< what a step does to a card is known to the explorer
    NoCrash            ///< a command that the rulebook knows never fails
};
std::string_view nameOf(Law law);
/// One sentence, Japanese or English.
std::string_view sentence(Law law, bool japanese);

/// Something that happened: `before` with all that had been said, the card as it was at that moment.
struct Transition {
    const procedure::Rulebook& book;
    const procedure::Context& context;
    const procedure::CaseState& before;
    const World& world;
    const procedure::Command& command;
    const std::vector<procedure::Event>& events;
    const procedure::CaseState& after;
};

struct Breach {
    Law law;
    std::string what;
};

/// The laws that this transition breaks.
std::vector<Breach> judge(const Transition& transition);
/// The law of refusals.
std::vector<Breach> judge(const procedure::Refusal& refusal);

} // namespace kaomado::proof
