// SPDX-License-Identifier: Apache-2.0
// The client against a card that somebody else made: the emulator with the sample cards.
#include "support/sample_card.hpp"

#include <kaomado/base/era.hpp>
#include <kaomado/base/error.hpp>
#include <kaomado/card/card_info.hpp>
#include <kaomado/card/file_access.hpp>
#include <kaomado/card/jpki.hpp>
#include <kaomado/card/number_b.hpp>
#include <kaomado/card/terminal_authentication.hpp>
#include <kaomado/card/text.hpp>
#include <kaomado/card/verify_guard.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/chip/chip_reading.hpp>
#include <kaomado/chip/picture.hpp>
#include <kaomado/chip/record_signature.hpp>
#include <kaomado/crypto/certificate.hpp>
#include <kaomado/crypto/rsa.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <gmock/gmock.h>

#include <algorithm>

using namespace kaomado;
using namespace kaomado::chip;
using card::App;
using card::Pin;
using card::Reference;
using card::Verified;
using testing::ElementsAre;
using testing::IsEmpty;
using training::Profile;
namespace file = card::file;

namespace {
const Reference kTextPin{App::Text, file::kTextPin}, kUserAuthPin{App::Jpki, file::kUserAuthPin},
    kVisualB{App::Visual, file::kVisualNumberB}, kVisualA{App::Visual, file::kVisualNumberA},
    kTextB{App::Text, file::kTextNumberB};

/// A sample card lying on a reader.
struct OnReader {
    explicit OnReader(Profile profile) : chip(test::sampleCard(profile)), card(chip) {}

    /// What the printed parts of the card give; the security code is known to the image alone.
    Pin numberB() const {
        const std::string stored = toText(value(kVisualB));
        const auto info =
            card::parseCardInfo(chip.image().find(App::Common, file::kCommonCardInfo)->records.front());
        return card::numberB(test::sampleHolder().birth, static_cast<int>(info.expiry.year()),
                             stored.substr(stored.size() - 4));
    }
    ByteView value(const Reference& where) const {
        return chip.image().find(where.app, where.file)->value.bytes();
    }
    bool present(const Reference& where, const Pin& value) {
        return std::holds_alternative<Verified>(card::verify(card, where, value));
    }
    ChipReading read() { return readChip(card, FixedClock(test::kSampleTime), "counter-1"); }

    emulator::Chip chip;
    emulator::EmulatedCard card;
};

Pin pin(std::string_view value) {
    return Pin(value);
}

/// The root of the sample cards, and through it the key that signs their records.
CvIssuer root() {
    const training::CardRoot root = training::cardRoot(test::sampleCa());
    CvIssuer issuer{.key = card::parsePublicKey(root.publicKey)};
    std::ranges::copy(root.keyId, issuer.id.begin());
    return issuer;
}

std::optional<Bytes> fileOf(card::Card& card, card::FileId id) {
    return card::selectFile(card, id) ? card::readFile(card) : std::nullopt;
}
} // namespace

TEST(EmulatedCard, EveryProfileIsReadWhole) {
    for (const Profile profile : training::kAllProfiles) {
        OnReader on(profile);
        const ChipReading reading = on.read();
        EXPECT_THAT(reading.unreadable, IsEmpty()) << training::nameOf(profile);
        EXPECT_EQ(reading.tokenName, "JPKIAPICCTOKEN2");
        EXPECT_EQ(reading.tries.size(), card::allReferences().size());
        EXPECT_EQ(reading.userAuthPresent, true);
        EXPECT_EQ(readingFromJson(toJson(reading)), reading);
    }
}

TEST(EmulatedCard, ReadingSpendsNoTry) {
    OnReader on(Profile::Normal);
    const auto counters = [&] {
        std::vector<unsigned> tries;
        for (const auto& [where, id, limit] : card::allReferences())
            tries.push_back(on.chip.image().find(where.app, where.file)->tries);
        return tries;
    };
    const auto before = counters();
    EXPECT_EQ(on.read(), on.read());
    EXPECT_EQ(counters(), before);
}

TEST(EmulatedCard, AFaceAuthenticationCardReadsAsOne) {
    OnReader face(Profile::FaceAuth), normal(Profile::Normal);
    const ChipReading reading = face.read();
    for (const char* pinOfFour :
         {"user_auth_pin", "profile_ap_pin", "jukiap_pin@JUKI", "jukiap_pin@COMMON"}) {
        EXPECT_TRUE(reading.locked(pinOfFour)) << pinOfFour;
        EXPECT_EQ(normal.read().triesOf(pinOfFour), 3U) << pinOfFour;
    }
    EXPECT_EQ(reading.signaturePresent, false);
    EXPECT_EQ(normal.read().signaturePresent, true);
    EXPECT_EQ(reading.triesOf("verification_number_b@VISUAL"), 10U);
    EXPECT_NE(reading.fingerprint, normal.read().fingerprint);
}

