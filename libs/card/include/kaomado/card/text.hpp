// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/base/hash.hpp"
#include "kaomado/card/commands.hpp"
#include "kaomado/card/cv_certificate.hpp"

namespace kaomado::card {

// What TEXT (券面事項入力補助AP) holds. The read… functions expect that TEXT is selected and the value that
// opens the file verified; they select the file. Empty = the card refuses or has no such file. parse… and
// read… throw Error Fault::CardUnreadable when the content has another form.
// @source SRC-CARD-FILES (card.md §3.2)

/// 0001: the individual number, which is also 照合番号A. A Pin, because it wipes itself and cannot be
/// printed.
Pin parseNumber(ByteView stored);
std::optional<Pin> readNumber(Card& card);

/// 0002.
struct Attributes {
    std::string name; ///< UTF-8, parts separated by U+3000
    std::string address;
    Date birth{};
    char sex = '0'; ///< JIS X 0303: 1 male, 2 female, 9 not applicable, 0 unknown
};
Attributes parseAttributes(ByteView stored);
std::optional<Attributes> readAttributes(Card& card);

/// 0003: digests over 0001 and 0002 and the issuer's signature over both; checked by chip::verifyTextRecords.
struct AttributeSignature {
    Sha256 numberDigest{}, attributesDigest{};
    Bytes signature; ///< 256 bytes
};
AttributeSignature parseAttributeSignature(ByteView stored);
std::optional<AttributeSignature> readAttributeSignature(Card& card);

/// 0005, read freely. What the first and the last object mean is not public.
struct TextBasicInfo {
    Bytes version; ///< 4 bytes
    KeyId keyId{};
    Bytes opaque; ///< 128 bytes
};
TextBasicInfo parseTextBasicInfo(ByteView stored);
std::optional<TextBasicInfo> readTextBasicInfo(Card& card);

/// 0006: the key that encrypted messaging begins with.
RsaPublicKey parseMessagingKey(ByteView stored);
std::optional<RsaPublicKey> readMessagingKey(Card& card);

/// 0007: the key whose private half signs in internalSignature, and the issuer's signature over it.
struct InternalKey {
    RsaPublicKey key;
    Bytes signature; ///< 256 bytes
};
InternalKey parseInternalKey(ByteView stored);
std::optional<InternalKey> readInternalKey(Card& card);

} // namespace kaomado::card
