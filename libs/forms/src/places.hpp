// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kaomado::forms {

/// A text between places, or the name of the field of a place.
struct Piece {
    std::string text;
    bool isField = false;
};

/// "{municipality.head}　様" → a place and 「　様」. A brace that is not closed is text.
inline std::vector<Piece> piecesOf(std::string_view text) {
    std::vector<Piece> pieces;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            pieces.push_back({std::string(text), false});
            break;
        }
        if (open > 0)
            pieces.push_back({std::string(text.substr(0, open)), false});
        pieces.push_back({std::string(text.substr(open + 1, close - open - 1)), true});
        text.remove_prefix(close + 1);
    }
    return pieces;
}

} // namespace kaomado::forms
