// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace kaomado::pcsc {

/// A card on a reader, held exclusively and in one transaction: no other program gets between two commands.
/// Leaving it resets the card, so no verified status is left behind. @thread one card, one thread
class PcscCard final : public card::Card {
public:
    /// Waits up to `busy` for a program that holds the card.
    /// @throws Error Fault::PcscUnavailable, ReaderMissing, CardMissing, CardBusy, CardMute
    explicit PcscCard(const std::string& reader,
                      std::chrono::milliseconds busy = std::chrono::milliseconds{2000});
    PcscCard(const PcscCard&) = delete;
    PcscCard& operator=(const PcscCard&) = delete;
    ~PcscCard() override;

    card::Response transmit(const card::Command& command) override;
    /// Power off and on.
    void reset() override;
    Bytes atr() const override;

private:
    class Link;
    std::unique_ptr<Link> link_;
};

} // namespace kaomado::pcsc
