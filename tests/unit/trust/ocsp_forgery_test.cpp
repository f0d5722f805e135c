// SPDX-License-Identifier: Apache-2.0
// Questions and answers that TrainingCa would never make, built with OpenSSL.
#include "fixture.hpp"

#include <kaomado/crypto/asn1.hpp>

#include <gtest/gtest.h>

namespace kaomado::trust {
namespace {
using namespace std::chrono_literals;
using namespace crypto;
constexpr auto kUser = CertificateKind::UserAuth;

/// "Good", said of `about` by whoever holds this certificate and key.
Bytes goodSignedBy(const Issued& about, const Bytes& signer, const KeyPair& key) {
    const auto certificate = x509From(about.certificate), issuer = x509From(ca().certificate(kUser)),
               by = x509From(signer);
    const OcspIdPtr id{OCSP_cert_to_id(EVP_sha256(), certificate.get(), issuer.get())};
    const OcspBasicPtr basic{OCSP_BASICRESP_new()};
    OCSP_basic_add1_status(basic.get(), id.get(), V_OCSP_CERTSTATUS_GOOD, 0, nullptr,
                           asn1GeneralizedTime(kNow).get(), asn1GeneralizedTime(kNow + 1h).get());
    require(OCSP_basic_sign(basic.get(), by.get(), key.native(), EVP_sha256(), nullptr, 0) == 1, "sign");
    const OcspResponsePtr response{OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get())};
    return derOf<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
}

CertificateVerdict verdict(const Issued& issued, const Bytes& answer) {
    return checkCertificate(issued.certificate, ca().anchors(), kUser, kNow,
                            {.ocspResponse = answer, .required = true})
        .verdict;
}

TEST(OcspForgery, AHolderCannotSayThatTheOwnCertificateIsGood) {
    const Issued issued = ca().issue(requestFor(kUser), kNow);
    EXPECT_EQ(verdict(issued, goodSignedBy(issued, issued.certificate, cardKey())),
              CertificateVerdict::RevocationUnknown);
}

TEST(OcspForgery, AnotherAuthorityOfTheSameNameCannotSayIt) {
    const Issued issued = ca().issue(requestFor(kUser), kNow);
    const KeyPair key = KeyPair::generate();
    const auto impostor = x509From(ca().certificate(kUser)); // all as in the real one, but for the key
    X509_set_pubkey(impostor.get(), key.native());
    require(X509_sign(impostor.get(), key.native(), EVP_sha256()) > 0, "sign");
    EXPECT_EQ(verdict(issued, goodSignedBy(issued, derOf<X509>(impostor.get(), i2d_X509), key)),
              CertificateVerdict::RevocationUnknown);
}

TEST(OcspForgery, AnAnswerWithAChangedBitIsNoEvidence) {
    const Issued issued = ca().issue(requestFor(kUser), kNow);
    const Bytes good = ca().answerOcsp(askOcsp(issued.certificate, ca().anchors()).value().request, kNow);
    ASSERT_EQ(verdict(issued, good), CertificateVerdict::Valid);
    // Headers take less than 60 bytes, what is signed begins there and is longer than 150 bytes.
    for (std::size_t at = 60; at < 180; at += 3) {
        Bytes bad = good;
        bad[at] ^= 0x01;
        EXPECT_EQ(verdict(issued, bad), CertificateVerdict::RevocationUnknown) << "byte " << at;
    }
}

TEST(OcspForgery, AnAuthorityDoesNotKnowTheSerialNumbersOfTheOther) {
    const Issued signature = ca().issue(requestFor(CertificateKind::Signature), kNow);
    const auto wrongIssuer = x509From(ca().certificate(kUser)), certificate = x509From(signature.certificate);
    const OcspRequestPtr question{OCSP_REQUEST_new()};
    OCSP_request_add0_id(question.get(),
                         OCSP_cert_id_new(EVP_sha1(), X509_get_subject_name(wrongIssuer.get()),
                                          X509_get0_pubkey_bitstr(wrongIssuer.get()),
                                          X509_get0_serialNumber(certificate.get())));
    const Bytes answer = ca().answerOcsp(derOf<OCSP_REQUEST>(question.get(), i2d_OCSP_REQUEST), kNow);
    const auto response = parseDer<OcspResponsePtr>(answer, d2i_OCSP_RESPONSE);
    const OcspBasicPtr basic{OCSP_response_get1_basic(response.get())};
    ASSERT_NE(basic, nullptr);
    EXPECT_EQ(OCSP_single_get0_status(OCSP_resp_get0(basic.get(), 0), nullptr, nullptr, nullptr, nullptr),
              V_OCSP_CERTSTATUS_UNKNOWN);
}

} // namespace
} // namespace kaomado::trust
