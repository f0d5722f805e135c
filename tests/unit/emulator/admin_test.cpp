// SPDX-License-Identifier: Apache-2.0
#include "sample_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/card/commands.hpp>
#include <kaomado/crypto/openssl.hpp>
#include <kaomado/emulator/admin_client.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <gmock/gmock.h>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;
using card::Pin;
using card::Reference;
using test::ask;
using testing::EndsWith;
using testing::HasSubstr;

namespace {
constexpr std::string_view kSerial = "900000000001234";
const Reference kPin{App::Jpki, card::file::kUserAuthPin};
const Reference kTextPin{App::Text, card::file::kTextPin};

SecretBytes issuerKey() {
    return SecretBytes(fromHex("000102030405060708090A0B0C0D0E0F"));
}

/// A certificate for a public key, made with OpenSSL here; only its public key matters to the card.
Bytes certificateFor(ByteView publicKeyInfo) {
    const auto subject = crypto::parseDer<crypto::PkeyPtr>(publicKeyInfo, d2i_PUBKEY);
    const crypto::PkeyPtr signer(EVP_EC_gen("P-256"));
    const crypto::X509Ptr certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 7);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), subject.get());
    X509_sign(certificate.get(), signer.get(), EVP_sha256());
    return crypto::derOf<X509>(certificate.get(), i2d_X509);
}

bool verifies(ByteView publicKeyInfo, ByteView message, ByteView signature) {
    const auto key = crypto::parseDer<crypto::PkeyPtr>(publicKeyInfo, d2i_PUBKEY);
    const crypto::MdContextPtr context(EVP_MD_CTX_new());
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
    return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                            message.size()) == 1;
}

/// An administrative card on a reader; counts how often it was kept.
struct Counter {
    explicit Counter(CardImage image = test::adminCard())
        : chip(std::move(image), [this](const CardImage&) { ++kept; }) {}

    AdminSession& authenticated() {
        session.authenticate(issuerKey(), kSerial);
        return session;
    }
    std::optional<unsigned> tries(const Reference& reference) { return card::triesLeft(onReader, reference); }

    int kept = 0;
    Chip chip;
    EmulatedCard onReader{chip};
    AdminSession session{onReader};
};

std::string refusal(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::TerminalRefused);
        return error.what();
    }
    return "not refused";
}
} // namespace

TEST(Admin, AnOrdinaryCardDoesNotKnowTheApplicationAndIsAskedNothingElse) {
    Counter at(test::sampleCard());
    EXPECT_THAT(refusal([&] { at.session.authenticate(issuerKey(), kSerial); }), HasSubstr("6A82"));
    EXPECT_EQ(at.kept, 0);
}

TEST(Admin, NothingIsSentBeforeTheAuthentication) {
    Counter at;
    EXPECT_THAT(refusal([&] { at.session.unlock(kPin); }), HasSubstr("authenticate first"));
    EXPECT_THAT(refusal([&] { at.session.clearSlot(Slot::Signature); }), HasSubstr("authenticate first"));
    EXPECT_THAT(refusal([&] { at.session.close(); }), HasSubstr("authenticate first"));
}

TEST(Admin, TheCardItselfRefusesWithoutProof) {
    Chip chip(test::adminCard());
    chip.powerOn();
    ask(chip, "00A4040C0AD392F000260100000001");
    for (const char* command : {"002C0398", "002C02980431313131", "802C0498", "00D6000001FF", "80E40000",
                                "80E00101", "80E00202000000", "80E0030101FF", "80E0040101FF"})
        EXPECT_EQ(ask(chip, command), "6982") << command;
}

TEST(Admin, AWrongKeyOrSerialCostsOneOfTenTriesAndTheRightOneRestoresThem) {
    Counter at;
    const SecretBytes wrong(fromHex("FF0102030405060708090A0B0C0D0E0F"));
    EXPECT_THAT(refusal([&] { at.session.authenticate(wrong, kSerial); }), EndsWith("63C9"));
    EXPECT_THAT(refusal([&] { at.session.authenticate(issuerKey(), "900000000001235"); }), EndsWith("63C8"));
    EXPECT_EQ(at.chip.image().issuerTries, 8U);
    EXPECT_EQ(at.kept, 2);
    at.authenticated();
    EXPECT_EQ(at.chip.image().issuerTries, 10U);
    EXPECT_EQ(at.kept, 3);
}

TEST(Admin, TenWrongProofsBlockTheIssuer) {
    Counter at;
    const SecretBytes wrong(fromHex("FF0102030405060708090A0B0C0D0E0F"));
    for (int i = 0; i < 10; ++i)
        refusal([&] { at.session.authenticate(wrong, kSerial); });
    EXPECT_THAT(refusal([&] { at.session.authenticate(issuerKey(), kSerial); }), EndsWith("6983"));
}

