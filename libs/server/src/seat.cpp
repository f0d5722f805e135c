// SPDX-License-Identifier: Apache-2.0
#include "seat.hpp"

#include <utility>

namespace kaomado::server {

bool Seat::confirm(const counter::Instruction& instruction) {
    if (!said_)
        throw StaffNeeded{instruction};
    return *std::exchange(said_, std::nullopt);
}

ManualSeat::ManualSeat(std::unique_ptr<counter::CardReader> reader)
    : reader_(std::move(reader)),
      terminal_([this](const counter::Instruction& instruction) { return confirm(instruction); }),
      portal_([this](const counter::Instruction& instruction) { return confirm(instruction); }) {}

void ManualSeat::NoPad::none() {
    throw Error(Fault::Configuration, "PINs are typed at the integrated terminal, not here");
}

} // namespace kaomado::server
