// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <set>

namespace kaomado::proof {

/// What judge() looks at in a case besides its steps, its card and what the command itself says.
struct LookedAt {
    std::set<std::string> facts, papers;
};

/// For a step that is begun or completed in this state; nothing for other commands. Two cases that are alike
/// in this, in their steps and in the card break the same laws by the same command and events.
LookedAt judgedOf(const procedure::Rulebook& book, const procedure::CaseState& state,
                  const procedure::Command& command);

} // namespace kaomado::proof
