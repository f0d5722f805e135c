// SPDX-License-Identifier: Apache-2.0
// Reading a card that answers whatever it likes ends, spends no try and gives a reading or a fault of the
// card.
#include "answering_card.hpp"

#include <kaomado/chip/chip_reading.hpp>

#include <cstdlib>

namespace {
using namespace kaomado;

class CardToRead final : public fuzz::AnsweringCard {
public:
    using AnsweringCard::AnsweringCard;

private:
    void seen(ByteView apdu) override {
        const bool presentsValue = apdu.size() > 5 && (apdu[1] == 0x20 || apdu[1] == 0x24 || apdu[1] == 0x32);
        if (presentsValue)
            std::abort();
    }
};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    CardToRead card({data, size});
    try {
        const chip::ChipReading reading = chip::readChip(card, FixedClock(Instant{}), "fuzz");
        if (chip::readingFromJson(chip::toJson(reading)) != reading)
            std::abort();
    } catch (const Error& error) {
        const Fault fault = error.fault();
        if (fault != Fault::CardRemoved && fault != Fault::CardProtocol && fault != Fault::NotMyNumberCard)
            std::abort();
    }
    return 0;
}
