// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace kaomado::procedure::rule {

/// Rules that the engine itself applies, whatever the procedure; the loader checks that an edition has them.
inline constexpr const char* kChosen = "R-PROC-02";
inline constexpr const char* kClosedList = "R-PROC-03";
inline constexpr const char* kOneEnd = "R-PROC-10";
inline constexpr const char* kRepresentative = "R-PROC-16";
inline constexpr const char* kSameCard = "R-LOCK-14";
inline constexpr const char* kReadAgain = "R-LOCK-15";
inline constexpr const char* kResume = "R-SET-14";
inline constexpr const char* kRecord = "R-SET-15";
inline constexpr const char* kApproval = "R-CARD-10";
inline constexpr const char* kApprovalDates = "R-CARD-11";
inline constexpr std::array kAll{kChosen,    kClosedList, kOneEnd, kRepresentative, kSameCard,
                                 kReadAgain, kResume,     kRecord, kApproval,       kApprovalDates};

} // namespace kaomado::procedure::rule
