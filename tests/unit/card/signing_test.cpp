// SPDX-License-Identifier: Apache-2.0
#include "support/sample_records.hpp"
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/cv_certificate.hpp>
#include <kaomado/card/signing.hpp>
#include <kaomado/card/terminal_authentication.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;
using test::object;
using test::ScriptedCard;
using test::times;

namespace {
const std::string kSignature = times(256, "5A");
const Sha256 kDigest = sha256(toBytes("kaomado"));
const std::string kDigestInfo = "3031300D060960864801650304020105000420" + toHex(kDigest);
} // namespace

// OpenSC and myna: SELECT 0018, VERIFY, SELECT 0017, 802A0080 33 DigestInfo 00 (card.md §11)
TEST(Signing, WithThePinGoesAsOpenScDoesIt) {
    ScriptedCard card{{{"select PIN", "00A4020C020018", "9000"},
                       {"verify", "00200080 04 31323334", "9000"},
                       {"select key", "00A4020C020017", "9000"},
                       {"sign", "802A0080 33" + kDigestInfo + "00", kSignature + "9000"}}};
    ASSERT_TRUE(selectFile(card, file::kUserAuthPin));
    ASSERT_TRUE(std::holds_alternative<Verified>(verify(card, Pin("1234"))));
    ASSERT_TRUE(selectFile(card, file::kUserAuthKey));
    const auto outcome = computeSignature(card, SignatureInput::AsGiven, sha256DigestInfo(kDigest));
    EXPECT_EQ(toHex(std::get<Bytes>(outcome)), kSignature);
    EXPECT_TRUE(card.finished());
}

TEST(Signing, WithoutThePinIsAnAnswer) {
    ScriptedCard card{{{"sign", "802A0097 33" + kDigestInfo + "00", "6982"}}};
    const auto outcome = computeSignatureByShortId(card, file::kUserAuthKey, SignatureInput::AsGiven,
                                                   sha256DigestInfo(kDigest));
    EXPECT_EQ(std::get<SigningRefused>(outcome).sw.value, 0x6982);
}

TEST(Signing, TellsInP1WhatTheCardAdds) {
    ScriptedCard card{{{"digest", "802A029A 20" + toHex(kDigest) + "00", kSignature + "9000"},
                       {"message, longer than a short command", "802A0380 00012C" + times(300, "11") + "0100",
                        kSignature + "9000"},
                       {"PSS", "802A0580 02 1122 00", kSignature + "9000"}}};
    EXPECT_TRUE(std::holds_alternative<Bytes>(
        computeSignatureByShortId(card, file::kSignatureKey, SignatureInput::Sha256Given, kDigest)));
    EXPECT_TRUE(std::holds_alternative<Bytes>(
        computeSignature(card, SignatureInput::HashedByCard, fromHex(times(300, "11")))));
    EXPECT_TRUE(std::holds_alternative<Bytes>(
        computeSignature(card, SignatureInput::PssHashedByCard, fromHex("1122"))));
    EXPECT_TRUE(card.finished());
}

TEST(Signing, WithTheInternalKeyNamesNoKey) {
    ScriptedCard card{{{"internal", "802A0300 02 1122 00", kSignature + "9000"}}};
    EXPECT_TRUE(std::holds_alternative<Bytes>(
        internalSignature(card, SignatureInput::HashedByCard, fromHex("1122"))));
    EXPECT_TRUE(card.finished());
}

TEST(InternalAuthentication, IsAskedOfTheKeyInCommon) {
    ScriptedCard card{{{"0019", "00880099 02 1122 00", kSignature + "9000"}}};
    EXPECT_TRUE(std::holds_alternative<Bytes>(internalAuthenticate(card, fromHex("1122"))));
    EXPECT_THROW(internalAuthenticate(card, {}), Error);
    EXPECT_THROW(internalAuthenticate(card, Bytes(256)), Error);
}

namespace {
const std::string kKeyIds = "77777770805123" + times(9, "01") + "7777778080512302" + times(8, "02");
const std::string kBody = kKeyIds + test::publicKey();
const std::string kCertificate = object("7F21", object("5F4E", kBody) + object("5F37", kSignature));
const std::string kSelectJpki = "00A4040C0AD392F000260100000001";
const std::string kFirst = "80A206C1 000133 7F21820233 5F4E820129" + kBody;
const std::string kSecond = "80A200C1 000105 5F37820100" + kSignature;
} // namespace

