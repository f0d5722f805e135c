// SPDX-License-Identifier: Apache-2.0
// OpenSC, which nobody here wrote, looks at our card through pcscd: before the lock, after it, and after ⑤.
#include "support/pcscd/inserted_card.hpp"
#include "support/sample_card.hpp"

#include <kaomado/base/text_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kaomado::test {

using testing::HasSubstr;
using testing::Not;
using training::Profile;

namespace {
constexpr const char* kModule = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";

std::string outputOf(const Arguments& command, const std::string& input = {}) {
    const Finished finished = run(command, input);
    EXPECT_EQ(finished.exitCode, 0) << command[0] << ": " << finished.out << finished.err;
    return finished.out + finished.err;
}

unsigned countOf(const std::string& text, const std::string& part) {
    unsigned count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

/// The numbers behind "Tries left", in the order in which pkcs15-tool lists its two PINs.
std::vector<int> triesByOpenSc() {
    const std::string list = outputOf({"pkcs15-tool", "--list-pins"});
    std::vector<int> tries;
    for (auto at = list.find("Tries left"); at != std::string::npos; at = list.find("Tries left", at + 1))
        tries.push_back(std::stoi(list.substr(list.find(':', at) + 1)));
    return tries;
}

Finished signByPkcs11(const InsertedCard& card, const std::string& slot, const std::string& id,
                      std::string_view pin, const std::string& mechanism = "SHA256-RSA-PKCS") {
    replaceFile(card.path("message"), viewOf("見本の文書"));
    return run({"pkcs11-tool", "--module", kModule, "--slot-index", slot, "--login", "--pin",
                std::string(pin), "--sign", "--mechanism", mechanism, "--id", id, "--input-file",
                card.path("message"), "--output-file", card.path("signature")});
}

/// openssl's verdict on that signature, with the public key of the certificate that pkcs15-tool or
/// pkcs11-tool read.
std::string verdictOfOpenSsl(const InsertedCard& card, const std::string& certificatePem,
                             const std::string& digest) {
    replaceFile(card.path("certificate.pem"), viewOf(certificatePem));
    const Finished key = run({"openssl", "x509", "-in", card.path("certificate.pem"), "-noout", "-pubkey"});
    replaceFile(card.path("key.pem"), viewOf(key.out));
    return run({"openssl", "dgst", "-" + digest, "-verify", card.path("key.pem"), "-signature",
                card.path("signature"), card.path("message")})
        .out;
}

std::string certificateByOpenSc(const std::string& id) {
    return outputOf({"pkcs15-tool", "--read-certificate", id});
}

/// The signature certificate is private: pkcs11-tool reads it after login, openssl makes it PEM.
std::string signatureCertificateByPkcs11(const InsertedCard& card) {
    outputOf({"pkcs11-tool", "--module", kModule, "--slot-index", "1", "--login", "--pin",
              std::string(kSignaturePassword), "--read-object", "--type", "cert", "--id", "02",
              "--output-file", card.path("certificate.der")});
    return outputOf({"openssl", "x509", "-inform", "DER", "-in", card.path("certificate.der")});
}

/// 照合番号B of the sample holder, taken from the card file, not from our client.
std::string numberBOf(Profile profile) {
    const emulator::CardImage image = sampleCard(profile);
    const emulator::CardFile* reference = image.find(card::App::Visual, card::file::kVisualNumberB);
    return toText(reference->value.bytes());
}
/// The user authentication PIN that a card file holds.
std::string pinIn(const std::string& file) {
    const emulator::CardImage image = emulator::CardImage::load(file);
    return toText(image.find(card::App::Jpki, card::file::kUserAuthPin)->value.bytes());
}
} // namespace

TEST(OpenSc, RecognisesTheCardByItsContactAndItsContactlessAnswerToReset) {
    for (const char* atr : {"3BE000FF8131FE4514", "3B8880010000 05E0B381A1007F"}) {
        emulator::CardImage image = sampleCard(Profile::Normal);
        image.atr = fromHex(atr);
        const InsertedCard card(std::move(image));
        EXPECT_THAT(outputOf({"opensc-tool", "-n"}), HasSubstr("jpki")) << atr;
    }
}

TEST(OpenSc, SeesThreeAndFiveTries) {
    const InsertedCard card(sampleCard(Profile::Normal));
    EXPECT_THAT(triesByOpenSc(), testing::ElementsAre(3, 5));
}

TEST(OpenSc, DumpsTwoPinsTwoKeyPairsAndFourCertificates) {
    const InsertedCard card(sampleCard(Profile::Normal));
    const std::string dump = outputOf({"pkcs15-tool", "-D"});
    EXPECT_EQ(countOf(dump, "PIN ["), 2U) << dump;
    EXPECT_EQ(countOf(dump, "Private RSA Key ["), 2U);
    EXPECT_EQ(countOf(dump, "Public RSA Key ["), 2U);
    EXPECT_EQ(countOf(dump, "X.509 Certificate ["), 4U);
    EXPECT_THAT(dump, Not(HasSubstr("failed")));
}

TEST(OpenSc, SignaturesOfBothKeysVerifyWithOpenSsl) {
    const InsertedCard card(sampleCard(Profile::Normal));
    const std::string userAuth = certificateByOpenSc("01");
    for (const auto& [mechanism, digest] :
         {std::pair{"SHA256-RSA-PKCS", "sha256"}, std::pair{"SHA1-RSA-PKCS", "sha1"}}) {
        const Finished tool = signByPkcs11(card, "0", "01", kUserAuthPin, mechanism);
        ASSERT_EQ(tool.exitCode, 0) << tool.err;
        EXPECT_THAT(verdictOfOpenSsl(card, userAuth, digest), HasSubstr("Verified OK"));
    }
    const std::string signature = signatureCertificateByPkcs11(card);
    const Finished tool = signByPkcs11(card, "1", "02", kSignaturePassword);
    ASSERT_EQ(tool.exitCode, 0) << tool.err;
    EXPECT_THAT(verdictOfOpenSsl(card, signature, "sha256"), HasSubstr("Verified OK"));
    EXPECT_THAT(verdictOfOpenSsl(card, userAuth, "sha256"), Not(HasSubstr("Verified OK")))
        << "the keys must differ";
}

TEST(OpenSc, AfterTheLockLoginIsRefusedAndTheFaceStillOpensWithNumberB) {
    const InsertedCard card(sampleCard(Profile::NoSignature));
    const std::string numberB = numberBOf(Profile::NoSignature);
    const Bytes faceBefore = facePhotoByOpenSc(numberB);
    ASSERT_GT(faceBefore.size(), 500U);

    const Finished lock = run({KAOMADO_PWLOCKER, "--yes"});
    ASSERT_EQ(lock.exitCode, 0) << lock.out << lock.err;

    EXPECT_EQ(triesByOpenSc().front(), 0);
    EXPECT_NE(signByPkcs11(card, "0", "01", kUserAuthPin).exitCode, 0)
        << "the right PIN opened a locked card";
    EXPECT_EQ(facePhotoByOpenSc(numberB), faceBefore);
    EXPECT_THAT(certificateByOpenSc("01"), HasSubstr("BEGIN CERTIFICATE"))
        << "the certificate stays readable";
}

TEST(OpenSc, AfterProcedures4And5EverythingWorksAgainWithTheNewPin) {
    const InsertedCard card(sampleCard(Profile::Normal));
    const std::string numberB = numberBOf(Profile::Normal);
    const Bytes face = facePhotoByOpenSc(numberB);

    copySampleCa(card.path("ca"));
    const Arguments onThisCard{"--reader", "pcsc", "--card", card.file(), "--ca", card.path("ca")};
    const auto rehearse = [&](const char* procedure) {
        Arguments command{KAOMADO_PROGRAM, "rehearse", procedure};
        command.insert(command.end(), onThisCard.begin(), onThisCard.end());
        return run(command);
    };

    const Finished set = rehearse("P04");
    ASSERT_EQ(set.exitCode, 0) << set.out << set.err;
    EXPECT_EQ(triesByOpenSc().front(), 0);
    EXPECT_EQ(facePhotoByOpenSc(numberB), face);

    const Finished unset =
        run({KAOMADO_PROGRAM, "rehearse", "P05", "--reader", "pcsc", "--card", card.file()});
    ASSERT_EQ(unset.exitCode, 0) << unset.out << unset.err;
    EXPECT_EQ(triesByOpenSc().front(), 3);
    EXPECT_NE(signByPkcs11(card, "0", "01", kUserAuthPin).exitCode, 0) << "the old PIN still works";
    const Finished tool = signByPkcs11(card, "0", "01", pinIn(card.file()));
    ASSERT_EQ(tool.exitCode, 0) << tool.err;
    EXPECT_THAT(verdictOfOpenSsl(card, certificateByOpenSc("01"), "sha256"), HasSubstr("Verified OK"));
    EXPECT_EQ(facePhotoByOpenSc(numberB), face);
}

} // namespace kaomado::test