TEST(EmulatedCard, AnExpiredCertificateIsSeenByItsPeriod) {
    OnReader on(Profile::Expired);
    const ChipReading reading = on.read();
    ASSERT_TRUE(reading.userAuth.has_value());
    EXPECT_LT(reading.userAuth->notAfter, test::kSampleTime);
    ASSERT_TRUE(reading.cardExpiry.has_value());
    EXPECT_GT(std::chrono::sys_days{*reading.cardExpiry}, test::kSampleTime);
}

TEST(EmulatedCard, TheReadingNamesTheCertificateAsItsIssuerDoes) {
    OnReader on(Profile::Normal);
    ASSERT_TRUE(card::selectApp(on.card, App::Jpki));
    const auto der = card::readCertificate(on.card, file::kUserAuthCertificate);
    ASSERT_TRUE(der.has_value());
    const crypto::Certificate facts = crypto::readCertificate(*der);
    const auto reading = on.read().userAuth;
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->serial, facts.serial);
    EXPECT_EQ(reading->notBefore, facts.notBefore);
    EXPECT_EQ(reading->notAfter, facts.notAfter);
    EXPECT_EQ(reading->sha256, toHex(sha256(*der)));
}

TEST(EmulatedCard, CertificatesComeTheSameByEveryWayOfReading) {
    OnReader on(Profile::Normal);
    ASSERT_TRUE(card::selectApp(on.card, App::Jpki));
    const auto der = card::readCertificate(on.card, file::kUserAuthCertificate);
    ASSERT_TRUE(card::selectFile(on.card, file::kUserAuthCertificate));
    EXPECT_EQ(card::readFileByHeader(on.card), der);
    const auto extended = card::readFileExtended(on.card);
    const auto byShortId = card::readFileByShortId(on.card, file::kUserAuthCertificate);
    ASSERT_TRUE(der && extended && byShortId);
    EXPECT_EQ(extended, byShortId);
    EXPECT_TRUE(std::ranges::equal(ByteView(*extended).first(der->size()), *der));
}

TEST(EmulatedCard, NumberBFromThePrintedPartsOpensTheFace) {
    OnReader on(Profile::FaceAuth);
    EXPECT_TRUE(std::ranges::equal(on.numberB().bytes(), on.value(kVisualB)));
    card::VerifyGuard guard;
    EXPECT_TRUE(std::holds_alternative<Verified>(guard.verify(on.card, kVisualB, on.numberB())));
    const auto face = card::readFace(on.card);
    ASSERT_TRUE(face.has_value());
    EXPECT_EQ(face->birth, test::sampleHolder().birth);
    EXPECT_EQ(face->sex, test::sampleHolder().sex);
    const Picture photo = decodePhoto(face->photo.bytes());
    EXPECT_EQ(photo.width * 4, photo.height * 3);
    const Picture code = decodePng(face->securityCodeImage.bytes());
    EXPECT_EQ(std::pair(code.width, code.height), std::pair(24U, 12U));
}

TEST(EmulatedCard, TheGuardLeavesHalfOfTheTries) {
    OnReader on(Profile::FaceAuth);
    card::VerifyGuard guard;
    for (const char* wrong : {"00000000000000", "00000000000001", "00000000000001", "00000000000002",
                              "00000000000003", "00000000000004"})
        EXPECT_TRUE(std::holds_alternative<card::WrongValue>(guard.verify(on.card, kVisualB, pin(wrong))));
    EXPECT_THROW(guard.verify(on.card, kVisualB, on.numberB()), Error);
    EXPECT_EQ(on.chip.image().find(App::Visual, file::kVisualNumberB)->tries, 5U);
}

