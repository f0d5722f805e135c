// SPDX-License-Identifier: Apache-2.0
#include "characters.hpp"

#include "utf8.hpp"

#include <hb.h>

#include <algorithm>

namespace kaomado::paper {

namespace {
using Why = Unprintable::Why;

/// 半濁点 on a kana and two accents on a Latin letter occur in names; a pile of them runs over other lines.
constexpr std::size_t kMostMarks = 2;

bool isSelector(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

hb_unicode_general_category_t categoryOf(char32_t c) {
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
}

bool isMark(char32_t c) {
    const auto category = categoryOf(c);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/// What may not stand in a text at all, whatever a font has.
std::optional<Why> forbidden(const CodePoint& point) {
    if (!point.valid)
        return Why::NotUnicode;
    switch (categoryOf(point.value)) {
    case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
    case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
    case HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR:
    case HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR:
        return Why::Control;
    case HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE:
        return Why::PrivateUse;
    default:
        return std::nullopt;
    }
}

/// A base with its selector and marks.
struct Cluster {
    std::vector<CodePoint> points;

    char32_t base() const { return points.front().value; }
    bool isVariant() const { return points.size() > 1 && isSelector(points[1].value); }
    std::span<const CodePoint> marks() const { return std::span(points).subspan(isVariant() ? 2 : 1); }
    std::size_t begin() const { return points.front().offset; }
    std::size_t end() const { return points.back().offset + points.back().length; }

    bool takes(const CodePoint& next) const {
        if (!next.valid || base() == U'\n')
            return false;
        return isSelector(next.value) ? points.size() == 1 : isMark(next.value);
    }
    bool writtenBy(const Font& font) const {
        return font.has(base(), isVariant() ? points[1].value : 0) &&
               std::ranges::all_of(marks(), [&](const CodePoint& mark) { return font.has(mark.value, 0); });
    }
    Unprintable because(Why why) const {
        std::string names;
        for (const CodePoint& point : std::span(points).first(std::min<std::size_t>(points.size(), 4)))
            names += (names.empty() ? "" : " ") + nameOf(point);
        return {why, names, begin()};
    }
};

std::vector<Cluster> clustersOf(std::string_view text) {
    std::vector<Cluster> clusters;
    for (const CodePoint& point : codePointsOf(text)) {
        const bool attached = !clusters.empty() && !forbidden(clusters.back().points.front()) &&
                              !forbidden(point) && clusters.back().takes(point);
        if (attached)
            clusters.back().points.push_back(point);
        else
            clusters.push_back({{point}});
    }
    return clusters;
}

void write(const Cluster& cluster, std::span<const Font> fonts, Characters& into) {
    const CodePoint& first = cluster.points.front();
    const bool newLine = first.valid && first.value == U'\n';
    if (const auto why = newLine ? std::nullopt : forbidden(first)) {
        into.unprintable.push_back(cluster.because(*why));
        return;
    }
    if (isSelector(first.value) || isMark(first.value)) { // nothing before it that it could belong to
        into.unprintable.push_back(cluster.because(Why::Control));
        return;
    }
    if (cluster.marks().size() > kMostMarks) {
        into.unprintable.push_back(cluster.because(Why::TooMany));
        return;
    }
    const auto font =
        newLine ? fonts.begin()
                : std::ranges::find_if(fonts, [&](const Font& one) { return cluster.writtenBy(one); });
    if (font == fonts.end()) {
        into.unprintable.push_back(cluster.because(Why::NoGlyph));
        return;
    }
    if (!into.runs.empty() && into.runs.back().font == &*font)
        into.runs.back().end = cluster.end();
    else
        into.runs.push_back({cluster.begin(), cluster.end(), &*font});
}
} // namespace

Characters charactersOf(std::string_view text, Face face) {
    Characters characters;
    const auto fonts = fontsOf(face);
    for (const Cluster& cluster : clustersOf(text))
        write(cluster, fonts, characters);
    return characters;
}

std::vector<Unprintable> unprintable(std::string_view text, Face face) {
    return charactersOf(text, face).unprintable;
}

} // namespace kaomado::paper
