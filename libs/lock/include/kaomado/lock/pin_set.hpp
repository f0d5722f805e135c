// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/names.hpp"

#include <array>
#include <string>
#include <vector>

namespace kaomado::lock {

/// A key reference that the lock brings to zero. `limit`: tries of an issued card.
struct Target {
    card::Reference where;
    unsigned limit;
};

/// One PIN as staff know it; locked only when every one of its references is at zero.
struct SetPin {
    std::string id;                ///< glossary identifier, e.g. "jukiap_pin"
    std::string japanese, english; ///< as shown to staff
    std::vector<Target> targets;
};

/// The PINs that a face-authentication card has locked: data of an edition (rulebook/<edition>/pins.json).
/// Order of pins and targets is the order of locking (R-LOCK-17). @thread immutable once made
struct PinSet {
    std::string edition;
    std::vector<SetPin> pins;
    std::array<std::string, 2> candidates; ///< four digits each, different

    /// @throws Error Fault::RulebookInvalid naming place and remedy. Refused besides a wrong form: a
    /// reference that the lock must never touch (R-CARD-06, R-CARD-07), and one named twice.
    static PinSet parse(std::string_view json, std::string_view name);

    /// The edition compiled into this program.
    static const PinSet& builtIn();
};

/// References on which the lock never spends a try, whatever a data file says: 照合番号 A and B, the birth
/// date key, the signature password and the unnamed TEXT 0012. @source SRC-CARD-REFERENCES
bool neverLocked(const card::Reference& where);

} // namespace kaomado::lock
