// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace kaomado::card {

/// The two status bytes of an answer. Tries are counted by 63Cx alone: 6983 and 6A80 end in a nibble too.
/// @source SRC-CARD-SW
struct StatusWord {
    std::uint16_t value = 0;

    constexpr bool ok() const { return value == 0x9000; }
    constexpr std::optional<unsigned> triesLeft() const {
        return (value & 0xFFF0U) == 0x63C0U ? std::optional{value & 0x000FU} : std::nullopt;
    }
    constexpr bool blocked() const { return value == 0x6983 || value == 0x6984 || value == 0x63C0; }
    constexpr bool notFound() const { return value == 0x6A82 || value == 0x6A83 || value == 0x6A88; }
    friend constexpr bool operator==(StatusWord, StatusWord) = default;
};
static_assert(StatusWord{0x63C2}.triesLeft() == 2U && !StatusWord{0x6983}.triesLeft());

} // namespace kaomado::card
