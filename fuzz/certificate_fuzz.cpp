// SPDX-License-Identifier: Apache-2.0
// X.509 and card-verifiable certificates: what is accepted can be told in full, what is not is
// CardUnreadable.
#include <kaomado/base/error.hpp>
#include <kaomado/card/cv_certificate.hpp>
#include <kaomado/chip/record_signature.hpp>
#include <kaomado/crypto/certificate.hpp>
#include <kaomado/trust/check.hpp>

#include <cstdlib>

namespace {
using namespace kaomado;

template <class Read>
void onlyUnreadable(Read read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.fault() != Fault::CardUnreadable)
            std::abort();
    }
}

void readX509(ByteView der) {
    const crypto::Certificate certificate = crypto::readCertificate(der);
    for (const std::string& text : {certificate.subject, certificate.issuer, certificate.serial})
        for (const char c : text)
            if (c < 0x20 || c > 0x7E)
                std::abort(); // these texts go into canonical JSON
    // Without what follows it, it is the same certificate.
    if (crypto::readCertificate(certificate.der).der != certificate.der)
        std::abort();
    static_cast<void>(trust::readHolder(der));
}

void readCv(ByteView stored) {
    const card::CvCertificate certificate = card::parseCvCertificate(stored);
    if (card::cvCertificateBody(certificate.issuerKeyId, certificate.subjectKeyId, certificate.key).size() !=
        card::kCvBodyBytes)
        std::abort();
    const chip::CvIssuer itself{certificate.issuerKeyId, certificate.key};
    static_cast<void>(chip::verifyCvCertificate(certificate, itself));
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    onlyUnreadable([&] { readX509({data, size}); });
    // A check never throws.
    static_cast<void>(trust::checkCertificate({data, size}, {}, trust::CertificateKind::Signature, {}));
    onlyUnreadable([&] { readCv({data, size}); });
    return 0;
}
