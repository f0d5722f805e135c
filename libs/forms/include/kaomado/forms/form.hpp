// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/paper/page.hpp"

#include <map>
#include <set>
#include <variant>

namespace kaomado::forms {

/// Something that is written on a form. Where it comes from is known above this room.
struct Field {
    enum class Kind { Text, Date, Word };

    std::string id, label;
    Kind kind = Kind::Text;
    std::vector<std::string> values; ///< of a Word
    std::string blank;               ///< printed where nothing is given, to be completed by hand
};

/// How words look; sizes are points.
struct Look {
    double size = 9.5;
    bool bold = false;
    paper::Align align = paper::Align::Left;
};

// The parts of a page, from top to bottom. Lengths are millimetres. {field} in a text is a place to be
// filled.

struct Words {
    std::string text;
    Look look;
    double indent = 0;
    bool framed = false;
};

/// Lines that begin with a mark of their own.
struct Items {
    std::vector<std::string> items; ///< "mark" and text, divided by the first space
    Look look;
    double indent = 0;
};

/// A heading across the page, on grey.
struct Bar {
    std::string text;
};

struct Option {
    std::string value, label, note;
};

/// Boxes to be ticked, or words of which one is circled.
struct Choice {
    std::string field;
    std::vector<Option> options;
    bool circled = false;
    bool across = false; ///< one beside the other
    double size = 9.5;
};

struct Label {
    std::string text;
};
struct Place {
    std::string field;
    std::string after; ///< printed at the right end: 「様」, 「印」
    double size = 11;
};
/// Boxes for single characters that people write by hand; nothing is ever printed into them.
struct Boxes {
    unsigned count = 4;
};
struct Cell {
    std::variant<Label, Place, Words, Choice, Boxes> what;
    unsigned span = 1;
};
struct Row {
    double height = 8; ///< at least
    std::vector<Cell> cells;
};
struct Table {
    std::vector<double> columns;
    std::vector<Row> rows;
};

struct Block;
struct Column {
    double width = 0;
    std::vector<Block> blocks;
};
struct Columns {
    std::vector<Column> columns;
};
struct Gap {
    double height = 0;
};
/// A dashed line with words on it: to be cut, or what follows is for the office.
struct Cut {
    std::string text;
};
struct NewPage {};
/// Present only when it is asked for.
struct Part {
    std::string id;
    std::vector<Block> blocks;
};

struct Block {
    std::variant<Words, Items, Bar, Choice, Table, Columns, Gap, Cut, NewPage, Part> what;
};

/// One edition of a form.
struct Form {
    enum class History { New, Revised, Existing, Own };
    /// Whose work the text is. Own: nothing of it is official wording (R-FORM-20). Items: what has to be on
    /// the form is given, how it is arranged is ours.
    enum class Design { Own, Items };
    enum class Audience { Resident, Staff };
    struct OptionalPart {
        std::string id, label;
        bool standard = false; ///< present unless it is left out
        std::string visitor{}; ///< whose papers are printed with it, e.g. "representative"; empty: nobody's
    };

    std::string id;       ///< "F04"
    std::string document; ///< of the rulebook, e.g. "F04_no_pin_application"; empty for what is none
    /// Of the rulebook: whoever comes to one of them is to have this form at hand, though no document is
    /// demanded.
    std::vector<std::string> steps;
    std::string title;
    std::string edition;       ///< "2023-12"
    std::optional<Date> from;  ///< first day of use
    std::optional<Date> until; ///< last day of use
    History history = History::Own;
    Design design = Design::Own;
    Audience audience = Audience::Resident;
    std::vector<std::string> rules;
    std::string source;
    std::vector<std::string> enclose; ///< forms that are suggested to go into the same envelope (R-FORM-21)
    std::vector<OptionalPart> parts;
    paper::Size size = paper::kA4;
    double margin = 15;
    std::vector<Block> blocks;

    bool inForce(Date day) const { return (!from || *from <= day) && (!until || day <= *until); }
    const OptionalPart* part(std::string_view wanted) const;
};

/// Every field that a form has a place for, parts included.
std::set<std::string> fieldsOf(const Form& form);

} // namespace kaomado::forms
