// SPDX-License-Identifier: Apache-2.0
#include "support/sample_records.hpp"
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/file_access.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;
using test::ScriptedCard;
using test::times;

TEST(ReadFile, IsReadPieceByPieceUntilItEnds) {
    ScriptedCard card{{{"first", "00B0000000", times(256, "11") + "9000"},
                       {"second", "00B0010000", times(256, "22") + "9000"},
                       {"third", "00B0020000", "33339000"}}};
    EXPECT_EQ(toHex(*readFile(card)), times(256, "11") + times(256, "22") + "3333");
    EXPECT_TRUE(card.finished());
}

TEST(ReadFile, OfAWholeNumberOfPiecesEndsWhereTheOffsetLiesBeyond) {
    ScriptedCard card{{{"first", "00B0000000", times(256, "11") + "9000"}, {"beyond", "00B0010000", "6B00"}}};
    EXPECT_EQ(readFile(card)->size(), 256U);
    EXPECT_TRUE(card.finished());
}

TEST(ReadFile, StoppingInsideIsAFaultAndNotAShortFile) {
    ScriptedCard card{
        {{"first", "00B0000000", times(256, "11") + "9000"}, {"refused", "00B0010000", "6982"}}};
    EXPECT_THROW(readFile(card), Error);
}

TEST(ReadFile, AfterA6CxxIsAskedWithTheExactLength) {
    ScriptedCard card{{{"too long", "00B0000000", "6C03"}, {"exact", "00B0000003", "8F8F009000"}}};
    EXPECT_EQ(toHex(*readFile(card)), "8F8F00");
    EXPECT_TRUE(card.finished());
}

TEST(ReadFileByShortId, NamesTheFileOnce) {
    ScriptedCard card{{{"first, selects 000A", "00B08A0000", times(256, "11") + "9000"},
                       {"rest of the selected file", "00B0010000", "229000"}}};
    EXPECT_EQ(readFileByShortId(card, file::kUserAuthCertificate)->size(), 257U);
    EXPECT_TRUE(card.finished());
}

TEST(ReadFileExtended, IsOneAnswer) {
    ScriptedCard card{{{"all", "00B00000000000", times(300, "11") + "FFFF9000"}}};
    EXPECT_EQ(readFileExtended(card)->size(), 302U);
    EXPECT_TRUE(card.finished());
}

// OpenSC reads a certificate so: 4 bytes, then pieces, the last with its exact length (card.md §11.1).
TEST(ReadFileByHeader, AsksAsOpenScDoes) {
    ScriptedCard card{{{"header", "00B0000004", "3082022C9000"},
                       {"1", "00B0000000", "3082022C" + times(252, "11") + "9000"},
                       {"2", "00B0010000", times(256, "11") + "9000"},
                       {"3", "00B0020030", times(48, "11") + "9000"}}};
    EXPECT_EQ(readFileByHeader(card)->size(), 0x22CU + 4U);
    EXPECT_TRUE(card.finished());
}

TEST(ReadFileByHeader, IsEmptyWhenTheCardRefusesOrHoldsSomethingElse) {
    ScriptedCard card{{{"refused", "00B0000004", "6982"}, {"filler", "00B0000004", "FFFFFFFF9000"}}};
    EXPECT_EQ(readFileByHeader(card), std::nullopt);
    EXPECT_EQ(readFileByHeader(card), std::nullopt);
}

TEST(ReadRecord, ByShortIdAsMynaDoesInCommon) {
    ScriptedCard card{{{"record 1 of 0001", "00B2010C00", "011C9000"}}};
    EXPECT_EQ(toHex(*readRecordByShortId(card, file::kCommonCardInfo, 1)), "011C");
    EXPECT_TRUE(card.finished());
}

TEST(ReadRecord, OnwardsIsEmptyWhereTheCardDoesNotKnowIt) {
    ScriptedCard card{{{"from 1", "00B2010500", "6A81"}, {"from 1", "00B2010500", "01029000"}}};
    EXPECT_EQ(readRecordsFrom(card, 1), std::nullopt);
    EXPECT_EQ(toHex(*readRecordsFrom(card, 1)), "0102");
}

TEST(VerifyByShortId, NamesTheReferenceInP2) {
    ScriptedCard card{{{"number B of TEXT", "00200095 0E 3535303231373230333532323835", "63C9"}}};
    const auto outcome = verifyByShortId(card, file::kTextNumberB, Pin("55021720352285"));
    EXPECT_EQ(std::get<WrongValue>(outcome).triesLeft, 9U);
}

TEST(GetData, AsksAgainWithExtendedLengthForALargeObject) {
    ScriptedCard card{
        {{"short", "00CA7F2100", "6700"}, {"extended", "00CA7F21000000", times(568, "11") + "9000"}}};
    EXPECT_EQ(getData(card, 0x7F21)->size(), 568U);
    EXPECT_TRUE(card.finished());
}

TEST(GetData, IsEmptyForAnUnknownTag) {
    ScriptedCard card{{{"unknown", "00CA00F900", "6A88"}}};
    EXPECT_EQ(getData(card, 0x00F9), std::nullopt);
}

TEST(GetChallenge, GivesAsManyBytesAsAsked) {
    ScriptedCard card{
        {{"8", "0084000008", "00112233445566779000"}, {"256", "0084000000", times(256, "11") + "9000"}}};
    EXPECT_EQ(getChallenge(card, 8)->size(), 8U);
    EXPECT_EQ(getChallenge(card, 256)->size(), 256U);
    EXPECT_THROW(getChallenge(card, 257), Error);
    EXPECT_THROW(getChallenge(card, 0), Error);
}

TEST(GetChallenge, OfAnotherLengthIsAFault) {
    ScriptedCard card{{{"8", "0084000008", "00119000"}}};
    EXPECT_THROW(getChallenge(card, 8), Error);
}

// myna: SELECT AP; SELECT EF; VERIFY old; 00240180 (card.md §11.2)
TEST(ChangeValue, IsAnotherCommandInEachPairOfApplications) {
    ScriptedCard card{{{"JPKI", "00240180 04 35363738", "9000"},
                       {"TEXT", "00240180 04 35363738", "6982"},
                       {"JUKI", "80320080 04 35363738", "9000"},
                       {"COMMON", "80320080 04 35363738", "9000"}}};
    EXPECT_TRUE(changeValue(card, App::Jpki, Pin("5678")).ok());
    EXPECT_EQ(changeValue(card, App::Text, Pin("5678")).value, 0x6982);
    EXPECT_TRUE(changeValue(card, App::Juki, Pin("5678")).ok());
    EXPECT_TRUE(changeValue(card, App::Common, Pin("5678")).ok());
    EXPECT_THROW(changeValue(card, App::Visual, Pin("5678")), Error);
    EXPECT_TRUE(card.finished());
}
