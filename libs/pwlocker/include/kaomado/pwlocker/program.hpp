// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card.hpp"
#include "kaomado/lock/pin_set.hpp"
#include "kaomado/pwlocker/console.hpp"
#include "kaomado/pwlocker/settings.hpp"
#include "kaomado/pwlocker/texts.hpp"

namespace kaomado::pwlocker {

/// R-LOCK-16; the last two follow sysexits.h.
enum class Exit { Locked = 0, Cancelled = 1, Partial = 2, Failed = 3, Refused = 4, Usage = 64, Config = 78 };

/// Where cards come from: a PC/SC reader, the emulator.
class CardSource {
public:
    virtual ~CardSource() = default;
    /// The card that lies there now, held exclusively while the result lives.
    /// @throws Error Fault::PcscUnavailable, ReaderMissing, CardMissing, CardBusy, CardMute
    virtual std::unique_ptr<card::Card> open() = 0;
    /// Waits for a card; false when the time passed. @throws Error Fault::PcscUnavailable
    virtual bool waitForCard(std::chrono::seconds limit) = 0;
};

/// What the caller asked for.
struct Request {
    bool statusOnly = false;
    bool yes = false;
    bool json = false;
    std::optional<std::string> expect{}; ///< fingerprint of the card of the open transaction (R-LOCK-14)
    std::optional<std::string>
        operatingStatus{}; ///< as seen at the integrated terminal; "in_operation" passes
};

/// What the utility works with. All of it outlives the run.
struct Surroundings {
    CardSource& cards;
    Console& console;
    const Clock& clock;
    const Settings& settings;
    const lock::PinSet& pins;
    const Texts& texts;
};

/// One run of the utility: screens, question, lock, list (procedure: 《パスワードのロック》, R-LOCK-01…17).
/// No failure leaves it as an exception. No PIN and no individual number passes through it (R-LOCK-13).
Exit run(const Request& request, const Surroundings& with);

} // namespace kaomado::pwlocker
