// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/openssl.hpp"
#include "kaomado/trust/training_ca.hpp"

namespace kaomado::trust {

/// An authority's self-signed certificate.
crypto::X509Ptr makeAuthority(CertificateKind kind, const crypto::KeyPair& key);

/// A certificate on a card. @throws Error Fault::BadInput as TrainingCa::issue
crypto::X509Ptr makeCertificate(const IssueRequest& request, const std::string& serial, X509* authority,
                                const crypto::KeyPair& authorityKey, Instant now);

/// A new serial number: 63 random bits, never zero.
std::string newSerial();

} // namespace kaomado::trust
