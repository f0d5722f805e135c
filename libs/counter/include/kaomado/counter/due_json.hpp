// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/due_list.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::counter {

/// What comes due, as programs read it: `kaomado due --json` and GET /v1/due. Days as YYYY-MM-DD.
nlohmann::ordered_json toJson(const DueCard& card);
nlohmann::ordered_json toJson(const DuePaper& paper);

} // namespace kaomado::counter
