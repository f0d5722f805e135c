// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/deadlines.hpp"

#include "embedded/deadlines_json.hpp"
#include "kaomado/base/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace kaomado::counter {

namespace {

using namespace std::chrono;
using nlohmann::json;

const json& data() {
    static const json kData = json::parse(embedded::deadlines_json());
    return kData;
}

/// The period of that name that is in force on a day.
const json& periodOf(std::string_view id, Date day) {
    for (const json& period : data().at("periods")) {
        const bool begun = dateFrom(period.at("valid_from").get<std::string>()) <= day;
        const bool over =
            period.contains("valid_to") && dateFrom(period.at("valid_to").get<std::string>()) < day;
        if (period.at("id") == id && begun && !over)
            return period;
    }
    throw Error(Fault::BadInput, toIso(day) + ": no " + std::string(id) + " was in force on that day");
}

int daysBetween(Date from, Date to) {
    return static_cast<int>((sys_days{to} - sys_days{from}).count());
}

month_day yearlyDay(const char* member) {
    const Date day = dateFrom("2024-" + data().at("offices_closed").at(member).get<std::string>());
    return {day.month(), day.day()};
}

} // namespace

std::string_view nameOf(RenewalState state) {
    constexpr std::string_view kNames[] = {"early", "open", "grace", "lapsed"};
    return kNames[static_cast<std::size_t>(state)];
}

Date monthsAfter(Date day, int count) {
    const Date moved = day + months{count};
    return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

RenewalWindow Deadlines::renewalOf(Instant certificateEnd, Instant now) const {
    const Date today = dayInJapan(now), last = dayInJapan(certificateEnd);
    RenewalWindow window{monthsAfter(last, -periodOf("renewal_opens", today).at("months").get<int>()), last,
                         monthsAfter(last, periodOf("grace", today).at("months").get<int>()),
                         RenewalState::Early, daysBetween(today, last)};
    if (now >= certificateEnd)
        window.state = today <= window.graceUntil ? RenewalState::Grace : RenewalState::Lapsed;
    else if (today >= window.opens)
        window.state = RenewalState::Open;
    return window;
}

bool Deadlines::officesOpen(Date day) const {
    const weekday which{sys_days{day}};
    const month_day yearly{day.month(), day.day()};
    const bool yearsEnd = yearly >= yearlyDay("from") || yearly <= yearlyDay("to");
    return which != Saturday && which != Sunday && !yearsEnd && !holidays_.contains(sys_days{day});
}

std::vector<Deadline> Deadlines::ofMove(const MoveDates& dates, Instant now) const {
    const Date today = dayInJapan(now);
    std::vector<Deadline> all;
    const auto add = [&](const char* id, const std::optional<Date>& from) {
        if (!from)
            return;
        const json& period = periodOf(id, *from);
        Deadline deadline{id, period.at("label").get<std::string>(),
                          {}, {},
                          0,  period.at("rules").get<std::vector<std::string>>()};
        deadline.counted = sys_days{*from} + days{period.at("days").get<int>()};
        deadline.last = deadline.counted;
        while (!officesOpen(deadline.last))
            deadline.last = sys_days{deadline.last} + days{1};
        deadline.daysLeft = daysBetween(today, deadline.last);
        all.push_back(std::move(deadline));
    };
    add("move_in_notice", dates.moved);
    add("after_planned_move_out", dates.plannedMoveOut);
    add("continuing_use", dates.notified);
    std::ranges::stable_sort(all, {}, &Deadline::last);
    return all;
}

} // namespace kaomado::counter
