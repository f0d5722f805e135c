// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/case.hpp"

namespace kaomado::procedure {

/// What a reading says about the facts of source `chip`. What the card did not tell is left out.
Facts chipFacts(const chip::ChipReading& reading, const lock::PinSet& pins, Instant now);

Observation observationOf(const Evidence& evidence, const lock::PinSet& pins, Instant now);

} // namespace kaomado::procedure
