// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/lock/state.hpp"

namespace kaomado::lock {

struct LockOptions {
    /// The card that must lie on the reader (card::fingerprintOf); empty: any (R-LOCK-14).
    std::optional<std::string> expect{};
    /// The signature certificate comes off before the lock (R-SET-01); true lets it stay.
    bool allowSignatureCertificate = false;
};

enum class PinOutcome { Locked, NotLocked, Unknown };

/// One reference: tries before and after. Empty `after`: the work broke off while this one was at stake, or
/// the card no longer tells.
struct ReferenceResult {
    card::Reference where;
    unsigned before = 0;
    std::optional<unsigned> after;
};

struct PinResult {
    std::string id, japanese, english;
    std::vector<ReferenceResult> references;

    /// Locked only with every reference at zero; NotLocked as soon as one is known to have a try left.
    PinOutcome outcome() const;
};

/// What is now true of every PIN. `proven`: asked after the card was without power, with no guess that hit
/// still in force; without it the outcomes rest on the answers given during the work.
struct LockReport {
    card::CardInfo card;
    std::string fingerprint;
    std::vector<PinResult> pins; ///< in the order of the set
    bool proven = false;
    std::optional<Error> fault; ///< what broke the work off after the first try was spent
    unsigned commands = 0;

    /// The only success: proven, and every PIN locked.
    bool allLocked() const;
};

/// Brings every reference of the set to zero, the rest too when one refuses. The card's power is taken away
/// after the first PIN; every reference is asked after that, and the card's identity first. Locking a locked
/// card again is a success (R-LOCK-10); a broken-off run is simply repeated. There is no way to unlock
/// (R-LOCK-03).
///
/// An exception means that no try was spent; afterwards faults are in the report.
/// @throws Error Fault::NotMyNumberCard, CardUnidentified, CardUnreadable, WrongCard (not the expected card),
/// SignatureOnCard, PinStateUnreadable (a reference does not tell its tries); faults of
/// Card::transmit
/// @source SRC-CARD-REFERENCES, SRC-CARD-SW @thread one card, one thread; the caller holds it exclusively
LockReport lockAll(card::Card& card, const PinSet& set, const LockOptions& options = {});

} // namespace kaomado::lock
