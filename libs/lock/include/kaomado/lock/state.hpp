// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card_info.hpp"
#include "kaomado/lock/pin_set.hpp"

#include <optional>

namespace kaomado::lock {

/// One key reference as the card reports it. Empty tries: the card has no such reference or does not tell.
struct ReferenceState {
    card::Reference where;
    std::optional<unsigned> tries;
};

/// One PIN of the set, with the names that staff know.
struct PinState {
    std::string id, japanese, english;
    std::vector<ReferenceState> references;

    /// Every reference at zero; a PIN of which something is unknown is not locked.
    bool locked() const;
};

/// What the card said, read without spending a try.
struct StateReport {
    card::CardInfo card;
    std::string fingerprint;
    std::optional<bool> signatureCertificate; ///< still on the card? Empty: the card does not tell
    std::vector<PinState> pins;               ///< in the order of the set
    unsigned commands = 0;

    bool allLocked() const;
};

/// Reads identity, signature certificate and the tries of every reference of the set.
/// @throws Error Fault::NotMyNumberCard, CardUnidentified, CardUnreadable; faults of Card::transmit
/// @thread one card, one thread
StateReport readState(card::Card& card, const PinSet& set);

} // namespace kaomado::lock
