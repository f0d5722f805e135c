// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/endorsement/profile.hpp"
#include "kaomado/paper/document.hpp"

namespace kaomado::endorsement {

/// 「顔認証　令和6年1月10日　見本市長印」 (R-END-07).
struct Entry {
    std::string word; ///< the rulebook's, and no other than 顔認証
    Date handedOver{};
    std::string head; ///< whose seal it is: a mayor of a city, ward, town or village

    /// What stands before the seal's place.
    std::string beforeSeal() const;
    /// The whole of it, the seal's place as 印.
    std::string text() const { return beforeSeal() + "印"; }
    /// @throws Error Fault::BadInput, naming R-END-05, for another word or a head that is more than a head
    void check() const;
};

/// How an entry lies in its line; boxes in millimetres on the card.
struct Fit {
    unsigned line = 1;
    unsigned linesTaken = 1; ///< by the seal
    paper::Box box;          ///< the line
    paper::Box words, seal;  ///< inside it; the seal may reach below
    double points = 0;       ///< the largest size at which the words fit, in tenths
    double smallest = 0;     ///< the smallest legible one

    /// If not, it is to be written by hand (R-END-04).
    bool legible() const { return points >= smallest; }
};

/// Before anything is printed. @throws Error Fault::BadInput for an entry that may not be written, characters
/// that cannot be printed, a line that the field does not have or in which the seal has no room
Fit fit(const Profile& profile, const Entry& entry, unsigned line);

/// A page of a card's size with nothing but the entry, black, where the printer is to be told to write it.
/// @throws Error Fault::BadInput when it would not be legible
paper::Document print(const Profile& profile, const Entry& entry, const Fit& fit, Instant created);

/// The same on a drawn card, as it comes out: the card's edge, the field with its lines, the seal's place.
paper::Document preview(const Profile& profile, const Entry& entry, const Fit& fit, Instant created);

} // namespace kaomado::endorsement
