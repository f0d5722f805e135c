// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/trust/lifetime.hpp>

#include <gtest/gtest.h>

namespace kaomado::trust {
namespace {

Date day(std::string_view text) {
    return dateFrom(text);
}

TEST(Lifetime, TheFifthBirthdayOfSomebodyWhoseBirthdayIsStillToComeThisYear) {
    EXPECT_EQ(nthBirthdayAfter(day("1980-12-01"), day("2026-11-23"), 5), day("2030-12-01"));
}

TEST(Lifetime, TheFifthBirthdayOfSomebodyWhoseBirthdayIsOverThisYear) {
    EXPECT_EQ(nthBirthdayAfter(day("1980-02-17"), day("2026-11-23"), 5), day("2031-02-17"));
}

TEST(Lifetime, ABirthdayOnTheDayOfIssueDoesNotCount) {
    EXPECT_EQ(nthBirthdayAfter(day("1980-11-23"), day("2026-11-23"), 5), day("2031-11-23"));
}

TEST(Lifetime, SomebodyBornOnTheLeapDayHasABirthdayOnTheTwentyEighthInOtherYears) {
    EXPECT_EQ(nthBirthdayAfter(day("2000-02-29"), day("2026-11-23"), 5), day("2031-02-28"));
    EXPECT_EQ(nthBirthdayAfter(day("2000-02-29"), day("2027-02-27"), 2), day("2028-02-29"));
    EXPECT_EQ(nthBirthdayAfter(day("2000-02-29"), day("2027-02-28"), 1), day("2028-02-29"));
}

TEST(Lifetime, ACertificateEndsWithTheLastSecondOfThatDayInJapan) {
    EXPECT_EQ(toIso(certificateEnd(day("1980-02-17"), instantFromIso("2026-11-23T02:00:00Z"), {})),
              "2031-02-17T14:59:59.000000Z");
}

TEST(Lifetime, TheDayOfIssueIsTheDayInJapan) {
    // 15:30 UTC on the 16th is half past midnight on the 17th, the birthday itself: it does not count.
    EXPECT_EQ(toIso(certificateEnd(day("1980-02-17"), instantFromIso("2026-02-16T15:30:00Z"), {})),
              "2031-02-17T14:59:59.000000Z");
    EXPECT_EQ(toIso(certificateEnd(day("1980-02-17"), instantFromIso("2026-02-16T14:30:00Z"), {})),
              "2030-02-17T14:59:59.000000Z");
}

TEST(Lifetime, ACertificateDoesNotOutliveItsCard) {
    EXPECT_EQ(
        toIso(certificateEnd(day("1980-02-17"), instantFromIso("2026-11-23T02:00:00Z"), day("2029-02-17"))),
        "2029-02-17T14:59:59.000000Z");
}

TEST(Lifetime, ACardLivesToTheTenthBirthdayAndThatOfAMinorToTheFifth) {
    EXPECT_EQ(cardExpiry(day("1980-02-17"), day("2026-11-23")), day("2036-02-17"));
    EXPECT_EQ(cardExpiry(day("2008-11-23"), day("2026-11-23")), day("2036-11-23")) << "18 on that day";
    EXPECT_EQ(cardExpiry(day("2008-11-24"), day("2026-11-23")), day("2030-11-24")) << "18 tomorrow";
}

TEST(Lifetime, ABirthAfterTheIssueIsRefused) {
    EXPECT_THROW(nthBirthdayAfter(day("2026-11-24"), day("2026-11-23"), 5), Error);
}

} // namespace
} // namespace kaomado::trust
