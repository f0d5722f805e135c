// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/card/card.hpp"

#include <map>
#include <optional>
#include <vector>

namespace kaomado::chip {

/// What a reading keeps of a certificate: facts, no name of a person.
struct CertificateFacts {
    std::string serial; ///< hexadecimal
    std::string issuer; ///< RFC 2253, ASCII
    Instant notBefore, notAfter;
    std::string sha256; ///< of the DER, 64 hexadecimal digits
    friend bool operator==(const CertificateFacts&, const CertificateFacts&) = default;
};

/// Something that the card did not tell, and why, in English for the log.
struct Unreadable {
    std::string what; ///< "user_auth_pin", "COMMON/0001", "JPKI/000A" …
    std::string why;
    friend bool operator==(const Unreadable&, const Unreadable&) = default;
};

/// What the chip said at one moment at one terminal. Holds no PIN, no individual number, no name, no image.
struct ChipReading {
    /// card::fingerprintOf; empty when the card does not tell its serial number (then `unreadable` says why).
    std::string fingerprint{};
    /// Tries left of every reference of card::allReferences() by its id; 0 = locked, empty = not readable.
    std::map<std::string, std::optional<unsigned>> tries{};
    /// Which certificates are on the card, from JPKI 0008. Empty = not readable.
    std::optional<bool> signaturePresent{}, userAuthPresent{};
    /// The user authentication certificate, read freely from JPKI 000A.
    std::optional<CertificateFacts> userAuth{};
    std::optional<Date> cardExpiry{}; ///< COMMON 0001
    std::string municipality{};       ///< five digits; empty = not readable
    std::string tokenName{};          ///< JPKI 0006, e.g. "JPKIAPICCTOKEN2"; empty = not readable
    std::vector<Unreadable> unreadable{};
    std::string terminal{}; ///< who read it
    Instant time{};         ///< when the reading was complete

    friend bool operator==(const ChipReading&, const ChipReading&) = default;

    /// Tries of one reference; empty when not readable or unknown.
    std::optional<unsigned> triesOf(std::string_view reference) const;
    /// The reference was readable and has no try left.
    bool locked(std::string_view reference) const { return triesOf(reference) == 0U; }
};

/// Reads all of it. Never presents a value, so no try is ever spent; selecting applications ends the verified
/// statuses that were in force. What is absent or refused lands in `unreadable`.
/// `terminal`: up to 64 printable ASCII characters.
/// @throws Error Fault::NotMyNumberCard when JPKI cannot be selected; Fault::BadInput for the terminal's
/// name; faults of Card::transmit
/// @source SRC-CARD-FILES, SRC-CARD-REFERENCES @thread one card, one thread
ChipReading readChip(card::Card& card, const Clock& clock, std::string terminal);

/// Canonical JSON: sorted keys, no blanks, no floats, ASCII. Equal readings give equal bytes.
std::string toJson(const ChipReading& reading);

/// The reverse; refuses everything that toJson does not write, unknown keys and blanks included.
/// @throws Error Fault::FileMalformed naming the key
ChipReading readingFromJson(std::string_view text);

} // namespace kaomado::chip
