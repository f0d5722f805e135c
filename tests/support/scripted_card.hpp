// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/card/card.hpp>

#include <vector>

namespace kaomado::test {

/// One line of a script: why, what is sent (hex), what comes back (hex, with the status word). "reset" as the
/// command stands for Card::reset.
struct Line {
    std::string why, command, answer;
};

/// Plays a script once. A wrong command and one too many throw std::logic_error (so the test fails with the
/// reason); finished() tells whether every line was played.
class ScriptedCard final : public card::Card, private card::ApduLink {
public:
    explicit ScriptedCard(std::vector<Line> script) : script_(std::move(script)) {}

    card::Response transmit(const card::Command& command) override {
        return card::transmitOver(*this, command);
    }
    void reset() override;
    Bytes atr() const override { return fromHex("3BE000FF8131FE4514"); }
    bool finished() const { return next_ == script_.size(); }

private:
    Bytes exchange(ByteView apdu) override;
    const Line& take(const std::string& what);

    std::vector<Line> script_;
    std::size_t next_ = 0;
};

} // namespace kaomado::test
