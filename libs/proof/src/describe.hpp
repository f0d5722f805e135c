// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stage.hpp"

namespace kaomado::proof {

/// "begin S16_lock operating_status=in_operation"
std::string textOf(const procedure::Command& command);
/// What had been said and handed in besides what the node knows: " ins_registered=yes
/// F05_insurance_consent=bad". Papers that are in order are not told.
std::string textOf(const Stage& stage, const Node& node, const procedure::CaseState& before);

} // namespace kaomado::proof
