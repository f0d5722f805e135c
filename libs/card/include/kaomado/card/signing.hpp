// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/hash.hpp"
#include "kaomado/card/commands.hpp"

namespace kaomado::card {

/// P1 of COMPUTE DIGITAL SIGNATURE: what is given and what the card adds. @source SRC-CARD-COMMANDS
enum class SignatureInput : std::uint8_t {
    AsGiven = 0x00,          ///< 1–245 bytes, usually a DigestInfo; the card only pads (PKCS #1 v1.5)
    HashedByCardBare = 0x01, ///< the card hashes and pads the bare 32 bytes
    Sha256Given = 0x02,      ///< 32 bytes; the card adds the DigestInfo
    HashedByCard = 0x03,     ///< the card hashes and adds the DigestInfo
    PssSha256Given = 0x04,   ///< 32 bytes; PSS
    PssHashedByCard = 0x05,  ///< the card hashes; PSS
};

/// The card did not sign: 6982 without its PIN, 6A86 for a P1 it does not know, …
struct SigningRefused {
    StatusWord sw;
};
using SigningOutcome = std::variant<Bytes, SigningRefused>;

/// With the selected key file.
SigningOutcome computeSignature(Card& card, SignatureInput input, ByteView data);
/// With a key file named by its short id in the selected application.
SigningOutcome computeSignatureByShortId(Card& card, FileId key, SignatureInput input, ByteView data);
/// With the application's own key, free of any PIN (TEXT, VISUAL): proves that the chip is genuine.
SigningOutcome internalSignature(Card& card, SignatureInput input, ByteView data);
/// COMMON's key over a challenge of 1–255 bytes, SHA-256 DigestInfo.
SigningOutcome internalAuthenticate(Card& card, ByteView challenge);

/// What AsGiven takes for a SHA-256 digest: 51 bytes.
Bytes sha256DigestInfo(const Sha256& digest);

} // namespace kaomado::card
