// SPDX-License-Identifier: Apache-2.0
#include "flow.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kaomado::forms {

using paper::Box;
using paper::Face;
using paper::Paragraph;
using paper::Vertical;

namespace {
constexpr double kBetween = 1.4; // after a block
constexpr double kBetweenItems = 0.4;
constexpr double kInside = 2; // between a frame and its words
constexpr double kBar = 6.2;
constexpr double kCut = 7;
constexpr double kMarkInSizes = 1.75; // width of an item's mark
constexpr double kMmPerPoint = 25.4 / 72;

double markWidth(const std::string& mark, const Look& look) {
    return std::max(kMarkInSizes * look.size * kMmPerPoint,
                    Paragraph(mark, printed(look), 60).widthMm() + 0.8);
}
} // namespace

paper::Style printed(const Look& look) {
    return {look.bold ? Face::GothicBold : Face::Gothic, look.size, look.align, 1.4};
}

paper::Style written(double size) {
    return {Face::Mincho, size, paper::Align::Left, 1.25};
}

Flow::Flow(paper::Document& document, const Form& form, const Filling& filling)
    : document_(document), form_(form), filling_(filling) {
    newPage();
}

void Flow::newPage() {
    page_ = &document_.add(form_.size);
    at_ = {form_.margin, form_.margin, form_.size.width - 2 * form_.margin};
}

double Flow::bottom() const {
    return form_.size.height - kFoot - 4;
}

void Flow::room(double height) {
    if (!inColumns_ && at_.y + height > bottom() && at_.y > form_.margin)
        newPage();
}

void Flow::put(const std::vector<Block>& blocks) {
    for (const Block& block : blocks)
        std::visit(*this, block.what);
}

void Flow::operator()(const Words& words) {
    const double inset = words.framed ? kInside : 0;
    const double width = at_.width - words.indent - 2 * inset;
    const Paragraph paragraph(filling_.in(words.text), printed(words.look), width);
    const double height = paragraph.heightMm() + 2 * inset;
    room(height);
    const Box box{at_.x + words.indent, at_.y, at_.width - words.indent, height};
    if (words.framed)
        page().frame(box);
    page().text(box.inset(inset, inset), paragraph, Vertical::Top);
    at_.y += height + kBetween;
}

void Flow::operator()(const Items& items) {
    for (const std::string& item : items.items) {
        const std::size_t space = item.find(' ');
        const std::string mark = item.substr(0, space);
        const double indent = items.indent + markWidth(mark, items.look);
        const Paragraph paragraph(filling_.in(item.substr(space + 1)), printed(items.look),
                                  at_.width - indent);
        room(paragraph.heightMm());
        page().text({at_.x + items.indent, at_.y, indent, paragraph.heightMm()},
                    Paragraph(mark, printed(items.look), indent), Vertical::Top);
        page().text({at_.x + indent, at_.y, at_.width - indent, paragraph.heightMm()}, paragraph,
                    Vertical::Top);
        at_.y += paragraph.heightMm() + kBetweenItems;
    }
    at_.y += kBetween - kBetweenItems;
}

void Flow::operator()(const Bar& bar) {
    room(kBar * 3); // a heading stays with what follows
    const Box box{at_.x, at_.y, at_.width, kBar};
    page().shade(box, 0.88);
    page().text(box.inset(kInside, 0), Paragraph(bar.text, printed({10, true, {}}), box.width - 2 * kInside));
    at_.y += kBar + kBetween;
}

void Flow::operator()(const Choice& choice) {
    const double height = heightOf(choice, at_.width);
    room(height);
    const Box box{at_.x, at_.y, at_.width, height};
    if (choice.circled)
        drawCircled(choice, box);
    else
        drawBoxes(choice, box);
    at_.y += height + kBetween;
}

void Flow::operator()(const Table& table) {
    const double whole = std::accumulate(table.columns.begin(), table.columns.end(), 0.0);
    std::vector<double> widths = table.columns; // in the proportions given, over the whole width
    for (double& width : widths)
        width *= at_.width / whole;
    double top = at_.y;
    const auto close = [&] { page().frame({at_.x, top, at_.width, at_.y - top}, 0.45); };
    for (const Row& row : table.rows) {
        const double height = heightOf(row, widths);
        if (!inColumns_ && at_.y + height > bottom() && at_.y > top) {
            close();
            newPage();
            top = at_.y;
        } else if (at_.y == top) {
            room(height);
            top = at_.y;
        }
        draw(row, widths);
    }
    close();
    at_.y += kBetween;
}

void Flow::operator()(const Columns& columns) {
    const double whole = std::accumulate(columns.columns.begin(), columns.columns.end(), 0.0,
                                         [](double sum, const Column& c) { return sum + c.width; });
    const Cursor start = at_;
    const bool outside = std::exchange(inColumns_, true);
    double lowest = start.y;
    double x = start.x;
    for (const Column& column : columns.columns) {
        const double width = column.width * start.width / whole;
        at_ = {x, start.y, width - (&column == &columns.columns.back() ? 0 : 3)};
        put(column.blocks);
        lowest = std::max(lowest, at_.y);
        x += width;
    }
    inColumns_ = outside;
    at_ = {start.x, lowest, start.width};
}

void Flow::operator()(const Gap& gap) {
    at_.y += gap.height;
}

void Flow::operator()(const Cut& cut) {
    room(kCut * 3);
    const Paragraph paragraph(cut.text, printed({7.5, false, paper::Align::Centre}), at_.width);
    const double half = paragraph.widthMm() / 2 + 2;
    const double middle = at_.x + at_.width / 2;
    const double y = at_.y + kCut / 2;
    page().dashes({at_.x, y}, {middle - half, y});
    page().dashes({middle + half, y}, {at_.x + at_.width, y});
    page().text({at_.x, at_.y, at_.width, kCut}, paragraph);
    at_.y += kCut;
}

void Flow::operator()(const NewPage&) {
    newPage();
}

void Flow::operator()(const Part& part) {
    if (filling_.has(part))
        put(part.blocks);
}

} // namespace kaomado::forms
