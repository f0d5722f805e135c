// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/rsa.hpp"

namespace kaomado::emulator {

/// `90 03 010001 91 820100` and the modulus, as in a card-verifiable certificate. Empty for anything else.
/// Read here and not with the client's card::parsePublicKey: one mistake must not be made on both sides.
std::optional<crypto::PublicKey> publicKeyFrom(ByteView bytes);

} // namespace kaomado::emulator