TEST(TerminalAuthentication, GivesTheCertificateInTwoCommandsAndAnswersTheChallenge) {
    ScriptedCard card{{{"JPKI", kSelectJpki, "9000"},
                       {"0016", "00A4020C020016", "9000"},
                       {"certificate", kFirst, "9000"},
                       {"its signature", kSecond, "9000"},
                       {"challenge", "0084000010", times(16, "C4") + "9000"},
                       {"proof", "00820096 000100" + times(256, "99"), "9000"}}};
    std::string message;
    const auto sign = [&](ByteView given) {
        message = toHex(given);
        return fromHex(times(256, "99"));
    };
    const TerminalOutcome outcome = authenticateTerminal(card, fromHex(kCertificate), sign);
    EXPECT_TRUE(outcome.done());
    EXPECT_EQ(message, times(16, "C4") + kKeyIds.substr(32)) << "challenge and the terminal's own key id";
    EXPECT_TRUE(card.finished());
}

TEST(TerminalAuthentication, SaysWhereTheCardRefused) {
    const auto never = [](ByteView) -> Bytes { throw std::logic_error("nothing to sign"); };
    ScriptedCard certificate{{{"JPKI", kSelectJpki, "9000"},
                              {"0016", "00A4020C020016", "9000"},
                              {"certificate", kFirst, "9000"},
                              {"its signature", kSecond, "6300"}}};
    const TerminalOutcome first = authenticateTerminal(certificate, fromHex(kCertificate), never);
    EXPECT_EQ(first.reached, TerminalStep::Certificate);
    EXPECT_EQ(first.sw.value, 0x6300);

    ScriptedCard proof{{{"JPKI", kSelectJpki, "9000"},
                        {"0016", "00A4020C020016", "9000"},
                        {"certificate", kFirst, "9000"},
                        {"its signature", kSecond, "9000"},
                        {"challenge", "0084000010", times(16, "C4") + "9000"},
                        {"proof", "00820096 000100" + times(256, "99"), "6300"}}};
    const auto sign = [](ByteView) { return fromHex(times(256, "99")); };
    EXPECT_EQ(authenticateTerminal(proof, fromHex(kCertificate), sign).reached, TerminalStep::Proof);
}

TEST(TerminalAuthentication, SendsNothingForACertificateOfAnotherForm) {
    ScriptedCard card{{}};
    const auto never = [](ByteView) -> Bytes { throw std::logic_error("nothing to sign"); };
    EXPECT_THROW(authenticateTerminal(card, fromHex("7F2100"), never), Error);
}

TEST(CvCertificate, IsReadAndWrittenBack) {
    const CvCertificate certificate = parseCvCertificate(fromHex(kCertificate + "FFFF"));
    EXPECT_EQ(toHex(certificate.issuerKeyId), kKeyIds.substr(0, 32));
    EXPECT_EQ(toHex(certificate.subjectKeyId), kKeyIds.substr(32));
    EXPECT_EQ(toHex(makePublicKey(certificate.key)), test::publicKey());
    EXPECT_EQ(toHex(certificate.body), kBody);
    EXPECT_EQ(cvCertificateBody(certificate.issuerKeyId, certificate.subjectKeyId, certificate.key),
              certificate.body);
    const Bytes written = makeCvCertificate(certificate.body, certificate.signature);
    EXPECT_EQ(toHex(written), kCertificate);
    EXPECT_EQ(written.size(), kCvCertificateBytes);
}

TEST(CvCertificate, OfAnotherFormIsRefused) {
    const auto refused = [](const std::string& hex) {
        try {
            parseCvCertificate(fromHex(hex));
        } catch (const Error& error) {
            return error.fault() == Fault::CardUnreadable;
        }
        return false;
    };
    EXPECT_TRUE(refused(""));
    EXPECT_TRUE(refused(kCertificate.substr(0, kCertificate.size() - 2))) << "cut";
    EXPECT_TRUE(refused(kCertificate + "00")) << "followed by something";
    EXPECT_TRUE(refused(object("7F21", object("5F37", kSignature) + object("5F4E", kBody)))) << "order";
    EXPECT_TRUE(refused(object("7F21", object("5F4E", kBody) + object("5F37", times(255, "5A")))));
    EXPECT_TRUE(refused(object("7F21", object("5F4E", kBody + "00") + object("5F37", kSignature))));
}
