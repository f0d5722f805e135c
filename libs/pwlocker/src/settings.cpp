// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pwlocker/settings.hpp"

#include "embedded/pwlocker_settings_json.hpp"
#include "kaomado/base/json_text.hpp"

namespace kaomado::pwlocker {

namespace {
using Json = nlohmann::json;
using std::chrono::month_day;
using std::chrono::sys_days;

[[noreturn]] void refuse(const std::string& place, const std::string& why) {
    throw Error(Fault::Configuration, place + ": " + why);
}

/// The defaults tell which members there are and of what type. Entries of lists are checked where they are
/// read.
void compareShape(const Json& wanted, const Json& given, const std::string& place) {
    if (wanted.type() != given.type() && !(wanted.is_number() && given.is_number()))
        refuse(place, std::string("write a value of type ") + wanted.type_name());
    if (!given.is_object())
        return;
    for (const auto& [key, value] : given.items()) {
        if (!wanted.contains(key))
            refuse(place + "/" + key, "there is no such setting; remove it or correct its spelling");
        compareShape(wanted.at(key), value, place + "/" + key);
    }
}

std::string textAt(const Json& json, const char* key, const std::string& place) {
    if (!json.is_object() || !json.contains(key) || !json.at(key).is_string())
        refuse(place + "/" + key, "write a text in quotes");
    return json.at(key).get<std::string>();
}

Date dateOf(const std::string& text, const std::string& place) {
    try {
        return dateFrom(text);
    } catch (const Error&) {
        refuse(place, "write a day that exists as YYYY-MM-DD");
    }
}

month_day monthDayOf(const std::string& text, const std::string& place) {
    const Date date = dateOf("2024-" + text, place); // a leap year: 02-29 is a day of some years
    return {date.month(), date.day()};
}

/// "HH:MM-HH:MM"
DayHours hoursOf(const std::string& text, const std::string& place) {
    const auto number = [&](std::size_t at, int limit) {
        const std::string digits = text.substr(at, 2);
        const bool good = digits.find_first_not_of("0123456789") == std::string::npos;
        const int value = good ? std::stoi(digits) : limit + 1;
        if (value > limit)
            refuse(place, "write opening hours as HH:MM-HH:MM");
        return value;
    };
    if (text.size() != 11 || text[2] != ':' || text[5] != '-' || text[8] != ':')
        refuse(place, "write opening hours as HH:MM-HH:MM");
    const std::chrono::minutes from{number(0, 24) * 60 + number(3, 59)};
    const std::chrono::minutes to{number(6, 24) * 60 + number(9, 59)};
    if (to <= from)
        refuse(place, "the end must lie after the beginning");
    return {from, to};
}

DeskHours deskHoursOf(const Json& json, const std::string& place) {
    const auto text = [&](const char* key) { return textAt(json, key, place); };
    return {dateOf(text("valid_from"), place + "/valid_from"),
            dateOf(text("valid_to"), place + "/valid_to"),
            hoursOf(text("weekday"), place + "/weekday"),
            hoursOf(text("holiday"), place + "/holiday"),
            monthDayOf(text("closed_from"), place + "/closed_from"),
            monthDayOf(text("closed_to"), place + "/closed_to")};
}

std::set<sys_days> daysOf(const Json& list, const std::string& place) {
    std::set<sys_days> days;
    for (const Json& entry : list) {
        if (!entry.is_string())
            refuse(place, "write days in quotes");
        days.insert(sys_days{dateOf(entry.get<std::string>(), place)});
    }
    return days;
}

HelpDesk helpDeskOf(const Json& json, const std::string& place) {
    HelpDesk desk{textAt(json, "name", place),
                  textAt(json, "telephone", place),
                  textAt(json, "fax", place),
                  textAt(json, "mail", place),
                  {},
                  daysOf(json.at("public_holidays"), place + "/public_holidays"),
                  {},
                  {}};
    desk.plannedStops = daysOf(json.at("planned_stops"), place + "/planned_stops");
    desk.publicHolidaysUntil =
        dateOf(textAt(json, "public_holidays_until", place), place + "/public_holidays_until");
    for (std::size_t i = 0; i < json.at("hours").size(); ++i)
        desk.hours.push_back(deskHoursOf(json.at("hours")[i], place + "/hours/" + std::to_string(i)));
    return desk;
}

Settings settingsOf(const Json& json, const std::string& name) {
    Settings settings;
    const std::string manual = name + ": /manual";
    settings.manual = {textAt(json.at("manual"), "title", manual),
                       textAt(json.at("manual"), "edition", manual),
                       textAt(json.at("manual"), "chapter", manual)};
    settings.helpDesk = helpDeskOf(json.at("help_desk"), name + ": /help_desk");
    const std::string marker = textAt(json.at("installation"), "marker", name + ": /installation");
    settings.marker = std::filesystem::path(std::u8string(marker.begin(), marker.end()));
    const std::string policy = textAt(json, "signature_certificate", name + ": ");
    if (policy != "refuse" && policy != "warn")
        refuse(name + ": /signature_certificate", R"(write "refuse" or "warn")");
    settings.refuseWithSignatureCertificate = policy == "refuse";
    const auto wait = wholeNumber(json.at("wait_for_card_seconds"), 3600U);
    if (!wait)
        refuse(name + ": /wait_for_card_seconds", "write whole seconds from 0 to 3600");
    settings.waitForCard = std::chrono::seconds{*wait};
    return settings;
}
} // namespace

Settings Settings::builtIn() {
    return with("{}", "pwlocker_settings.json (built in)");
}

Settings Settings::with(std::string_view json, std::string_view name) {
    Json merged = Json::parse(embedded::pwlocker_settings_json());
    const std::string place(name);
    try {
        const Json given = Json::parse(json);
        compareShape(merged, given, place + ": ");
        merged.merge_patch(given);
    } catch (const Json::exception& error) {
        refuse(place, std::string("not JSON: ") + error.what());
    }
    return settingsOf(merged, place);
}

} // namespace kaomado::pwlocker
