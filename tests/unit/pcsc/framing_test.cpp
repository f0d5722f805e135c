// SPDX-License-Identifier: Apache-2.0
#include <kaomado/pcsc/framing.hpp>
#include <kaomado/pcsc/monitor.hpp>

#include <gmock/gmock.h>

namespace kaomado::pcsc {

TEST(ShapeForT0, ACommandWithoutDataGetsAFifthByte) {
    EXPECT_EQ(toHex(shapeForT0(fromHex("00200080"))), "0020008000");
    EXPECT_EQ(toHex(shapeForT0(fromHex("00B0000010"))), "00B0000010");
}

TEST(ShapeForT0, ACommandWithDataLosesItsLe) {
    EXPECT_EQ(toHex(shapeForT0(fromHex("802A0080 02 3031 00"))), "802A0080023031");
    EXPECT_EQ(toHex(shapeForT0(fromHex("00200080 04 31323334"))), "002000800431323334");
}

TEST(ShapeForT0, ExtendedCommandsPassUnchanged) {
    EXPECT_EQ(toHex(shapeForT0(fromHex("00B00000 00 0200"))), "00B00000000200");
}

// Codes from the published PC/SC interface, as Windows and pcsclite both number them.
TEST(FaultFor, TellsWhatStaffCanActOn) {
    const struct {
        std::uint32_t code;
        Fault connecting, working;
    } rows[] = {
        {0x8010001D, Fault::PcscUnavailable, Fault::PcscUnavailable}, // no service
        {0x8010001E, Fault::PcscUnavailable, Fault::PcscUnavailable}, // service stopped
        {0x80100003, Fault::PcscUnavailable, Fault::PcscUnavailable}, // handle of a service started anew
        {0x80100013, Fault::PcscUnavailable, Fault::PcscUnavailable}, // it went in the middle of a call
        {0x8010006A, Fault::PcscUnavailable, Fault::PcscUnavailable}, // it hung up before it listened
        {0x8010002E, Fault::ReaderMissing, Fault::ReaderGone},        // no readers
        {0x80100009, Fault::ReaderMissing, Fault::ReaderGone},        // unknown reader
        {0x80100017, Fault::ReaderMissing, Fault::ReaderGone},        // reader unavailable
        {0x8010000C, Fault::CardMissing, Fault::CardRemoved},         // no smart card
        {0x80100069, Fault::CardMissing, Fault::CardRemoved},         // removed
        {0x80100068, Fault::CardRemoved, Fault::CardRemoved},         // reset by somebody else
        {0x8010000B, Fault::CardBusy, Fault::CardBusy},               // sharing violation
        {0x80100066, Fault::CardMute, Fault::CardMute},               // unresponsive
        {0x80100016, Fault::CardMute, Fault::CardMute},               // exchange broken
        {0x8010000F, Fault::CardMute, Fault::CardMute},               // no protocol in common
        {0x80100014, Fault::Internal, Fault::Internal},               // unknown error
    };
    for (const auto& row : rows) {
        EXPECT_EQ(faultFor(row.code, Stage::Connecting), row.connecting) << std::hex << row.code;
        EXPECT_EQ(faultFor(row.code, Stage::Working), row.working) << std::hex << row.code;
    }
}

namespace {
std::string refusal(const std::vector<std::string>& readers, const std::optional<std::string>& wanted) {
    try {
        return "chose " + chooseReader(readers, wanted);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::ReaderMissing);
        return error.what();
    }
}
} // namespace

TEST(ChooseReader, TakesTheFirstWithoutANameAndTheOnlyOneThatFits) {
    const std::vector<std::string> two{"Contact reader 00 00", "Touch reader 01 00"};
    EXPECT_EQ(chooseReader(two, std::nullopt), two[0]);
    EXPECT_EQ(chooseReader(two, "Touch"), two[1]);
    EXPECT_EQ(chooseReader({"A", "AB"}, "A"), "A"); // the whole name wins over a part
}

TEST(ChooseReader, NamesTheReadersThatThereAreWhenNoneOrSeveralFit) {
    const std::vector<std::string> two{"Contact reader 00 00", "Touch reader 01 00"};
    EXPECT_THAT(refusal(two, "Pad"), testing::HasSubstr("no reader is named \"Pad\"; there are: Contact"));
    EXPECT_THAT(refusal(two, "reader"), testing::HasSubstr("more than one reader"));
    EXPECT_THAT(refusal({}, std::nullopt), testing::HasSubstr("no reader"));
}

} // namespace kaomado::pcsc
