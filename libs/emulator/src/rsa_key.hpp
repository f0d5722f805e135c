// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <memory>
#include <optional>

using EVP_PKEY = struct evp_pkey_st;

namespace kaomado::emulator {

/// How COMPUTE DIGITAL SIGNATURE turns its data into a signature.
enum class Padding { Pkcs1, Pss };

/// An RSA-2048 key ready for use.
class RsaKey {
public:
    static constexpr std::size_t kBytes = 256;

    /// Empty unless the bytes are exactly an RSA-2048 private key.
    static std::optional<RsaKey> fromPkcs8(ByteView der);
    /// `90 03 010001 91 820100` and the modulus, as in a card-verifiable certificate.
    static std::optional<RsaKey> fromCardPublicKey(ByteView bytes);

    /// Pkcs1: pads what is given, 1–245 bytes, as it is. Pss: a SHA-256 digest, salt 32, MGF1 with SHA-256.
    Bytes sign(ByteView input, Padding padding) const;
    /// PKCS #1 v1.5 with SHA-256 over a message.
    bool verifies(ByteView message, ByteView signature) const;

    Bytes publicKeyInfo() const; ///< SubjectPublicKeyInfo DER

private:
    explicit RsaKey(EVP_PKEY* key);
    std::shared_ptr<EVP_PKEY> key_;
};

} // namespace kaomado::emulator
