// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/card/public_key.hpp>
#include <kaomado/card/record_digests.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;

namespace {
Sha256 hashOfHex(const std::string& hex) {
    return sha256(fromHex(hex));
}
} // namespace

TEST(RecordDigests, TheNumberCountsWithItsFiller) {
    const std::string stored = "FF100C 313233343536373839303132 FFFF";
    EXPECT_EQ(numberDigest(fromHex(stored)), hashOfHex("FF100C313233343536373839303132FFFF"));
}

TEST(RecordDigests, AttributesCountFromNameToSexWithTheirTags) {
    const std::string objects = "DF220141 DF230142 DF24083230303030313031 DF250131";
    const std::string stored = "FF20 22 DF2108 000E001200160021" + objects + "FFFF";
    ASSERT_EQ(fromHex(objects).size() + 11, 0x22U);
    EXPECT_EQ(attributesDigest(fromHex(stored)), hashOfHex(objects));
}

TEST(RecordDigests, TheFaceHasThreeParts) {
    const std::string who = "DF220101 DF230102 DF240103", images = "DF250104 DF260105", photo = "DF270106";
    const std::string unsignedEnd = "DF290107 DF2A0108";
    const std::string inner = "DF2100" + who + images + photo + "DF280109" + unsignedEnd;
    const auto digests = faceDigests(fromHex("FF2027" + inner));
    EXPECT_EQ(digests[0], hashOfHex(who));
    EXPECT_EQ(digests[1], hashOfHex(images));
    EXPECT_EQ(digests[2], hashOfHex(photo));
}

TEST(RecordDigests, AreThereBeforeTheSignatureIs) {
    const std::string unfinished = "FF2018 DF220101 DF230102 DF240103 DF250104 DF260105 DF270106";
    EXPECT_EQ(faceDigests(fromHex(unfinished))[2], hashOfHex("DF270106"));
    EXPECT_EQ(ageDigests(fromHex("FF1008 DF110101 DF120102"))[0], hashOfHex("DF110101DF120102"));
    EXPECT_EQ(numberImageDigests(fromHex("FF4008 DF410101 DF420102"))[0], hashOfHex("DF410101DF420102"));
    EXPECT_EQ(internalKeyDigests(fromHex("FF5008 DF510101 DF520102"))[0], hashOfHex("DF510101"));
}

TEST(RecordDigests, ARecordThatDoesNotHoldTheObjectsIsRefused) {
    EXPECT_THROW(faceDigests(fromHex("FF2004 DF220101")), Error);
    EXPECT_THROW(ageDigests(fromHex("FF1008 DF120102 DF110101")), Error) << "in the wrong order";
    EXPECT_THROW(ageDigests(fromHex("FF1008 DF110101 DF1202")), Error) << "cut";
    EXPECT_THROW(ageDigests(fromHex("FF1008 DF110101 DF120102 00")), Error) << "followed by something";
    EXPECT_THROW(ageDigests(fromHex("FF200400000000")), Error) << "another record";
}

TEST(RecordDigestInfo, HoldsOneDigestAsEverybodySendsIt) {
    const Sha256 digest = sha256(toBytes("kaomado"));
    const std::array<Sha256, 1> one{digest};
    EXPECT_EQ(toHex(recordDigestInfo(one)), "3031300D060960864801650304020105000420" + toHex(digest));
}

TEST(RecordDigestInfo, HoldsThreeDigestsInOneOctetString) {
    const std::array three{sha256(toBytes("a")), sha256(toBytes("b")), sha256(toBytes("c"))};
    EXPECT_EQ(toHex(recordDigestInfo(three)),
              "3071300D060960864801650304020105000460" + toHex(three[0]) + toHex(three[1]) + toHex(three[2]));
}

TEST(PublicKey, IsExponentAndModulus) {
    const std::string modulus = "80" + std::string(508, '0') + "01";
    const std::string stored = "9003010001 91820100" + modulus;
    const RsaPublicKey key = parsePublicKey(fromHex(stored));
    EXPECT_EQ(toHex(key.exponent), "010001");
    EXPECT_EQ(toHex(key.modulus), modulus);
    EXPECT_EQ(makePublicKey(key), fromHex(stored));
}

TEST(PublicKey, OfAnotherFormIsRefused) {
    const std::string modulus = "80" + std::string(508, '0') + "01";
    EXPECT_THROW(parsePublicKey({}), Error);
    EXPECT_THROW(parsePublicKey(fromHex("9003010001 918200FF" + modulus.substr(2))), Error);
    EXPECT_THROW(parsePublicKey(fromHex("9003010001 91820100" + modulus + "FF")), Error);
    EXPECT_THROW(parsePublicKey(fromHex("9003010001 91820100 00" + modulus.substr(2))), Error) << "2047 bits";
    EXPECT_THROW(parsePublicKey(fromHex("9003010001 91820100" + modulus.substr(0, 510) + "02")), Error)
        << "even";
    EXPECT_THROW(parsePublicKey(fromHex("9003000001 91820100" + modulus)), Error) << "exponent 1";
    EXPECT_THROW(makePublicKey({{1, 2}, {1, 0, 1}}), Error);
}
