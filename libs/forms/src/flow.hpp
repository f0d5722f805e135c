// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fill.hpp"

namespace kaomado::forms {

/// The faces of a form: what is printed beforehand, and what is written into it.
paper::Style printed(const Look& look);
paper::Style written(double size);

inline constexpr double kSmallest = 6.5; // points; below it an office printer smears strokes
inline constexpr std::string_view kOnExtraPage = "（別紙のとおり）";

/// Blocks from top to bottom, page after page.
class Flow {
public:
    Flow(paper::Document& document, const Form& form, const Filling& filling);

    void put(const std::vector<Block>& blocks);

    /// Fields whose value did not fit their place, in the order of the form.
    const std::vector<std::string>& continued() const { return continued_; }

    void operator()(const Words& words);
    void operator()(const Items& items);
    void operator()(const Bar& bar);
    void operator()(const Choice& choice);
    void operator()(const Table& table);
    void operator()(const Columns& columns);
    void operator()(const Gap& gap);
    void operator()(const Cut& cut);
    void operator()(const NewPage&);
    void operator()(const Part& part);

private:
    struct Cursor {
        double x, y, width;
    };

    paper::Page& page() { return *page_; }
    void newPage();
    /// Goes to the next page unless there is room; inside columns everything stays on one.
    void room(double height);
    double bottom() const;

    // table.cpp
    double heightOf(const Row& row, const std::vector<double>& widths) const;
    void draw(const Row& row, const std::vector<double>& widths);
    void draw(const Cell& cell, const paper::Box& box);
    void draw(const Place& place, const paper::Box& box);
    void draw(const Boxes& boxes, const paper::Box& box);
    void drawBoxes(const Choice& choice, paper::Box box);
    void drawCircled(const Choice& choice, const paper::Box& box);
    double heightOf(const Choice& choice, double width) const;
    double heightOf(const Option& option, const Choice& choice, double width) const;

    paper::Document& document_;
    const Form& form_;
    const Filling& filling_;
    paper::Page* page_ = nullptr;
    Cursor at_{};
    bool inColumns_ = false;
    std::vector<std::string> continued_;
};

/// Room at the foot of every page, in millimetres.
inline constexpr double kFoot = 15;

} // namespace kaomado::forms
