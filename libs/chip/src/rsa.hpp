// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/public_key.hpp"

#include <optional>

namespace kaomado::chip {

/// What a PKCS #1 v1.5 signature holds behind its padding (usually a DigestInfo). Empty when the padding is
/// wrong: another key, or a changed signature.
std::optional<Bytes> recover(const card::RsaPublicKey& key, ByteView signature);

} // namespace kaomado::chip
