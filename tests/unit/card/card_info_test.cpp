// SPDX-License-Identifier: Apache-2.0
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/base/hash.hpp>
#include <kaomado/card/card_info.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;
using namespace std::chrono_literals;

namespace {
// serial 000000000000042, municipality 13101, expiry 2035-03-31
const std::string kRecord = "011C"
                            "303030303030303030303030303432"
                            "3133313031"
                            "3230333530333331";
const CardInfo kInfo{"000000000000042", "13101", 2035y / 3 / 31};

Fault faultOf(const std::string& record) {
    try {
        parseCardInfo(fromHex(record));
    } catch (const Error& error) {
        return error.fault();
    }
    return Fault::Internal;
}
} // namespace

TEST(CardInfo, IsReadFromTheFirstRecordOfTheCommonApplication) {
    test::ScriptedCard card{{{"select COMMON", "00A4040C 0A D3921000310001010100", "9000"},
                             {"select 0001", "00A4020C 02 0001", "9000"},
                             {"record 1", "00B20104 00", kRecord + "9000"}}};
    EXPECT_EQ(readCardInfo(card), kInfo);
    EXPECT_TRUE(card.finished());
}

TEST(CardInfo, IsEmptyWhenTheCardHasNoCommonApplication) {
    test::ScriptedCard card{{{"select COMMON", "00A4040C 0A D3921000310001010100", "6A82"}}};
    EXPECT_EQ(readCardInfo(card), std::nullopt);
}

TEST(CardInfo, IsWrittenAsItIsRead) {
    EXPECT_EQ(toHex(makeCardInfo(kInfo)), kRecord);
}

TEST(CardInfo, ARecordOfAnotherShapeIsRefused) {
    EXPECT_EQ(faultOf(""), Fault::CardUnreadable);
    EXPECT_EQ(faultOf(kRecord.substr(0, kRecord.size() - 2)), Fault::CardUnreadable) << "a digit is cut off";
    EXPECT_EQ(faultOf("02" + kRecord.substr(2)), Fault::CardUnreadable) << "another tag";
    EXPECT_EQ(faultOf(kRecord.substr(0, 4) + "41" + kRecord.substr(6)), Fault::CardUnreadable) << "a letter";
    EXPECT_EQ(faultOf(kRecord.substr(0, kRecord.size() - 4) + "3332"), Fault::CardUnreadable) << "32 March";
}

TEST(CardInfo, AnUnfitPartIsNotWritten) {
    EXPECT_THROW(makeCardInfo({"42", "13101", 2035y / 3 / 31}), Error);
    EXPECT_THROW(makeCardInfo({"000000000000042", "1310X", 2035y / 3 / 31}), Error);
}

TEST(Fingerprint, IsTheFirstHalfOfAHashOverPurposeAndSerial) {
    const Sha256 digest = sha256(toBytes("kaomado card v1000000000000042"));
    EXPECT_EQ(fingerprintOf(kInfo), toHex(digest).substr(0, 32));
}

TEST(Fingerprint, DependsOnTheSerialAlone) {
    EXPECT_EQ(fingerprintOf({kInfo.serial, "27100", 2030y / 1 / 1}), fingerprintOf(kInfo));
    EXPECT_NE(fingerprintOf({"000000000000043", "13101", 2035y / 3 / 31}), fingerprintOf(kInfo));
}
