// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/value.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace kaomado::procedure {
namespace {

// The kinds of value are all there is: a text, a long number or a PIN cannot be put into a command or an
// event.
static_assert(!std::is_constructible_v<FactValue, std::string>);
static_assert(!std::is_constructible_v<FactValue, const char*>);
static_assert(!std::is_constructible_v<FactValue, int>);

TEST(Word, RefusesWhatCouldBeAPinOrAnyOtherNumber) {
    for (const char* text : {"1234", "0000", "123456789012", "4", "", " yes", "a b", "顔認証", "a\n", "_a"})
        EXPECT_THROW(Word{text}, Error) << text;
    EXPECT_EQ(Word("in_operation").text(), "in_operation");
    EXPECT_EQ(Word(std::string(64, 'a')).text().size(), 64U);
    EXPECT_THROW(Word(std::string(65, 'a')), Error);
}

TEST(Count, HasNoRoomForFourDigits) {
    EXPECT_EQ(Count(99).value(), 99U);
    EXPECT_THROW(Count(100), Error);
    EXPECT_THROW(Count(1234), Error);
}

TEST(Officer, IsALoginNameWithALetter) {
    EXPECT_EQ(Officer("mihon.hanako@city").login(), "mihon.hanako@city");
    for (const char* login : {"", "1234", "見本", "a b", "a;b"})
        EXPECT_THROW(Officer{login}, Error) << login;
}

TEST(FactValue, IsShownAsThePagesAndCommandLinesWriteIt) {
    EXPECT_EQ(toText(true), "yes");
    EXPECT_EQ(toText(false), "no");
    EXPECT_EQ(toText(Count(7)), "7");
    EXPECT_EQ(toText(Word("resident")), "resident");
    EXPECT_EQ(toText(dateFrom("2026-11-03")), "2026-11-03");
}

} // namespace
} // namespace kaomado::procedure
