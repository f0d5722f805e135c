// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

namespace kaomado::card {

/// An RSA public key as the card's records and card-verifiable certificates carry it:
/// 90 03 exponent, 91 82 0100 modulus, 265 bytes. @source SRC-CARD-FILES (card.md §3.4)
struct RsaPublicKey {
    Bytes modulus;  ///< 256 bytes, big-endian
    Bytes exponent; ///< 3 bytes, big-endian
    friend bool operator==(const RsaPublicKey&, const RsaPublicKey&) = default;
};
inline constexpr std::size_t kPublicKeyBytes = 265;

/// @throws Error Fault::CardUnreadable unless exactly the form above, with an odd modulus of 2048 bits and an
/// odd exponent of 65537 or more
RsaPublicKey parsePublicKey(ByteView stored);
/// @throws Error Fault::BadInput when modulus or exponent have another length
Bytes makePublicKey(const RsaPublicKey& key);

} // namespace kaomado::card
