// SPDX-License-Identifier: Apache-2.0
#include "sample_certificate.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/chip/certificate.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::chip;

namespace {
const Instant kFrom = instantFromIso("2024-04-01T00:00:00Z"), kTo = instantFromIso("2029-04-01T14:59:59Z");

Bytes sampleDer() {
    return test::makeCertificate({.notBefore = kFrom, .notAfter = kTo});
}
} // namespace

TEST(Certificate, TellsWhatItsMakerWrote) {
    const Certificate certificate = Certificate::fromDer(sampleDer());
    EXPECT_EQ(certificate.subject(), "CN=Sample,O=Kaomado Sample,C=JP");
    EXPECT_EQ(certificate.issuer(), "CN=Sample CA,O=Kaomado Sample,C=JP");
    EXPECT_EQ(certificate.serial(), "1234ABCD");
    EXPECT_EQ(certificate.notBefore(), kFrom);
    EXPECT_EQ(certificate.notAfter(), kTo);
}

TEST(Certificate, WritesJapaneseNamesInAscii) {
    const Certificate certificate =
        Certificate::fromDer(test::makeCertificate({.subject = "見本", .notBefore = kFrom, .notAfter = kTo}));
    EXPECT_EQ(certificate.subject(), "CN=\\E8\\A6\\8B\\E6\\9C\\AC,O=Kaomado Sample,C=JP");
}

TEST(Certificate, IsRefusedWhenCutOrFollowedBySomething) {
    Bytes der = sampleDer();
    EXPECT_THROW(Certificate::fromDer(ByteView(der).first(der.size() - 1)), Error);
    der.push_back(0xFF);
    EXPECT_THROW(Certificate::fromDer(der), Error);
    EXPECT_THROW(Certificate::fromDer({}), Error);
}
