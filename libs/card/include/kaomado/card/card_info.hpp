// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/card/card.hpp"

namespace kaomado::card {

/// Who the card is: COMMON 0001 record 1, readable without any PIN. @source SRC-CARD-FILES (card.md §3.4)
struct CardInfo {
    std::string serial;       ///< 15 digits, the maker's number
    std::string municipality; ///< 5 digits, who issued it
    Date expiry;              ///< the last day of the card
    friend bool operator==(const CardInfo&, const CardInfo&) = default;
};

/// The record as stored: simple TLV 01 1C and 28 digits.
/// @throws Error Fault::CardUnreadable naming what does not fit
CardInfo parseCardInfo(ByteView record);

/// The record as a card stores it. @throws Error Fault::BadInput when a part has the wrong form
Bytes makeCardInfo(const CardInfo& info);

/// Selects COMMON and reads its record; ends the verified status of the application selected before.
/// Empty when application, file or record is not there.
/// @throws Error Fault::CardUnreadable as parseCardInfo; faults of Card::transmit
std::optional<CardInfo> readCardInfo(Card& card);

/// A stable, one-way name of the card: 32 upper-case hexadecimal digits, the first 16 bytes of
/// SHA-256("kaomado card v1" ‖ serial). The same card gives the same name on every machine; the serial cannot
/// be told from it except by trying all serials.
std::string fingerprintOf(const CardInfo& info);

} // namespace kaomado::card
