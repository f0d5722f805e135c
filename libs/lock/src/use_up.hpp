// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/lock/lock.hpp"
#include "session.hpp"

namespace kaomado::lock {

using Candidates = decltype(PinSet::candidates);

/// Presents wrong values to one reference until the card says zero, refuses, or does not count as documented.
/// `result.after` always holds what is known, also when an exception ends the work. True when the card took a
/// value for the PIN: until its power goes off, that success may be in force.
bool useUp(Session& session, const Target& target, Addressing how, const Candidates& candidates,
           ReferenceResult& result);

} // namespace kaomado::lock
