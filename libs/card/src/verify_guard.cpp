// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/verify_guard.hpp"

#include "kaomado/base/hash.hpp"
#include "kaomado/base/random.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
constexpr std::size_t kSaltBytes = 16;
// The same number has a reference in two applications: wrong in one, it is wrong in the other.
constexpr Reference kNumberA[] = {{App::Text, file::kTextNumberA}, {App::Visual, file::kVisualNumberA}};
constexpr Reference kNumberB[] = {{App::Text, file::kTextNumberB}, {App::Visual, file::kVisualNumberB}};
constexpr Reference kBirthKey[] = {{App::Visual, file::kVisualBirthKey}};

char kindOf(const Reference& reference) {
    const auto among = [&](std::span<const Reference> kind) {
        return std::ranges::find(kind, reference) != kind.end();
    };
    if (among(kNumberA))
        return 'A';
    if (among(kNumberB))
        return 'B';
    if (among(kBirthKey))
        return 'Y';
    throw Error(Fault::BadInput,
                "only verification numbers and the birth-date key are verified by the guard");
}

unsigned triesOf(Card& card, const Reference& reference) {
    const auto left = triesLeft(card, reference);
    if (!left)
        throw Error(Fault::PinStateUnreadable,
                    std::string(nameOf(reference.app)) + ": a verification number does not report its tries");
    return *left;
}
} // namespace

VerifyGuard::VerifyGuard() : salt_(randomBytes(kSaltBytes)) {}

VerifyOutcome VerifyGuard::verify(Card& card, const Reference& reference, const Pin& value) {
    const Bytes name = nameOfWrong(reference, value);
    const unsigned left = triesOf(card, reference); // leaves the reference selected
    if (left == 0)
        return Blocked{};
    if (wrong_.contains(name))
        return WrongValue{left};
    if (left <= kKeptTries)
        throw Error(Fault::TriesTooFew, std::to_string(left) + " tries left; the last " +
                                            std::to_string(kKeptTries) + " are never used");
    VerifyOutcome outcome = card::verify(card, value);
    if (std::holds_alternative<WrongValue>(outcome))
        wrong_.insert(name);
    return outcome;
}

Bytes VerifyGuard::nameOfWrong(const Reference& reference, const Pin& value) const {
    Bytes text;
    text.reserve(kSaltBytes + 1 + Pin::kMaxBytes);
    const WipeOnExit wiper(text);
    append(text, salt_);
    text.push_back(static_cast<std::uint8_t>(kindOf(reference)));
    append(text, value.bytes());
    const Sha256 digest = sha256(text);
    return {digest.begin(), digest.end()};
}

} // namespace kaomado::card
