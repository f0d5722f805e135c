// SPDX-License-Identifier: Apache-2.0
#include "support/sample_certificate.hpp"
#include "support/sample_records.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/chip/record_signature.hpp>

#include <gmock/gmock.h>

using namespace kaomado;
using namespace kaomado::chip;
using test::hexOf;
using test::object;
using test::times;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
card::RsaPublicKey openHalf(const test::Key& key) {
    return {test::modulusOf(key), {1, 0, 1}};
}

const test::Key& issuer() {
    static const test::Key kKey = test::rsaKey("issuer");
    return kKey;
}

std::string hashOf(const std::string& hex) {
    return toHex(sha256(fromHex(hex)));
}

/// A signature over a DigestInfo whose octets are these digests; the header is written by hand.
std::string signDigests(const std::string& digests, const test::Key& key = issuer()) {
    const auto byte = [](std::size_t number) {
        const std::uint8_t one[] = {static_cast<std::uint8_t>(number)};
        return toHex(one);
    };
    const std::size_t size = digests.size() / 2;
    const std::string info =
        "30" + byte(size + 17) + "300D06096086480165030402010500" + "04" + byte(size) + digests;
    return toHex(test::rsaSignDigestInfo(key, fromHex(info)));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    EXPECT_EQ(from.size(), to.size());
    return text.replace(at, from.size(), to);
}

std::string signedFace(const test::Key& key = issuer()) {
    auto objects = test::faceObjects();
    const std::string who = objects[0] + objects[1] + objects[2], images = objects[3] + objects[4];
    return test::visualFace(signDigests(hashOf(who) + hashOf(images) + hashOf(objects[5]), key));
}

std::vector<std::string> failuresOfFace(const std::string& stored) {
    return verifyFace(fromHex(stored), openHalf(issuer())).failures();
}
} // namespace

TEST(FaceRecord, AsTheIssuerMadeItIsProven) {
    const Report report = verifyFace(fromHex(signedFace() + "FFFF"), openHalf(issuer()));
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.findings().size(), 4U);
    EXPECT_NO_THROW(report.throwUnlessOk());
}

TEST(FaceRecord, WhatWasChangedIsLocated) {
    const std::string good = signedFace();
    EXPECT_THAT(failuresOfFace(replaced(good, hexOf("19800217"), hexOf("19810217"))),
                ElementsAre("VISUAL/0002 birth date, sex, key"));
    EXPECT_THAT(failuresOfFace(replaced(good, test::kPng + "26", test::kPng + "62")),
                ElementsAre("VISUAL/0002 name and address images"));
    EXPECT_THAT(failuresOfFace(replaced(good, test::kJp2 + "27", test::kJp2 + "72")),
                ElementsAre("VISUAL/0002 photo"));
}

TEST(FaceRecord, TwoChangesAreBothLocated) {
    const std::string twice = replaced(replaced(signedFace(), test::kJp2 + "27", test::kJp2 + "72"),
                                       object("DF23", hexOf("2")), object("DF23", hexOf("1")));
    EXPECT_THAT(failuresOfFace(twice), ElementsAre("VISUAL/0002 birth date, sex, key", "VISUAL/0002 photo"));
}

TEST(FaceRecord, ExpiryAndSecurityCodeAreNotCoveredByTheSignature) {
    EXPECT_THAT(failuresOfFace(replaced(signedFace(), hexOf("20350217"), hexOf("20360217"))), IsEmpty());
}

TEST(FaceRecord, SignedByAnotherKeyProvesNothing) {
    const Report report = verifyFace(fromHex(signedFace(test::rsaKey("forger"))), openHalf(issuer()));
    EXPECT_EQ(report.failures().size(), 4U);
    try {
        report.throwUnlessOk();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::SignatureInvalid);
        EXPECT_NE(std::string(error.what()).find("VISUAL/0002 photo"), std::string::npos);
    }
}

TEST(FaceRecord, ASignatureOverFewerDigestsIsNotTaken) {
    auto objects = test::faceObjects();
    const std::string photoOnly = signDigests(hashOf(objects[5]));
    EXPECT_EQ(failuresOfFace(test::visualFace(photoOnly)).size(), 4U);
}

TEST(FaceRecord, ASignatureOverTheWholeInsteadOfThePartsIsNotTaken) {
    auto objects = test::faceObjects();
    std::string whole;
    for (int i = 0; i < 6; ++i)
        whole += objects[static_cast<std::size_t>(i)];
    const std::string plain = toHex(test::rsaSign(issuer(), fromHex(whole)));
    EXPECT_FALSE(verifyFace(fromHex(test::visualFace(plain)), openHalf(issuer())).ok());
}

