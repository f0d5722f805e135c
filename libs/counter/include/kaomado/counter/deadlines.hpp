// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace kaomado::counter {

/// Where the renewal of a user authentication certificate (③, ⑦) stands (rules R-X-36, R-X-37).
enum class RenewalState {
    Early,  ///< the office does not take it yet
    Open,   ///< it may be renewed
    Grace,  ///< it has run out; clinics still tell the eligibility and nothing else
    Lapsed, ///< that is over too
};
/// "early", "open", "grace", "lapsed": stable, for JSON.
std::string_view nameOf(RenewalState state);

struct RenewalWindow {
    Date opens, last, graceUntil; ///< all included
    RenewalState state = RenewalState::Early;
    int daysLeft = 0; ///< to `last`; 0 on that day, negative afterwards
};

/// A day until which something has to be done.
struct Deadline {
    std::string id, label; ///< of data/deadlines.json
    Date last;             ///< moved to a day on which offices are open
    Date counted;          ///< before it was moved
    int daysLeft = 0;
    std::vector<std::string> rules;
};

/// What is known of a move (⑥); each may be missing.
struct MoveDates {
    std::optional<Date> moved{}, plannedMoveOut{}, notified{};
};

/// Days and months of data/deadlines.json, in Japan time, whatever the machine's zone. Pure: what day it is,
/// the caller says.
/// @source SRC-CIVIL-CODE-140, SRC-LOCAL-AUTONOMY-4-2
class Deadlines {
public:
    /// `holidays`: 国民の祝日, by day; with none of them only weekends and the year's end are closed.
    explicit Deadlines(std::set<std::chrono::sys_days> holidays) : holidays_(std::move(holidays)) {}

    /// @throws Error Fault::BadInput for a day on which no period is in force
    RenewalWindow renewalOf(Instant certificateEnd, Instant now) const;
    std::vector<Deadline> ofMove(const MoveDates& dates, Instant now) const;

    bool officesOpen(Date day) const;

private:
    std::set<std::chrono::sys_days> holidays_;
};

/// The same day so many months later or earlier, or the last of that month when it has no such day.
Date monthsAfter(Date day, int count);

} // namespace kaomado::counter
