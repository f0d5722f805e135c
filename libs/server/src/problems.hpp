// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "denial.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/engine.hpp"
#include "kaomado/server/http.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::server {

/// The HTTP status of a fault.
unsigned statusOf(Fault fault);

/// application/problem+json, Japanese. `detail` is for whoever looks for the cause: it names no person and no
/// value. @source SRC-RFC9457
nlohmann::ordered_json problemJson(Fault fault, const std::string& detail);
Answer problem(Fault fault, const std::string& detail);
Answer problem(Denial denial, const std::string& detail);

/// The rulebook says no: why, with the text of each rule.
Answer refusal(const procedure::Refusal& refusal, const procedure::Rulebook& rulebook);

/// 200 unless another status is given.
Answer jsonAnswer(const nlohmann::ordered_json& body, unsigned status = 200);

} // namespace kaomado::server
