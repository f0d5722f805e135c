// SPDX-License-Identifier: Apache-2.0
// Questions and answers that TrainingCa would never make, built with OpenSSL.
#include "fixture.hpp"

#include <gtest/gtest.h>
#include <openssl/ocsp.h>

namespace kaomado::trust {
namespace {
using namespace std::chrono_literals;
constexpr auto kUser = CertificateKind::UserAuth;

struct Free {
    void operator()(X509* x) const { X509_free(x); }
    void operator()(OCSP_REQUEST* x) const { OCSP_REQUEST_free(x); }
    void operator()(OCSP_BASICRESP* x) const { OCSP_BASICRESP_free(x); }
    void operator()(OCSP_RESPONSE* x) const { OCSP_RESPONSE_free(x); }
    void operator()(OCSP_CERTID* x) const { OCSP_CERTID_free(x); }
    void operator()(ASN1_GENERALIZEDTIME* x) const { ASN1_GENERALIZEDTIME_free(x); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

Owned<X509> parse(const Bytes& der) {
    const unsigned char* at = der.data();
    return Owned<X509>{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
}
template <typename T>
Bytes der(T* object, int (*encode)(const T*, unsigned char**)) {
    Bytes bytes(static_cast<std::size_t>(encode(object, nullptr)));
    unsigned char* at = bytes.data();
    encode(object, &at);
    return bytes;
}
Owned<ASN1_GENERALIZEDTIME> time(Instant at) {
    return Owned<ASN1_GENERALIZEDTIME>{ASN1_GENERALIZEDTIME_set(
        nullptr, std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at)))};
}

/// "Good", said of `about` by whoever holds this certificate and key.
Bytes goodSignedBy(const Issued& about, const Bytes& signer, const KeyPair& key) {
    const auto certificate = parse(about.certificate), issuer = parse(ca().certificate(kUser)),
               by = parse(signer);
    const Owned<OCSP_CERTID> id{OCSP_cert_to_id(EVP_sha256(), certificate.get(), issuer.get())};
    const Owned<OCSP_BASICRESP> basic{OCSP_BASICRESP_new()};
    OCSP_basic_add1_status(basic.get(), id.get(), V_OCSP_CERTSTATUS_GOOD, 0, nullptr, time(kNow).get(),
                           time(kNow + 1h).get());
    OCSP_basic_sign(basic.get(), by.get(), key.native(), EVP_sha256(), nullptr, 0);
    const Owned<OCSP_RESPONSE> response{OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get())};
    return der<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
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
    const KeyPair key = KeyPair::generate(); // does not even fit the certificate that it claims
    EXPECT_EQ(verdict(issued, goodSignedBy(issued, otherCa().certificate(kUser), key)),
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
    const auto wrongIssuer = parse(ca().certificate(kUser)), certificate = parse(signature.certificate);
    const Owned<OCSP_REQUEST> question{OCSP_REQUEST_new()};
    OCSP_request_add0_id(question.get(),
                         OCSP_cert_id_new(EVP_sha1(), X509_get_subject_name(wrongIssuer.get()),
                                          X509_get0_pubkey_bitstr(wrongIssuer.get()),
                                          X509_get0_serialNumber(certificate.get())));
    const Bytes answer = ca().answerOcsp(der<OCSP_REQUEST>(question.get(), i2d_OCSP_REQUEST), kNow);
    const unsigned char* at = answer.data();
    const Owned<OCSP_RESPONSE> response{d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(answer.size()))};
    const Owned<OCSP_BASICRESP> basic{OCSP_response_get1_basic(response.get())};
    ASSERT_NE(basic, nullptr);
    EXPECT_EQ(OCSP_single_get0_status(OCSP_resp_get0(basic.get(), 0), nullptr, nullptr, nullptr, nullptr),
              V_OCSP_CERTSTATUS_UNKNOWN);
}

} // namespace
} // namespace kaomado::trust