TEST(EmulatedCard, ItsRecordsAreProvenUnderTheRoot) {
    OnReader on(Profile::Normal);
    ASSERT_TRUE(on.present(kTextPin, pin(test::kProfilePin)));
    const auto cv = fileOf(on.card, file::kTextCvCertificate);
    const auto number = fileOf(on.card, file::kTextNumber),
               attributes = fileOf(on.card, file::kTextAttributes),
               signature = fileOf(on.card, file::kTextSignature),
               key = fileOf(on.card, file::kTextInternalKey);
    ASSERT_TRUE(cv && number && attributes && signature && key);
    const card::CvCertificate certificate = card::parseCvCertificate(*cv);
    Report report = verifyCvCertificate(certificate, root(), "TEXT/0004");
    report.merge(verifyTextRecords(*signature, ByteView(*number), ByteView(*attributes), certificate.key));
    report.merge(verifyInternalKey(*key, certificate.key));
    report.merge(proveInternalKey(on.card, App::Text, card::parseInternalKey(*key).key));
    EXPECT_THAT(report.failures(), IsEmpty());
    EXPECT_EQ(report.findings().size(), 2U + 5U + 2U + 1U);
    EXPECT_EQ(card::parseAttributes(*attributes).name, test::sampleHolder().name);
}

TEST(EmulatedCard, ItsFaceIsProvenUnderTheRoot) {
    OnReader on(Profile::FaceAuth);
    ASSERT_TRUE(
        on.present({App::Visual, file::kVisualBirthKey}, card::birthDateKey(test::sampleHolder().birth)));
    const auto cv = fileOf(on.card, file::kVisualCvCertificate), age = fileOf(on.card, file::kVisualAge);
    ASSERT_TRUE(on.present(kVisualA, Pin(toText(on.value(kVisualA)))));
    const auto number = fileOf(on.card, file::kVisualNumber), face = fileOf(on.card, file::kVisualFace);
    ASSERT_TRUE(cv && age && number && face);
    const card::CvCertificate certificate = card::parseCvCertificate(*cv);
    Report report = verifyCvCertificate(certificate, root(), "VISUAL/0004");
    report.merge(verifyAge(*age, certificate.key));
    report.merge(verifyFace(*face, certificate.key));
    report.merge(verifyNumberImage(*number, certificate.key));
    report.merge(proveInternalKey(on.card, App::Visual, card::parseFace(*face).key));
    EXPECT_THAT(report.failures(), IsEmpty());
}

TEST(EmulatedCard, APhotoPutOnTheCardByAnotherIsFound) {
    emulator::CardImage forged = test::sampleCard(Profile::FaceAuth);
    Bytes& stored = forged.at(App::Visual, file::kVisualFace).content;
    const Bytes photoTag = fromHex("DF27");
    const auto photo = std::search(stored.begin(), stored.end(), photoTag.begin(), photoTag.end());
    ASSERT_GT(stored.end() - photo, 2000);
    *(photo + 2000) ^= 1U;
    emulator::Chip chip(std::move(forged));
    emulator::EmulatedCard card(chip);
    const Pin number(toText(chip.image().find(App::Visual, file::kVisualNumberB)->value.bytes()));
    ASSERT_TRUE(std::holds_alternative<Verified>(card::verify(card, kVisualB, number)));
    const auto face = card::readStoredFace(card);
    const auto cv = fileOf(card, file::kVisualCvCertificate);
    ASSERT_TRUE(face && cv);
    EXPECT_THAT(verifyFace(face->bytes(), card::parseCvCertificate(*cv).key).failures(),
                ElementsAre("VISUAL/0002 photo"));
}

TEST(EmulatedCard, NumberBOpensAttributesButNotTheNumber) {
    OnReader on(Profile::FaceAuth);
    ASSERT_TRUE(on.present(kTextB, on.numberB()));
    const auto attributes = card::readAttributes(on.card);
    ASSERT_TRUE(attributes.has_value());
    EXPECT_EQ(attributes->address, test::sampleHolder().address);
    EXPECT_FALSE(card::readNumber(on.card).has_value());
}

TEST(EmulatedCard, TheNumberOpensTheVisualApplication) {
    OnReader on(Profile::Normal);
    ASSERT_TRUE(on.present(kTextPin, pin(test::kProfilePin)));
    const auto number = card::readNumber(on.card);
    ASSERT_TRUE(number.has_value());
    EXPECT_TRUE(on.present(kVisualA, *number));
}

TEST(EmulatedCard, SignsForTheHolderAndNotWithoutThePin) {
    OnReader on(Profile::Normal);
    const Bytes message = toBytes("kaomado");
    const Bytes digestInfo = card::sha256DigestInfo(sha256(message));
    ASSERT_TRUE(card::selectApp(on.card, App::Jpki));
    const auto refused = card::computeSignatureByShortId(on.card, file::kUserAuthKey,
                                                         card::SignatureInput::AsGiven, digestInfo);
    EXPECT_EQ(std::get<card::SigningRefused>(refused).sw.value, 0x6982);

    const Bytes der = *card::readCertificate(on.card, file::kUserAuthCertificate);
    ASSERT_TRUE(on.present(kUserAuthPin, pin(test::kUserAuthPin)));
    ASSERT_TRUE(card::selectFile(on.card, file::kUserAuthKey));
    const auto signature = card::computeSignature(on.card, card::SignatureInput::AsGiven, digestInfo);
    EXPECT_TRUE(
        crypto::verifies(crypto::readCertificate(der).publicKey, message, std::get<Bytes>(signature)));
}

