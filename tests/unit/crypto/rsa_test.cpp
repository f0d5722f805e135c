// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/base/hash.hpp>
#include <kaomado/crypto/rsa.hpp>

#include <gtest/gtest.h>

namespace kaomado::crypto {
namespace {

/// Keys take a quarter of a second each, so all tests of a process share this one.
const KeyPair& sampleKey() {
    static const KeyPair kKey = KeyPair::generate();
    return kKey;
}

Bytes digestInfoOf(ByteView message) {
    Bytes info = fromHex("3031300D060960864801650304020105000420");
    append(info, sha256(message));
    return info;
}

TEST(Rsa, ASignatureVerifiesWithItsKeyAndItsMessageOnly) {
    const Bytes message = toBytes("challenge");
    const Bytes signature = sampleKey().sign(message);
    EXPECT_EQ(signature.size(), kRsaBytes);
    EXPECT_TRUE(verifies(sampleKey().publicKey(), message, signature));
    EXPECT_FALSE(verifies(sampleKey().publicKey(), toBytes("challengf"), signature));
    EXPECT_FALSE(verifies(KeyPair::generate().publicKey(), message, signature));
}

TEST(Rsa, APaddedDigestInfoIsTheSameSignature) {
    const Bytes message = toBytes("challenge");
    EXPECT_EQ(sampleKey().signPadded(digestInfoOf(message)), sampleKey().sign(message));
}

TEST(Rsa, MoreThanThePaddingLeavesRoomForIsRefused) {
    EXPECT_EQ(sampleKey().signPadded(Bytes(kLongestPadded, 1)).size(), kRsaBytes);
    EXPECT_THROW(sampleKey().signPadded(Bytes(kLongestPadded + 1, 1)), Error);
    EXPECT_THROW(sampleKey().signPadded({}), Error);
}

TEST(Rsa, APublicKeyOfModulusAndExponentRecoversWhatWasSigned) {
    const auto key = PublicKey::fromNumbers(sampleKey().modulus(), fromHex("010001"));
    ASSERT_TRUE(key.has_value());
    const Bytes message = toBytes("challenge");
    Bytes signature = sampleKey().sign(message);
    EXPECT_EQ(key->recover(signature), digestInfoOf(message));
    signature.back() ^= 0x01;
    EXPECT_EQ(key->recover(signature), std::nullopt);
}

TEST(Rsa, AModulusOfAnotherSizeIsNotAKey) {
    EXPECT_FALSE(PublicKey::fromNumbers(Bytes(128, 0xFF), fromHex("010001")).has_value());
    EXPECT_FALSE(PublicKey::fromNumbers({}, fromHex("010001")).has_value());
}

TEST(Rsa, AKeySurvivesPkcs8) {
    const auto back = KeyPair::fromPkcs8(sampleKey().toPkcs8().bytes());
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->publicKey(), sampleKey().publicKey());
    EXPECT_EQ(back->modulus().size(), kRsaBytes);
    EXPECT_TRUE(verifies(sampleKey().publicKey(), toBytes("x"), back->sign(toBytes("x"))));
}

TEST(Rsa, SomethingElseIsNotAKey) {
    EXPECT_FALSE(KeyPair::fromPkcs8(toBytes("not a key")).has_value());
    EXPECT_FALSE(verifies(toBytes("not a key"), toBytes("x"), Bytes(kRsaBytes, 0)));
    const SecretBytes whole = sampleKey().toPkcs8();
    Bytes followed(whole.bytes().begin(), whole.bytes().end());
    followed.push_back(0);
    EXPECT_FALSE(KeyPair::fromPkcs8(followed).has_value()) << "something follows it";
}

TEST(Rsa, SeveralKeysAreDifferent) {
    const auto keys = generateKeys(3);
    ASSERT_EQ(keys.size(), 3U);
    EXPECT_NE(keys[0].modulus(), keys[1].modulus());
    EXPECT_NE(keys[1].modulus(), keys[2].modulus());
}

} // namespace
} // namespace kaomado::crypto
