// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/pin.hpp"
#include "kaomado/counter/printed_items.hpp"

#include <string>

namespace kaomado::counter {

/// What is typed in secret. Values live in the Pin alone.
class PinPad {
public:
    PinPad() = default;
    PinPad(const PinPad&) = delete;
    PinPad& operator=(const PinPad&) = delete;
    virtual ~PinPad() = default;

    /// The applicant types the PIN set earlier, hidden from staff (R-PIN-16). `triesLeft`: as the chip says.
    virtual card::Pin existingPin(const std::string& pinId, unsigned triesLeft) = 0;
    /// The resident chooses; ⑤’: staff copies from the sealed paper.
    virtual card::Pin newPin(const std::string& pinId) = 0;
    virtual card::Pin newSignaturePassword() = 0;
    /// Printed digits that staff typed in for the check of a random PIN; what is missing stays unchecked.
    virtual PrintedItems printedItems() = 0;
};

/// 6 to 16 of A-Z and 0-9, at least one of each (R-FORM-24). @source SRC-CARD-REFERENCES
bool isSignaturePassword(const card::Pin& value);
/// Four ASCII digits (R-PIN-17, R-FORM-24).
bool isFourDigits(const card::Pin& value);

} // namespace kaomado::counter
