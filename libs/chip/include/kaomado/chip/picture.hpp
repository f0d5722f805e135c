// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"

namespace kaomado::chip {

/// A picture of the card in memory; wipes itself and is never stored.
struct Picture {
    unsigned width = 0, height = 0; ///< pixels
    SecretBytes grey;               ///< width × height bytes, row by row from the top, 0 = black
};
inline constexpr unsigned kLongestSide = 2048; ///< pixels

// Both refuse, before decoding, what is larger than 2048 × 2048 pixels. Verify the record's signature first
// (verifyFace): decoders are large programs, and only the issuer should choose what they eat.

/// The face photo: JPEG 2000 in a JP2 container, one tile, one 8-bit channel or three (then their luma).
/// @throws Error Fault::CardUnreadable
Picture decodePhoto(ByteView jp2);

/// Name, address, number and security code: PNG.
/// @throws Error Fault::CardUnreadable
Picture decodePng(ByteView png);

} // namespace kaomado::chip
