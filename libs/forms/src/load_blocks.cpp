// SPDX-License-Identifier: Apache-2.0
#include "loader.hpp"
#include "places.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace kaomado::forms {

namespace {
constexpr double kWidest = 400, kHighest = 400; // mm

std::optional<double> numberIn(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}
} // namespace

double Loader::number(const Yaml& node, std::string_view key, double standard, double least, double most) {
    if (!node.has(key))
        return standard;
    const auto value = numberIn(node.at(key).text());
    if (value && *value >= least && *value <= most)
        return *value;
    node.at(key).problem("'" + std::string(key) + "' is no number that makes sense here",
                         "write one from " + std::to_string(static_cast<int>(least)) + " to " +
                             std::to_string(static_cast<int>(most)));
    return standard;
}

void Loader::checkField(const Yaml& node, const std::string& id) {
    if (library_.field(id) == nullptr)
        node.problem("no field '" + id + "'", "correct its spelling or add it to fields.yaml");
}

/// A form's own words must be in the font, or nothing could ever be printed.
std::string Loader::printable(const Yaml& node, std::string text) {
    for (const Piece& piece : piecesOf(text)) {
        if (piece.isField)
            checkField(node, piece.text);
        else
            for (const auto& one : paper::unprintable(piece.text, paper::Face::Gothic))
                node.problem("cannot be printed: " + one.codePoints, "write it otherwise");
    }
    return text;
}

/// A text, or the name of one that several forms share: {say: notice_services}.
std::string Loader::said(const Yaml& node, std::string_view key) {
    if (!node.has("say"))
        return printable(node, node.text(key));
    const std::string id = node.text("say");
    if (library_.text(id).empty())
        node.at("say").problem("no text '" + id + "'", "correct its spelling or add it to texts.yaml");
    return library_.text(id);
}

Look Loader::look(const Yaml& node) {
    Look look;
    look.size = number(node, "size", look.size, 5, 40);
    look.bold = node.flag("bold");
    const std::string align = node.textOr("align");
    if (align == "centre")
        look.align = paper::Align::Centre;
    else if (align == "right")
        look.align = paper::Align::Right;
    else if (!align.empty() && align != "left")
        node.at("align").problem("'" + align + "' is no alignment", "write left, centre or right");
    return look;
}

Words Loader::words(const Yaml& node, std::string_view key) {
    return {said(node, key), look(node), number(node, "indent", 0, 0, kWidest), node.flag("framed")};
}

Items Loader::items(const Yaml& node) {
    Items items{{}, look(node), number(node, "indent", 0, 0, kWidest)};
    for (const Yaml& item : node.at("items").items()) {
        std::string text = item.isMap() ? said(item, "text") : printable(item, item.text());
        if (text.find(' ') == std::string::npos)
            item.problem("an item without a mark", "write the mark, a space, then the text");
        else
            items.items.push_back(std::move(text));
    }
    return items;
}

Choice Loader::choice(const Yaml& node) {
    Choice choice;
    choice.field = node.text("choice");
    checkField(node, choice.field);
    choice.circled = node.flag("circled");
    choice.across = node.flag("across");
    choice.size = number(node, "size", choice.size, 5, 40);
    const Field* field = library_.field(choice.field);
    for (const Yaml& one : node.at("options").items()) {
        one.keys({"value", "label", "note"});
        choice.options.push_back({one.text("value"), printable(one, one.text("label")), one.textOr("note")});
        static_cast<void>(printable(one, choice.options.back().note));
        if (field != nullptr && std::ranges::find(field->values, one.textOr("value")) == field->values.end())
            one.problem("'" + one.textOr("value") + "' is no value of " + choice.field,
                        "correct it or add it to fields.yaml");
    }
    if (choice.options.empty())
        node.problem("a choice without options", "add options");
    return choice;
}

Cell Loader::cell(const Yaml& node) {
    if (node.isText())
        return {Label{printable(node, node.text())}, 1};
    node.keys({"label", "field", "after", "size", "choice", "options", "circled", "across", "text", "say",
               "boxes", "span", "bold", "align", "indent"});
    const auto span = static_cast<unsigned>(number(node, "span", 1, 1, 20));
    if (node.has("field")) {
        checkField(node, node.text("field"));
        return {Place{node.text("field"), printable(node, node.textOr("after")),
                      number(node, "size", Place{}.size, 5, 40)},
                span};
    }
    if (node.has("choice"))
        return {choice(node), span};
    if (node.has("boxes"))
        return {Boxes{static_cast<unsigned>(number(node, "boxes", 4, 1, 32))}, span};
    if (node.has("label"))
        return {Label{printable(node, node.text("label"))}, span};
    return {words(node), span};
}

Table Loader::table(const Yaml& node) {
    Table table;
    for (const Yaml& width : node.at("table").items())
        if (const auto value = numberIn(width.text()); value && *value > 0 && *value <= kWidest)
            table.columns.push_back(*value);
        else
            width.problem("no width of a column", "write millimetres");
    for (const Yaml& one : node.at("rows").items()) {
        one.keys({"height", "cells"});
        Row row{number(one, "height", Row{}.height, 2, kHighest), {}};
        for (const Yaml& part : one.at("cells").items())
            row.cells.push_back(cell(part));
        const auto taken = std::accumulate(row.cells.begin(), row.cells.end(), std::size_t{0},
                                           [](std::size_t sum, const Cell& c) { return sum + c.span; });
        if (taken != table.columns.size())
            one.problem("cells for " + std::to_string(taken) + " columns of " +
                            std::to_string(table.columns.size()),
                        "correct the cells or their span");
        table.rows.push_back(std::move(row));
    }
    return table;
}

Columns Loader::columns(const Yaml& node) {
    Columns columns;
    for (const Yaml& one : node.at("columns").items()) {
        one.keys({"width", "blocks"});
        columns.columns.push_back({number(one, "width", 0, 5, kWidest), blocks(one.at("blocks"))});
    }
    return columns;
}

Block Loader::block(const Yaml& node) {
    node.keys({"text",    "say",    "items",    "bar",  "choice", "table",  "columns",
               "gap",     "cut",    "new_page", "part", "blocks", "rows",   "options",
               "circled", "across", "size",     "bold", "align",  "indent", "framed"});
    if (node.has("items"))
        return {items(node)};
    if (node.has("bar"))
        return {Bar{printable(node, node.text("bar"))}};
    if (node.has("choice"))
        return {choice(node)};
    if (node.has("table"))
        return {table(node)};
    if (node.has("columns"))
        return {columns(node)};
    if (node.has("gap"))
        return {Gap{number(node, "gap", 0, 0, kHighest)}};
    if (node.has("cut"))
        return {Cut{printable(node, node.text("cut"))}};
    if (node.has("new_page"))
        return {NewPage{}};
    if (node.has("part")) {
        const std::string id = node.text("part");
        if (std::ranges::find(parts_, id) == parts_.end())
            node.problem("no part '" + id + "'", "name it in parts");
        return {Part{id, blocks(node.at("blocks"))}};
    }
    return {words(node)};
}

std::vector<Block> Loader::blocks(const Yaml& list) {
    std::vector<Block> blocks;
    for (const Yaml& node : list.items())
        blocks.push_back(block(node));
    return blocks;
}

} // namespace kaomado::forms
