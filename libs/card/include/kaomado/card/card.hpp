// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/apdu.hpp"

namespace kaomado::card {

/// The seam: a card on a reader (pcsc), in memory (emulator), or on a script (tests/support). Everything
/// above runs the same on all three. @thread one card, one thread
class Card {
public:
    Card() = default;
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
    virtual ~Card() = default;

    /// One command, one answer; 61xx and 6Cxx are resolved below this line. A status word never throws.
    /// @throws Error Fault::CardRemoved, ReaderGone, CardMute, CardBusy, CardProtocol (answer under 2 bytes)
    virtual Response transmit(const Command& command) = 0;

    /// Power off and on: every verified status ends. @throws Error as transmit
    virtual void reset() = 0;

    /// Answer to reset, as the reader reports it.
    virtual Bytes atr() const = 0;
};

/// What carries raw bytes to a chip: the part that a transport implements.
class ApduLink {
public:
    virtual ~ApduLink() = default;
    virtual Bytes exchange(ByteView apdu) = 0;
};

/// Encodes, exchanges, follows 61xx with GET RESPONSE and repeats after 6Cxx, wipes the encoded command.
/// @source SRC-ISO7816-4 @throws Error Fault::CardProtocol when the card never ends
Response transmitOver(ApduLink& link, const Command& command);

} // namespace kaomado::card
