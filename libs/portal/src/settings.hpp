// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/registration.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace kaomado::portal {

/// What one of the three ways demands.
struct VariantRules {
    bool applicantPresent = false;
    std::vector<OperatedBy> operatedBy;
    std::vector<std::string> rules;
};

/// data/portal.json.
struct Settings {
    Date termsVersion{};
    std::chrono::seconds challenge{}, login{};
    std::vector<std::string> functions;
    std::vector<VariantRules> variants; ///< in the order of the enum

    const VariantRules& of(Variant variant) const { return variants.at(static_cast<std::size_t>(variant)); }
};
const Settings& settings();

} // namespace kaomado::portal
