// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"

#include <memory>
#include <vector>

struct evp_pkey_st; // OpenSSL's EVP_PKEY, so that no OpenSSL header is needed here

namespace kaomado::trust {

/// An RSA-2048 key pair, exponent 65537. Copies share one key. @thread may be used from several threads
class KeyPair {
public:
    static constexpr std::size_t kModulusBytes = 256;

    /// From the operating system's generator; about 0.25 s. @throws Error Fault::Internal
    static KeyPair generate();
    /// @throws Error Fault::BadInput unless it is an unencrypted PKCS #8 RSA key of 2048 bits
    static KeyPair fromPkcs8(ByteView der);

    SecretBytes toPkcs8() const;
    /// SubjectPublicKeyInfo, DER.
    Bytes publicKey() const;
    /// 256 bytes, big-endian.
    Bytes modulus() const;

    /// RSA PKCS #1 v1.5 with SHA-256, 256 bytes.
    Bytes sign(ByteView message) const;
    /// RSA PKCS #1 v1.5 over the bytes given, usually a DigestInfo; 1–245 bytes.
    /// @throws Error Fault::BadInput for another size
    Bytes signPadded(ByteView digestInfo) const;

    evp_pkey_st* native() const { return key_.get(); }

private:
    explicit KeyPair(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
    std::shared_ptr<evp_pkey_st> key_;
};

/// Several keys at once, as many threads as there are cores.
std::vector<KeyPair> generateKeys(std::size_t count);

/// The same signature as KeyPair::sign, checked with a SubjectPublicKeyInfo. False for a key that is none.
bool verifies(ByteView publicKey, ByteView message, ByteView signature);

} // namespace kaomado::trust