TEST(FaceRecord, ASignatureWithBytesBehindOrMissingFromTheDigestsIsNotTaken) {
    auto objects = test::faceObjects();
    const std::string info = "3071300D060960864801650304020105000460" +
                             hashOf(objects[0] + objects[1] + objects[2]) + hashOf(objects[3] + objects[4]) +
                             hashOf(objects[5]);
    const auto failuresWith = [](const std::string& padded) {
        return failuresOfFace(test::visualFace(toHex(test::rsaSignDigestInfo(issuer(), fromHex(padded)))));
    };
    EXPECT_THAT(failuresWith(info), IsEmpty());
    EXPECT_EQ(failuresWith(info + "00").size(), 4U) << "room for a forger to choose bytes";
    EXPECT_EQ(failuresWith(info.substr(0, info.size() - 2)).size(), 4U);
}

TEST(FaceRecord, WhoseTableOfOffsetsLiesIsRefusedThoughTheTableIsNotSigned) {
    std::string stored = signedFace();
    const auto table = stored.find("DF2112");
    ASSERT_NE(table, std::string::npos);
    stored.replace(table + 6, 4, "0000");
    EXPECT_THROW(verifyFace(fromHex(stored), openHalf(issuer())), Error);
}

namespace {
std::string attributeSignature(const std::string& number, const std::string& attributes) {
    return object("FF30", object("DF31", number) + object("DF32", attributes) +
                              object("DF33", signDigests(number + attributes)));
}

/// From DF22 on.
std::string attributeObjects() {
    const std::string stored = test::textAttributes();
    return stored.substr(stored.find("DF22", 10));
}

Report text(const std::string& record, const std::string& number, const std::string& attributes) {
    const Bytes a = fromHex(number), b = fromHex(attributes);
    return verifyTextRecords(fromHex(record), ByteView(a), ByteView(b), openHalf(issuer()));
}

std::string goodAttributeSignature() {
    return attributeSignature(hashOf(test::textNumber()), hashOf(attributeObjects()));
}
} // namespace

TEST(TextRecords, AsTheIssuerMadeThemAreProven) {
    const Report report = text(goodAttributeSignature(), test::textNumber(), test::textAttributes());
    EXPECT_THAT(report.failures(), IsEmpty());
    EXPECT_EQ(report.findings().size(), 5U);
}

TEST(TextRecords, WhatWasChangedIsLocated) {
    const std::string record = goodAttributeSignature();
    const std::string otherNumber = replaced(test::textNumber(), hexOf("1234"), hexOf("4321"));
    EXPECT_THAT(text(record, otherNumber, test::textAttributes()).failures(),
                ElementsAre("TEXT/0001 number"));
    EXPECT_THAT(text(record, test::textNumber(), test::textAttributes("見本　太郎")).failures(),
                ElementsAre("TEXT/0002 attributes"));
    const std::string otherDigest = replaced(record, hashOf(attributeObjects()), times(32, "00"));
    EXPECT_THAT(text(otherDigest, test::textNumber(), test::textAttributes()).failures(),
                ElementsAre("TEXT/0003 attributes digest", "TEXT/0002 attributes"));
}

TEST(TextRecords, ADigestThatFitsAChangedFileIsFoundBySignature) {
    const std::string forged = test::textAttributes("見本　太郎");
    const std::string fitting = hashOf(forged.substr(forged.find("DF22", 10)));
    const std::string record = replaced(goodAttributeSignature(), hashOf(attributeObjects()), fitting);
    EXPECT_THAT(text(record, test::textNumber(), forged).failures(),
                ElementsAre("TEXT/0003 attributes digest"));
}

TEST(TextRecords, AFileThatWasNotOpenedIsLeftOutOfTheReport) {
    const Bytes attributes = fromHex(test::textAttributes());
    const Report report = verifyTextRecords(fromHex(goodAttributeSignature()), std::nullopt,
                                            ByteView(attributes), openHalf(issuer()));
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.findings().size(), 4U);
}

TEST(AgeRecordSignature, CoversBirthDateAndKey) {
    const std::string covered = object("DF11", hexOf("19800217")) + object("DF12", test::publicKey());
    const std::string stored = object("FF10", covered + object("DF13", signDigests(hashOf(covered))));
    EXPECT_TRUE(verifyAge(fromHex(stored), openHalf(issuer())).ok());
    const std::string older = replaced(stored, hexOf("19800217"), hexOf("19700217"));
    EXPECT_THAT(verifyAge(fromHex(older), openHalf(issuer())).failures(),
                ElementsAre("VISUAL/0001 birth date and key"));
}

