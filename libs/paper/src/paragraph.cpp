// SPDX-License-Identifier: Apache-2.0
#include "paragraph.hpp"

#include "characters.hpp"
#include "kaomado/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace kaomado::paper {

namespace {
constexpr double kStep = 0.5; // points, from size to size

double millimetres(int pangoUnits) {
    return pangoUnits / static_cast<double>(PANGO_SCALE) / kPointsPerMm;
}
int pangoUnits(double mm) {
    return static_cast<int>(std::lround(mm * kPointsPerMm * PANGO_SCALE));
}

void require(const Characters& characters) {
    if (characters.unprintable.empty())
        return;
    std::string names;
    for (const Unprintable& one : characters.unprintable)
        names += (names.empty() ? "" : ", ") + one.codePoints;
    throw Error(Fault::BadInput, "cannot be printed: " + names);
}

using Attributes = Owner<PangoAttrList, pango_attr_list_unref>;

Attributes attributesOf(const Characters& characters, double points) {
    Attributes list{pango_attr_list_new()};
    pango_attr_list_insert(list.get(), pango_attr_fallback_new(FALSE));
    for (const Run& run : characters.runs) {
        PangoAttribute* attribute = pango_attr_font_desc_new(run.font->description(points).get());
        attribute->start_index = static_cast<guint>(run.begin);
        attribute->end_index = static_cast<guint>(run.end);
        pango_attr_list_insert(list.get(), attribute);
    }
    return list;
}

PangoAlignment alignmentOf(Align align) {
    return align == Align::Left    ? PANGO_ALIGN_LEFT
           : align == Align::Right ? PANGO_ALIGN_RIGHT
                                   : PANGO_ALIGN_CENTER;
}

/// From baseline to baseline the same distance, whichever font a line is in.
void setLeading(PangoLayout* layout, const Style& style) {
    const Font& font = fontsOf(style.face).front();
    const Owner<PangoFontMetrics, pango_font_metrics_unref> metrics{
        pango_context_get_metrics(textContext(), font.description(style.points).get(), nullptr)};
    const double own = pango_font_metrics_get_height(metrics.get()) / static_cast<double>(PANGO_SCALE);
    pango_layout_set_line_spacing(layout, static_cast<float>(style.leading * style.points / own));
}
} // namespace

Paragraph::Paragraph(const std::string& text, const Style& style, double widthMm)
    : points_(style.points), leadingMm_(style.leading * style.points / kPointsPerMm) {
    const Characters characters = charactersOf(text, style.face);
    require(characters);
    Shared<PangoLayout> layout{pango_layout_new(textContext())};
    pango_layout_set_font_description(layout.get(),
                                      fontsOf(style.face).front().description(style.points).get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout.get(), attributesOf(characters, style.points).get());
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout.get(), pangoUnits(widthMm));
    pango_layout_set_alignment(layout.get(), alignmentOf(style.align));
    setLeading(layout.get(), style);
    if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0)
        throw Error(Fault::Internal, "a font wrote something else than it said it has");
    layout_ = std::make_shared<const Layout>(Layout{std::move(layout)});
}

double Paragraph::heightMm() const {
    return leadingMm_ * static_cast<double>(lines());
}

double Paragraph::aboveMm() const {
    int height = 0;
    pango_layout_get_size(layout_->pango.get(), nullptr, &height);
    return (heightMm() - millimetres(height)) / 2;
}

double Paragraph::widthMm() const {
    PangoRectangle logical{};
    pango_layout_get_extents(layout_->pango.get(), nullptr, &logical);
    return millimetres(logical.width);
}

std::size_t Paragraph::lines() const {
    return static_cast<std::size_t>(pango_layout_get_line_count(layout_->pango.get()));
}

std::size_t Paragraph::bytesWithin(double heightMm) const {
    const auto whole = static_cast<int>(std::max(0.0, heightMm / leadingMm_ + 1e-9));
    if (whole >= static_cast<int>(lines()))
        return std::string_view(pango_layout_get_text(layout_->pango.get())).size();
    return static_cast<std::size_t>(pango_layout_get_line_readonly(layout_->pango.get(), whole)->start_index);
}

std::optional<Paragraph> fitted(const std::string& text, Style style, double minPoints, double widthMm,
                                double heightMm) {
    // A narrow letter is a quarter of its size: what is longer than that fits in no way and need not be
    // tried.
    const double letters = widthMm * heightMm * kPointsPerMm * kPointsPerMm / (minPoints * minPoints / 4);
    if (static_cast<double>(text.size()) / 4 > letters)
        return std::nullopt;
    for (; style.points >= minPoints; style.points -= kStep) {
        Paragraph paragraph(text, style, widthMm);
        if (paragraph.heightMm() <= heightMm && paragraph.widthMm() <= widthMm + 0.01)
            return paragraph;
    }
    return std::nullopt;
}

} // namespace kaomado::paper
