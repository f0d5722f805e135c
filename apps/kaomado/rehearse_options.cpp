// SPDX-License-Identifier: Apache-2.0
#include "rehearse_options.hpp"

#include <charconv>
#include <limits>

namespace kaomado::app {

namespace {

[[noreturn]] void refuse(const std::string& text) {
    throw Error(Fault::BadInput,
                text + ": a fault is one of pull@N, wrong-card, status-pending, status-pending@N, "
                       "portal-down, portal-slow, "
                       "portal-untrusted, portal-replay, portal-revoked, "
                       "kill@event:N, kill@command:N, wrong-sw@N=XXXX, pin-hit; N counts from 1");
}

unsigned number(std::string_view digits, const std::string& text, int base = 10) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc{} || end != digits.data() + digits.size() || (base == 10 && value == 0))
        refuse(text);
    return value;
}

/// The part behind a beginning, or nothing.
std::optional<std::string_view> after(std::string_view beginning, std::string_view text) {
    return text.starts_with(beginning) ? std::optional{text.substr(beginning.size())} : std::nullopt;
}

void addWrongStatusWord(RehearseFaults& faults, std::string_view rest, const std::string& text) {
    constexpr std::size_t kHexDigits = 4;
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos || rest.size() - equals - 1 != kHexDigits)
        refuse(text);
    constexpr int kHex = 16;
    faults.wrongStatusWord[number(rest.substr(0, equals), text)] =
        static_cast<std::uint16_t>(number(rest.substr(equals + 1), text, kHex));
}

bool addPlain(RehearseFaults& faults, const std::string& text) {
    static const std::map<std::string_view, bool RehearseFaults::*> kPlain{
        {"wrong-card", &RehearseFaults::wrongCard},
        {"pin-hit", &RehearseFaults::pinHit},
        {"portal-down", &RehearseFaults::portalDown},
        {"portal-slow", &RehearseFaults::portalSlow},
        {"portal-untrusted", &RehearseFaults::portalUntrusted},
        {"portal-replay", &RehearseFaults::portalReplay},
        {"portal-revoked", &RehearseFaults::portalRevoked},
    };
    if (const auto plain = kPlain.find(text); plain != kPlain.end())
        return faults.*plain->second = true;
    if (text != "status-pending")
        return false;
    faults.statusPending = std::numeric_limits<unsigned>::max();
    return true;
}

} // namespace

void addFault(RehearseFaults& faults, const std::string& text) {
    if (addPlain(faults, text))
        return;
    if (const auto pull = after("pull@", text))
        faults.pullAt = number(*pull, text);
    else if (const auto pending = after("status-pending@", text))
        faults.statusPending = number(*pending, text);
    else if (const auto event = after("kill@event:", text))
        faults.killAtEvent = number(*event, text);
    else if (const auto command = after("kill@command:", text))
        faults.killAtCommand = number(*command, text);
    else if (const auto wrong = after("wrong-sw@", text))
        addWrongStatusWord(faults, *wrong, text);
    else
        refuse(text);
}

} // namespace kaomado::app
