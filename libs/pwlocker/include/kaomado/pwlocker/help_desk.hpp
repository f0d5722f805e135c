// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <optional>
#include <set>
#include <vector>

namespace kaomado::pwlocker {

/// From and to in minutes of the day in Japan, `to` not included.
struct DayHours {
    std::chrono::minutes from{}, to{};
};

/// Opening hours while they are in force (R-CON-02). The yearly closing may span the turn of the year.
struct DeskHours {
    Date validFrom, validTo;
    DayHours weekday, holiday;
    std::chrono::month_day closedFrom, closedTo;
};

struct HelpDesk {
    std::string name, telephone, fax, mail;
    std::vector<DeskHours> hours;
    std::set<std::chrono::sys_days> publicHolidays, plannedStops;
    Date publicHolidaysUntil;
};

enum class DeskState { Open, OutsideHours, YearEnd, PlannedStop, NoData };

struct DeskNow {
    DeskState state = DeskState::NoData;
    const DeskHours* hours = nullptr; ///< in force on that day; lives as long as the desk
    bool holidaysKnown = true;        ///< false: the day lies after the table of public holidays
};

/// Whether somebody answers at that moment (R-CON-05).
DeskNow deskAt(const HelpDesk& desk, Instant at);

} // namespace kaomado::pwlocker
