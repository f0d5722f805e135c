// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/clock.hpp>
#include <kaomado/base/era.hpp>
#include <kaomado/base/error.hpp>

#include <gtest/gtest.h>

namespace kaomado {

using namespace std::chrono_literals;

TEST(Time, SurvivesTheWayThroughItsText) {
    const Instant at = std::chrono::sys_days{2026y / 11 / 23} + 2h + 45min + 50s + 123456us;
    EXPECT_EQ(toIso(at), "2026-11-23T02:45:50.123456Z");
    EXPECT_EQ(instantFromIso(toIso(at)), at);
    EXPECT_EQ(instantFromIso("2026-11-23T02:45:50Z"), at - 123456us);
}

TEST(Time, NonsenseIsRefused) {
    for (const char* text :
         {"", "2026-11-23", "2026-11-23T25:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T00:00:00Zx"})
        EXPECT_THROW(instantFromIso(text), Error) << text;
    EXPECT_THROW(dateFrom("20260230"), Error);
    EXPECT_THROW(dateFrom("2026/1/1"), Error);
}

TEST(Time, JapanIsNineHoursAhead) {
    EXPECT_EQ(dayInJapan(instantFromIso("2026-11-22T15:00:00Z")), Date(2026y / 11 / 23));
    EXPECT_EQ(dayInJapan(instantFromIso("2026-11-22T14:59:59Z")), Date(2026y / 11 / 22));
}

TEST(Era, ChangesOnADayNotAtNewYear) {
    EXPECT_EQ(toEraText(1989y / 1 / 7), "昭和64年1月7日");
    EXPECT_EQ(toEraText(1989y / 1 / 8), "平成元年1月8日");
    EXPECT_EQ(toEraText(2019y / 4 / 30), "平成31年4月30日");
    EXPECT_EQ(toEraText(2019y / 5 / 1), "令和元年5月1日");
    EXPECT_EQ(toEraText(2024y / 1 / 10), "令和6年1月10日");
}

TEST(Era, TheBirthDateKeyHasTheTwoDigitEraYear) {
    // the example of card.md §2: 1980-02-17 is 昭和55
    EXPECT_EQ(toEraDigits(1980y / 2 / 17), "550217");
    EXPECT_EQ(toEraDigits(2019y / 5 / 1), "010501");
}

TEST(Era, NothingIsInventedBeforeMeiji) {
    EXPECT_THROW(eraYearOf(1868y / 1 / 1), Error);
}

} // namespace kaomado
