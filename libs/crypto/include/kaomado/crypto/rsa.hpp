// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"

#include <memory>
#include <optional>
#include <vector>

struct evp_pkey_st; // OpenSSL's EVP_PKEY, so that no OpenSSL header is needed here

namespace kaomado::crypto {

/// The only size there is on the card: RSA-2048. Modulus and signature have this many bytes.
inline constexpr std::size_t kRsaBytes = 256;
/// PKCS #1 v1.5 pads at most this much.
inline constexpr std::size_t kLongestPadded = kRsaBytes - 11;

/// The open half of a key. Copies share one key. @thread may be used from several threads
class PublicKey {
public:
    /// Empty unless `der` begins with a SubjectPublicKeyInfo of RSA-2048.
    static std::optional<PublicKey> fromInfo(ByteView der);
    /// Big-endian numbers. Empty unless the modulus has 2048 bits.
    static std::optional<PublicKey> fromNumbers(ByteView modulus, ByteView exponent);

    /// The signature that KeyPair::sign makes.
    bool verifies(ByteView message, ByteView signature) const;
    /// What a PKCS #1 v1.5 signature holds behind its padding (usually a DigestInfo). Empty when the padding
    /// is wrong: another key, or a changed signature.
    std::optional<Bytes> recover(ByteView signature) const;

    evp_pkey_st* native() const { return key_.get(); }

private:
    explicit PublicKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
    std::shared_ptr<evp_pkey_st> key_;
};

/// An RSA-2048 key pair, exponent 65537. Copies share one key. @thread may be used from several threads
class KeyPair {
public:
    /// From the operating system's generator; about 0.25 s. @throws Error Fault::Internal
    static KeyPair generate();
    /// Empty unless it is an unencrypted PKCS #8 key of RSA-2048 and nothing else.
    static std::optional<KeyPair> fromPkcs8(ByteView der);

    SecretBytes toPkcs8() const;
    /// SubjectPublicKeyInfo, DER.
    Bytes publicKey() const;
    Bytes modulus() const;

    /// PKCS #1 v1.5 with SHA-256.
    Bytes sign(ByteView message) const;
    /// PKCS #1 v1.5 over the bytes given, usually a DigestInfo; 1–245 bytes.
    /// @throws Error Fault::BadInput for another size
    Bytes signPadded(ByteView digestInfo) const;
    /// PSS over a SHA-256 digest: salt of 32 bytes, MGF1 with SHA-256.
    Bytes signPss(ByteView digest) const;

    evp_pkey_st* native() const { return key_.get(); }

private:
    explicit KeyPair(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
    std::shared_ptr<evp_pkey_st> key_;
};

/// Several keys at once, as many threads as there are cores.
std::vector<KeyPair> generateKeys(std::size_t count);

/// PublicKey::verifies with a SubjectPublicKeyInfo. False for a key that is none.
bool verifies(ByteView publicKey, ByteView message, ByteView signature);

} // namespace kaomado::crypto
