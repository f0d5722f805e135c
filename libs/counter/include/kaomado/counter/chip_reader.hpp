// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/card_session.hpp"
#include "kaomado/emulator/emulated_card.hpp"

namespace kaomado::counter {

/// A reader inside this program with a virtual card on it.
class ChipReader final : public CardReader {
public:
    explicit ChipReader(emulator::Chip& chip) : chip_(chip) {}
    std::unique_ptr<card::Card> take() override { return std::make_unique<emulator::EmulatedCard>(chip_); }

private:
    emulator::Chip& chip_;
};

} // namespace kaomado::counter
