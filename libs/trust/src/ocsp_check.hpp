// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/openssl.hpp"
#include "kaomado/trust/check.hpp"

namespace kaomado::trust {

enum class RevocationState { Good, Revoked, Unknown };
struct RevocationAnswer {
    RevocationState state = RevocationState::Unknown;
    std::optional<Instant> revokedAt{};
};

/// What an OCSP response says of a certificate, if it says so credibly: signed by the issuer or a responder
/// that the issuer delegated to, about this certificate, fresh at `at`, with the nonce when one is expected.
RevocationAnswer readOcsp(ByteView response, X509* certificate, X509* issuer, Instant at,
                          const std::optional<Bytes>& expectedNonce);

/// The same of a CRL: signed by the issuer, in force at `at`.
RevocationAnswer readCrl(ByteView der, X509* certificate, X509* issuer, Instant at);

} // namespace kaomado::trust
