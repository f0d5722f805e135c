// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_list.hpp"
#include "kaomado/counter/deadlines.hpp"

namespace kaomado::counter {

/// A face-authentication card whose certificate is to be renewed (⑦), as its chip last told.
struct DueCard {
    std::string card;   ///< fingerprint
    std::string caseId; ///< that read it last
    Instant readAt{};
    RenewalWindow window;
    std::optional<Date> cardExpiry;
};
/// An answer (F07, F07P) handed in with a case that is still open; afterwards it is refused (R-FORM-11).
struct DuePaper {
    std::string caseId, document;
    Date validUntil;
    int daysLeft = 0;
};
struct DueList {
    std::vector<DueCard> cards;   ///< soonest first
    std::vector<DuePaper> papers; ///< soonest first
};

/// Everything that comes due by `until`, or is overdue, in one municipality. A card that went back to normal,
/// or whose newest case is not closed, is on no list. Reads every case of the municipality.
/// @throws Error Fault::Storage, StorageTampered
DueList dueBy(Date until, const CaseStore& cases, std::string_view municipality,
              const procedure::Rulebook& rulebook, const Deadlines& deadlines, Instant now);

} // namespace kaomado::counter
