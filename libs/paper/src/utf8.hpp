// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado::paper {

struct CodePoint {
    char32_t value = 0;
    std::size_t offset = 0;
    std::size_t length = 1;
    bool valid = true; ///< otherwise `value` is the byte that is none
};

/// Every code point of a text; overlong forms, surrogates and cut ends are invalid, byte by byte.
std::vector<CodePoint> codePointsOf(std::string_view text);

/// "U+20BB7"; a byte that is no Unicode is "0xFF".
std::string nameOf(const CodePoint& point);

} // namespace kaomado::paper
