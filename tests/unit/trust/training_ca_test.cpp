// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/crypto/certificate.hpp>

#include <gtest/gtest.h>

namespace kaomado::trust {
namespace {

TEST(TrainingCa, ItsNamesSayTraining) {
    for (const CertificateKind kind : kAllKinds) {
        const auto facts = crypto::readCertificate(ca().certificate(kind));
        EXPECT_NE(facts.subject.find("Training CA"), std::string::npos);
        EXPECT_EQ(facts.subject, facts.issuer);
    }
}

TEST(TrainingCa, AUserAuthenticationCertificateDoesNotNameItsHolder) {
    const Issued issued = ca().issue(requestFor(CertificateKind::UserAuth), kNow);
    EXPECT_EQ(crypto::readCertificate(issued.certificate).serial, issued.serial);
    EXPECT_FALSE(readHolder(issued.certificate).has_value());
    EXPECT_EQ(toText(issued.certificate).find("花子"), std::string::npos);
}

TEST(TrainingCa, ASignatureCertificateCarriesTheSixItemsOfItsHolder) {
    const auto holder = readHolder(ca().issue(requestFor(CertificateKind::Signature), kNow).certificate);
    ASSERT_TRUE(holder.has_value());
    const Holder wanted = sampleHolder();
    EXPECT_EQ(holder->name, wanted.name);
    EXPECT_EQ(holder->nameSubstitution, wanted.nameSubstitution);
    EXPECT_EQ(holder->sex, wanted.sex);
    EXPECT_EQ(holder->birth, wanted.birth);
    EXPECT_EQ(holder->address, wanted.address);
    EXPECT_EQ(holder->addressSubstitution, wanted.addressSubstitution);
}

TEST(TrainingCa, CertificatesAreLongEnoughForClientsThatReadTheLengthFromFourBytes) {
    for (const CertificateKind kind : kAllKinds) {
        for (const Bytes& der : {ca().issue(requestFor(kind), kNow).certificate, ca().certificate(kind)}) {
            ASSERT_GE(der.size(), 256U);
            EXPECT_EQ(der[0], 0x30);
            EXPECT_EQ(der[1], 0x82);
        }
    }
}

TEST(TrainingCa, ThePeriodEndsWithTheFifthBirthday) {
    const Issued issued = ca().issue(requestFor(CertificateKind::UserAuth), kNow);
    EXPECT_EQ(issued.notBefore, kNow);
    EXPECT_EQ(toIso(issued.notAfter), "2031-02-17T14:59:59.000000Z");
}

TEST(TrainingCa, SerialNumbersDiffer) {
    EXPECT_NE(ca().issue(requestFor(CertificateKind::UserAuth), kNow).serial,
              ca().issue(requestFor(CertificateKind::UserAuth), kNow).serial);
}

TEST(TrainingCa, NoCertificateForAnExpiredCardOrAKeyOfAnotherKind) {
    IssueRequest late = requestFor(CertificateKind::UserAuth);
    late.cardExpiry = dateFrom("2026-11-22");
    EXPECT_THROW(ca().issue(late, kNow), Error);
    IssueRequest noKey = requestFor(CertificateKind::UserAuth);
    noKey.publicKey = toBytes("nonsense");
    EXPECT_THROW(ca().issue(noKey, kNow), Error);
}

TEST(TrainingCa, OnlyItsOwnCertificatesCanBeRevoked) {
    EXPECT_FALSE(ca().revoke("4000000000000000", RevocationReason::Superseded, kNow));
}

TEST(TrainingCa, AnOcspQuestionThatIsNoneGetsMalformedRequest) {
    // OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED (1 = malformedRequest) }
    const Bytes malformed = fromHex("30030A0101");
    EXPECT_EQ(ca().answerOcsp({}, kNow), malformed);
    EXPECT_EQ(ca().answerOcsp(toBytes("nonsense"), kNow), malformed);
    EXPECT_EQ(ca().answerOcsp(fromHex("30023000"), kNow), malformed);
}

TEST(TrainingCa, AnOcspQuestionAboutAnotherAuthorityIsUnauthorized) {
    const auto question = askOcsp(otherCa().issue(requestFor(CertificateKind::UserAuth), kNow).certificate,
                                  otherCa().anchors());
    EXPECT_EQ(ca().answerOcsp(question.value().request, kNow), fromHex("30030A0106"));
}

} // namespace
} // namespace kaomado::trust
