// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

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

/// Sorted keys, no blanks, ASCII.
inline std::string writeJson(const nlohmann::json& value) {
    return value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

} // namespace kaomado
