// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/error.hpp>
#include <kaomado/card/card.hpp>

#include <algorithm>

namespace kaomado::fuzz {

/// A card that answers whatever the input says: a row of answers, each behind its length in two bytes. After
/// the last it is gone.
class AnsweringCard : public card::Card, private card::ApduLink {
public:
    explicit AnsweringCard(ByteView answers) : answers_(answers) {}

    card::Response transmit(const card::Command& command) override {
        return card::transmitOver(*this, command);
    }
    void reset() override {}
    Bytes atr() const override { return {}; }

private:
    Bytes exchange(ByteView apdu) override {
        seen(apdu);
        if (answers_.size() < 2)
            throw Error(Fault::CardRemoved, "the answers are over");
        const std::size_t told = static_cast<std::size_t>(answers_[0]) << 8U | answers_[1];
        const ByteView answer = answers_.subspan(2, std::min(told, answers_.size() - 2));
        answers_ = answers_.subspan(2 + answer.size());
        return {answer.begin(), answer.end()};
    }
    /// Every command that reaches the card, as it travels.
    virtual void seen(ByteView /*apdu*/) {}

    ByteView answers_;
};

} // namespace kaomado::fuzz
