// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/counter.hpp"

namespace kaomado::counter {

/// One step being done: what its work may use.
struct StepRun {
    const Equipment& with;
    const procedure::CaseState& state;
    CardSession& session;
    std::optional<card::Pin>& provisional; ///< of this case; see Counter
    procedure::Facts& facts;               ///< given by the caller, completed by the work
    std::vector<std::string>& notes;
    procedure::Facts& said; ///< to be stated once the step is done
};

/// What a machine does in a step, beside staff. What is absent is not needed.
struct StepWork {
    std::string_view step; ///< identifier in steps.yaml
    /// Facts that its start needs and the machine knows.
    void (*before)(StepRun&) = nullptr;
    /// The work itself. @return the failure's identifier in steps.yaml, or nothing
    std::optional<std::string> (*act)(StepRun&) = nullptr;
    /// Read off the chip that the work was done although its end was not recorded; otherwise it is done
    /// again.
    std::optional<bool> (*provedDone)(const chip::ChipReading&) = nullptr;
    bool atChip = false; ///< the card must lie on the reader, and be the right one, before the step begins
};

/// Nothing for a step that staff does alone.
const StepWork* workOf(std::string_view step);

} // namespace kaomado::counter
