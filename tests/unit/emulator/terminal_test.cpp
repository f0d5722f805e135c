// SPDX-License-Identifier: Apache-2.0
#include "sample_card.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/crypto/openssl.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <openssl/rsa.h>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;
using test::ask;
using testing::EndsWith;

namespace {
constexpr const char* kSelectJpki = "00A4040C0AD392F000260100000001";

/// The sample terminal: an approved key, its certificate, and a sample card that knows its issuer.
class TerminalAuthentication : public testing::Test {
protected:
    TerminalAuthentication() {
        const auto file = nlohmann::json::parse(readTextFile(test::vectorFile("sample-terminal.json")));
        const Bytes pkcs8 = fromHex(file.at("key").get<std::string>());
        key_ = crypto::parseDer<crypto::PkeyPtr>(pkcs8, d2i_AutoPrivateKey);
        body_ = file.at("body");
        signature_ = file.at("signature");
        chip_.powerOn();
        ask(chip_, kSelectJpki);
        ask(chip_, "00A4020C020016");
    }

    static CardImage card(bool on = true) {
        CardImage image = test::sampleCard();
        image.settings.terminalAuthentication = on;
        image.at(App::Jpki, card::file::kUserAuthPin).tries = 0; // locked by face authentication
        return image;
    }

    std::string sendBody() {
        return ask(chip_, "80A206C1000133"
                          "7F218202335F4E820129" +
                              body_);
    }
    std::string sendSignature() {
        return ask(chip_, "80A200C1000105"
                          "5F37820100" +
                              signature_);
    }
    std::string challenge() {
        const std::string answer = ask(chip_, "0084000010");
        return answer.substr(0, 32);
    }
    std::string prove(const std::string& challenge) {
        Bytes message = fromHex(challenge);
        append(message, fromHex(body_.substr(32, 32)));
        const crypto::MdContextPtr context(EVP_MD_CTX_new());
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
        Bytes signature(256);
        std::size_t size = signature.size();
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size());
        return ask(chip_, "00820096000100" + toHex(signature));
    }
    std::string sign(const char* key) { return ask(chip_, "802A00" + std::string(key) + "014100"); }

    Chip chip_{card()};
    crypto::PkeyPtr key_;
    std::string body_, signature_;
};
} // namespace

TEST_F(TerminalAuthentication, OpensTheUserAuthenticationKeyWhileItsPinIsLocked) {
    EXPECT_EQ(sign("97"), "6982");
    EXPECT_EQ(sendBody(), "9000");
    EXPECT_EQ(sendSignature(), "9000");
    EXPECT_EQ(prove(challenge()), "9000");
    EXPECT_THAT(sign("97"), EndsWith("9000"));
    EXPECT_THAT(sign("97"), EndsWith("9000")) << "more than once";
    EXPECT_EQ(ask(chip_, "00200098"), "63C0") << "no counter moved";
}

TEST_F(TerminalAuthentication, NeverOpensTheSignatureKeyNorAnyFile) {
    sendBody();
    sendSignature();
    ASSERT_EQ(prove(challenge()), "9000");
    EXPECT_EQ(sign("9A"), "6982");
    EXPECT_EQ(ask(chip_, "00B0810000"), "6982");
}

TEST_F(TerminalAuthentication, EndsWithTheSelectionOfAnApplicationAndWithTheReset) {
    sendBody();
    sendSignature();
    ASSERT_EQ(prove(challenge()), "9000");
    ask(chip_, kSelectJpki);
    EXPECT_EQ(sign("97"), "6982");
    EXPECT_EQ(prove(challenge()), "6A88") << "the certificate is forgotten too";
}

TEST_F(TerminalAuthentication, AChallengeServesOnceAndAWrongProofIsAnAnswer) {
    sendBody();
    sendSignature();
    const std::string old = challenge();
    EXPECT_EQ(prove("00112233445566778899AABBCCDDEEFF"), "6300");
    EXPECT_EQ(prove(old), "6985");
    EXPECT_EQ(prove(challenge()), "9000");
}

TEST_F(TerminalAuthentication, ACertificateUnderAnotherKeyIsRefused) {
    sendBody();
    signature_[100] = signature_[100] == 'A' ? 'B' : 'A';
    EXPECT_EQ(sendSignature(), "6300");
    EXPECT_EQ(prove(challenge()), "6A88");
    body_[0] = body_[0] == '3' ? '4' : '3'; // another issuer's key id
    EXPECT_EQ(sendBody(), "9000");
    EXPECT_EQ(sendSignature(), "6A88");
}

TEST_F(TerminalAuthentication, StepsOutOfOrderAndWrongFormsAreRefused) {
    EXPECT_EQ(sendSignature(), "6985") << "no body yet";
    EXPECT_EQ(ask(chip_, "80A206C1000002AABB"), "6700");
    EXPECT_EQ(ask(chip_, "80A200C1000002AABB"), "6700");
    EXPECT_EQ(ask(chip_, "80A207C101AA"), "6A86");
    EXPECT_EQ(ask(chip_, "80A206C001AA"), "6A86");
    EXPECT_EQ(ask(chip_, "80A206C1000133"
                         "7F218202335F4E820128" +
                             body_),
              "6A80");
    sendBody();
    sendSignature();
    EXPECT_EQ(ask(chip_, "0082009601AA"), "6985") << "no challenge";
    challenge();
    EXPECT_EQ(ask(chip_, "0082009601AA"), "6700");
    ask(chip_, "00A4020C020006");
    EXPECT_EQ(sendBody(), "6981") << "the trust anchor is not selected";
    ask(chip_, kSelectJpki);
    EXPECT_EQ(sendBody(), "6986");
}

TEST_F(TerminalAuthentication, IsOffUnlessTheCardFileTurnsItOn) {
    Chip chip(card(false));
    chip.powerOn();
    ask(chip, kSelectJpki);
    ask(chip, "00A4020C020016");
    EXPECT_EQ(ask(chip, "80A206C1000133"
                        "7F218202335F4E820129" +
                            body_),
              "6D00");
    EXPECT_EQ(ask(chip, "0082009601AA"), "6D00");
}

TEST(Signing, ProbabilisticSignaturesVerifyWithTheKeyOfTheCertificate) {
    Chip chip(test::sampleCard());
    chip.powerOn();
    ask(chip, kSelectJpki);
    ask(chip, "002000980431323334");
    const Bytes& der = chip.image().find(App::Jpki, card::file::kUserAuthCertificate)->content;
    const crypto::X509Ptr certificate = crypto::x509From(der);
    const std::string message = "sample message";
    // SHA-256 of it, by another program: printf 'sample message' | sha256sum
    const std::string digest = "59162C6B059F619B0538F592DE24E163061316572869FFC9A2648315DBE75997";
    for (const std::string& command :
         {"802A049720" + digest + "00", "802A05970E" + toHex(viewOf(message)) + "00"}) {
        const Bytes answer = fromHex(ask(chip, command));
        ASSERT_EQ(answer.size(), 258U);
        const crypto::MdContextPtr context(EVP_MD_CTX_new());
        EVP_PKEY_CTX* how = nullptr;
        EVP_DigestVerifyInit(context.get(), &how, EVP_sha256(), nullptr, X509_get0_pubkey(certificate.get()));
        EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(how, 32);
        EXPECT_EQ(EVP_DigestVerify(context.get(), answer.data(), 256, viewOf(message).data(), message.size()),
                  1);
    }
}
