// SPDX-License-Identifier: Apache-2.0
#include "content_check.hpp"

#include "kaomado/chip/signed_reading.hpp"
#include "kaomado/procedure/event_json.hpp"

namespace kaomado::counter {

namespace {

const procedure::Observation* observationOf(const procedure::Event& event) {
    return std::visit(
        [](const auto& what) -> const procedure::Observation* {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, procedure::CardBound> ||
                          std::is_same_v<What, procedure::CardObserved>)
                return &what.observation;
            else if constexpr (requires { what.observation; })
                return what.observation ? &*what.observation : nullptr;
            else
                return nullptr;
        },
        event.what);
}

/// The signature fits the terminal's key, and the signed text is the reading that the event speaks of.
void checkReading(const procedure::Observation& observation, const TerminalKeys& terminals) {
    const auto key = terminals.find(observation.terminal);
    if (key == terminals.end())
        return;
    const chip::ChipReading reading =
        chip::verifySigned(chip::signedReadingFromJson(observation.signedJson), key->second);
    if (reading.fingerprint != observation.fingerprint || reading.terminal != observation.terminal ||
        reading.time != observation.time)
        throw Error(Fault::SignatureInvalid, "the signed reading is not the one of the event");
}

} // namespace

audit::ContentCheck contentCheck(const TerminalKeys& terminals) {
    return [&terminals](const audit::Entry& entry) {
        const procedure::Event event = procedure::eventFromJson(*entry.event);
        if (event.sequence != entry.sequence)
            throw Error(Fault::StorageTampered, "the event carries another number than its line");
        if (const procedure::Observation* observation = observationOf(event))
            checkReading(*observation, terminals);
    };
}

} // namespace kaomado::counter