TEST(EmulatedCard, AnApprovedTerminalUsesALockedCard) {
    OnReader on(Profile::FaceAuth);
    const training::TerminalCredentials terminal = training::terminalCredentials(test::sampleCa());
    const auto before = on.read().tries;
    const auto outcome = card::authenticateTerminal(
        on.card, terminal.certificate, [&](ByteView message) { return terminal.key.sign(message); });
    ASSERT_TRUE(outcome.done()) << outcome.sw.value;

    const Bytes message = toBytes("kaomado");
    const auto signature = card::computeSignatureByShortId(
        on.card, file::kUserAuthKey, card::SignatureInput::AsGiven, card::sha256DigestInfo(sha256(message)));
    ASSERT_TRUE(std::holds_alternative<Bytes>(signature));
    const Bytes der = *card::readCertificate(on.card, file::kUserAuthCertificate);
    EXPECT_TRUE(
        crypto::verifies(crypto::readCertificate(der).publicKey, message, std::get<Bytes>(signature)));
    EXPECT_EQ(on.read().tries, before);
}

TEST(EmulatedCard, ATerminalWithoutItsKeyIsRefused) {
    OnReader on(Profile::FaceAuth);
    const training::TerminalCredentials terminal = training::terminalCredentials(test::sampleCa());
    const auto outcome =
        card::authenticateTerminal(on.card, terminal.certificate, [](ByteView) { return Bytes(256, 0x11); });
    EXPECT_EQ(outcome.reached, card::TerminalStep::Proof);
}

TEST(EmulatedCard, PinsAreChangedInEveryApplication) {
    OnReader on(Profile::Normal);
    const std::tuple<Reference, std::string_view> changes[] = {
        {kUserAuthPin, test::kUserAuthPin},
        {kTextPin, test::kProfilePin},
        {{App::Juki, file::kHolderPin}, test::kJukiPin},
        {{App::Common, file::kHolderPin}, test::kJukiPin}};
    for (const auto& [where, old] : changes) {
        ASSERT_TRUE(on.present(where, pin(old)));
        EXPECT_TRUE(card::changeValue(on.card, where.app, pin("7154")).ok()) << card::nameOf(where.app);
        EXPECT_TRUE(on.present(where, pin("7154")));
        EXPECT_FALSE(on.present(where, pin(old)));
    }
}

TEST(EmulatedCard, AnswersTheCardManagersDataObjects) {
    OnReader on(Profile::Normal);
    const auto serial = card::getData(on.card, 0x0045);
    ASSERT_TRUE(serial.has_value());
    EXPECT_EQ(card::fingerprintOf({toText(*serial), "", {}}), on.read().fingerprint);
    on.card.reset();
    const auto certificate = card::getData(on.card, 0x7F21);
    ASSERT_TRUE(certificate.has_value());
    EXPECT_TRUE(verifyCvCertificate(card::parseCvCertificate(*certificate), root()).ok());
}

TEST(EmulatedCard, CommonAuthenticatesWithItsCertifiedKey) {
    OnReader on(Profile::Normal);
    const auto certificate = card::getData(on.card, 0x7F21);
    ASSERT_TRUE(certificate.has_value());
    ASSERT_TRUE(card::selectApp(on.card, App::Common));
    const Bytes challenge = toBytes("a challenge of some length");
    const auto answer = card::internalAuthenticate(on.card, challenge);
    ASSERT_TRUE(std::holds_alternative<Bytes>(answer));
    const card::CvCertificate parsed = card::parseCvCertificate(*certificate);
    const auto again = card::getChallenge(on.card, 8);
    EXPECT_TRUE(again.has_value());
    EXPECT_TRUE(verifySignature(parsed.key, challenge, std::get<Bytes>(answer)));
}

TEST(EmulatedCard, ACardPulledDuringTheReadingIsAFault) {
    OnReader on(Profile::Normal);
    on.chip.faults().powerLostAfter = 20;
    on.card.reset();
    try {
        on.read();
        FAIL() << "half a reading passed for a whole one";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::CardRemoved);
    }
}
