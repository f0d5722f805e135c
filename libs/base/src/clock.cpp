// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/clock.hpp"

#include "kaomado/base/error.hpp"

#include <cstdio>

namespace kaomado {

namespace {
using namespace std::chrono;

/// Reads exactly `count` digits at `at` and moves on.
int digits(std::string_view text, std::size_t& at, std::size_t count) {
    if (text.size() < at + count)
        throw Error(Fault::BadInput, "date or time is too short");
    int value = 0;
    for (std::size_t i = 0; i < count; ++i, ++at) {
        if (text[at] < '0' || text[at] > '9')
            throw Error(Fault::BadInput, "date or time: digit expected");
        value = value * 10 + (text[at] - '0');
    }
    return value;
}

void expect(std::string_view text, std::size_t& at, char c) {
    if (at >= text.size() || text[at] != c)
        throw Error(Fault::BadInput, std::string("date or time: expected ") + c);
    ++at;
}
} // namespace

Instant SystemClock::now() const {
    return time_point_cast<microseconds>(system_clock::now());
}

std::string toIso(Date date) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::string toDigits(Date date) {
    std::string text = toIso(date);
    std::erase(text, '-');
    return text;
}

std::string toIso(Instant at) {
    const auto day = floor<days>(at);
    const hh_mm_ss time{at - day};
    char text[48];
    std::snprintf(text, sizeof text, "%sT%02d:%02d:%02d.%06dZ", toIso(Date{day}).c_str(),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

Date dateFrom(std::string_view text) {
    std::size_t at = 0;
    const bool dashes = text.size() == 10;
    const int y = digits(text, at, 4);
    if (dashes)
        expect(text, at, '-');
    const int m = digits(text, at, 2);
    if (dashes)
        expect(text, at, '-');
    const int d = digits(text, at, 2);
    const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (at != text.size() || !date.ok())
        throw Error(Fault::BadInput, "no such day");
    return date;
}

Instant instantFromIso(std::string_view text) {
    if (text.size() < 20)
        throw Error(Fault::BadInput, "time is too short");
    const sys_days day{dateFrom(text.substr(0, 10))};
    std::size_t at = 10;
    expect(text, at, 'T');
    const int h = digits(text, at, 2);
    expect(text, at, ':');
    const int m = digits(text, at, 2);
    expect(text, at, ':');
    const int s = digits(text, at, 2);
    if (h > 23 || m > 59 || s > 59)
        throw Error(Fault::BadInput, "no such time of day");
    std::int64_t micros = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        std::int64_t unit = 100000;
        while (at < text.size() && text[at] != 'Z') {
            micros += digits(text, at, 1) * unit;
            unit /= 10;
        }
    }
    expect(text, at, 'Z');
    if (at != text.size())
        throw Error(Fault::BadInput, "time: text after Z");
    return day + hours{h} + minutes{m} + seconds{s} + microseconds{micros};
}

Date dayInJapan(Instant at) {
    return Date{floor<days>(at + hours{9})};
}

} // namespace kaomado
