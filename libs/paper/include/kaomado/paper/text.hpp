// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado::paper {

/// The faces of a paper: Mincho for what is written into it, Gothic for what is printed beforehand. Each is a
/// few fonts by their exact names, and what none of them has is not printed. Mincho is IPAmj Mincho, which
/// has the characters and variants of the registers, then Noto Serif, which has the variants of Adobe-Japan1;
/// Gothic writes a name that stands in a sentence, so it has at least what Mincho has.
/// @source SRC-IVD: a base with its selector belongs to one collection, so that only one of the two is right
enum class Face { Mincho, Gothic, GothicBold };

enum class Align { Left, Centre, Right };

struct Style {
    Face face = Face::Mincho;
    double points = 10.5;
    Align align = Align::Left;
    double leading = 1.35; ///< from line to line, in sizes of the font
};

/// Something in a text that cannot be put on paper as it was given.
struct Unprintable {
    enum class Why {
        NoGlyph,    ///< no font of ours has the character, or not this variant of it
        Control,    ///< steers the order of text, or shows nothing
        PrivateUse, ///< an 外字 of somebody's own; means nothing elsewhere
        TooMany,    ///< more marks on one character than a line has room for
        NotUnicode, ///< no UTF-8
    };
    Why why;
    std::string codePoints; ///< "U+845B U+E0110"
    std::size_t offset;     ///< byte of the text

    friend bool operator==(const Unprintable&, const Unprintable&) = default;
};

/// Everything of a text that cannot be printed, in its order; a line feed is none. Nothing is ever replaced
/// by something like it. @throws Error Fault::Configuration when a font is not installed
/// @thread any; fonts are looked up under a lock
std::vector<Unprintable> unprintable(std::string_view text, Face face);

/// A text broken into lines. Holds no page and may be put on several. @thread one
class Paragraph {
public:
    /// @throws Error Fault::BadInput naming the code points that are unprintable
    Paragraph(const std::string& text, const Style& style, double widthMm);

    double heightMm() const; ///< as many times the leading as there are lines
    double widthMm() const;  ///< of the widest line
    std::size_t lines() const;
    double points() const { return points_; }
    /// Bytes of the text that fit into a height; a whole number of lines.
    std::size_t bytesWithin(double heightMm) const;

private:
    friend class Page;
    struct Layout;
    /// From the top of the first line's share of the leading to its letters.
    double aboveMm() const;

    std::shared_ptr<const Layout> layout_;
    double points_, leadingMm_;
};

/// The largest size, down to `minPoints`, at which a text fits; none when it does not fit at all.
std::optional<Paragraph> fitted(const std::string& text, Style style, double minPoints, double widthMm,
                                double heightMm);

} // namespace kaomado::paper
