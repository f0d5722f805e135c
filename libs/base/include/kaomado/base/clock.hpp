// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace kaomado {

/// A moment in UTC, microseconds.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A day of the Gregorian calendar.
using Date = std::chrono::year_month_day;

/// The only source of "now". @thread implementations may be read from any thread
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// A clock that stands still until it is set: tests, rehearsals of a given day.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant at) : at_(at) {}
    Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }
    void advance(std::chrono::microseconds by) { at_ += by; }

private:
    Instant at_;
};

/// "2026-11-23T02:45:50.123456Z"
std::string toIso(Instant at);
/// @throws Error Fault::BadInput unless it is the form that toIso writes (fraction may be shorter or absent)
Instant instantFromIso(std::string_view text);

/// "2026-11-23"
std::string toIso(Date date);
/// "20261123", as the card writes it
std::string toDigits(Date date);
/// @throws Error Fault::BadInput unless "YYYY-MM-DD" or "YYYYMMDD" and a day that exists
Date dateFrom(std::string_view text);

/// The calendar day in Japan (UTC+9, no summer time) of a moment.
Date dayInJapan(Instant at);

} // namespace kaomado
