// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pwlocker/help_desk.hpp"

#include <algorithm>

namespace kaomado::pwlocker {

namespace {
using namespace std::chrono;

/// A yearly period; from later than to spans the turn of the year.
bool within(month_day day, month_day from, month_day to) {
    return from <= to ? from <= day && day <= to : day >= from || day <= to;
}

bool isHoliday(const HelpDesk& desk, sys_days day) {
    const weekday which{day};
    return which == Saturday || which == Sunday || desk.publicHolidays.contains(day);
}
} // namespace

DeskNow deskAt(const HelpDesk& desk, Instant at) {
    const Date date = dayInJapan(at);
    const sys_days day{date};
    const auto inForce = std::ranges::find_if(desk.hours, [&](const DeskHours& h) {
        return sys_days{h.validFrom} <= day && day <= sys_days{h.validTo};
    });
    if (inForce == desk.hours.end())
        return {};
    DeskNow now{DeskState::OutsideHours, &*inForce, day <= sys_days{desk.publicHolidaysUntil}};
    const auto minuteOfDay = floor<minutes>(at + hours{9} - day);
    const DayHours& today = isHoliday(desk, day) ? inForce->holiday : inForce->weekday;
    if (within({date.month(), date.day()}, inForce->closedFrom, inForce->closedTo))
        now.state = DeskState::YearEnd;
    else if (desk.plannedStops.contains(day))
        now.state = DeskState::PlannedStop;
    else if (today.from <= minuteOfDay && minuteOfDay < today.to)
        now.state = DeskState::Open;
    return now;
}

} // namespace kaomado::pwlocker
