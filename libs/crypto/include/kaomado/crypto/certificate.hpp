// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"

#include <string>

namespace kaomado::crypto {

/// What an X.509 certificate says of itself. Nothing of it is proven: trust::checkCertificate does that.
struct Certificate {
    std::string serial;          ///< as serialText writes it
    std::string subject, issuer; ///< RFC 2253, ASCII (other characters as \XX of their UTF-8)
    Instant notBefore, notAfter;
    Bytes publicKey; ///< SubjectPublicKeyInfo, DER
    Bytes der;       ///< the certificate itself, without what follows it
};

/// The certificate that `der` begins with; bytes after it (filler of the card's file) are ignored.
/// @throws Error Fault::CardUnreadable when there is none, or its period is no period
Certificate readCertificate(ByteView der);

} // namespace kaomado::crypto
