// SPDX-License-Identifier: Apache-2.0
#include "kaomado/emulator/emulated_card.hpp"

#include "kaomado/base/error.hpp"

#include <thread>

namespace kaomado::emulator {

class EmulatedCard::Link final : public card::ApduLink {
public:
    explicit Link(EmulatedCard& card) : card_(card) {}

    Bytes exchange(ByteView apdu) override {
        card_.settle();
        Chip& chip = card_.chip_;
        if (!chip.powered())
            throw Error(Fault::CardRemoved, "the virtual card has no power");
        if (const auto delay = chip.faults().answerDelay; delay.count() > 0)
            std::this_thread::sleep_for(delay);
        auto answer = chip.process(apdu);
        if (!card_.present_ || (!answer && !chip.powered()))
            throw Error(Fault::CardRemoved, "the virtual card lost its power before it answered");
        if (!answer)
            throw Error(Fault::CardMute, "the virtual card does not answer");
        return std::move(*answer);
    }

private:
    EmulatedCard& card_;
};

EmulatedCard::EmulatedCard(Chip& chip) : chip_(chip) {
    chip_.powerOn();
}

EmulatedCard::~EmulatedCard() {
    chip_.powerOff();
}

void EmulatedCard::insert() {
    fresh_ = true;
    present_ = true;
}

void EmulatedCard::settle() {
    if (!present_)
        throw Error(Fault::CardRemoved, "the virtual card was taken away");
    if (fresh_.exchange(false))
        chip_.powerOn();
}

card::Response EmulatedCard::transmit(const card::Command& command) {
    Link link(*this);
    return card::transmitOver(link, command);
}

void EmulatedCard::reset() {
    settle();
    chip_.reset();
}

Bytes EmulatedCard::atr() const {
    return chip_.atr();
}

} // namespace kaomado::emulator
