// SPDX-License-Identifier: Apache-2.0
#include "recorded_card.hpp"

#include "kaomado/chip/signed_reading.hpp"

namespace kaomado::counter {

using procedure::CaseState;
using procedure::Phase;

RecordedMode recordedMode(const CaseState& state, const procedure::Rulebook& rulebook) {
    if (state.phase != Phase::Closed)
        return RecordedMode::Open;
    const procedure::Procedure* procedure = rulebook.procedure(state.procedure);
    if (procedure == nullptr || state.outcome != procedure->outcome)
        return RecordedMode::Unknown;
    return procedure->goal == "normal" ? RecordedMode::Normal : RecordedMode::FaceAuth;
}

bool changesTheRecord(const CaseState& state) {
    return state.phase != Phase::Closed || state.cardTouched;
}

std::optional<chip::ChipReading> newestReading(const CaseState& state) {
    if (!state.observation || state.observation->signedJson.empty())
        return std::nullopt;
    return chip::readingFromJson(chip::signedReadingFromJson(state.observation->signedJson).json);
}

} // namespace kaomado::counter
