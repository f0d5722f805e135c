// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/card_session.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/card/card_info.hpp"

namespace kaomado::counter {

card::Card& CardSession::card() {
    if (held_)
        return *held_;
    std::unique_ptr<card::Card> taken = reader_.take();
    if (!fingerprint_.empty()) {
        const auto info = card::readCardInfo(*taken);
        if (!info)
            throw Error(Fault::CardUnidentified, "the card does not tell its serial number");
        if (card::fingerprintOf(*info) != fingerprint_)
            throw Error(Fault::WrongCard, "the card on the reader is not the one of the case");
    }
    held_ = std::move(taken);
    return *held_;
}

} // namespace kaomado::counter
