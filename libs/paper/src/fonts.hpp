// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/owner.hpp"
#include "kaomado/paper/text.hpp"

#include <pango/pangocairo.h>

#include <span>

namespace kaomado::paper {

template <typename T>
using Shared = Owner<T, g_object_unref>;
using Description = Owner<PangoFontDescription, pango_font_description_free>;

inline constexpr double kPointsPerMm = 72 / 25.4;

/// The one context of this thread: a unit is a point, and no hinting bends a preview away from the print.
PangoContext* textContext();

/// A font by name; what it has is asked of its own tables.
class Font {
public:
    /// @throws Error Fault::Configuration when another font would come instead
    Font(const char* family, bool bold);

    /// `selector` 0: none.
    bool has(char32_t base, char32_t selector) const;
    Description description(double points) const;

private:
    const char* family_;
    bool bold_;
    Shared<PangoFont> font_;
};

/// The fonts of a face, the first that has a character being taken.
std::span<const Font> fontsOf(Face face);

} // namespace kaomado::paper
