// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/card_session.hpp"

#include <functional>
#include <map>
#include <optional>

namespace kaomado::counter {

/// What goes wrong at a reader, for rehearsals and tests. Commands are counted from 1 over the reader's whole
/// life, whichever session sends them.
struct ReaderTroubles {
    std::optional<unsigned> pullAt{}; ///< the chip does command n, then loses power unheard
    std::optional<unsigned> killAt{}; ///< command n is done, then `kill` is called
    std::map<unsigned, std::uint16_t> wrongStatusWord{}; ///< command n is done, this is its whole answer
    std::optional<unsigned> wrongCardAtTake{}; ///< the n-th time a card is taken, another one lies there
    std::function<void()> kill{};
};

/// A reader over another one, with troubles; each happens once.
class TroubledReader final : public CardReader {
public:
    /// `wrong`: where the other card lies; needed for wrongCardAtTake only.
    TroubledReader(CardReader& real, ReaderTroubles troubles, CardReader* wrong = nullptr)
        : real_(real), wrong_(wrong), troubles_(std::move(troubles)) {}

    std::unique_ptr<card::Card> take() override;
    unsigned commands() const { return commands_; }
    unsigned takes() const { return takes_; }

private:
    class TroubledCard;

    CardReader& real_;
    CardReader* wrong_;
    ReaderTroubles troubles_;
    unsigned commands_ = 0;
    unsigned takes_ = 0;
};

} // namespace kaomado::counter
