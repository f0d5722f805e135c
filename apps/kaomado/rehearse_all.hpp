// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"
#include "rehearse_options.hpp"

#include <kaomado/counter/branches.hpp>

namespace kaomado::app {

/// `kaomado rehearse --all`: every branch of every procedure, or of the one that is named, each at a counter
/// of its own. @return kOk when each ended as its line of branches.json says, otherwise kRefused
int rehearseAll(const RehearseOptions& options, const Frame& frame);

/// The same options with what the branch that they name gives before what they give themselves.
/// @throws Error Fault::BadInput naming the branches there are
RehearseOptions withBranch(RehearseOptions options, const procedure::Rulebook& rulebook);

} // namespace kaomado::app
