// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/card/pin.hpp"

namespace kaomado::card {

/// 照合番号B from what is printed on the card: birth date YYMMDD with the year of its era (和暦), expiry year
/// YYYY (Gregorian), security code NNNN. 1980-02-17 (昭和55), 2035, 2285 → 55021720352285.
/// @throws Error Fault::BadInput for a date before the eras or not existing, an expiry year that no such card
/// has (before 2016 or after 2099), a code that is not four digits
/// @source SRC-CARD-B
Pin numberB(Date birth, int expiryYear, std::string_view securityCode);

/// The birth-date key of VISUAL 0001: its first six digits. @throws Error Fault::BadInput as numberB
Pin birthDateKey(Date birth);

} // namespace kaomado::card
