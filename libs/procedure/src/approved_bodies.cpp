// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/approved_bodies.hpp"

#include "rule_names.hpp"

#include <algorithm>

namespace kaomado::procedure {

std::vector<ApprovedBody> approvedBodies(const Rulebook& rulebook, Date day) {
    std::vector<ApprovedBody> list;
    for (const ApprovedBody& body : rulebook.approvedBodies)
        if (body.dates.include(day))
            list.push_back(body);
    return list;
}

std::optional<Reason> approvalRefusal(const Rulebook& rulebook, std::string_view body,
                                      std::string_view purpose, Date day) {
    const bool approved = std::ranges::any_of(approvedBodies(rulebook, day), [&](const ApprovedBody& one) {
        return one.id == body && std::ranges::find(one.purposes, purpose) != one.purposes.end();
    });
    if (approved)
        return std::nullopt;
    const Rule& law = rulebook.rules.at(rule::kApproval);
    return Reason{{rule::kApproval, rule::kApprovalDates}, law.text, law.remedy};
}

} // namespace kaomado::procedure
