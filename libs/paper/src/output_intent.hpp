// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace kaomado::paper {

/// An ICC profile of sRGB, the same bytes each time. @source SRC-SRGB
const std::string& srgbProfile();

} // namespace kaomado::paper
