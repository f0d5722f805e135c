// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/commands.hpp"
#include "kaomado/lock/state.hpp"

namespace kaomado::lock {

/// How a reference of the selected application is reached. By its short id one command does, but only two
/// published clients do it so; a card that does not understand gets the selection that all clients use.
enum class Addressing { ShortId, Selected };

/// A card that counts its commands and knows which application is selected.
class Session final : public card::Card {
public:
    explicit Session(card::Card& card) : card_(card) {}

    card::Response transmit(const card::Command& command) override {
        ++commands_;
        return card_.transmit(command);
    }
    void reset() override {
        current_.reset();
        card_.reset();
    }
    Bytes atr() const override { return card_.atr(); }

    /// Selects an application unless it is the current one. False when the card does not have it.
    bool enter(card::App app);
    unsigned commands() const { return commands_; }

private:
    card::Card& card_;
    std::optional<card::App> current_;
    unsigned commands_ = 0;
};

struct Query {
    std::optional<unsigned> tries;
    Addressing how = Addressing::ShortId;
};
/// Tries left; spends none.
Query query(Session& session, const card::Reference& where);

/// P2 of VERIFY.
std::uint8_t parameterFor(const card::Reference& where, Addressing how);

struct Survey {
    StateReport state;
    std::vector<std::vector<Addressing>> how; ///< per PIN, per reference
};
/// readState in a session; the last application it enters is that of the first reference to lock.
Survey survey(Session& session, const PinSet& set);

/// @throws Error Fault::CardUnidentified, CardUnreadable
card::CardInfo readIdentity(Session& session);

} // namespace kaomado::lock
