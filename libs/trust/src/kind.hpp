// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/openssl.hpp"
#include "kaomado/trust/certificate.hpp"

namespace kaomado::trust {

/// By policy; empty for a certificate that is not one of our two kinds.
std::optional<CertificateKind> kindOf(const X509* certificate);

} // namespace kaomado::trust
