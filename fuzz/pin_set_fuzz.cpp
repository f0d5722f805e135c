// SPDX-License-Identifier: Apache-2.0
// A PIN set or a settings file that is taken keeps its promises; anything else is refused by its own fault.
#include <kaomado/base/error.hpp>
#include <kaomado/lock/pin_set.hpp>
#include <kaomado/pwlocker/settings.hpp>

#include <cstdlib>

namespace {
using namespace kaomado;

void pinSet(std::string_view text) {
    try {
        const lock::PinSet set = lock::PinSet::parse(text, "fuzz");
        for (const lock::SetPin& pin : set.pins)
            for (const lock::Target& target : pin.targets)
                if (lock::neverLocked(target.where) || target.limit == 0)
                    std::abort();
    } catch (const Error& error) {
        if (error.fault() != Fault::RulebookInvalid)
            std::abort();
    }
}

void settings(std::string_view text) {
    try {
        const pwlocker::Settings taken = pwlocker::Settings::with(text, "fuzz");
        pwlocker::deskAt(taken.helpDesk, instantFromIso("2026-12-31T02:00:00Z"));
    } catch (const Error& error) {
        if (error.fault() != Fault::Configuration)
            std::abort();
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    pinSet(text);
    settings(text);
    return 0;
}
