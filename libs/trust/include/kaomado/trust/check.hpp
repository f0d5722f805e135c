// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/certificate.hpp"
#include "kaomado/trust/certificate.hpp"

#include <vector>

namespace kaomado::trust {

/// Why a certificate is not good. When several hold, the first in this order is the verdict.
enum class CertificateVerdict {
    Valid,
    Malformed,        ///< not an X.509 certificate
    UnknownIssuer,    ///< no anchor issued it
    SignatureInvalid, ///< an anchor of that name and key did not sign it
    WrongUsage,       ///< another kind, a CA, a key usage that does not fit, a weak or other key
    NotYetValid,
    Expired,
    Revoked,
    RevocationUnknown, ///< evidence was demanded and is missing, stale, not trustworthy, or does not know it
};
/// "valid", "expired", …: stable, for JSON.
std::string_view nameOf(CertificateVerdict verdict);

/// What is known about revocation. With neither, and `required` false, revocation is not looked at.
struct RevocationEvidence {
    std::optional<Bytes> crl{};           ///< DER
    std::optional<Bytes> ocspResponse{};  ///< DER
    std::optional<Bytes> expectedNonce{}; ///< of the OCSP request; a response without it is not evidence
    bool required = false;
};

struct CertificateCheck {
    CertificateVerdict verdict = CertificateVerdict::Malformed;
    std::vector<CertificateVerdict> all;      ///< every reason found, in order of the enum; empty when valid
    std::optional<crypto::Certificate> facts; ///< none when malformed
    std::optional<Instant> revokedAt;

    bool valid() const { return verdict == CertificateVerdict::Valid; }
};

/// Chain to one of the anchors (self-signed, DER), signature, period at `at`, kind by policy, key usage,
/// revocation. A "no" is a value; bytes from a card or a network never throw.
/// @throws Error Fault::BadInput for an anchor that is not a certificate
/// @source SRC-RFC5280 §6, SRC-RFC6960 §3.2
CertificateCheck checkCertificate(ByteView der, const std::vector<Bytes>& anchors, CertificateKind kind,
                                  Instant at, const RevocationEvidence& revocation = {});

/// A question to an OCSP responder about a certificate of one of the anchors.
struct OcspQuestion {
    Bytes request; ///< DER, to be posted as application/ocsp-request
    Bytes nonce;
};
/// Empty when no anchor issued the certificate.
std::optional<OcspQuestion> askOcsp(ByteView der, const std::vector<Bytes>& anchors);

} // namespace kaomado::trust
