// SPDX-License-Identifier: Apache-2.0
#include "fonts.hpp"

#include "kaomado/base/error.hpp"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-font.h>

#include <array>

namespace kaomado::paper {

namespace {
// TrueType first: Cairo's subset of a CFF font may hold every subroutine of it, which is a megabyte a file.
constexpr const char* kRegisters = "IPAmjMincho"; // the characters of the registers; one weight
constexpr const char* kAdobeVariants = "Noto Serif CJK JP";
constexpr const char* kGothic = "BIZ UDGothic"; // made to be read by everybody
constexpr const char* kWideGothic = "Noto Sans CJK JP";
constexpr double kAnyPoints = 10;

Shared<PangoContext> newContext() {
    const Shared<PangoFontMap> map{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)};
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);
    Shared<PangoContext> context{pango_font_map_create_context(map.get())};
    const Owner<cairo_font_options_t, cairo_font_options_destroy> options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    pango_context_set_language(context.get(), pango_language_from_string("ja"));
    pango_context_set_base_dir(context.get(), PANGO_DIRECTION_LTR);
    return context;
}

/// Fontconfig tells a family in every language, and Pango only in the one of the environment.
bool isNamed(PangoFont* font, std::string_view family) {
    FcPattern* pattern = PANGO_IS_FC_FONT(font) ? pango_fc_font_get_pattern(PANGO_FC_FONT(font)) : nullptr;
    FcChar8* name = nullptr;
    for (int i = 0; pattern != nullptr && FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch;
         ++i)
        if (family == reinterpret_cast<const char*>(name))
            return true;
    return false;
}
} // namespace

PangoContext* textContext() {
    thread_local const Shared<PangoContext> context = newContext(); // Pango's objects belong to one thread
    return context.get();
}

Font::Font(const char* family, bool bold) : family_(family), bold_(bold) {
    const Description wanted = description(kAnyPoints);
    font_.reset(pango_context_load_font(textContext(), wanted.get()));
    if (!font_ || !isNamed(font_.get(), family) ||
        pango_font_description_get_weight(Description{pango_font_describe(font_.get())}.get()) !=
            pango_font_description_get_weight(wanted.get()))
        throw Error(Fault::Configuration, std::string("the font ") + family + (bold ? " Bold" : "") +
                                              " is not installed; install fonts-noto-cjk, "
                                              "fonts-ipamj-mincho and fonts-morisawa-bizud-gothic");
}

bool Font::has(char32_t base, char32_t selector) const {
    hb_font_t* font = pango_font_get_hb_font(font_.get());
    hb_codepoint_t glyph = 0;
    const bool found = selector == 0 ? hb_font_get_nominal_glyph(font, base, &glyph) != 0
                                     : hb_font_get_variation_glyph(font, base, selector, &glyph) != 0;
    return found && glyph != 0;
}

Description Font::description(double points) const {
    Description wanted{pango_font_description_new()};
    pango_font_description_set_family(wanted.get(), family_);
    pango_font_description_set_weight(wanted.get(), bold_ ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(wanted.get(), points * PANGO_SCALE);
    return wanted;
}

std::span<const Font> fontsOf(Face face) {
    // One face at a time: a program that prints in one never opens the others.
    switch (face) {
    case Face::Mincho: {
        thread_local const std::array fonts{Font(kRegisters, false), Font(kAdobeVariants, false)};
        return fonts;
    }
    case Face::Gothic: {
        thread_local const std::array fonts{Font(kGothic, false), Font(kWideGothic, false),
                                            Font(kRegisters, false)};
        return fonts;
    }
    case Face::GothicBold: {
        thread_local const std::array fonts{Font(kGothic, true), Font(kWideGothic, true),
                                            Font(kRegisters, false)};
        return fonts;
    }
    }
    throw Error(Fault::Internal, "no such face");
}

} // namespace kaomado::paper