TEST(Admin, AChallengeServesOnce) {
    Chip chip(test::adminCard());
    chip.powerOn();
    ask(chip, "00A4040C08F0454D5541444D01");
    const std::string proof = "0082008120" + std::string(64, '0') + "10";
    EXPECT_EQ(ask(chip, proof), "6985");
    ask(chip, "0084000010");
    EXPECT_EQ(ask(chip, proof), "63C9");
    EXPECT_EQ(ask(chip, proof), "6985");
    ask(chip, "0084000008"); // too short to count
    EXPECT_EQ(ask(chip, proof), "6985");
}

TEST(Admin, ACardWithoutAnIssuerKeySaysSo) {
    CardImage image = test::adminCard();
    image.issuerKey = SecretBytes();
    Counter at(std::move(image));
    EXPECT_THAT(refusal([&] { at.session.authenticate(issuerKey(), kSerial); }), EndsWith("6A88"));
}

TEST(Admin, UnlockGivesAllTriesBackForTheSameValue) {
    Counter at;
    for (const char* wrong : {"0000", "0001", "0002"})
        card::verify(at.onReader, kPin, Pin(wrong));
    ASSERT_EQ(at.tries(kPin), 0U);
    at.authenticated().unlock(kPin);
    EXPECT_EQ(at.tries(kPin), 3U);
    EXPECT_TRUE(std::holds_alternative<card::Verified>(card::verify(at.onReader, kPin, Pin("1234"))));
}

TEST(Admin, ResetAndSetReplacesTheValue) {
    Counter at;
    at.authenticated().resetAndSet(kTextPin, Pin("9876"));
    EXPECT_TRUE(std::holds_alternative<card::Verified>(card::verify(at.onReader, kTextPin, Pin("9876"))));
    EXPECT_TRUE(std::holds_alternative<card::WrongValue>(card::verify(at.onReader, kTextPin, Pin("2345"))));
    EXPECT_THAT(refusal([&] { at.session.resetAndSet(kTextPin, Pin("98765")); }), EndsWith("6A80"));
}

TEST(Admin, AnInitialisedReferenceHasNoTryAndNoValueToUnlock) {
    Counter at;
    at.authenticated().initialise(kPin);
    EXPECT_EQ(at.tries(kPin), 0U);
    EXPECT_THAT(refusal([&] { at.session.unlock(kPin); }), EndsWith("6985"));
    at.session.resetAndSet(kPin, Pin("5678"));
    EXPECT_EQ(at.tries(kPin), 3U);
}

TEST(Admin, TheProofSurvivesSelectionsAndEndsWithTheReset) {
    Counter at;
    at.authenticated().unlock(kPin);
    at.session.unlock(kTextPin);
    at.onReader.reset();
    EXPECT_THAT(refusal([&] { at.session.unlock(kPin); }), EndsWith("6982"));
}

TEST(Admin, AReferenceIsNamedByItsShortIdAndMustBeOne) {
    Counter at;
    EXPECT_THAT(refusal([&] {
                    at.authenticated().unlock({App::Jpki, card::file::kUserAuthKey});
                }),
                EndsWith("6981"));
    EXPECT_THAT(refusal([&] { at.session.unlock({App::Jpki, 0x000C}); }), EndsWith("6A88"));
}

TEST(AdminSlot, AClearedSlotHasNoCertificateNoKeyAndNoMark) {
    Counter at;
    at.authenticated();
    at.kept = 0;
    at.session.clearSlot(Slot::Signature);
    EXPECT_EQ(at.kept, 1);
    ASSERT_TRUE(card::selectApp(at.onReader, App::Jpki));
    EXPECT_FALSE(card::selectFile(at.onReader, card::file::kSignatureCertificate));
    EXPECT_EQ(ask(at.chip, "00B0880000"), "008F009000");
    ask(at.chip, "0020009B0853414D504C453939");
    EXPECT_EQ(ask(at.chip, "802A009A014100"), "6985");
    // the other slot is as before
    EXPECT_TRUE(card::selectFile(at.onReader, card::file::kUserAuthCertificate));
    ask(at.chip, "002000980431323334");
    EXPECT_THAT(ask(at.chip, "802A0097014100"), EndsWith("9000"));
}

TEST(AdminSlot, ANewKeySignsOnlyAfterItsCertificateIsLoaded) {
    Counter at;
    const Bytes info = at.authenticated().generateKey(Slot::UserAuthentication);
    const Bytes message = toBytes("sample message");
    const auto signature = [&] {
        card::verify(at.onReader, kPin, Pin("1234"));
        return at.onReader.transmit(
            {.cla = 0x80, .ins = 0x2A, .p1 = 0x03, .p2 = 0x97, .data = message, .le = 256});
    };
    EXPECT_FALSE(verifies(info, message, signature().data)) << "the old key is still in the slot";
    at.kept = 0;
    const Bytes certificate = certificateFor(info);
    at.session.loadCertificate(Slot::UserAuthentication, certificate);
    EXPECT_EQ(at.kept, 1);
    EXPECT_TRUE(verifies(info, message, signature().data));
    card::selectApp(at.onReader, App::Jpki);
    card::selectFile(at.onReader, card::file::kUserAuthCertificate);
    EXPECT_EQ(card::readFile(at.onReader), certificate);
    EXPECT_EQ(ask(at.chip, "00B0880000"), "8F8F009000");
}

