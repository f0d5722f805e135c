// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"

#include <string>
#include <vector>

namespace kaomado::training {

/// Somebody who does not exist.
struct Person {
    std::string name; ///< UTF-8, parts separated by U+3000
    std::string kana; ///< full-width katakana
    Date birth{};
    char sex = '0'; ///< JIS X 0303: 1 male, 2 female, 9 not applicable, 0 unknown
    std::string address;
    /// Twelve digits whose check digit is wrong, so that it can be nobody's. Empty: one is made up with the
    /// card.
    std::string individualNumber{};
    /// JPEG 2000 (JP2), greyscale; empty: a face is drawn with the card.
    Bytes photo{};
};

/// The invented people of libs/training/data/people.json.
const std::vector<Person>& samplePeople();

/// @throws Error Fault::BadInput naming the field that cannot be put on a card
void check(const Person& person, Date today);

/// The check digit of the first eleven digits of an individual number.
/// @source SRC-NUMBER (ordinance on the individual number, modulus 11)
char numberCheckDigit(std::string_view elevenDigits);

/// Twelve digits that begin with these eleven and end in a wrong check digit.
std::string invalidNumber(std::string_view elevenDigits);

} // namespace kaomado::training
