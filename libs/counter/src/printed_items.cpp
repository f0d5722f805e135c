// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/printed_items.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kaomado::counter {

namespace {

constexpr std::size_t kNumberDigits = 12;
constexpr std::size_t kCodeDigits = 4;

constexpr std::array<std::string_view, 10> kFullWidth{"０", "１", "２", "３", "４",
                                                      "５", "６", "７", "８", "９"};
constexpr std::array<std::string_view, 10> kChinese{"〇", "一", "二", "三", "四",
                                                    "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 6> kCounters{"丁目", "番", "号", "条", "階", "室"};
constexpr std::string_view kTen = "十";

/// Takes a digit of one of the alphabets off the front.
std::optional<unsigned> takeDigit(std::string_view& text, std::span<const std::string_view, 10> alphabet) {
    for (unsigned i = 0; i < alphabet.size(); ++i)
        if (text.starts_with(alphabet[i])) {
            text.remove_prefix(alphabet[i].size());
            return i;
        }
    return std::nullopt;
}

std::optional<unsigned> takeWesternDigit(std::string_view& text) {
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        const auto digit = static_cast<unsigned>(text[0] - '0');
        text.remove_prefix(1);
        return digit;
    }
    return takeDigit(text, kFullWidth);
}

/// A Chinese numeral that counts something: 三 → 3, 十二 → 12, 二十 → 20, 一〇五 → 105.
std::optional<std::string> takeCountedNumeral(std::string_view& text) {
    std::string_view rest = text;
    std::string digits;
    bool ten = false;
    for (;;) {
        if (const auto digit = takeDigit(rest, kChinese)) {
            digits += static_cast<char>('0' + *digit);
        } else if (!ten && digits.size() < 2 && rest.starts_with(kTen)) {
            rest.remove_prefix(kTen.size());
            ten = true;
            if (digits.empty())
                digits = "1";
        } else {
            break;
        }
    }
    if (ten && digits.size() == 1)
        digits += '0';
    const bool counts =
        std::ranges::any_of(kCounters, [&](std::string_view counter) { return rest.starts_with(counter); });
    if (digits.empty() || !counts)
        return std::nullopt;
    text = rest;
    return digits;
}

void skipCharacter(std::string_view& text) {
    text.remove_prefix(1);
    while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xC0U) == 0x80U)
        text.remove_prefix(1);
}

} // namespace

bool PrintedItems::complete() const {
    return individualNumber.size() == kNumberDigits && birth && !expiries.empty() &&
           securityCode.size() == kCodeDigits && address;
}

std::vector<std::string> digitRunsOf(std::string_view address) {
    std::vector<std::string> runs;
    std::string run;
    const auto flush = [&] {
        if (!run.empty())
            runs.push_back(std::exchange(run, {}));
    };
    while (!address.empty()) {
        if (const auto digit = takeWesternDigit(address)) {
            run += static_cast<char>('0' + *digit);
            continue;
        }
        flush();
        if (auto counted = takeCountedNumeral(address))
            runs.push_back(std::move(*counted));
        else
            skipCharacter(address);
    }
    flush();
    return runs;
}

} // namespace kaomado::counter
