// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/paper/text.hpp"

#include <functional>

using cairo_t = struct _cairo; // NOLINT(bugprone-reserved-identifier): cairo's own name

namespace kaomado::paper {

/// Millimetres from the upper left corner of the page.
struct Point {
    double x = 0, y = 0;
};
struct Box {
    double x = 0, y = 0, width = 0, height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
    Box inset(double dx, double dy) const { return {x + dx, y + dy, width - 2 * dx, height - 2 * dy}; }
};

struct Size {
    double width = 0, height = 0;
};
inline constexpr Size kA4{210, 297};
inline constexpr Size kA5{148, 210};
inline constexpr Size kPostcard{100, 148};

enum class Vertical { Top, Middle, Bottom };

/// One page: what is drawn is remembered and drawn again on whatever it goes to, so that the preview is the
/// print. Lengths are millimetres, values of grey 0 (black) to 1 (white). @thread one
class Page {
public:
    explicit Page(Size size) : size_(size) {}

    Size size() const { return size_; }

    void line(Point from, Point to, double width = 0.2);
    void dashes(Point from, Point to);
    void frame(const Box& box, double width = 0.2);
    void shade(const Box& box, double value);
    /// An ellipse in a box: what people do with a pen around one of several words.
    void circle(const Box& box);
    /// Cut off at the box, whatever the text.
    void text(const Box& box, const Paragraph& paragraph, Vertical vertical = Vertical::Middle,
              double value = 0);
    /// A QR code (error correction M) with its quiet zone inside a square box.
    /// @throws Error Fault::BadInput when the payload is too long for the box to be read (0.35 mm a module)
    void qr(const Box& box, std::string_view payload);

    /// Words across the page from its lower left to its upper right, behind everything, whenever it is drawn.
    /// @throws Error Fault::BadInput naming the code points that are unprintable
    void behind(const std::string& words, double value);

    void drawOn(cairo_t* cairo) const; ///< one unit of `cairo` is a point

private:
    using Stroke = std::function<void(cairo_t*)>;

    Size size_;
    std::vector<Stroke> strokes_;
};

} // namespace kaomado::paper
