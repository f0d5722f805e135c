// SPDX-License-Identifier: Apache-2.0
#include <kaomado/counter/deadlines.hpp>
#include <kaomado/procedure/rulebook.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <map>

namespace kaomado::counter {

using namespace std::chrono_literals;

namespace {

const Deadlines kDeadlines({std::chrono::sys_days(2026y / 11 / 3), std::chrono::sys_days(2026y / 11 / 23)});

/// Noon in Japan.
Instant noonOf(Date day) {
    return std::chrono::sys_days(day) + 3h;
}

Deadline only(const MoveDates& dates, Date today) {
    const auto all = kDeadlines.ofMove(dates, noonOf(today));
    EXPECT_EQ(all.size(), 1U);
    return all.at(0);
}

/// The last second of a day in Japan, as certificates end.
Instant endOf(Date day) {
    return std::chrono::sys_days(day) + 15h - 1s;
}

} // namespace

TEST(Renewal, OpensThreeMonthsBeforeTheLastDayAndIncludesBothDays) {
    const Instant end = endOf(2031y / 2 / 17);
    const auto at = [&](Date day) { return kDeadlines.renewalOf(end, noonOf(day)); };
    EXPECT_EQ(at(2030y / 11 / 16).state, RenewalState::Early);
    EXPECT_EQ(at(2030y / 11 / 17).state, RenewalState::Open);
    EXPECT_EQ(at(2031y / 2 / 17).state, RenewalState::Open);
    EXPECT_EQ(at(2031y / 2 / 17).daysLeft, 0);
    EXPECT_EQ(at(2031y / 2 / 18).state, RenewalState::Grace);
    EXPECT_EQ(at(2031y / 2 / 18).daysLeft, -1);
    EXPECT_EQ(at(2031y / 5 / 17).state, RenewalState::Grace);
    EXPECT_EQ(at(2031y / 5 / 18).state, RenewalState::Lapsed);
}

TEST(Renewal, CountsTheDaysOfJapanAndNotOfGreenwich) {
    const Instant end = endOf(2031y / 2 / 17);
    // 15:00 in Greenwich is midnight in Japan, where the next day begins.
    EXPECT_EQ(kDeadlines.renewalOf(end, std::chrono::sys_days(2030y / 11 / 16) + 14h + 59min).state,
              RenewalState::Early);
    EXPECT_EQ(kDeadlines.renewalOf(end, std::chrono::sys_days(2030y / 11 / 16) + 15h).state,
              RenewalState::Open);
}

TEST(Renewal, OfAnEndInAMonthWithMoreDaysOpensOnTheLastDayOfTheShorterOne) {
    EXPECT_EQ(monthsAfter(2031y / 5 / 31, -3), 2031y / 2 / 28);
    EXPECT_EQ(monthsAfter(2032y / 5 / 31, -3), 2032y / 2 / 29);
    EXPECT_EQ(monthsAfter(2031y / 11 / 30, 3), 2032y / 2 / 29);
    EXPECT_EQ(monthsAfter(2031y / 1 / 15, -3), 2030y / 10 / 15);
}

TEST(Move, HasFourteenDaysFromTheMoveThirtyFromThePlannedDayNinetyFromTheNotice) {
    const auto all = kDeadlines.ofMove(
        {.moved = 2026y / 10 / 1, .plannedMoveOut = 2026y / 10 / 1, .notified = 2026y / 10 / 14},
        noonOf(2026y / 10 / 2));
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].id, "move_in_notice");
    EXPECT_EQ(all[0].last, 2026y / 10 / 15); // the day of the move does not count
    EXPECT_EQ(all[0].daysLeft, 13);
    EXPECT_EQ(all[1].counted, 2026y / 10 / 31); // a Saturday
    EXPECT_EQ(all[1].last, 2026y / 11 / 2);
    EXPECT_EQ(all[2].last, 2027y / 1 / 12);
}

TEST(Move, ThatEndsOnAClosedDayEndsOnTheNextOpenOne) {
    EXPECT_EQ(only({.moved = 2026y / 10 / 20}, 2026y / 10 / 20).last,
              2026y / 11 / 4); // 3 November is a holiday
    EXPECT_EQ(only({.moved = 2026y / 12 / 15}, 2026y / 12 / 15).last, 2027y / 1 / 4); // the year's end
    EXPECT_EQ(only({.moved = 2026y / 11 / 6}, 2026y / 11 / 6).last, 2026y / 11 / 20); // an ordinary Friday
    EXPECT_FALSE(kDeadlines.officesOpen(2026y / 12 / 29));
    EXPECT_FALSE(kDeadlines.officesOpen(2027y / 1 / 3));
    EXPECT_TRUE(kDeadlines.officesOpen(2026y / 12 / 28));
}

TEST(Move, ThatIsOverSaysByHowManyDays) {
    EXPECT_EQ(only({.notified = 2026y / 6 / 1}, 2026y / 9 / 2).daysLeft, -2); // 30 August is a Sunday
}

TEST(Move, HasTheDaysByWhichTheRulebookJudgesACase) {
    using procedure::Condition;
    std::map<std::string, std::int64_t> judged;
    const procedure::Fact* kept = procedure::Rulebook::builtIn().fact("moving_periods_kept");
    ASSERT_NE(kept, nullptr);
    for (const Condition& part : kept->derived.parts)
        if (part.kind == Condition::Kind::Within)
            judged[part.fact] = std::get<procedure::Count>(part.value).value();
    const Date day = 2026y / 4 / 1;
    std::map<std::string, std::int64_t> told;
    for (const Deadline& deadline : kDeadlines.ofMove({day, day, day}, noonOf(day)))
        told[deadline.id] = (std::chrono::sys_days(deadline.counted) - std::chrono::sys_days(day)).count();
    EXPECT_EQ(told.at("move_in_notice"), judged.at("moved_on"));
    EXPECT_EQ(told.at("after_planned_move_out"), judged.at("planned_move_out_on"));
    EXPECT_EQ(told.at("continuing_use"), judged.at("move_notified_on"));
}

TEST(Move, BeforeTheFirstPeriodIsNotCountedByALaterOne) {
    EXPECT_EQ(test::faultOf([] { kDeadlines.ofMove({.moved = 2010y / 1 / 1}, noonOf(2026y / 10 / 1)); }),
              Fault::BadInput);
}

TEST(Move, OfWhichNothingIsKnownHasNoDays) {
    EXPECT_TRUE(kDeadlines.ofMove({}, noonOf(2026y / 10 / 1)).empty());
}

} // namespace kaomado::counter
