// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/base/hash.hpp>

#include <gtest/gtest.h>

namespace kaomado::trust {
namespace {

TEST(KeyPair, ASignatureVerifiesWithItsKeyAndItsMessageOnly) {
    const Bytes message = toBytes("challenge");
    const Bytes signature = cardKey().sign(message);
    EXPECT_EQ(signature.size(), 256U);
    EXPECT_TRUE(verifies(cardKey().publicKey(), message, signature));
    EXPECT_FALSE(verifies(cardKey().publicKey(), toBytes("challengf"), signature));
    EXPECT_FALSE(
        verifies(readCertificate(ca().certificate(CertificateKind::UserAuth)).publicKey, message, signature));
}

TEST(KeyPair, APaddedDigestInfoIsTheSameSignature) {
    const Bytes message = toBytes("challenge");
    Bytes info = fromHex("3031300D060960864801650304020105000420");
    append(info, sha256(message));
    EXPECT_EQ(cardKey().signPadded(info), cardKey().sign(message));
}

TEST(KeyPair, MoreThanThePaddingLeavesRoomForIsRefused) {
    EXPECT_EQ(cardKey().signPadded(Bytes(245, 1)).size(), 256U);
    EXPECT_THROW(cardKey().signPadded(Bytes(246, 1)), Error);
    EXPECT_THROW(cardKey().signPadded({}), Error);
}

TEST(KeyPair, SurvivesPkcs8) {
    const KeyPair back = KeyPair::fromPkcs8(cardKey().toPkcs8().bytes());
    EXPECT_EQ(back.publicKey(), cardKey().publicKey());
    EXPECT_EQ(back.modulus().size(), 256U);
    EXPECT_TRUE(verifies(cardKey().publicKey(), toBytes("x"), back.sign(toBytes("x"))));
}

TEST(KeyPair, SomethingElseIsNotAKey) {
    EXPECT_THROW(KeyPair::fromPkcs8(toBytes("not a key")), Error);
    EXPECT_FALSE(verifies(toBytes("not a key"), toBytes("x"), Bytes(256, 0)));
}

TEST(KeyPair, SeveralKeysAreDifferent) {
    const auto keys = generateKeys(3);
    ASSERT_EQ(keys.size(), 3U);
    EXPECT_NE(keys[0].modulus(), keys[1].modulus());
    EXPECT_NE(keys[1].modulus(), keys[2].modulus());
}

} // namespace
} // namespace kaomado::trust
