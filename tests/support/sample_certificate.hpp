// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>
#include <kaomado/base/clock.hpp>

#include <functional>
#include <memory>
#include <string>

struct evp_pkey_st;
struct x509_st;

namespace kaomado::test {

using Key = std::shared_ptr<evp_pkey_st>;

/// An RSA-2048 key, made once per process and name.
Key rsaKey(const std::string& name);

/// SHA-256 with RSA PKCS #1 v1.5 over `data` hashed, or over `digestInfo` as it stands.
Bytes rsaSign(const Key& key, ByteView data);
Bytes rsaSignDigestInfo(const Key& key, ByteView digestInfo);

/// The modulus, 256 bytes; the exponent of every key is 65537.
Bytes modulusOf(const Key& key);

/// What a test certificate says; made by OpenSSL itself, not by the code under test.
struct SampleCertificate {
    std::string subject = "Sample", issuer = "Sample CA";
    std::string subjectKey = "holder", issuerKey = "ca";
    Instant notBefore{}, notAfter{};
    long serial = 0x1234ABCD;
    /// In the words of openssl's configuration; empty = none.
    std::string basicConstraints{}, keyUsage{}, altName{};
};
Bytes makeCertificate(const SampleCertificate& sample);

} // namespace kaomado::test
