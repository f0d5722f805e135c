// SPDX-License-Identifier: Apache-2.0
#include "kaomado/forms/form.hpp"

#include "places.hpp"

#include <algorithm>

namespace kaomado::forms {

namespace {

class Collector {
public:
    std::set<std::string> found;

    void in(const std::vector<Block>& blocks) {
        for (const Block& block : blocks)
            std::visit(*this, block.what);
    }

    void operator()(const Words& words) { text(words.text); }
    void operator()(const Items& items) {
        for (const std::string& item : items.items)
            text(item);
    }
    void operator()(const Bar& bar) { text(bar.text); }
    void operator()(const Choice& choice) { found.insert(choice.field); }
    void operator()(const Place& place) { found.insert(place.field); }
    void operator()(const Label& label) { text(label.text); }
    void operator()(const Boxes&) {}
    void operator()(const Table& table) {
        for (const Row& row : table.rows)
            for (const Cell& cell : row.cells)
                std::visit(*this, cell.what);
    }
    void operator()(const Columns& columns) {
        for (const Column& column : columns.columns)
            in(column.blocks);
    }
    void operator()(const Part& part) { in(part.blocks); }
    void operator()(const Gap&) {}
    void operator()(const Cut& cut) { text(cut.text); }
    void operator()(const NewPage&) {}

private:
    void text(const std::string& text) {
        for (const Piece& piece : piecesOf(text))
            if (piece.isField)
                found.insert(piece.text);
    }
};
} // namespace

const Form::OptionalPart* Form::part(std::string_view wanted) const {
    const auto found = std::ranges::find(parts, wanted, &OptionalPart::id);
    return found == parts.end() ? nullptr : &*found;
}

std::set<std::string> fieldsOf(const Form& form) {
    Collector collector;
    collector.in(form.blocks);
    return std::move(collector.found);
}

} // namespace kaomado::forms
