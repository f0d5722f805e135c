// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/commands.hpp"

#include <string>

namespace kaomado::card {

// What JPKI holds. The read… functions expect that JPKI is selected (selecting it here would end a verified
// status) and select the file. Empty = the card refuses or has no such file.
// parse… and read… throw Error Fault::CardUnreadable when the content has another form.
// @source SRC-CARD-FILES (card.md §3.1)

/// CK_TOKEN_INFO of PKCS #11 with words of 32 bits, big-endian; texts without their padding.
struct TokenInfo {
    std::string label; ///< "JPKIAPICCTOKEN2" on a My Number card
    std::string manufacturer, model, serial;
    std::uint32_t flags = 0;
    std::string hardwareVersion, firmwareVersion; ///< two characters each
    std::string time;
};
inline constexpr std::size_t kTokenInfoBytes = 160;
TokenInfo parseTokenInfo(ByteView stored);
std::optional<TokenInfo> readTokenInfo(Card& card);

/// Which certificates are on the card.
struct CertificatePresence {
    bool signature = false, userAuth = false;
    friend bool operator==(const CertificatePresence&, const CertificatePresence&) = default;
};
CertificatePresence parseCertificatePresence(ByteView stored);
std::optional<CertificatePresence> readCertificatePresence(Card& card);

/// One of file::kUserAuthCertificate, kUserAuthCa, kSignatureCa (free) or kSignatureCertificate (needs the
/// signature password): DER without the filler. Empty also when the file holds filler only.
std::optional<Bytes> readCertificate(Card& card, FileId file);

} // namespace kaomado::card
