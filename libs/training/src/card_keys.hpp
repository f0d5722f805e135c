// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/record_digests.hpp"
#include "kaomado/training/make_card.hpp"
#include "records.hpp"

namespace kaomado::training {

/// A key of the card world with its name: 7 digits, 08 05, 3 digits, 4 bytes that follow from the key. The
/// first digit is 9: production begins with 5, the official test hierarchy with 6. @source SRC-CARD-FILES
/// (card.md §3.4)
struct NamedKey {
    crypto::KeyPair key;
    Bytes id;
};
NamedKey rootKey(trust::TrainingCa& ca);
NamedKey recordsKey(trust::TrainingCa& ca);
Bytes keyIdOf(const KeyIdForm& form, const crypto::KeyPair& key);

/// 90 03 exponent, 91 82 0100 modulus.
Bytes cardPublicKey(const crypto::KeyPair& key);

/// A card-verifiable certificate, 568 bytes.
Bytes cvCertificate(const NamedKey& issuer, const Bytes& subjectId, const crypto::KeyPair& subject);

/// The record signature of card.md §3.2 and §3.3.
template <std::size_t n>
Bytes signRecord(const NamedKey& signer, const std::array<Sha256, n>& digests) {
    return signer.key.signPadded(card::recordDigestInfo(digests));
}

} // namespace kaomado::training
