// SPDX-License-Identifier: Apache-2.0
#include "utf8.hpp"

#include <array>
#include <cstdio>

namespace kaomado::paper {

namespace {
struct Form {
    std::uint8_t mask, lead;
    std::size_t length;
    char32_t least; ///< the smallest value that needs this length
};
constexpr std::array<Form, 4> kForms{
    {{0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}}};

CodePoint decoded(std::string_view text, std::size_t at, const Form& form) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const CodePoint broken{byte(at), at, 1, false};
    if (text.size() - at < form.length)
        return broken;
    char32_t value = byte(at) & static_cast<std::uint8_t>(~form.mask);
    for (std::size_t i = 1; i < form.length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80)
            return broken;
        value = value << 6U | (byte(at + i) & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < form.least || value > 0x10FFFF || surrogate)
        return broken;
    return {value, at, form.length, true};
}

CodePoint codePointAt(std::string_view text, std::size_t at) {
    const auto first = static_cast<std::uint8_t>(text[at]);
    for (const Form& form : kForms)
        if ((first & form.mask) == form.lead)
            return decoded(text, at, form);
    return {first, at, 1, false};
}
} // namespace

std::vector<CodePoint> codePointsOf(std::string_view text) {
    std::vector<CodePoint> points;
    for (std::size_t at = 0; at < text.size(); at += points.back().length)
        points.push_back(codePointAt(text, at));
    return points;
}

std::string nameOf(const CodePoint& point) {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), point.valid ? "U+%04X" : "0x%02X",
                  static_cast<unsigned>(point.value));
    return name.data();
}

} // namespace kaomado::paper