TEST(AdminSlot, ACertificateForAnotherKeyIsRefusedAndChangesNothing) {
    Counter at;
    const Bytes other = certificateFor(at.authenticated().generateKey(Slot::Signature));
    EXPECT_THAT(refusal([&] { at.session.loadCertificate(Slot::UserAuthentication, other); }),
                EndsWith("6985"));
    at.session.generateKey(Slot::UserAuthentication);
    at.kept = 0;
    EXPECT_THAT(refusal([&] { at.session.loadCertificate(Slot::UserAuthentication, other); }),
                EndsWith("6985"));
    EXPECT_THAT(refusal([&] { at.session.loadCertificate(Slot::Signature, toBytes("no certificate")); }),
                EndsWith("6A80"));
    EXPECT_EQ(at.kept, 0);
}

TEST(AdminSlot, APendingKeyEndsWithTheReset) {
    Counter at;
    const Bytes certificate = certificateFor(at.authenticated().generateKey(Slot::Signature));
    at.onReader.reset();
    at.authenticated();
    EXPECT_THAT(refusal([&] { at.session.loadCertificate(Slot::Signature, certificate); }), EndsWith("6985"));
}

TEST(AdminSlot, ACertificateIsIssuedIntoAnEmptySlotOnABlankCard) {
    CardImage image = CardImage::blank();
    image.settings.admin = true;
    image.issuerKey = issuerKey();
    Counter at(std::move(image));
    at.session.authenticate(issuerKey(), "");
    const Bytes certificate = certificateFor(at.session.generateKey(Slot::Signature));
    at.session.loadCertificate(Slot::Signature, certificate);
    at.session.loadCaCertificate(Slot::Signature, certificate);
    card::selectApp(at.onReader, App::Jpki);
    ASSERT_TRUE(card::selectFile(at.onReader, card::file::kSignatureCa));
    EXPECT_EQ(card::readFile(at.onReader), certificate);
    EXPECT_EQ(ask(at.chip, "00B0880000"), "8F00009000");
}

TEST(AdminSlot, WrongSlotsAndOperationsAreRefused) {
    Counter at;
    at.authenticated();
    EXPECT_EQ(ask(at.chip, "80E00100"), "6A86");
    EXPECT_EQ(ask(at.chip, "80E00103"), "6A86");
    EXPECT_EQ(ask(at.chip, "80E00001"), "6A86");
    EXPECT_EQ(ask(at.chip, "80E00501"), "6A86");
    EXPECT_EQ(ask(at.chip, "80E0020100"), "6700"); // a short Le has no room
    EXPECT_EQ(ask(at.chip, "80E0010101FF"), "6700");
}

TEST(AdminPersonalisation, FilesAreWrittenUntilTheCardIsClosed) {
    CardImage image = CardImage::blank();
    image.settings.admin = true;
    image.issuerKey = issuerKey();
    image.lifecycle = Lifecycle::Initialisation;
    Counter at(std::move(image));
    at.session.authenticate(issuerKey(), "");
    Bytes content(700);
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<std::uint8_t>(i % 253);
    at.session.writeFile(App::Jpki, card::file::kUserAuthCertificate, content);
    at.session.close();
    EXPECT_EQ(at.chip.image().lifecycle, Lifecycle::Operational);
    card::selectApp(at.onReader, App::Jpki);
    ASSERT_TRUE(card::selectFile(at.onReader, card::file::kUserAuthCertificate));
    EXPECT_EQ(card::readFile(at.onReader), content);
    EXPECT_FALSE(card::selectFile(at.onReader, card::file::kSignatureCertificate)) << "never written";
    EXPECT_THAT(refusal([&] { at.session.writeFile(App::Jpki, card::file::kUserAuthCertificate, content); }),
                EndsWith("6985"));
    EXPECT_THAT(refusal([&] { at.session.close(); }), EndsWith("6985"));
}

TEST(AdminPersonalisation, WritingLeavesNoHolesAndNoKeys) {
    CardImage image = test::adminCard();
    image.lifecycle = Lifecycle::Initialisation;
    Counter at(std::move(image));
    at.authenticated();
    ask(at.chip, "00A4040C0AD392F000260100000001");
    EXPECT_EQ(ask(at.chip, "00D6000001FF"), "6986");
    ask(at.chip, "00A4020C020008");
    EXPECT_EQ(ask(at.chip, "00D6000401FF"), "6B00");
    EXPECT_EQ(ask(at.chip, "00D6000302AABB"), "9000");
    EXPECT_EQ(ask(at.chip, "00B0000000"), "8F8F00AABB9000");
    ask(at.chip, "00A4020C020017");
    EXPECT_EQ(ask(at.chip, "00D6000001FF"), "6981");
}
