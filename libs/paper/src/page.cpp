// SPDX-License-Identifier: Apache-2.0
#include "kaomado/paper/page.hpp"

#include "paragraph.hpp"
#include "qr.hpp"

#include <cmath>
#include <numbers>

namespace kaomado::paper {

namespace {
double pt(double mm) {
    return mm * kPointsPerMm;
}

void rectangle(cairo_t* cairo, const Box& box) {
    cairo_rectangle(cairo, pt(box.x), pt(box.y), pt(box.width), pt(box.height));
}

void grey(cairo_t* cairo, double value) {
    cairo_set_source_rgb(cairo, value, value, value);
}

double offsetIn(const Box& box, const Paragraph& paragraph, Vertical vertical) {
    const double spare = box.height - paragraph.heightMm();
    return vertical == Vertical::Top ? 0 : vertical == Vertical::Bottom ? spare : spare / 2;
}
} // namespace

void Page::line(Point from, Point to, double width) {
    strokes_.emplace_back([=](cairo_t* cairo) {
        grey(cairo, 0);
        cairo_set_line_width(cairo, pt(width));
        cairo_move_to(cairo, pt(from.x), pt(from.y));
        cairo_line_to(cairo, pt(to.x), pt(to.y));
        cairo_stroke(cairo);
    });
}

void Page::dashes(Point from, Point to) {
    strokes_.emplace_back([](cairo_t* cairo) {
        const double pattern[] = {4, 3};
        cairo_set_dash(cairo, pattern, 2, 0);
    });
    line(from, to, 0.15);
    strokes_.emplace_back([](cairo_t* cairo) { cairo_set_dash(cairo, nullptr, 0, 0); });
}

void Page::frame(const Box& box, double width) {
    strokes_.emplace_back([=](cairo_t* cairo) {
        grey(cairo, 0);
        cairo_set_line_width(cairo, pt(width));
        rectangle(cairo, box);
        cairo_stroke(cairo);
    });
}

void Page::shade(const Box& box, double value) {
    strokes_.emplace_back([=](cairo_t* cairo) {
        grey(cairo, value);
        rectangle(cairo, box);
        cairo_fill(cairo);
    });
}

void Page::circle(const Box& box) {
    strokes_.emplace_back([=](cairo_t* cairo) {
        grey(cairo, 0);
        cairo_save(cairo);
        cairo_translate(cairo, pt(box.x + box.width / 2), pt(box.y + box.height / 2));
        cairo_scale(cairo, pt(box.width / 2), pt(box.height / 2));
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, 0, 0, 1, 0, 2 * std::numbers::pi);
        cairo_restore(cairo);
        cairo_set_line_width(cairo, pt(0.35));
        cairo_stroke(cairo);
    });
}

void Page::text(const Box& box, const Paragraph& paragraph, Vertical vertical, double value) {
    const double y = box.y + offsetIn(box, paragraph, vertical) + paragraph.aboveMm();
    strokes_.emplace_back([=, layout = paragraph.layout_](cairo_t* cairo) {
        cairo_save(cairo);
        rectangle(cairo, box);
        cairo_clip(cairo);
        grey(cairo, value);
        cairo_move_to(cairo, pt(box.x), pt(y));
        pango_cairo_show_layout(cairo, layout->pango.get());
        cairo_restore(cairo);
    });
}

void Page::qr(const Box& box, std::string_view payload) {
    strokes_.emplace_back([=, code = qrCodeOf(payload, box.width)](cairo_t* cairo) {
        cairo_save(cairo);
        cairo_translate(cairo, pt(box.x), pt(box.y));
        cairo_scale(cairo, pt(box.width) / static_cast<double>(code.across()),
                    pt(box.width) / static_cast<double>(code.across()));
        for (const QrCode::Bar& bar : code.bars)
            cairo_rectangle(cairo, bar.x, bar.y, bar.length, 1);
        grey(cairo, 0);
        cairo_fill(cairo);
        cairo_restore(cairo);
    });
}

void Page::behind(const std::string& words, double value) {
    constexpr double kMeasured = 10, kShare = 0.6; // of the diagonal
    const double diagonal = std::hypot(size_.width, size_.height);
    const Style style{Face::GothicBold, kMeasured, Align::Left, 1.0};
    const double measured = Paragraph(words, style, 10 * diagonal).widthMm();
    Style fitting = style;
    fitting.points = kMeasured * kShare * diagonal / measured;
    const Paragraph paragraph(words, fitting, diagonal);
    const double angle = -std::atan2(size_.height, size_.width);
    strokes_.insert(strokes_.begin(), [=, middle = size_, layout = paragraph.layout_](cairo_t* cairo) {
        cairo_save(cairo);
        cairo_translate(cairo, pt(middle.width / 2), pt(middle.height / 2));
        cairo_rotate(cairo, angle);
        grey(cairo, value);
        cairo_move_to(cairo, -pt(paragraph.widthMm() / 2),
                      -pt(paragraph.heightMm() / 2 - paragraph.aboveMm()));
        pango_cairo_show_layout(cairo, layout->pango.get());
        cairo_restore(cairo);
    });
}

void Page::drawOn(cairo_t* cairo) const {
    for (const Stroke& stroke : strokes_)
        stroke(cairo);
}

} // namespace kaomado::paper
