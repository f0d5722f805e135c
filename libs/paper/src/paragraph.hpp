// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fonts.hpp"

namespace kaomado::paper {

struct Paragraph::Layout {
    Shared<PangoLayout> pango;
};

} // namespace kaomado::paper
