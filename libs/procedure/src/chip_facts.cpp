// SPDX-License-Identifier: Apache-2.0
#include "chip_facts.hpp"

#include <algorithm>
#include <functional>

namespace kaomado::procedure {

namespace {
constexpr std::string_view kUserAuthPin = "user_auth_pin";

std::optional<unsigned> triesOf(const chip::ChipReading& reading, const card::Reference& where) {
    const auto all = card::allReferences();
    const auto found = std::ranges::find(all, where, &card::NamedReference::where);
    return found == all.end() ? std::nullopt : reading.triesOf(found->id);
}

/// Yes when all targets satisfy it, no as soon as one does not, nothing when it depends on an unreadable one.
std::optional<bool> every(const chip::ChipReading& reading, const lock::PinSet& pins,
                          const std::function<bool(unsigned tries, unsigned limit)>& holds) {
    bool unreadable = pins.pins.empty();
    for (const lock::SetPin& pin : pins.pins)
        for (const lock::Target& target : pin.targets) {
            const auto tries = triesOf(reading, target.where);
            if (tries && !holds(*tries, target.limit))
                return false;
            unreadable = unreadable || !tries;
        }
    return unreadable ? std::nullopt : std::optional(true);
}

void put(Facts& facts, const char* id, std::optional<bool> value) {
    if (value)
        facts.emplace(id, *value);
}
} // namespace

Facts chipFacts(const chip::ChipReading& reading, const lock::PinSet& pins, Instant now) {
    Facts facts;
    put(facts, "pins_all_locked", every(reading, pins, [](unsigned tries, unsigned) { return tries == 0; }));
    put(facts, "pins_all_full",
        every(reading, pins, [](unsigned tries, unsigned limit) { return tries >= limit; }));
    if (const auto tries = reading.triesOf(kUserAuthPin)) {
        facts.emplace("user_auth_tries", Count(std::min(*tries, Count::kMax)));
        facts.emplace("user_auth_locked", *tries == 0);
    }
    put(facts, "sig_cert_on_card", reading.signaturePresent);
    put(facts, "user_cert_on_card", reading.userAuth ? std::optional(true) : reading.userAuthPresent);
    if (reading.userAuth)
        facts.emplace("user_cert_in_period",
                      reading.userAuth->notBefore <= now && now < reading.userAuth->notAfter);
    else if (reading.userAuthPresent == false)
        facts.emplace("user_cert_in_period", false);
    return facts;
}

Observation observationOf(const Evidence& evidence, const lock::PinSet& pins, Instant now) {
    return {evidence.reading.fingerprint,
            evidence.reading.terminal,
            evidence.reading.time,
            chipFacts(evidence.reading, pins, now),
            evidence.reading.userAuth ? evidence.reading.userAuth->serial : std::string{},
            evidence.signedJson};
}

} // namespace kaomado::procedure
