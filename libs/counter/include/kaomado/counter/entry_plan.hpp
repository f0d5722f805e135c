// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/stationery.hpp"
#include "kaomado/endorsement/fit.hpp"
#include "kaomado/procedure/engine.hpp"

namespace kaomado::counter {

/// The line that 「追記欄に「顔認証」と記載」 is to write, as far as it is known.
struct EntryPlan {
    enum class State {
        Ready,
        ByHand,      ///< too long to be legible, or with characters that cannot be printed (R-END-04)
        LineUnknown, ///< nobody has said how many lines are used (R-UNS-07)
        FieldFull,   ///< there is no free line (R-END-14)
        HeadUnknown, ///< the office has not said whose seal it is
    };

    State state = State::Ready;
    unsigned line = 0;                     ///< 0: unknown
    endorsement::Entry entry{};            ///< without a head as long as that is unknown
    std::optional<endorsement::Fit> fit{}; ///< when it was measured
    std::vector<std::string> rules{};      ///< why it is not ready, or what it rests on
    /// Why it may not be printed onto the card now: above all, as long as the lock is not confirmed
    /// (R-SET-08). A look at it harms nobody.
    std::vector<procedure::Reason> notYet{};
};
/// "ready", "by_hand", …
std::string_view nameOf(EntryPlan::State state);

/// None for a case in which nothing is written into the field. The line is the one stated once the step was
/// begun, and the next free one before.
std::optional<EntryPlan> planEntry(const Stationery& stationery, const procedure::Rulebook& rulebook,
                                   const procedure::CaseState& state, const procedure::Context& context);

/// On a drawn card. In training 訓練 stands behind it, here and on the print. The plan is Ready.
paper::Document previewOf(const Stationery& stationery, const EntryPlan& plan, Instant now);
/// The letters alone, for the printer. The plan is Ready.
paper::Document printOf(const Stationery& stationery, const EntryPlan& plan, Instant now);

} // namespace kaomado::counter
