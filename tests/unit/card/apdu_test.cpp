// SPDX-License-Identifier: Apache-2.0
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>

#include <gtest/gtest.h>

namespace kaomado::card {

namespace {
std::string hexOf(const Command& command) {
    return toHex(encode(command));
}
} // namespace

TEST(Apdu, HasTheFourShortCases) {
    const Bytes data = fromHex("0018");
    EXPECT_EQ(hexOf({.ins = 0x20, .p2 = 0x80}), "00200080");
    EXPECT_EQ(hexOf({.ins = 0xB0, .le = 4}), "00B0000004");
    EXPECT_EQ(hexOf({.ins = 0xB0, .le = 256}), "00B0000000");
    EXPECT_EQ(hexOf({.ins = 0xA4, .p1 = 2, .p2 = 0x0C, .data = data}), "00A4020C020018");
    EXPECT_EQ(hexOf({.cla = 0x80, .ins = 0x2A, .p2 = 0x80, .data = data, .le = 256}), "802A008002001800");
}

TEST(Apdu, GrowsToExtendedLengthWhenItMust) {
    const Bytes data(300, 0x11);
    EXPECT_EQ(hexOf({.ins = 0xB0, .le = 65536}), "00B00000000000");
    EXPECT_EQ(hexOf({.ins = 0x82, .data = data}).substr(0, 14), "0082000000012C");
    EXPECT_EQ(encode({.ins = 0x82, .data = data, .le = 256}).size(), 4 + 3 + 300 + 2U);
}

TEST(Apdu, ReadsBackWhatItWrote) {
    const Bytes small(5, 0x22);
    const Bytes large(300, 0x33);
    for (const ByteView data : {ByteView{}, ByteView{small}, ByteView{large}})
        for (const std::optional<std::uint32_t> le :
             {std::optional<std::uint32_t>{}, {1}, {256}, {257}, {65536}}) {
            const Bytes bytes = encode({.ins = 0xB0, .data = data, .le = le});
            const auto again = decode(bytes);
            ASSERT_TRUE(again) << toHex(bytes);
            EXPECT_TRUE(std::ranges::equal(again->data, data));
            if (le == 256 && data.size() > 255)
                continue; // extended 0100 and short 00 are the same number, written differently
            EXPECT_EQ(again->le, le);
        }
}

TEST(Apdu, LengthsThatDoNotFitAreNoCommand) {
    for (const char* hex :
         {"", "00A404", "00A4040C0A00", "00A4040C02000000FF", "00B000000000", "00B0000000000211"})
        EXPECT_FALSE(decode(fromHex(hex))) << hex;
}

TEST(Apdu, TheFifthByteZeroOfT0FramingIsNoData) {
    const auto command = decode(fromHex("0020008000"));
    ASSERT_TRUE(command);
    EXPECT_TRUE(command->data.empty());
}

TEST(Apdu, ALogLineHasNoDataField) {
    const Bytes pin = toBytes("4821");
    const std::string line = forLog({.ins = 0x20, .p2 = 0x80, .data = pin});
    EXPECT_EQ(line, "CLA INS P1 P2 00200080 Lc 4");
}

TEST(Transmit, FollowsMoreDataAndTheExactLength) {
    test::ScriptedCard card{{{"Le is wrong", "00B0000000", "6C04"},
                             {"so it asks again", "00B0000004", "1122 6102"},
                             {"and fetches the rest", "00C0000002", "3344 9000"}}};
    const Response answer = card.transmit({.ins = 0xB0, .le = 256});
    EXPECT_EQ(toHex(answer.data), "11223344");
    EXPECT_TRUE(answer.sw.ok());
    EXPECT_TRUE(card.finished());
}

TEST(Transmit, ACardThatNeverEndsIsAProtocolFault) {
    test::ScriptedCard card{
        {{"promises more", "00B0000000", "6102"}, {"and brings none", "00C0000002", "6102"}}};
    EXPECT_THROW(card.transmit({.ins = 0xB0, .le = 256}), Error);
}

TEST(Transmit, AnAnswerOfOneByteIsAProtocolFault) {
    test::ScriptedCard card{{{"half a status word", "00200080", "90"}}};
    EXPECT_THROW(card.transmit({.ins = 0x20, .p2 = 0x80}), Error);
}

} // namespace kaomado::card
