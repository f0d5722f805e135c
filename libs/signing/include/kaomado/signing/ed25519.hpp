// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"

#include <string_view>

namespace kaomado::signing {

/// Sizes in bytes. @source SRC-RFC8032
inline constexpr std::size_t kSeedSize = 32, kPublicKeySize = 32, kSignatureSize = 64;

Bytes publicKeyOf(const SecretBytes& seed);

/// Ed25519 over the purpose, a line feed and the text. The purpose, "kaomado chip reading v1", keeps a
/// signature from ever passing for one over something else. @thread any
Bytes sign(const SecretBytes& seed, std::string_view purpose, std::string_view text);

/// Whether the key's owner signed exactly this. A key or signature of a wrong size fits nothing.
bool fits(ByteView publicKey, std::string_view purpose, std::string_view text, ByteView signature);

} // namespace kaomado::signing
