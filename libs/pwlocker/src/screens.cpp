// SPDX-License-Identifier: Apache-2.0
#include "screens.hpp"

#include <algorithm>

namespace kaomado::pwlocker {

namespace {
using lock::PinOutcome;

std::string nameOf(const std::string& japanese, const std::string& english, Language language) {
    return language == Language::Japanese ? japanese : english;
}

PinOutcome outcomeOf(const lock::PinState& pin) {
    if (pin.locked())
        return PinOutcome::Locked;
    const auto open = [](const lock::ReferenceState& r) { return r.tries.value_or(0) > 0; };
    return std::ranges::any_of(pin.references, open) ? PinOutcome::NotLocked : PinOutcome::Unknown;
}

/// "12月29日", "29 December"
std::string dayText(std::chrono::month_day date, Language language) {
    static constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};
    const unsigned month{date.month()};
    const std::string day = std::to_string(unsigned{date.day()});
    return language == Language::Japanese ? std::to_string(month) + "月" + day + "日"
                                          : day + " " + kMonths[month - 1];
}

std::string dayText(Date date, Language language) {
    const std::string day = dayText(date.month() / date.day(), language);
    const std::string year = std::to_string(static_cast<int>(date.year()));
    return language == Language::Japanese ? year + "年" + day : day + " " + year;
}

/// "8:00": the minutes of a day.
std::string timeText(std::chrono::minutes time) {
    const std::string minutes = std::to_string(time.count() % 60);
    return std::to_string(time.count() / 60) + (minutes.size() < 2 ? ":0" : ":") + minutes;
}

std::string trimmed(const std::string& text) {
    const char* const blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}
} // namespace

unsigned PinLine::tries() const {
    unsigned most = 0;
    for (const lock::ReferenceState& reference : references)
        most = std::max(most, reference.tries.value_or(0));
    return most;
}

std::vector<PinLine> linesOf(const lock::StateReport& state, Language language) {
    std::vector<PinLine> lines;
    for (const lock::PinState& pin : state.pins)
        lines.push_back(
            {pin.id, nameOf(pin.japanese, pin.english, language), outcomeOf(pin), pin.references});
    return lines;
}

std::vector<PinLine> linesOf(const lock::LockReport& report, Language language) {
    std::vector<PinLine> lines;
    for (const lock::PinResult& pin : report.pins) {
        lines.push_back({pin.id, nameOf(pin.japanese, pin.english, language), pin.outcome(), {}});
        for (const lock::ReferenceResult& reference : pin.references)
            lines.back().references.push_back({reference.where, reference.after});
    }
    return lines;
}

Failure Failure::of(const Error& error, Language language) {
    const FaultText& text = faultText(error.fault(), language);
    return {text.title, text.cause, text.remedy, std::string(faultCode(error.fault())), error.what()};
}

void Screens::line(std::string_view key, Texts::Values values) const {
    with_.console.show(with_.texts.of(key, values) + "\n");
}

void Screens::card(const lock::StateReport& state) const {
    line("card", {{"expiry", dayText(state.card.expiry, with_.texts.language())},
                  {"fingerprint", state.fingerprint}});
}

void Screens::lockedList(const std::vector<PinLine>& pins) const {
    line("locked_list");
    for (const PinLine& pin : pins)
        if (pin.outcome == PinOutcome::Locked)
            line("item", {{"name", pin.name}});
}

void Screens::states(const std::vector<PinLine>& pins) const {
    line("states");
    for (const PinLine& pin : pins) {
        const char* key = pin.outcome == PinOutcome::Locked      ? "state_locked"
                          : pin.outcome == PinOutcome::NotLocked ? "state_open"
                                                                 : "state_unknown";
        line(key, {{"name", pin.name}, {"tries", std::to_string(pin.tries())}});
    }
}

void Screens::failure(const Failure& failure) const {
    line("error", {{"title", failure.title}});
    if (!failure.cause.empty())
        line("cause", {{"cause", failure.cause}});
    line("remedy", {{"remedy", failure.remedy}});
    if (!failure.detail.empty())
        line("detail", {{"code", failure.code}, {"detail", failure.detail}});
}

void Screens::whereToTurn() const {
    const Manual& manual = with_.settings.manual;
    line("manual", {{"title", manual.title}, {"edition", manual.edition}, {"chapter", manual.chapter}});
    const HelpDesk& desk = with_.settings.helpDesk;
    line("desk",
         {{"name", desk.name}, {"telephone", desk.telephone}, {"fax", desk.fax}, {"mail", desk.mail}});
    const DeskNow now = deskAt(desk, with_.clock.now());
    switch (now.state) {
    case DeskState::Open:
        line("desk_open");
        break;
    case DeskState::OutsideHours:
        line("desk_outside");
        break;
    case DeskState::YearEnd:
        line("desk_year_end");
        break;
    case DeskState::PlannedStop:
        line("desk_planned_stop");
        break;
    case DeskState::NoData:
        line("desk_no_data");
        return;
    }
    const DeskHours& hours = *now.hours;
    const Language language = with_.texts.language();
    line("desk_hours", {{"weekday_from", timeText(hours.weekday.from)},
                        {"weekday_to", timeText(hours.weekday.to)},
                        {"holiday_from", timeText(hours.holiday.from)},
                        {"holiday_to", timeText(hours.holiday.to)},
                        {"closed_from", dayText(hours.closedFrom, language)},
                        {"closed_to", dayText(hours.closedTo, language)}});
    if (!now.holidaysKnown)
        line("desk_holidays_unknown");
}

bool Screens::confirmed() const {
    for (;;) {
        with_.console.show(with_.texts.of("prompt"));
        const auto typed = with_.console.readLine();
        if (!typed) {
            with_.console.show("\n");
            return false;
        }
        const std::string answer = trimmed(*typed);
        if (answer == "y" || answer == "Y")
            return true;
        if (answer.empty() || answer == "n" || answer == "N")
            return false;
    }
}

} // namespace kaomado::pwlocker
