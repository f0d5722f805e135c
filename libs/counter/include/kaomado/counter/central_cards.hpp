// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <map>
#include <string>
#include <vector>

namespace kaomado::counter {

/// 交付前 / 交付後, as the central register of cards has it: decides between 破棄 and 失効 (R-SET-03).
enum class CardPhase { BeforeIssuance, Issued };
/// 運用状況: 「運用中」, or anything else.
enum class OperatingStatus { InOperation, NotInOperation };

/// A time in which nobody reaches the central system; `to` not included.
struct Outage {
    Instant from, to;
};

/// The central management of cards, simulated: phase and status of each card by its fingerprint. A change
/// takes its time until it shows. @thread one thread
class CentralCards {
public:
    explicit CentralCards(const Clock& clock) : clock_(clock) {}

    std::chrono::seconds activation{
        0}; ///< from the issuance of a card, or its release, until it is 「運用中」
    std::vector<Outage> outages;

    /// @throws Error Fault::NetworkUnavailable during an outage
    void reach() const;
    /// Of a card that nobody has issued or stopped since this began, what `before` says.
    CardPhase phaseOf(const std::string& card, CardPhase before) const;
    OperatingStatus statusOf(const std::string& card, CardPhase before) const;

    /// 交付処理. Once more changes nothing.
    void issue(const std::string& card);
    /// 一時停止, e.g. because somebody reports the card lost: shows at once.
    void stop(const std::string& card);
    /// 一時停止の解除.
    void release(const std::string& card);

private:
    struct Entry {
        bool stopped = false;
        Instant since{};
    };

    const Clock& clock_;
    std::map<std::string, Entry> cards_;
};

} // namespace kaomado::counter
