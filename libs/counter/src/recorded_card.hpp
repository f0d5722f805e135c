// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/case.hpp"

namespace kaomado::counter {

/// What the records say that a card is, after its newest case.
enum class RecordedMode {
    FaceAuth, ///< a case ended with a card that works by face
    Normal,   ///< ended with a normal card
    Open,     ///< a case is not closed
    Unknown,  ///< the newest case came to nothing
};
RecordedMode recordedMode(const procedure::CaseState& state, const procedure::Rulebook& rulebook);

/// False for a case that was given up before anything was done to the card: an older case still tells what it
/// is.
bool changesTheRecord(const procedure::CaseState& state);

/// The newest signed reading of the case's card; none before the first.
std::optional<chip::ChipReading> newestReading(const procedure::CaseState& state);

} // namespace kaomado::counter
