// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/cv_certificate.hpp"
#include "kaomado/card/signing.hpp"
#include "kaomado/chip/report.hpp"

#include <optional>

namespace kaomado::chip {

// The issuer's signatures over the card's records. What is digested: kaomado/card/record_digests.hpp.
// "stored" is the file as read, filler included; each is parsed as strictly as the typed client parses it.
// All parts are always checked, so that a report locates what was changed.
// Each throws Error Fault::CardUnreadable for a record of another form. @source SRC-CARD-SIGNED

/// A key that signs certificates: known to the verifier, never taken from the card.
struct CvIssuer {
    card::KeyId id{};
    card::RsaPublicKey key;
};

/// RSA PKCS #1 v1.5 with SHA-256 over a message, as the card's own keys sign.
bool verifySignature(const card::RsaPublicKey& key, ByteView message, ByteView signature);

/// "<name> issuer" (the certificate names this issuer) and "<name> signature". This form of certificate knows
/// no period and no use: what the key may sign follows from where the certificate stands on the card.
Report verifyCvCertificate(const card::CvCertificate& certificate, const CvIssuer& issuer,
                           const std::string& name = "certificate");

/// TEXT 0003 and the files it vouches for; a file that was not opened (照合番号B opens no 0001) is left out,
/// but its digest must be signed all the same. Findings: "TEXT/0003 signature", "TEXT/0003 number digest",
/// "TEXT/0003 attributes digest", and for the files given "TEXT/0001 number", "TEXT/0002 attributes".
Report verifyTextRecords(ByteView stored0003, std::optional<ByteView> stored0001,
                         std::optional<ByteView> stored0002, const card::RsaPublicKey& signer);

/// TEXT 0007: "TEXT/0007 signature", "TEXT/0007 internal key".
Report verifyInternalKey(ByteView stored0007, const card::RsaPublicKey& signer);

/// VISUAL 0001: "VISUAL/0001 signature", "VISUAL/0001 birth date and key".
Report verifyAge(ByteView stored0001, const card::RsaPublicKey& signer);

/// VISUAL 0002: "VISUAL/0002 signature", "VISUAL/0002 birth date, sex, key", "VISUAL/0002 name and address
/// images", "VISUAL/0002 photo". Expiry and security code image are not signed on the card.
Report verifyFace(ByteView stored0002, const card::RsaPublicKey& signer);

/// VISUAL 0005: "VISUAL/0005 signature", "VISUAL/0005 number image and key".
Report verifyNumberImage(ByteView stored0005, const card::RsaPublicKey& signer);

/// The chip itself: signs a fresh random message with the internal key of the selected application (TEXT or
/// VISUAL, no PIN) and is checked with the key that a verified record holds. A copy of the records on
/// another chip fails here. Finding: "<app> internal key answers".
/// @throws Error faults of Card::transmit
Report proveInternalKey(card::Card& card, card::App app, const card::RsaPublicKey& key);

} // namespace kaomado::chip
