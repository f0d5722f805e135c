// SPDX-License-Identifier: Apache-2.0
#include "support/scripted_card.hpp"

#include <kaomado/card/commands.hpp>

#include <gtest/gtest.h>

namespace kaomado::card {

TEST(Verify, AWrongValueIsAnAnswerWithTwoTriesLeft) {
    test::ScriptedCard card{{{"verify 1111", "00 20 00 80 04 31313131", "63C2"}}};
    EXPECT_EQ(std::get<WrongValue>(verify(card, Pin{"1111"})).triesLeft, 2U);
    EXPECT_TRUE(card.finished());
}

TEST(Verify, AnUndocumentedStatusWordIsNeitherSuccessNorATry) {
    test::ScriptedCard card{{{"verify 1111", "00 20 00 80 04 31313131", "6A80"}}};
    EXPECT_EQ(std::get<NotVerified>(verify(card, Pin{"1111"})).sw.value, 0x6A80);
}

TEST(TriesLeft, AreAskedForWithoutSpendingOne) {
    test::ScriptedCard card{{{"JPKI", "00A4040C0A D392F000260100000001", "9000"},
                             {"reference", "00A4020C02 0018", "9000"},
                             {"no data: a question", "00200080", "63C3"}}};
    EXPECT_EQ(triesLeft(card, {App::Jpki, file::kUserAuthPin}), 3U);
    EXPECT_TRUE(card.finished());
}

TEST(TriesLeft, BlockedInEitherWordingIsZeroAndAnythingElseIsUnknown) {
    for (const auto& [sw, tries] :
         {std::pair{"6983", std::optional{0U}}, std::pair{"6984", std::optional{0U}},
          std::pair{"63C0", std::optional{0U}}, std::pair{"9000", std::optional<unsigned>{}},
          std::pair{"6A81", std::optional<unsigned>{}}}) {
        test::ScriptedCard card{{{"question", "00200080", sw}}};
        EXPECT_EQ(queryTries(card), tries) << sw;
    }
}

TEST(ReadFile, GoesOnUntilTheCardSaysItEnds) {
    const std::string full(512, 'A'); // 256 bytes in hex
    test::ScriptedCard card{{{"first piece", "00B0000000", full + "9000"},
                             {"second piece", "00B0010000", full + "9000"},
                             {"past the end", "00B0020000", "6B00"}}};
    EXPECT_EQ(readFile(card)->size(), 512U);
    EXPECT_TRUE(card.finished());
}

TEST(ReadFile, AProtectedFileIsAnAnswer) {
    test::ScriptedCard card{{{"no rights", "00B0000000", "6982"}}};
    EXPECT_FALSE(readFile(card));
}

} // namespace kaomado::card
