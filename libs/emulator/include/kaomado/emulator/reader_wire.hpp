// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/emulator/virtual_card.hpp"

#include <stop_token>

namespace kaomado::emulator {

/// Why a card left its virtual reader.
enum class WireEnd {
    Stopped,      ///< the stop token asked
    ReaderClosed, ///< the reader (its service) ended the connection
    PowerLost,    ///< the chip lost its power
    Mute,         ///< the chip did not answer
};

/// The card's side of the vpcd wire: a connection to a virtual reader is an inserted card.
/// @source SRC-VPCD @thread connect and serve on one thread, which owns the chip meanwhile
class ReaderWire {
public:
    static constexpr std::uint16_t kFirstPort =
        35963; ///< of the packaged reader; its second slot is one more

    /// Inserts a card: connects to 127.0.0.1.
    /// @throws Error Fault::NetworkUnavailable when no reader listens there
    explicit ReaderWire(std::uint16_t port = kFirstPort);
    ReaderWire(const ReaderWire&) = delete;
    ReaderWire& operator=(const ReaderWire&) = delete;
    /// Removes the card.
    ~ReaderWire();

    /// Answers the reader until the card leaves. Waits out the chip's answerDelay before each answer; a stop
    /// interrupts that wait as well.
    /// `noticed` is called once, when the reader has seen the card.
    /// @throws Error Fault::NetworkUnavailable when the connection breaks, what Chip::process throws
    WireEnd serve(Chip& chip, const std::stop_token& stop, const std::function<void()>& noticed = {});

private:
    int socket_;
    int wake_; ///< readable when asked to stop
};

} // namespace kaomado::emulator
