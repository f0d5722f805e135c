// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/error.hpp>
#include <kaomado/card/names.hpp>
#include <kaomado/emulator/card_image.hpp>
#include <kaomado/trust/check.hpp>
#include <kaomado/trust/training_ca.hpp>

namespace kaomado::app {

enum class PinState { Set, Locked, NotSet };

struct ReferenceReport {
    std::string id; ///< of card::allReferences()
    PinState state;
    unsigned tries, limit;
};

struct CertificateReport {
    trust::CertificateKind kind;
    bool present = false;
    trust::CertificateCheck
        check{}; ///< of a present one: against the CA certificate on the card, or the CA given
};

/// What a trainer wants to know of a card file. Never the individual number; no PIN.
struct CardReport {
    std::string serial, name, address, municipality;
    char sex = '0';
    std::optional<Date> birth, expiry;
    std::string looksLike; ///< the profile that the card's state fits, or "mixed"
    std::vector<ReferenceReport> references;
    std::vector<CertificateReport> certificates;
    emulator::Lifecycle lifecycle{};
    bool admin = false, terminalAuthentication = false;
    std::uint16_t blockedStatus = 0;
    Bytes atr;
};

/// Without a CA, certificates are checked against the CA certificates on the card and revocation is not
/// looked at.
CardReport reportOf(const emulator::CardImage& image, Instant now, const trust::TrainingCa* ca);

/// For people. `secrets` adds the PINs and 照合番号B.
std::string reportText(const CardReport& report, Language language);
std::string secretsText(const emulator::CardImage& image, Language language);
/// For programs; docs/training-cards.md names the keys.
std::string reportJson(const CardReport& report, const emulator::CardImage* secretsOf);

/// What `card new` prints: where, who, and once the training PINs.
std::string newCardText(const emulator::CardImage& image, const std::string& file, Language language);

} // namespace kaomado::app
