// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

#include <kaomado/base/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace kaomado::trust {
namespace {
using enum CertificateVerdict;
constexpr auto kUser = CertificateKind::UserAuth;
constexpr auto kSign = CertificateKind::Signature;
using namespace std::chrono_literals;

CertificateVerdict verdict(const Bytes& certificate, CertificateKind kind = kUser, Instant at = kNow,
                           const RevocationEvidence& evidence = {}) {
    return checkCertificate(certificate, ca().anchors(), kind, at, evidence).verdict;
}
Issued fresh(CertificateKind kind = kUser) {
    return ca().issue(requestFor(kind), kNow);
}
Bytes ocspFor(const Issued& issued, Instant at) {
    return ca().answerOcsp(askOcsp(issued.certificate, ca().anchors()).value().request, at);
}

TEST(Check, BothKindsAreValidOnTheDayOfIssue) {
    EXPECT_EQ(verdict(fresh().certificate), Valid);
    EXPECT_EQ(verdict(fresh(kSign).certificate, kSign), Valid);
}

TEST(Check, OneKindDoesNotPassForTheOther) {
    EXPECT_EQ(verdict(fresh().certificate, kSign), WrongUsage);
    EXPECT_EQ(verdict(fresh(kSign).certificate, kUser), WrongUsage);
}

TEST(Check, AnAuthorityIsNotACard) {
    EXPECT_EQ(verdict(ca().certificate(kUser)), WrongUsage);
}

TEST(Check, ThePeriodIsCountedToTheSecond) {
    const Issued issued = fresh();
    EXPECT_EQ(verdict(issued.certificate, kUser, issued.notBefore - 1s), NotYetValid);
    EXPECT_EQ(verdict(issued.certificate, kUser, issued.notBefore), Valid);
    EXPECT_EQ(verdict(issued.certificate, kUser, issued.notAfter - 1s), Valid);
    EXPECT_EQ(verdict(issued.certificate, kUser, issued.notAfter + 1s), Expired);
}

TEST(Check, AnotherAuthorityOfTheSameNameIsUnknown) {
    const Issued foreign = otherCa().issue(requestFor(kUser), kNow);
    EXPECT_EQ(verdict(foreign.certificate), UnknownIssuer);
    EXPECT_EQ(checkCertificate(foreign.certificate, {}, kUser, kNow).verdict, UnknownIssuer);
}

TEST(Check, EveryChangedBitIsNoticed) {
    const Bytes good = fresh().certificate;
    for (std::size_t at = 0; at < good.size(); at += 7) {
        Bytes bad = good;
        bad[at] ^= 0x01;
        EXPECT_NE(verdict(bad), Valid) << "byte " << at;
    }
}

TEST(Check, AForgedSignatureIsInvalid) {
    Bytes bad = fresh().certificate;
    bad.back() ^= 0x01;
    EXPECT_EQ(verdict(bad), SignatureInvalid);
}

TEST(Check, GarbageIsMalformedAndNeverThrows) {
    for (const Bytes& bytes : {Bytes{}, Bytes(400, 0xFF), toBytes("nonsense"), fromHex("3082")})
        EXPECT_EQ(verdict(bytes), Malformed);
    Bytes cut = fresh().certificate;
    for (const std::size_t keep : {1U, 4U, 100U, 700U}) {
        cut.resize(keep);
        EXPECT_EQ(verdict(cut), Malformed);
        cut = fresh().certificate;
    }
}

TEST(Check, AnAnchorThatIsNoneIsOurMistake) {
    EXPECT_THROW(checkCertificate(fresh().certificate, {toBytes("nonsense")}, kUser, kNow), Error);
}

TEST(Check, SeveralReasonsAreAllReportedAndTheGravestLeads) {
    const Issued issued = fresh();
    Bytes bad = issued.certificate;
    bad.back() ^= 0x01;
    const auto check = checkCertificate(bad, ca().anchors(), kSign, issued.notAfter + 1s);
    EXPECT_EQ(check.verdict, SignatureInvalid);
    EXPECT_EQ(check.all, (std::vector{SignatureInvalid, WrongUsage, Expired}));
}

TEST(Check, ARevokedCertificateIsRevokedByCrlAndByOcspFromThatMomentOn) {
    const Issued issued = fresh();
    EXPECT_EQ(verdict(issued.certificate, kUser, kNow, {.crl = ca().crl(kUser, kNow)}), Valid);
    EXPECT_EQ(verdict(issued.certificate, kUser, kNow, {.ocspResponse = ocspFor(issued, kNow)}), Valid);
    const Instant when = kNow + 1h;
    ASSERT_TRUE(ca().revoke(issued.serial, RevocationReason::KeyCompromise, when));
    EXPECT_EQ(verdict(issued.certificate, kUser, kNow, {.crl = ca().crl(kUser, kNow)}), Valid) << "not yet";
    EXPECT_EQ(verdict(issued.certificate, kUser, when, {.crl = ca().crl(kUser, when)}), Revoked);
    EXPECT_EQ(verdict(issued.certificate, kUser, when, {.ocspResponse = ocspFor(issued, when)}), Revoked);
    const auto check =
        checkCertificate(issued.certificate, ca().anchors(), kUser, when, {.crl = ca().crl(kUser, when)});
    EXPECT_EQ(check.revokedAt, when);
}

TEST(Check, OneRevocationOutweighsAGoodAnswer) {
    const Issued issued = fresh();
    const Bytes stillGood = ocspFor(issued, kNow);
    ca().revoke(issued.serial, RevocationReason::CertificateHold, kNow);
    EXPECT_EQ(
        verdict(issued.certificate, kUser, kNow, {.crl = ca().crl(kUser, kNow), .ocspResponse = stillGood}),
        Revoked);
}

TEST(Check, EvidenceThatIsDemandedMustBeCredible) {
    const Issued issued = fresh();
    const auto with = [&](RevocationEvidence evidence) {
        evidence.required = true;
        return verdict(issued.certificate, kUser, kNow, evidence);
    };
    EXPECT_EQ(with({}), RevocationUnknown);
    EXPECT_EQ(with({.crl = toBytes("nonsense")}), RevocationUnknown);
    EXPECT_EQ(with({.ocspResponse = toBytes("nonsense")}), RevocationUnknown);
    EXPECT_EQ(with({.crl = otherCa().crl(kUser, kNow)}), RevocationUnknown) << "another authority's list";
    EXPECT_EQ(with({.crl = ca().crl(kSign, kNow)}), RevocationUnknown) << "the other kind's list";
    EXPECT_EQ(with({.crl = ca().crl(kUser, kNow - 25h)}), RevocationUnknown) << "an old list";
    EXPECT_EQ(with({.crl = ca().crl(kUser, kNow + 1h)}), RevocationUnknown) << "a list of the future";
    EXPECT_EQ(with({.ocspResponse = ocspFor(issued, kNow - 2h)}), RevocationUnknown) << "an old answer";
    EXPECT_EQ(with({.ocspResponse = ocspFor(fresh(), kNow)}), RevocationUnknown)
        << "an answer about another card";
    EXPECT_EQ(with({.crl = ca().crl(kUser, kNow)}), Valid);
}

TEST(Check, AListWithAChangedBitIsNoEvidence) {
    const Issued issued = fresh();
    Bytes crl = ca().crl(kUser, kNow);
    crl.back() ^= 0x01;
    EXPECT_EQ(verdict(issued.certificate, kUser, kNow, {.crl = crl}), RevocationUnknown);
}

TEST(Check, TheNonceBindsTheAnswerToTheQuestion) {
    const Issued issued = fresh();
    const auto question = askOcsp(issued.certificate, ca().anchors()).value();
    const Bytes answer = ca().answerOcsp(question.request, kNow);
    EXPECT_EQ(
        verdict(issued.certificate, kUser, kNow, {.ocspResponse = answer, .expectedNonce = question.nonce}),
        Valid);
    EXPECT_EQ(
        verdict(issued.certificate, kUser, kNow, {.ocspResponse = answer, .expectedNonce = Bytes(16, 1)}),
        RevocationUnknown);
}

TEST(Check, NoQuestionCanBeAskedAboutACertificateOfAnotherAuthority) {
    const Issued foreign = otherCa().issue(requestFor(kUser), kNow);
    EXPECT_FALSE(askOcsp(foreign.certificate, ca().anchors()).has_value());
    EXPECT_FALSE(askOcsp(toBytes("nonsense"), ca().anchors()).has_value());
}

TEST(Check, AHoldCanBecomeFinalAndTheFirstDateOfAFinalRevocationStays) {
    const Issued issued = fresh();
    ca().revoke(issued.serial, RevocationReason::CertificateHold, kNow);
    ca().revoke(issued.serial, RevocationReason::KeyCompromise, kNow + 1s);
    ca().revoke(issued.serial, RevocationReason::Superseded, kNow + 2s);
    const auto check = checkCertificate(issued.certificate, ca().anchors(), kUser, kNow + 3s,
                                        {.crl = ca().crl(kUser, kNow + 3s)});
    EXPECT_EQ(check.revokedAt, kNow + 1s);
}

} // namespace
} // namespace kaomado::trust
