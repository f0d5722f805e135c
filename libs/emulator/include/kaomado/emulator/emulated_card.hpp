// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card.hpp"
#include "kaomado/emulator/virtual_card.hpp"

#include <atomic>

namespace kaomado::emulator {

/// A chip lying on a reader inside this process. Power lost reads as a removed card, a mute chip as a mute
/// one. @thread one card, one thread; remove() and insert() may be called from any thread
class EmulatedCard final : public card::Card {
public:
    /// Powers the chip on. The chip must outlive the card.
    explicit EmulatedCard(Chip& chip);
    ~EmulatedCard() override;

    /// @throws Error Fault::CardRemoved (taken away, or power lost and not yet reset), Fault::CardMute
    card::Response transmit(const card::Command& command) override;
    /// Power off and on; brings back a card that lost its power. @throws Error Fault::CardRemoved when taken
    /// away
    void reset() override;
    Bytes atr() const override;

    /// Takes the card away; a command under way is still executed, its answer is lost.
    void remove() { present_ = false; }
    /// Puts it back, freshly powered.
    void insert();
    bool present() const { return present_; }

private:
    class Link;
    /// Before each use: still there? put back since? @throws Error Fault::CardRemoved
    void settle();

    Chip& chip_;
    std::atomic<bool> present_{true};
    std::atomic<bool> fresh_{false};
};

} // namespace kaomado::emulator
