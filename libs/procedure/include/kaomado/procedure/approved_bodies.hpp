// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

namespace kaomado::procedure {

/// The bodies that may take a face or a visual check in place of the PIN on this day (R-CARD-10, R-CARD-11).
std::vector<ApprovedBody> approvedBodies(const Rulebook& rulebook, Date day);

/// Why this body may not, on this day and for this purpose ("online_eligibility_check"); nothing when it may.
/// A body or a purpose that the rulebook does not know is refused like any other.
std::optional<Reason> approvalRefusal(const Rulebook& rulebook, std::string_view body,
                                      std::string_view purpose, Date day);

} // namespace kaomado::procedure
