// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cctype>
#include <cstddef>
#include <string>

namespace kaomado::test {

/// Occurrences that stand alone: four digits in the middle of a hash or a time are chance.
inline std::size_t countAlone(const std::string& haystack, const std::string& needle) {
    const auto isHexDigit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    std::size_t count = 0;
    for (auto at = haystack.find(needle); at != std::string::npos; at = haystack.find(needle, at + 1)) {
        const bool before = at > 0 && isHexDigit(haystack[at - 1]);
        const auto end = at + needle.size();
        const bool after = end < haystack.size() && isHexDigit(haystack[end]);
        count += before || after ? 0 : 1;
    }
    return count;
}

} // namespace kaomado::test
