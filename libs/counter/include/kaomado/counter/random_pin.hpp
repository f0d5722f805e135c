// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/pin.hpp"
#include "kaomado/counter/printed_items.hpp"

#include <bitset>
#include <functional>

namespace kaomado::counter {

/// Why a four-digit value is not taken.
enum class PinRefusal {
    NotFourDigits, // R-PIN-17
    RepeatedDigit, // R-PIN-02
    Guessable,     // R-PIN-11: a run up or down, 1212, 1122
    PrintedOnCard, // R-PIN-03, R-PIN-10
};

/// What the clerk reads; always says what happens to a guessable value when the lock is forgotten (R-PIN-05).
/// Names no value.
std::string refusalText(PinRefusal refusal, Language language);

/// The values that must not be set on one card. Knows the printed digits, so it is wiped like them.
class ForbiddenPins {
public:
    explicit ForbiddenPins(const PrintedItems& printed);
    ForbiddenPins(const ForbiddenPins&) = delete;
    ForbiddenPins& operator=(const ForbiddenPins&) = delete;
    ~ForbiddenPins();

    /// Nothing = may be set. For values that a person typed (R-PIN-08, R-PIN-13) as well as for drawn ones.
    std::optional<PinRefusal> refusalOf(const card::Pin& pin) const;
    std::optional<PinRefusal> refusalOf(unsigned value) const; ///< 0…9999
    std::size_t count() const;

    /// False: some printed items were not known, and staff is told so (R-PIN-18).
    bool checkedEverything() const { return complete_; }

private:
    void forbidDigits(ByteView digits);
    void forbidDate(Date date);

    std::bitset<10000> printed_;
    bool complete_;
};

/// Two random bytes, as a number. @throws Error Fault::Internal when there is no generator
using RandomSource = std::function<std::uint16_t()>;
/// The operating system's generator.
std::uint16_t systemRandom();

/// A value that nobody has seen, and how often one was thrown away. It is in the Pin and nowhere else
/// (R-PIN-06, R-PIN-07, R-PIN-12).
struct DrawnPin {
    card::Pin pin;
    unsigned redraws = 0;
    bool checkedEverything = false;
};

/// Four digits, every allowed value equally likely (R-PIN-01, R-PIN-04, R-PIN-09): rejection, no modulo bias.
/// @throws Error Fault::Internal when the source fails, or gives only refused values
DrawnPin drawPin(const ForbiddenPins& forbidden, const RandomSource& random = systemRandom);

} // namespace kaomado::counter
