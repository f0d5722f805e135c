// SPDX-License-Identifier: Apache-2.0
#include "support/sample_certificate.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/crypto/certificate.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::crypto;

namespace {
const Instant kFrom = instantFromIso("2024-04-01T00:00:00Z"), kTo = instantFromIso("2029-04-01T14:59:59Z");

Bytes sampleDer() {
    return test::makeCertificate({.notBefore = kFrom, .notAfter = kTo});
}

bool unreadable(ByteView der) {
    try {
        readCertificate(der);
        return false;
    } catch (const Error& error) {
        return error.fault() == Fault::CardUnreadable;
    }
}
} // namespace

TEST(Certificate, TellsWhatItsMakerWrote) {
    const Certificate certificate = readCertificate(sampleDer());
    EXPECT_EQ(certificate.subject, "CN=Sample,O=Kaomado Sample,C=JP");
    EXPECT_EQ(certificate.issuer, "CN=Sample CA,O=Kaomado Sample,C=JP");
    EXPECT_EQ(certificate.serial, "1234ABCD");
    EXPECT_EQ(certificate.notBefore, kFrom);
    EXPECT_EQ(certificate.notAfter, kTo);
}

TEST(Certificate, WritesJapaneseNamesInAscii) {
    const Certificate certificate =
        readCertificate(test::makeCertificate({.subject = "見本", .notBefore = kFrom, .notAfter = kTo}));
    EXPECT_EQ(certificate.subject, "CN=\\E8\\A6\\8B\\E6\\9C\\AC,O=Kaomado Sample,C=JP");
}

TEST(Certificate, KeepsTheSignOfANegativeSerialNumber) {
    const Bytes der = test::makeCertificate({.notBefore = kFrom, .notAfter = kTo, .serial = -0x1234});
    EXPECT_EQ(readCertificate(der).serial, "-1234");
}

TEST(Certificate, IsReadWithoutTheFillerBehindIt) {
    const Bytes der = sampleDer();
    Bytes stored = der;
    stored.resize(stored.size() + 100, 0xFF);
    EXPECT_EQ(readCertificate(stored).der, der);
}

TEST(Certificate, IsUnreadableWhenCutOrSomethingElse) {
    const Bytes der = sampleDer();
    EXPECT_TRUE(unreadable(ByteView(der).first(der.size() - 1)));
    EXPECT_TRUE(unreadable(Bytes(300, 0xFF)));
    EXPECT_TRUE(unreadable({}));
}
