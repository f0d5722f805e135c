// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/central_cards.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::counter {

void CentralCards::reach() const {
    const Instant now = clock_.now();
    if (std::ranges::any_of(outages, [&](const Outage& o) { return o.from <= now && now < o.to; }))
        throw Error(Fault::NetworkUnavailable, "the central system of cards does not answer");
}

CardPhase CentralCards::phaseOf(const std::string& card, CardPhase before) const {
    reach();
    return cards_.contains(card) ? CardPhase::Issued : before;
}

OperatingStatus CentralCards::statusOf(const std::string& card, CardPhase before) const {
    reach();
    const auto known = cards_.find(card);
    if (known == cards_.end())
        return before == CardPhase::Issued ? OperatingStatus::InOperation : OperatingStatus::NotInOperation;
    const bool works = !known->second.stopped && clock_.now() >= known->second.since + activation;
    return works ? OperatingStatus::InOperation : OperatingStatus::NotInOperation;
}

void CentralCards::issue(const std::string& card) {
    reach();
    cards_.try_emplace(card, Entry{false, clock_.now()});
}

void CentralCards::stop(const std::string& card) {
    reach();
    cards_[card] = {true, clock_.now()};
}

void CentralCards::release(const std::string& card) {
    reach();
    cards_[card] = {false, clock_.now()};
}

} // namespace kaomado::counter
