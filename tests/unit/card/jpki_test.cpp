// SPDX-License-Identifier: Apache-2.0
#include "support/sample_records.hpp"
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/jpki.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;
using test::ScriptedCard;
using test::times;

namespace {
std::string padded(std::string text, std::size_t size) {
    text.resize(size, ' ');
    return test::hexOf(text);
}

std::string token() {
    return padded("JPKIAPICCTOKEN2", 32) + padded("Sample Maker", 32) + padded("MODEL", 16) +
           padded("0001", 16) + "0000040D" + times(40, "00") + test::hexOf("0100") + times(16, "20");
}
} // namespace

TEST(TokenInfo, IsReadFieldByField) {
    ASSERT_EQ(token().size(), 320U);
    const TokenInfo info = parseTokenInfo(fromHex(token()));
    EXPECT_EQ(info.label, "JPKIAPICCTOKEN2");
    EXPECT_EQ(info.manufacturer, "Sample Maker");
    EXPECT_EQ(info.model, "MODEL");
    EXPECT_EQ(info.serial, "0001");
    EXPECT_EQ(info.flags, 0x40DU);
    EXPECT_EQ(info.hardwareVersion, "01");
    EXPECT_EQ(info.firmwareVersion, "00");
    EXPECT_EQ(info.time, "");
}

TEST(TokenInfo, CutOrWithOtherBytesInItsTextsIsRefused) {
    EXPECT_THROW(parseTokenInfo(fromHex(token().substr(2))), Error);
    EXPECT_THROW(parseTokenInfo(fromHex("FF" + token().substr(2))), Error);
}

TEST(CertificatePresence, IsOneByteForEachCertificate) {
    EXPECT_EQ(parseCertificatePresence(fromHex("8F8F00")), (CertificatePresence{true, true}));
    EXPECT_EQ(parseCertificatePresence(fromHex("008F00")), (CertificatePresence{false, true}));
    EXPECT_EQ(parseCertificatePresence(fromHex("FFFFFF")), (CertificatePresence{false, false}));
    EXPECT_THROW(parseCertificatePresence(fromHex("8F")), Error);
}

TEST(CertificateFile, IsTheDerWithoutItsFiller) {
    ScriptedCard card{{{"select", "00A4020C02000B", "9000"}, {"read", "00B0000000", "3003020105FFFF9000"}}};
    EXPECT_EQ(toHex(*readCertificate(card, file::kUserAuthCa)), "3003020105");
    EXPECT_TRUE(card.finished());
}

TEST(CertificateFile, IsEmptyWhenRefusedAbsentOrOnlyFiller) {
    ScriptedCard card{{{"select", "00A4020C020001", "9000"},
                       {"needs the password", "00B0000000", "6982"},
                       {"select", "00A4020C020001", "6A82"},
                       {"select", "00A4020C020001", "9000"},
                       {"removed", "00B0000000", "FFFFFF9000"}}};
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(readCertificate(card, file::kSignatureCertificate), std::nullopt);
    EXPECT_TRUE(card.finished());
}

TEST(CertificateFile, CutInsideIsRefused) {
    ScriptedCard card{{{"select", "00A4020C02000A", "9000"}, {"read", "00B0000000", "30820200019000"}}};
    EXPECT_THROW(readCertificate(card, file::kUserAuthCertificate), Error);
}
