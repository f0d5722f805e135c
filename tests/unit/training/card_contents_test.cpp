// SPDX-License-Identifier: Apache-2.0
// Every profile is read back through the card's commands and checked by the verifiers that the counter uses.
#include "support/sample_card.hpp"

#include <kaomado/card/card_info.hpp>
#include <kaomado/card/jpki.hpp>
#include <kaomado/card/number_b.hpp>
#include <kaomado/card/signing.hpp>
#include <kaomado/card/terminal_authentication.hpp>
#include <kaomado/card/text.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/chip/picture.hpp>
#include <kaomado/chip/record_signature.hpp>
#include <kaomado/crypto/certificate.hpp>
#include <kaomado/crypto/rsa.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace kaomado::training {
namespace {
using card::App;
namespace file = card::file;

chip::CvIssuer issuerOf(trust::TrainingCa& ca) {
    const CardRoot root = cardRoot(ca);
    chip::CvIssuer issuer;
    std::ranges::copy(root.keyId, issuer.id.begin());
    issuer.key = card::parsePublicKey(root.publicKey);
    return issuer;
}

std::string failures(const chip::Report& report) {
    std::string text;
    for (const std::string& one : report.failures())
        text += one + "; ";
    return report.ok() ? "" : "failed: " + text;
}

class EveryProfile : public testing::TestWithParam<Profile> {
protected:
    Bytes stored(App app, card::FileId id) const { return chip_.image().find(app, id)->content; }
    void open(App app, card::FileId reference, const card::Pin& value) {
        ASSERT_TRUE(card::selectApp(card_, app));
        ASSERT_TRUE(std::holds_alternative<card::Verified>(card::verify(card_, {app, reference}, value)));
    }
    card::Pin numberB() {
        const Bytes printed =
            toBytes(toText(chip_.image().find(App::Visual, file::kVisualNumberB)->value.bytes()));
        return card::Pin(toText(printed));
    }
    emulator::Chip chip_{test::sampleCard(GetParam())};
    emulator::EmulatedCard card_{chip_};
};

TEST_P(EveryProfile, TextRecordsAreSignedUnderTheTrainingRoot) {
    const auto certificate = card::parseCvCertificate(stored(App::Text, file::kTextCvCertificate));
    EXPECT_EQ(failures(chip::verifyCvCertificate(certificate, issuerOf(test::sampleCa()))), "");
    const Bytes number = stored(App::Text, file::kTextNumber),
                attributes = stored(App::Text, file::kTextAttributes);
    EXPECT_EQ(failures(chip::verifyTextRecords(stored(App::Text, file::kTextSignature), number, attributes,
                                               certificate.key)),
              "");
    EXPECT_EQ(failures(chip::verifyInternalKey(stored(App::Text, file::kTextInternalKey), certificate.key)),
              "");
}

TEST_P(EveryProfile, VisualRecordsAreSignedUnderTheTrainingRoot) {
    const auto certificate = card::parseCvCertificate(stored(App::Visual, file::kVisualCvCertificate));
    EXPECT_EQ(failures(chip::verifyCvCertificate(certificate, issuerOf(test::sampleCa()))), "");
    EXPECT_EQ(failures(chip::verifyFace(stored(App::Visual, file::kVisualFace), certificate.key)), "");
    EXPECT_EQ(failures(chip::verifyAge(stored(App::Visual, file::kVisualAge), certificate.key)), "");
    EXPECT_EQ(failures(chip::verifyNumberImage(stored(App::Visual, file::kVisualNumber), certificate.key)),
              "");
}

TEST_P(EveryProfile, TheFaceOpensWithTheFourteenDigitsPrintedOnTheCard) {
    const auto expiry = static_cast<int>(card::readCardInfo(card_).value().expiry.year());
    const std::string code = toText(numberB().bytes()).substr(10);
    open(App::Visual, file::kVisualNumberB, card::numberB(test::sampleHolder().birth, expiry, code));
    const auto face = card::readFace(card_).value();
    EXPECT_EQ(face.birth, test::sampleHolder().birth);
    EXPECT_EQ(face.sex, test::sampleHolder().sex);
    const auto photo = chip::decodePhoto(face.photo.bytes());
    EXPECT_EQ(std::pair(photo.width, photo.height), std::pair(240U, 320U));
    EXPECT_LT(face.photo.size(), 8000U);
    const auto code2 = chip::decodePng(face.securityCodeImage.bytes());
    EXPECT_EQ(std::pair(code2.width, code2.height), std::pair(24U, 12U));
    EXPECT_EQ(face.expiry, card::readCardInfo(card_).value().expiry);
}

TEST_P(EveryProfile, TheBirthDateKeyOpensTheAgeRecord) {
    open(App::Visual, file::kVisualBirthKey, card::birthDateKey(test::sampleHolder().birth));
    EXPECT_EQ(card::readAge(card_).value().birth, test::sampleHolder().birth);
}

TEST_P(EveryProfile, TheNumberOpensItsImageAndHasAWrongCheckDigit) {
    const card::Pin number = card::parseNumber(stored(App::Text, file::kTextNumber));
    const std::string digits = toText(number.bytes());
    EXPECT_NE(numberCheckDigit(digits.substr(0, 11)), digits.back());
    open(App::Visual, file::kVisualNumberA, number);
    const auto image = chip::decodePng(card::readNumberImage(card_).value().image.bytes());
    EXPECT_EQ(std::pair(image.width, image.height), std::pair(72U, 12U));
}

TEST_P(EveryProfile, TheInternalKeysProveTheChip) {
    ASSERT_TRUE(card::selectApp(card_, App::Text));
    const auto text = card::parseInternalKey(stored(App::Text, file::kTextInternalKey));
    EXPECT_EQ(failures(chip::proveInternalKey(card_, App::Text, text.key)), "");
    ASSERT_TRUE(card::selectApp(card_, App::Visual));
    const auto face = card::parseFace(stored(App::Visual, file::kVisualFace));
    EXPECT_EQ(failures(chip::proveInternalKey(card_, App::Visual, face.key)), "");
    EXPECT_NE(text.key.modulus, face.key.modulus);
}

TEST_P(EveryProfile, AnApprovedTerminalUsesTheCardWithoutAPin) {
    const auto terminal = terminalCredentials(test::sampleCa());
    const auto outcome = card::authenticateTerminal(
        card_, terminal.certificate, [&](ByteView message) { return terminal.key.sign(message); });
    ASSERT_TRUE(outcome.done());
    ASSERT_TRUE(card::selectFile(card_, file::kUserAuthKey));
    const Bytes challenge = toBytes("challenge");
    const auto signedBytes =
        card::computeSignature(card_, card::SignatureInput::Sha256Given, sha256(challenge));
    ASSERT_TRUE(std::holds_alternative<Bytes>(signedBytes));
    const auto certificate = crypto::readCertificate(stored(App::Jpki, file::kUserAuthCertificate));
    EXPECT_TRUE(crypto::verifies(certificate.publicKey, challenge, std::get<Bytes>(signedBytes)));
}

TEST_P(EveryProfile, CardInformationTextAndDataObjectsTellTheSame) {
    const auto info = card::readCardInfo(card_).value();
    EXPECT_EQ(toText(chip_.image().dataObjects.at(0x0045)), info.serial);
    EXPECT_EQ(toText(chip_.image().dataObjects.at(0x00F2)), toDigits(info.expiry));
    EXPECT_EQ(toText(chip_.image().dataObjects.at(0x00F0)), info.municipality);
    const auto attributes = card::parseAttributes(stored(App::Text, file::kTextAttributes));
    EXPECT_EQ(attributes.name, test::sampleHolder().name);
    EXPECT_EQ(attributes.address, test::sampleHolder().address);
    EXPECT_EQ(chip_.image().find(App::Common, file::kKeyId)->records,
              chip_.image().find(App::Juki, file::kKeyId)->records);
}

TEST_P(EveryProfile, KeyIdsCannotBeTakenForProductionOrTheOfficialTestHierarchy) {
    const auto certificate = card::parseCvCertificate(stored(App::Text, file::kTextCvCertificate));
    for (const card::KeyId& id : {certificate.issuerKeyId, certificate.subjectKeyId}) {
        EXPECT_NE(id[0], '5');
        EXPECT_NE(id[0], '6');
        EXPECT_EQ(id[7], 0x08);
        EXPECT_EQ(id[8], 0x05);
    }
}

INSTANTIATE_TEST_SUITE_P(Card, EveryProfile, testing::ValuesIn(kAllProfiles), [](const auto& one) {
    std::string name(nameOf(one.param));
    std::erase(name, '-');
    return name;
});

TEST(CardRecords, AChangedByteOfAnyRecordIsNoticed) {
    const auto image = test::sampleCard(Profile::Normal);
    const auto key =
        card::parseCvCertificate(image.find(App::Visual, file::kVisualCvCertificate)->content).key;
    Bytes face = image.find(App::Visual, file::kVisualFace)->content;
    face[face.size() / 2] ^= 0x01; // in the middle of the photo
    EXPECT_EQ(chip::verifyFace(face, key).failures(), std::vector<std::string>{"VISUAL/0002 photo"});
}

TEST(CardRecords, TheFirstObjectOfTheAttributesIsWhereTheirTableSays) {
    const auto image = test::sampleCard(Profile::Normal);
    const Bytes& stored = image.find(App::Text, file::kTextAttributes)->content;
    ASSERT_EQ(toHex(ByteView(stored).first(2)), "FF20");
    const std::size_t header = stored[2] < 0x80 ? 3 : 4;
    ASSERT_EQ(toHex(ByteView(stored).subspan(header, 3)), "DF2108");
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t offset = stored[header + 3 + 2 * i] * 256U + stored[header + 4 + 2 * i];
        EXPECT_EQ(stored[offset], 0xDF);
        EXPECT_EQ(stored[offset + 1], 0x22 + i);
    }
}

TEST(CardRecords, SizesAreThoseOfASurveyedCard) {
    const auto image = test::sampleCard(Profile::Normal);
    EXPECT_EQ(image.find(App::Text, file::kTextNumber)->content.size(), 17U);
    EXPECT_EQ(image.find(App::Text, file::kTextSignature)->content.size(), 336U);
    EXPECT_EQ(image.find(App::Text, file::kTextCvCertificate)->content.size(), 568U);
    EXPECT_EQ(image.find(App::Common, file::kCommonCardInfo)->records.at(0).size(), 30U);
}

} // namespace
} // namespace kaomado::training