TEST(NumberImageSignature, CoversImageAndKey) {
    const std::string covered = object("DF41", test::kPng + "41") + object("DF42", test::publicKey());
    const std::string stored = object("FF40", covered + object("DF43", signDigests(hashOf(covered))));
    EXPECT_TRUE(verifyNumberImage(fromHex(stored), openHalf(issuer())).ok());
    const std::string other = replaced(stored, test::kPng + "41", test::kPng + "14");
    EXPECT_THAT(verifyNumberImage(fromHex(other), openHalf(issuer())).failures(),
                ElementsAre("VISUAL/0005 number image and key"));
}

TEST(InternalKeySignature, CoversTheKey) {
    const std::string covered = object("DF51", test::publicKey());
    const std::string stored = object("FF50", covered + object("DF52", signDigests(hashOf(covered))));
    EXPECT_TRUE(verifyInternalKey(fromHex(stored), openHalf(issuer())).ok());
    const std::string other = replaced(stored, "5A5A", "5A5B");
    EXPECT_THAT(verifyInternalKey(fromHex(other), openHalf(issuer())).failures(),
                ElementsAre("TEXT/0007 internal key"));
}

namespace {
const std::string kIssuerId = "77777770805123" + times(9, "01"),
                  kSubjectId = "77777780805123" + times(9, "02");

card::CvCertificate certificateSignedBy(const test::Key& signer) {
    const std::string body =
        kIssuerId + kSubjectId + test::publicKey(toHex(test::modulusOf(test::rsaKey("terminal"))));
    const std::string signature = toHex(test::rsaSign(signer, fromHex(body)));
    return card::parseCvCertificate(
        fromHex(object("7F21", object("5F4E", body) + object("5F37", signature))));
}

CvIssuer cvIssuer(const std::string& id = kIssuerId) {
    CvIssuer known{.key = openHalf(issuer())};
    std::ranges::copy(fromHex(id), known.id.begin());
    return known;
}
} // namespace

TEST(CvCertificateSignature, IsCheckedUnderTheIssuersKeyAndName) {
    EXPECT_TRUE(verifyCvCertificate(certificateSignedBy(issuer()), cvIssuer()).ok());
    EXPECT_THAT(
        verifyCvCertificate(certificateSignedBy(test::rsaKey("forger")), cvIssuer(), "TEXT/0004").failures(),
        ElementsAre("TEXT/0004 signature"));
    EXPECT_THAT(verifyCvCertificate(certificateSignedBy(issuer()), cvIssuer(kSubjectId)).failures(),
                ElementsAre("certificate issuer"));
}

TEST(CvCertificateSignature, AChangedKeyIsFound) {
    card::CvCertificate changed = certificateSignedBy(issuer());
    changed.body[100] ^= 1U;
    EXPECT_THAT(verifyCvCertificate(changed, cvIssuer()).failures(), ElementsAre("certificate signature"));
}

namespace {
/// Answers COMPUTE DIGITAL SIGNATURE with the internal key of the chip.
class SigningChip final : public card::Card {
public:
    explicit SigningChip(test::Key key) : key_(std::move(key)) {}
    card::Response transmit(const card::Command& command) override {
        EXPECT_EQ(command.p1, 0x03) << "the card hashes";
        asked.emplace_back(command.data.begin(), command.data.end());
        return {test::rsaSign(key_, command.data), {0x9000}};
    }
    void reset() override {}
    Bytes atr() const override { return {}; }

    std::vector<Bytes> asked;

private:
    test::Key key_;
};
} // namespace

TEST(InternalKeyProof, AcceptsTheChipThatHoldsTheKey) {
    SigningChip chip(test::rsaKey("chip"));
    EXPECT_TRUE(proveInternalKey(chip, card::App::Visual, openHalf(test::rsaKey("chip"))).ok());
    EXPECT_TRUE(proveInternalKey(chip, card::App::Visual, openHalf(test::rsaKey("chip"))).ok());
    EXPECT_NE(chip.asked[0], chip.asked[1]) << "the message is fresh";
}

TEST(InternalKeyProof, ACopyOfTheRecordsOnAnotherChipFails) {
    SigningChip copy(test::rsaKey("copy"));
    EXPECT_THAT(proveInternalKey(copy, card::App::Text, openHalf(test::rsaKey("chip"))).failures(),
                ElementsAre("TEXT internal key answers"));
}

TEST(Report, NothingCheckedIsNotASuccess) {
    EXPECT_FALSE(Report().ok());
    EXPECT_THROW(Report().throwUnlessOk(), Error);
}

TEST(Report, OneFailureSpoilsAMergedOne) {
    Report good, bad;
    good.check("a", true);
    bad.check("b", false);
    good.merge(bad);
    EXPECT_FALSE(good.ok());
    EXPECT_THAT(good.failures(), ElementsAre("b"));
}
