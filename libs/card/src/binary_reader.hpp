// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card.hpp"
#include "kaomado/card/names.hpp"

namespace kaomado::card {

/// READ BINARY over a whole file, 256 bytes at a time. Every piece is wiped and the result never reallocates,
/// so that the caller can wipe the only copy.
class BinaryReader {
public:
    BinaryReader(Card& card, std::size_t limit) : card_(card), limit_(limit) {}

    /// The first command names the file by its short id and thereby selects it.
    BinaryReader& byShortId(FileId file) {
        firstP1_ = static_cast<std::uint8_t>(0x80U | shortIdOf(file));
        return *this;
    }
    /// The limit is the size: the last command asks for no more than what is left.
    BinaryReader& exactly() {
        exact_ = true;
        return *this;
    }

    /// Empty when the first command is refused.
    /// @throws Error Fault::CardProtocol when the card stops inside a file
    std::optional<Bytes> read();

private:
    Response piece(std::size_t at);

    Card& card_;
    std::size_t limit_;
    std::uint8_t firstP1_ = 0;
    bool exact_ = false;
};

} // namespace kaomado::card
