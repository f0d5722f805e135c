// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/base/secret.hpp"
#include "kaomado/card/commands.hpp"
#include "kaomado/card/cv_certificate.hpp"

namespace kaomado::card {

// What VISUAL (券面事項確認AP) holds. The read… functions expect that VISUAL is selected and the value that
// opens the file verified; they select the file. Empty = the card refuses or has no such file. parse… and
// read… throw Error Fault::CardUnreadable when the content has another form. Images wipe themselves: a face
// outlives its use nowhere. @source SRC-CARD-FILES (card.md §3.3)

/// 0001, opened by the birth-date key.
struct AgeRecord {
    Date birth{};
    RsaPublicKey key;
    Bytes signature; ///< 256 bytes
};
AgeRecord parseAge(ByteView stored);
std::optional<AgeRecord> readAge(Card& card);

/// 0002, opened by 照合番号A or B.
struct CardFace {
    Date birth{};
    char sex = '0';
    RsaPublicKey key;                    ///< its private half signs in internalSignature
    SecretBytes nameImage, addressImage; ///< PNG
    SecretBytes photo;                   ///< JPEG 2000 (JP2), greyscale
    Bytes signature;                     ///< 256 bytes over all of the above
    Date expiry{};                       ///< of the card; not signed
    SecretBytes securityCodeImage;       ///< PNG; not signed
};
CardFace parseFace(ByteView stored);
std::optional<CardFace> readFace(Card& card);
/// The record as stored, for chip::verifyFace.
std::optional<SecretBytes> readStoredFace(Card& card);

/// 0003, read freely.
struct VisualBasicInfo {
    Bytes version; ///< 4 bytes
    KeyId keyId{};
    std::uint8_t keyVersion = 0;
    std::string municipality; ///< 5 digits
    KeyId opaqueKeyId{};
    Bytes opaque; ///< 256 bytes, meaning not public
};
VisualBasicInfo parseVisualBasicInfo(ByteView stored);
std::optional<VisualBasicInfo> readVisualBasicInfo(Card& card);

/// 0005, opened by 照合番号A only: a picture of the individual number.
struct NumberImage {
    SecretBytes image; ///< PNG
    RsaPublicKey key;
    Bytes signature; ///< 256 bytes
};
NumberImage parseNumberImage(ByteView stored);
std::optional<NumberImage> readNumberImage(Card& card);

/// What the bytes begin with; says nothing about the rest.
bool looksLikePng(ByteView image);
bool looksLikeJp2(ByteView image);

} // namespace kaomado::card
