// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/base/secret.hpp"

#include <optional>
#include <vector>

namespace kaomado::counter {

/// The digits printed on either side of a card, as far as they could be read from the chip or were typed.
/// What is absent here makes the check of a PIN partial (R-PIN-18). Holds the individual number: kept for the
/// one setting and wiped with the object.
struct PrintedItems {
    SecretBytes individualNumber{};       ///< 12 ASCII digits
    std::optional<Date> birth{};          ///<
    std::vector<Date> expiries{};         ///< of the card and of the certificates
    std::string securityCode{};           ///< 4 ASCII digits
    std::optional<std::string> address{}; ///< UTF-8, as printed

    /// Everything that R-PIN-10 names is there.
    bool complete() const;
};

/// The digits of an address, in the order of the text: ASCII, full width, and Chinese numerals that count a
/// 丁目, 番, 号, 条, 階 or 室 (三丁目十二番 → 3, 12); the numerals inside a place name (三田) are no digits.
std::vector<std::string> digitRunsOf(std::string_view address);

} // namespace kaomado::counter
