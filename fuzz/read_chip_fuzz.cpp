// SPDX-License-Identifier: Apache-2.0
// A card that answers whatever it likes: reading it ends, spends no try and gives a reading or a fault of the
// card. The input is a row of answers, each behind its length (two bytes).
#include <kaomado/base/error.hpp>
#include <kaomado/chip/chip_reading.hpp>

#include <algorithm>
#include <cstdlib>

namespace {
using namespace kaomado;

class AnyCard final : public card::Card, private card::ApduLink {
public:
    explicit AnyCard(ByteView answers) : answers_(answers) {}

    card::Response transmit(const card::Command& command) override {
        return card::transmitOver(*this, command);
    }
    void reset() override {}
    Bytes atr() const override { return {}; }

private:
    Bytes exchange(ByteView apdu) override {
        const bool presentsValue = apdu.size() > 5 && (apdu[1] == 0x20 || apdu[1] == 0x24 || apdu[1] == 0x32);
        if (presentsValue)
            std::abort();
        if (answers_.size() < 2)
            throw Error(Fault::CardRemoved, "the answers are over");
        const std::size_t told = static_cast<std::size_t>(answers_[0]) << 8U | answers_[1];
        const ByteView answer = answers_.subspan(2, std::min(told, answers_.size() - 2));
        answers_ = answers_.subspan(2 + answer.size());
        return {answer.begin(), answer.end()};
    }

    ByteView answers_;
};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    AnyCard card({data, size});
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
