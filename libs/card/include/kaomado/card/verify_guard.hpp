// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/commands.hpp"

#include <set>

namespace kaomado::card {

/// 照合番号A, B and the birth-date key can lock for good, and a scanned digit is easily wrong. The guard
/// stands before every VERIFY on them: it does not present a value again that the card has called wrong, and
/// stops while five tries are left. It remembers salted hashes, never a value. One guard per inserted card.
/// @thread one card, one thread
class VerifyGuard {
public:
    /// The counter must be above this before a try: half of the ten tries always stay.
    static constexpr unsigned kKeptTries = 5;

    VerifyGuard();

    /// Selects, queries (which costs nothing) and verifies. A value known to be wrong answers WrongValue with
    /// the present count and is not sent. A locked reference answers Blocked.
    /// @throws Error Fault::TriesTooFew when kKeptTries or fewer are left; Fault::PinStateUnreadable when the
    /// card does not report them; Fault::BadInput for any other reference (PINs are not verified this way)
    VerifyOutcome verify(Card& card, const Reference& reference, const Pin& value);

private:
    Bytes nameOfWrong(const Reference& reference, const Pin& value) const;

    Bytes salt_;
    std::set<Bytes> wrong_;
};

} // namespace kaomado::card
