// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fonts.hpp"

namespace kaomado::paper {

/// Bytes of a text that one font writes.
struct Run {
    std::size_t begin, end;
    const Font* font;
};

struct Characters {
    std::vector<Run> runs; ///< the whole text, in its order, when nothing is unprintable
    std::vector<Unprintable> unprintable;
};

Characters charactersOf(std::string_view text, Face face);

} // namespace kaomado::paper
