// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/choice.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::server {

/// What the chooser says to a talk, as the ChoiceAdvice of openapi.json.
nlohmann::ordered_json adviceJson(const procedure::ChoiceAdvice& advice, const procedure::Talk& talk,
                                  const procedure::Rulebook& rulebook, const procedure::Context& context);

} // namespace kaomado::server
