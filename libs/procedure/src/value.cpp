// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/value.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
constexpr std::size_t kMaxLength = 64;

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Letters, digits and the extra characters given, not too long.
bool plain(std::string_view text, std::string_view extra) {
    return !text.empty() && text.size() <= kMaxLength && std::ranges::all_of(text, [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || extra.find(c) != std::string_view::npos;
    });
}
} // namespace

Word::Word(std::string_view text) : text_(text) {
    if (!plain(text, "_-") || !letter(text.front()))
        throw Error(Fault::BadInput,
                    "a word is 1 to 64 letters, digits, '_' or '-', beginning with a letter");
}

Count::Count(unsigned value) : value_(value) {
    if (value > kMax)
        throw Error(Fault::BadInput, "a count is at most " + std::to_string(kMax));
}

Officer::Officer(std::string_view login) : login_(login) {
    if (!plain(login, "._@-") || std::ranges::none_of(login, letter))
        throw Error(Fault::BadInput,
                    "an officer's login is 1 to 64 letters, digits, '.', '_', '@' or '-', with a letter");
}

std::string toText(const FactValue& value) {
    struct Text {
        std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
        std::string operator()(const Count& count) const { return std::to_string(count.value()); }
        std::string operator()(const Word& word) const { return word.text(); }
        std::string operator()(const Date& date) const { return toIso(date); }
        std::string operator()(const Officer& officer) const { return officer.login(); }
    };
    return std::visit(Text{}, value);
}

} // namespace kaomado::procedure
