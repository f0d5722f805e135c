// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/openssl.hpp"
#include "kaomado/trust/certificate.hpp"

namespace kaomado::trust {

/// @throws Error CardUnreadable, BadInput when a field cannot be read
CertificateFacts factsOf(const X509* certificate);
std::optional<CertificateKind> kindOf(const X509* certificate);

} // namespace kaomado::trust
