// SPDX-License-Identifier: Apache-2.0
#include "kaomado/training/text_image.hpp"

#include "cairo_surface.hpp"
#include "kaomado/base/error.hpp"
#include "png_1bit.hpp"

#include <pango/pangocairo.h>

namespace kaomado::training {

namespace {
struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct FreeOptions {
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

/// One bit per pixel knows no grey.
void noAntialiasing(PangoLayout* layout) {
    const std::unique_ptr<cairo_font_options_t, FreeOptions> options{cairo_font_options_create()};
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_NONE);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_FULL);
    pango_cairo_context_set_font_options(pango_layout_get_context(layout), options.get());
}
} // namespace

Bytes textImage(const std::string& text, int width, int height, const std::string& font) {
    const SurfacePtr surface = newSurface(CAIRO_FORMAT_RGB24, width, height);
    const ContextPtr context = contextOf(surface);
    const std::unique_ptr<PangoLayout, Unref> layout{pango_cairo_create_layout(context.get())};
    noAntialiasing(layout.get());
    const std::unique_ptr<PangoFontDescription, FreeFont> description{
        pango_font_description_from_string(font.c_str())};
    pango_context_set_language(pango_layout_get_context(layout.get()), pango_language_from_string("ja"));
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_width(layout.get(), width * PANGO_SCALE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_CHAR);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0)
        throw Error(Fault::Configuration, "no installed font has every character of the text; install "
                                          "fonts-noto-cjk or fonts-ipamj-mincho");
    PangoRectangle ink{};
    pango_layout_get_pixel_extents(layout.get(), &ink, nullptr);
    if (ink.height > height || ink.width > width)
        throw Error(Fault::BadInput, "the text does not fit into an image of " + std::to_string(width) + "x" +
                                         std::to_string(height) + " pixels on the card; shorten it");
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_set_source_rgb(context.get(), 0, 0, 0);
    cairo_move_to(context.get(), -ink.x, (height - ink.height) / 2.0 - ink.y);
    pango_cairo_show_layout(context.get(), layout.get());
    return encodePng1Bit(toGrey(surface));
}

} // namespace kaomado::training
