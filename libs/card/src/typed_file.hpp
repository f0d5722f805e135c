// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/file_access.hpp"

#include <algorithm>
#include <array>

namespace kaomado::card {

/// Selects, reads and parses a file of the current application; what was read is wiped.
template <class Parse>
auto typedFile(Card& card, FileId file, Parse parse) -> std::optional<decltype(parse(ByteView{}))> {
    if (!selectFile(card, file))
        return std::nullopt;
    const auto stored = readSecretFile(card);
    if (!stored)
        return std::nullopt;
    return parse(stored->bytes());
}

inline Bytes copyOf(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

/// @pre bytes.size() == N
template <std::size_t N>
std::array<std::uint8_t, N> arrayOf(ByteView bytes) {
    std::array<std::uint8_t, N> out{};
    std::ranges::copy(bytes, out.begin());
    return out;
}

} // namespace kaomado::card
