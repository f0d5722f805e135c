// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/cv_certificate.hpp"

#include "kaomado/base/error.hpp"
#include "record_reader.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
constexpr std::uint32_t kCertificate = 0x7F21, kBody = 0x5F4E, kSignature = 0x5F37;
constexpr std::size_t kKeyIdBytes = std::tuple_size_v<KeyId>;
} // namespace

CvCertificate parseCvCertificate(ByteView stored) {
    const Record record(stored, kCertificate, "card-verifiable certificate");
    record.expectTags({kBody, kSignature});
    const ByteView body = record.value(kBody, kCvBodyBytes);
    const ByteView signature = record.value(kSignature, kCvSignatureBytes);
    CvCertificate certificate{.key = parsePublicKey(body.subspan(2 * kKeyIdBytes)),
                              .body = {body.begin(), body.end()},
                              .signature = {signature.begin(), signature.end()}};
    std::ranges::copy(body.first(kKeyIdBytes), certificate.issuerKeyId.begin());
    std::ranges::copy(body.subspan(kKeyIdBytes, kKeyIdBytes), certificate.subjectKeyId.begin());
    return certificate;
}

Bytes cvCertificateBody(const KeyId& issuer, const KeyId& subject, const RsaPublicKey& key) {
    Bytes body(issuer.begin(), issuer.end());
    append(body, subject);
    append(body, makePublicKey(key));
    return body;
}

Bytes makeCvCertificate(ByteView body, ByteView signature) {
    if (body.size() != kCvBodyBytes || signature.size() != kCvSignatureBytes)
        throw Error(Fault::BadInput,
                    "a card-verifiable certificate has a body of 297 bytes and a signature of 256");
    Bytes inner = makeTlv(kBody, body);
    append(inner, makeTlv(kSignature, signature));
    return makeTlv(kCertificate, inner);
}

} // namespace kaomado::card
