// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

namespace kaomado {

/// A year of the Japanese calendar (和暦). year 1 is 元年.
struct EraYear {
    std::string era;    ///< 明治, 大正, 昭和, 平成, 令和
    std::string letter; ///< M, T, S, H, R
    int year = 0;
};

/// Era and year of a day; eras change on a day, not at new year.
/// @throws Error Fault::BadInput before 1868-10-23
/// @source SRC-ERA (libs/base/data/eras.json)
EraYear eraYearOf(Date date);

/// 「令和6年1月10日」; the first year is written 元年.
std::string toEraText(Date date);

/// Two digits of the era year, month, day: the birth-date key and the first part of 照合番号B, e.g.
/// 1980-02-17 → 550217.
/// @source SRC-CARD-B
std::string toEraDigits(Date date);

} // namespace kaomado
