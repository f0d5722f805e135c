// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/hash.hpp"

#include <array>

namespace kaomado::card {

// Which bytes of the card's records the issuer signs. Whoever makes a card and whoever verifies one use these
// same functions. They need only the objects that they digest: a maker may call them before the signature is
// in the record. Every object counts with its tag and length. "stored" is the file as read, filler FF
// included. Each throws Error Fault::CardUnreadable when an object is missing or cut. @source SRC-CARD-SIGNED

/// TEXT 0003: DF31 = the whole stored 0001 (17 bytes with its filler), DF32 = 0002 from DF22 to the end of
/// DF25.
Sha256 numberDigest(ByteView stored0001);
Sha256 attributesDigest(ByteView stored0002);
std::array<Sha256, 2> attributeDigests(ByteView stored0001, ByteView stored0002);

/// TEXT 0007: DF51. One digest (assumed).
std::array<Sha256, 1> internalKeyDigests(ByteView stored0007);
/// VISUAL 0001: DF11 and DF12. One digest (assumed).
std::array<Sha256, 1> ageDigests(ByteView stored0001);
/// VISUAL 0002: DF22–DF24 (who), DF25–DF26 (name and address images), DF27 (photo). DF29 and DF2A are not
/// signed.
std::array<Sha256, 3> faceDigests(ByteView stored0002);
/// VISUAL 0005: DF41 and DF42. One digest (assumed).
std::array<Sha256, 1> numberImageDigests(ByteView stored0005);

/// What is padded (PKCS #1 v1.5) and signed: the SHA-256 DigestInfo with all digests, one after the other, in
/// its octet string; 51 bytes for one digest, 115 for three. TEXT 0003 holds two (assumed; the form with
/// three is known from VISUAL 0002).
Bytes recordDigestInfo(std::span<const Sha256> digests);

} // namespace kaomado::card
