// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::server {

/// The one thing that a clerk is shown first (NextThing in openapi.json). Decides nothing: everything else
/// that the engine allows may be done as well.
nlohmann::ordered_json nextThing(const procedure::CaseState& state, const procedure::Next& next,
                                 const std::vector<procedure::PaperView>& papers);

} // namespace kaomado::server
