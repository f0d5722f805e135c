// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/era.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/endorsement/fit.hpp"

#include <algorithm>
#include <array>

namespace kaomado::endorsement {

namespace {
constexpr std::string_view kWord = "顔認証", kSpace = "　";
constexpr std::size_t kLongestHead = 200; // bytes

constexpr std::array<std::string_view, 4> kHeads{"市長", "区長", "町長", "村長"};
constexpr std::array<std::string_view, 2> kInPlace{"職務代理者", "職務執行者"};

/// The first bytes of U+2000 to U+2FFF (signs), U+3000 to U+303F (brackets), U+FF00 to U+FF7F (broad ASCII).
constexpr std::array<std::string_view, 4> kSigns{"\xE2", "\xE3\x80", "\xEF\xBC", "\xEF\xBD"};

/// Spaces, digits, signs and brackets make sentences; the name of a place has none of them. 々 is a letter.
bool hasSigns(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        if (static_cast<unsigned char>(rest.front()) < 0x80)
            return true;
        if (!rest.starts_with("々") &&
            std::ranges::any_of(kSigns, [&](std::string_view sign) { return rest.starts_with(sign); }))
            return true;
    }
    return false;
}

bool isHead(std::string_view text) {
    if (text.size() > kLongestHead || hasSigns(text))
        return false;
    for (const std::string_view inPlace : kInPlace)
        if (text.ends_with(inPlace))
            text.remove_suffix(inPlace.size());
    return std::ranges::any_of(
        kHeads, [&](std::string_view head) { return text.ends_with(head) && text.size() > head.size(); });
}
} // namespace

std::string Entry::beforeSeal() const {
    return word + std::string(kSpace) + toEraText(handedOver) + std::string(kSpace) + head;
}

void Entry::check() const {
    if (word != kWord)
        throw Error(Fault::BadInput, "no other word than 顔認証 is written on a card (R-END-05)");
    if (!isHead(head))
        throw Error(Fault::BadInput, "the head is a name that ends in 市長, 区長, 町長 or 村長 and nothing "
                                     "more, e.g. 見本市長 (R-END-05)");
}

} // namespace kaomado::endorsement
