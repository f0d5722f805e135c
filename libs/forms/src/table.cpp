// SPDX-License-Identifier: Apache-2.0
#include "flow.hpp"

#include <algorithm>
#include <numeric>

namespace kaomado::forms {

using paper::Box;
using paper::Paragraph;
using paper::Vertical;

namespace {
constexpr double kAside = 1.6, kAbove = 0.7; // between a cell's frame and what is in it
constexpr double kLabelGrey = 0.93;
constexpr double kTick = 5; // from a box to its words
constexpr double kBetweenOptions = 0.8;
constexpr double kBeforeNote = 0.3;
constexpr double kLargestBox = 6.5, kSmallestBox = 4; // a pen needs room
constexpr double kLabelSize = 8.5, kNoteSize = 7.5;

double widthOf(const Cell& cell, const std::vector<double>& widths, std::size_t column) {
    const auto begin = widths.begin() + static_cast<std::ptrdiff_t>(column);
    return std::accumulate(begin, begin + cell.span, 0.0);
}

paper::Style labelStyle() {
    return {paper::Face::Gothic, kLabelSize, paper::Align::Centre, 1.3};
}

Look lookOf(const Choice& choice) {
    return {choice.size, false, {}};
}
} // namespace

double Flow::heightOf(const Option& option, const Choice& choice, double width) const {
    const double inner = width - kTick;
    double height = Paragraph(filling_.in(option.label), printed(lookOf(choice)), inner).heightMm();
    if (!option.note.empty())
        height += kBeforeNote +
                  Paragraph(filling_.in(option.note), printed({kNoteSize, false, {}}), inner).heightMm();
    return height + kBetweenOptions;
}

double Flow::heightOf(const Choice& choice, double width) const {
    if (choice.circled)
        return Paragraph("あ", printed(lookOf(choice)), width).heightMm() + 1.5;
    const double each = choice.across ? width / static_cast<double>(choice.options.size()) : width;
    double height = 0;
    for (const Option& option : choice.options) {
        const double one = heightOf(option, choice, each);
        height = choice.across ? std::max(height, one) : height + one;
    }
    return height;
}

double Flow::heightOf(const Row& row, const std::vector<double>& widths) const {
    double height = row.height;
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
        const double width = widthOf(cell, widths, column) - 2 * kAside;
        column += cell.span;
        if (const auto* label = std::get_if<Label>(&cell.what))
            height = std::max(height,
                              Paragraph(label->text, labelStyle(), width + kAside).heightMm() + 2 * kAbove);
        if (const auto* words = std::get_if<Words>(&cell.what))
            height =
                std::max(height, Paragraph(filling_.in(words->text), printed(words->look), width).heightMm() +
                                     2 * kAbove);
        if (const auto* choice = std::get_if<Choice>(&cell.what))
            height = std::max(height, heightOf(*choice, width) + 2 * kAbove);
    }
    return height;
}

void Flow::draw(const Row& row, const std::vector<double>& widths) {
    const double height = heightOf(row, widths);
    double x = at_.x;
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
        const double width = widthOf(cell, widths, column);
        column += cell.span;
        const Box box{x, at_.y, width, height};
        if (std::holds_alternative<Label>(cell.what))
            page().shade(box, kLabelGrey);
        draw(cell, box);
        page().frame(box);
        x += width;
    }
    at_.y += height;
}

void Flow::draw(const Cell& cell, const Box& box) {
    const Box inner = box.inset(kAside, kAbove);
    if (const auto* label = std::get_if<Label>(&cell.what)) {
        const Box wide = box.inset(kAside / 2, kAbove);
        page().text(wide, Paragraph(label->text, labelStyle(), wide.width));
    } else if (const auto* words = std::get_if<Words>(&cell.what))
        page().text(inner, Paragraph(filling_.in(words->text), printed(words->look), inner.width));
    else if (const auto* choice = std::get_if<Choice>(&cell.what)) {
        if (choice->circled)
            drawCircled(*choice, inner);
        else
            drawBoxes(*choice, inner);
    } else if (const auto* place = std::get_if<Place>(&cell.what))
        draw(*place, inner);
    else
        draw(std::get<Boxes>(cell.what), inner);
}

