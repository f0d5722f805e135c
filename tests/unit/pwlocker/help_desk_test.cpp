// SPDX-License-Identifier: Apache-2.0
#include <kaomado/pwlocker/settings.hpp>

#include <gtest/gtest.h>

namespace kaomado::pwlocker {

namespace {
DeskState at(const char* utc) {
    static const Settings kSettings = Settings::builtIn();
    return deskAt(kSettings.helpDesk, instantFromIso(utc)).state;
}
} // namespace

TEST(HelpDesk, IsOpenOnWeekdaysFromEightToSevenInJapan) {
    EXPECT_EQ(at("2026-11-23T22:59:59Z"), DeskState::OutsideHours); // Tuesday 24th, 07:59:59
    EXPECT_EQ(at("2026-11-23T23:00:00Z"), DeskState::Open);         // 08:00
    EXPECT_EQ(at("2026-11-24T09:59:59Z"), DeskState::Open);         // 18:59:59
    EXPECT_EQ(at("2026-11-24T10:00:00Z"), DeskState::OutsideHours); // 19:00
}

TEST(HelpDesk, ClosesAtFiveOnSaturdaysSundaysAndPublicHolidays) {
    EXPECT_EQ(at("2026-11-21T08:30:00Z"), DeskState::OutsideHours); // Saturday 17:30
    EXPECT_EQ(at("2026-11-22T07:30:00Z"), DeskState::Open);         // Sunday 16:30
    EXPECT_EQ(at("2026-11-23T08:30:00Z"), DeskState::OutsideHours); // Monday, 勤労感謝の日, 17:30
    EXPECT_EQ(at("2026-11-24T08:30:00Z"), DeskState::Open);         // Tuesday 17:30
}

TEST(HelpDesk, IsClosedFromThe29thOfDecemberToThe3rdOfJanuary) {
    EXPECT_EQ(at("2026-12-28T03:00:00Z"), DeskState::Open);
    EXPECT_EQ(at("2026-12-28T15:00:00Z"), DeskState::YearEnd); // 29th 00:00
    EXPECT_EQ(at("2027-01-03T14:59:59Z"), DeskState::YearEnd); // 3rd 23:59:59
    EXPECT_EQ(at("2027-01-04T03:00:00Z"), DeskState::Open);    // Monday
}

TEST(HelpDesk, IsClosedOnPlannedStops) {
    const Settings settings = Settings::with(R"({"help_desk":{"planned_stops":["2026-11-24"]}})", "t");
    EXPECT_EQ(deskAt(settings.helpDesk, instantFromIso("2026-11-24T01:00:00Z")).state,
              DeskState::PlannedStop);
}

TEST(HelpDesk, SaysWhenItsHoursOrTheHolidaysOfADayAreNotKnown) {
    const Settings settings = Settings::builtIn();
    EXPECT_EQ(deskAt(settings.helpDesk, instantFromIso("2020-01-10T01:00:00Z")).state, DeskState::NoData);
    EXPECT_TRUE(deskAt(settings.helpDesk, instantFromIso("2027-12-31T14:59:59Z")).holidaysKnown);
    EXPECT_FALSE(deskAt(settings.helpDesk, instantFromIso("2027-12-31T15:00:00Z")).holidaysKnown);
}

} // namespace kaomado::pwlocker
