// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/troubled_reader.hpp"

#include "kaomado/base/error.hpp"

namespace kaomado::counter {

class TroubledReader::TroubledCard final : public card::Card {
public:
    TroubledCard(TroubledReader& reader, std::unique_ptr<card::Card> real)
        : reader_(reader), real_(std::move(real)) {}

    card::Response transmit(const card::Command& command) override {
        if (gone_)
            throw Error(Fault::CardRemoved, "the card was pulled");
        const unsigned number = ++reader_.commands_;
        const ReaderTroubles& troubles = reader_.troubles_;
        card::Response answer = real_->transmit(command);
        if (troubles.killAt == number && troubles.kill)
            troubles.kill();
        if (troubles.pullAt == number) {
            gone_ = true;
            real_->reset(); // the chip was without power: every verified status is gone
            throw Error(Fault::CardRemoved, "the card was pulled");
        }
        if (const auto wrong = troubles.wrongStatusWord.find(number); wrong != troubles.wrongStatusWord.end())
            return {{}, {wrong->second}};
        return answer;
    }
    void reset() override {
        if (gone_)
            throw Error(Fault::CardRemoved, "the card was pulled");
        real_->reset();
    }
    Bytes atr() const override { return real_->atr(); }

private:
    TroubledReader& reader_;
    std::unique_ptr<card::Card> real_;
    bool gone_ = false;
};

std::unique_ptr<card::Card> TroubledReader::take() {
    const bool wrong = troubles_.wrongCardAtTake == ++takes_ && wrong_ != nullptr;
    return std::make_unique<TroubledCard>(*this, (wrong ? *wrong_ : real_).take());
}

} // namespace kaomado::counter