void Flow::draw(const Place& place, const Box& box) {
    Box free = box;
    if (!place.after.empty()) {
        const Paragraph after(place.after, printed({kLabelSize, false, {}}), box.width);
        free.width -= after.widthMm() + 1;
        page().text({free.right() + 1, box.y, after.widthMm() + 0.1, box.height}, after);
    }
    const std::string& value = filling_.at(place.field);
    if (const auto text = paper::fitted(value, written(place.size), kSmallest, free.width, free.height)) {
        if (!value.empty())
            page().text(free, *text);
    } else {
        if (std::ranges::find(continued_, place.field) == continued_.end())
            continued_.push_back(place.field);
        page().text(free, Paragraph(std::string(kOnExtraPage), written(9), free.width));
    }
    const std::string forAPen = value.empty() ? filling_.shown(place.field) : "";
    if (const auto text = paper::fitted(forAPen, printed({9, false, {}}), kSmallest, free.width, free.height))
        page().text(free, *text);
}

void Flow::draw(const Boxes& boxes, const Box& box) {
    const unsigned lines = box.width / boxes.count < kSmallestBox ? 2 : 1;
    const unsigned across = (boxes.count + lines - 1) / lines;
    const double side = std::min({box.width / across, box.height / lines, kLargestBox});
    const double top = box.y + (box.height - lines * side) / 2;
    for (unsigned i = 0; i < boxes.count; ++i) {
        const unsigned column = i % across, line = i / across;
        page().frame({box.x + column * side, top + line * side, side, side}, 0.15);
    }
}

void Flow::drawBoxes(const Choice& choice, Box box) {
    const double each = choice.across ? box.width / static_cast<double>(choice.options.size()) : box.width;
    if (!choice.across)
        box.y += (box.height - heightOf(choice, box.width) + kBetweenOptions) / 2;
    for (const Option& option : choice.options) {
        const double height = choice.across ? box.height : heightOf(option, choice, each);
        const Paragraph label(filling_.in(option.label), printed(lookOf(choice)), each - kTick);
        const double y = choice.across ? box.y + (height - label.heightMm()) / 2 : box.y;
        const Paragraph square("□", printed({choice.size + 1, false, {}}), kTick);
        const double line = Paragraph("あ", printed(lookOf(choice)), kTick).heightMm();
        page().text({box.x, y - 1, kTick, line + 2}, square);
        if (filling_.chosen(choice.field, option.value))
            page().text({box.x - 0.2, y - 2.5, kTick + 1, line + 4},
                        Paragraph("✓", printed({choice.size + 5, true, {}}), kTick + 1));
        page().text({box.x + kTick, y, each - kTick, label.heightMm()}, label, Vertical::Top);
        if (!option.note.empty()) {
            const Paragraph note(filling_.in(option.note), printed({kNoteSize, false, {}}), each - kTick);
            page().text({box.x + kTick, y + label.heightMm() + kBeforeNote, each - kTick, note.heightMm()},
                        note, Vertical::Top);
        }
        (choice.across ? box.x : box.y) += choice.across ? each : height;
    }
}

void Flow::drawCircled(const Choice& choice, const Box& box) {
    double x = box.x;
    for (const Option& option : choice.options) {
        const bool last = &option == &choice.options.back();
        const Paragraph label(option.label, printed(lookOf(choice)), box.width);
        const Paragraph dot(last ? "" : "・", printed(lookOf(choice)), box.width);
        const double height = label.heightMm(), width = label.widthMm();
        const double y = box.y + (box.height - height) / 2;
        page().text({x + 1.3, y, width + 0.1, height}, label);
        if (filling_.chosen(choice.field, option.value))
            page().circle({x, y - 0.4, width + 2.6, height + 0.8});
        x += width + 2.6;
        if (!last)
            page().text({x + 0.3, y, dot.widthMm() + 0.1, height}, dot);
        x += dot.widthMm() + 0.6;
    }
}

} // namespace kaomado::forms
