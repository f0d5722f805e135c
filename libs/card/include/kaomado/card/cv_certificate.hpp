// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/public_key.hpp"

#include <array>

namespace kaomado::card {

/// Names a key: 7 digits, 08 05, 3 digits, 4 bytes.
using KeyId = std::array<std::uint8_t, 16>;

/// A card-verifiable certificate: 7F21 { 5F4E issuer key id ‖ subject key id ‖ public key (297 bytes),
/// 5F37 signature (256 bytes) }, 568 bytes. It knows no period and no use.
/// Checked by chip::verifyCvCertificate. @source SRC-CARD-FILES (card.md §3.4)
struct CvCertificate {
    KeyId issuerKeyId{}, subjectKeyId{};
    RsaPublicKey key;
    Bytes body;      ///< the 297 bytes that are signed
    Bytes signature; ///< RSA PKCS #1 v1.5 with SHA-256
};
inline constexpr std::size_t kCvBodyBytes = 297, kCvSignatureBytes = 256, kCvCertificateBytes = 568;

/// Filler FF after it is allowed. @throws Error Fault::CardUnreadable for another form
CvCertificate parseCvCertificate(ByteView stored);

/// The 297 bytes to be signed. @throws Error Fault::BadInput for a key of another size
Bytes cvCertificateBody(const KeyId& issuer, const KeyId& subject, const RsaPublicKey& key);
/// The whole certificate. @throws Error Fault::BadInput for a body or signature of another size
Bytes makeCvCertificate(ByteView body, ByteView signature);

} // namespace kaomado::card
