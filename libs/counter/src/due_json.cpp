// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/due_json.hpp"

namespace kaomado::counter {

using nlohmann::ordered_json;

ordered_json toJson(const DueCard& card) {
    return {{"card", card.card},
            {"case", card.caseId},
            {"read_at", toIso(card.readAt)},
            {"state", nameOf(card.window.state)},
            {"opens", toIso(card.window.opens)},
            {"last", toIso(card.window.last)},
            {"grace_until", toIso(card.window.graceUntil)},
            {"days_left", card.window.daysLeft},
            {"card_expiry", card.cardExpiry ? ordered_json(toIso(*card.cardExpiry)) : ordered_json(nullptr)}};
}

ordered_json toJson(const DuePaper& paper) {
    return {{"case", paper.caseId},
            {"document", paper.document},
            {"valid_until", toIso(paper.validUntil)},
            {"days_left", paper.daysLeft}};
}

} // namespace kaomado::counter
