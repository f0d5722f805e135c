// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

#include <concepts>
#include <limits>
#include <optional>

namespace kaomado {

/// Parses a small text of ours. Depth is bounded because writing it back recurses.
/// @throws Error Fault::FileMalformed, `what` leading the detail
inline nlohmann::json parseJson(std::string_view text, const std::string& what) {
    constexpr int kMaxDepth = 8;
    const auto bounded = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        if (depth > kMaxDepth)
            throw Error(Fault::FileMalformed, what + ": the text: is nested too deeply");
        return true;
    };
    nlohmann::json value = nlohmann::json::parse(text, bounded, false);
    if (value.is_discarded())
        throw Error(Fault::FileMalformed, what + ": the text: is not JSON");
    return value;
}

/// The whole number from 0 to `most` that `value` is; nothing when it is anything else: 1.0, -1 and 1e30 too.
/// What others wrote is read with this and never with get<>, which converts every number; of one that the
/// target cannot hold, something undefined or another number comes out.
template <std::unsigned_integral Number = std::uint64_t>
std::optional<Number> wholeNumber(const nlohmann::json& value,
                                  Number most = std::numeric_limits<Number>::max()) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
        return std::nullopt;
    return static_cast<Number>(value.get<std::uint64_t>());
}

/// Sorted keys, no blanks, ASCII.
inline std::string writeJson(const nlohmann::json& value) {
    return value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

} // namespace kaomado
