// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/chip_reading.hpp"

#include "kaomado/base/hash.hpp"
#include "kaomado/card/card_info.hpp"
#include "kaomado/card/commands.hpp"
#include "kaomado/card/jpki.hpp"
#include "kaomado/crypto/certificate.hpp"

#include <algorithm>

namespace kaomado::chip {

namespace {
constexpr std::size_t kTerminalLimit = 64;

bool printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c <= 0x7E; });
}

CertificateFacts factsOf(const crypto::Certificate& certificate) {
    return {certificate.serial, certificate.issuer, certificate.notBefore, certificate.notAfter,
            toHex(sha256(certificate.der))};
}

/// Gathers one reading; JPKI is the application that every file of it is read from.
class Reader {
public:
    Reader(card::Card& card, ChipReading& into) : card_(card), into_(into) {}

    void token() {
        if (const auto info = fileOf("JPKI/0006", card::readTokenInfo))
            into_.tokenName = info->label;
    }

    void presence() {
        if (const auto there = fileOf("JPKI/0008", card::readCertificatePresence)) {
            into_.signaturePresent = there->signature;
            into_.userAuthPresent = there->userAuth;
        }
    }

    void userAuthCertificate() {
        const auto facts = fileOf("JPKI/000A", [](card::Card& card) -> std::optional<CertificateFacts> {
            const auto der = card::readCertificate(card, card::file::kUserAuthCertificate);
            return der ? std::optional{factsOf(crypto::readCertificate(*der))} : std::nullopt;
        });
        into_.userAuth = facts;
    }

    void tries() {
        std::optional<card::App> selected;
        bool there = false;
        for (const card::NamedReference& reference : card::allReferences()) {
            if (selected != reference.where.app) {
                there = card::selectApp(card_, reference.where.app);
                selected = reference.where.app;
            }
            triesOf(reference, there);
        }
    }

    void cardInfo() {
        if (const auto info = fileOf("COMMON/0001", card::readCardInfo)) {
            into_.fingerprint = card::fingerprintOf(*info);
            into_.municipality = info->municipality;
            into_.cardExpiry = info->expiry;
        }
    }

private:
    void missing(std::string what, std::string why) {
        into_.unreadable.push_back({std::move(what), std::move(why)});
    }

    /// Reads one file; what is not there or not understandable is noted, what breaks the card is not caught.
    template <class Read>
    std::invoke_result_t<Read, card::Card&> fileOf(const char* name, Read read) {
        try {
            auto content = read(card_);
            if (!content)
                missing(name, "not there, or reading was refused");
            return content;
        } catch (const Error& error) {
            if (error.fault() != Fault::CardUnreadable)
                throw;
            missing(name, error.what());
            return std::nullopt;
        }
    }

    void triesOf(const card::NamedReference& reference, bool appThere) {
        const std::string id(reference.id);
        std::optional<unsigned>& left = into_.tries[id];
        if (!appThere)
            return missing(id, "no such application");
        if (!card::selectFile(card_, reference.where.file))
            return missing(id, "no such reference");
        left = card::queryTries(card_);
        if (!left)
            missing(id, "the card does not report its tries");
    }

    card::Card& card_;
    ChipReading& into_;
};
} // namespace

std::optional<unsigned> ChipReading::triesOf(std::string_view reference) const {
    const auto found = tries.find(std::string(reference));
    return found == tries.end() ? std::nullopt : found->second;
}

ChipReading readChip(card::Card& card, const Clock& clock, std::string terminal) {
    if (terminal.empty() || terminal.size() > kTerminalLimit || !printable(terminal))
        throw Error(Fault::BadInput, "a terminal id has 1 to 64 printable ASCII characters");
    if (!card::selectApp(card, card::App::Jpki))
        throw Error(Fault::NotMyNumberCard, "the card does not have the JPKI application");
    ChipReading reading;
    reading.terminal = std::move(terminal);
    Reader reader(card, reading);
    reader.token();
    reader.presence();
    reader.userAuthCertificate();
    reader.tries();
    reader.cardInfo();
    reading.time = clock.now();
    return reading;
}

} // namespace kaomado::chip
