// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/registration.hpp"
#include "kaomado/procedure/case.hpp"

namespace kaomado::counter {

/// What the portal is asked for, as the case stands. `more`: facts stated with this step.
/// @throws Error Fault::Internal for a procedure that registers nobody (data/registration.json)
portal::Registration registrationOf(const procedure::CaseState& state, const procedure::Facts& more);

} // namespace kaomado::counter
