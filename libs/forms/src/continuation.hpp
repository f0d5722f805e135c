// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fill.hpp"

namespace kaomado::forms {

/// Pages after a form for values that are longer than their places, whole and at a readable size.
void continueOn(paper::Document& document, const Form& form, const Filling& filling,
                const std::vector<std::string>& fields);

} // namespace kaomado::forms
