// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/registration.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::portal {

nlohmann::json toJson(const Registration& registration);
/// @throws Error Fault::BadInput naming the member; nlohmann's own for a member of another type
Registration registrationFrom(const nlohmann::json& body);

} // namespace kaomado::portal
