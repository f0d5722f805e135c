// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/pin_pad.hpp"
#include "kaomado/emulator/card_image.hpp"

#include <functional>

namespace kaomado::counter {

/// For training and tests: a resident who knows the PINs of the card that lies there, and draws new ones.
/// Values come from the card's image or the generator and go nowhere else.
/// @thread of the counter
class SimulatedResident final : public PinPad {
public:
    /// Null: no card lies there.
    using CardOf = std::function<const emulator::CardImage*()>;
    explicit SimulatedResident(CardOf card) : card_(std::move(card)) {}

    /// Types another PIN than the card's; once.
    void mistype(bool wrong) { mistypes_ = wrong; }
    bool willMistype() const { return mistypes_; }

    card::Pin existingPin(const std::string& pinId, unsigned triesLeft) override;
    card::Pin newPin(const std::string& pinId) override;
    card::Pin newSignaturePassword() override;
    PrintedItems printedItems() override;

private:
    ByteView valueOf(const card::Reference& where) const;

    CardOf card_;
    bool mistypes_ = false;
};

} // namespace kaomado::counter
