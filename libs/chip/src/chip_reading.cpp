// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/chip_reading.hpp"

#include "kaomado/card/card_info.hpp"
#include "kaomado/card/commands.hpp"
#include "kaomado/card/tlv.hpp"
#include "kaomado/chip/certificate.hpp"

#include <algorithm>

namespace kaomado::chip {

namespace {
constexpr std::size_t kTerminalLimit = 64;
constexpr std::size_t kTokenNameBytes = 32;
constexpr std::uint8_t kCertificateThere = 0x8F; // card.md §3.1, EF 0008
constexpr std::size_t kCertificateLimit = 16384;

bool printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c <= 0x7E; });
}

/// Gathers one reading; JPKI is the application that every file of it is read from.
class Reader {
public:
    Reader(card::Card& card, ChipReading& into) : card_(card), into_(into) {}

    void token() {
        const auto content = contentOf(card::file::kTokenInfo, "JPKI/0006", 4096);
        if (!content)
            return;
        std::string name = toText(ByteView(*content).first(std::min(content->size(), kTokenNameBytes)));
        name.erase(name.find_last_not_of(' ') + 1);
        if (name.empty() || !printable(name))
            return missing("JPKI/0006", "does not begin with a token name");
        into_.tokenName = std::move(name);
    }

    void presence() {
        const auto content = contentOf(card::file::kCertificatePresence, "JPKI/0008", 256);
        if (!content)
            return;
        if (content->size() < 2)
            return missing("JPKI/0008", "shorter than two bytes");
        into_.signaturePresent = content->at(0) == kCertificateThere;
        into_.userAuthPresent = content->at(1) == kCertificateThere;
    }

    void userAuthCertificate() {
        const auto content = contentOf(card::file::kUserAuthCertificate, "JPKI/000A", kCertificateLimit);
        if (!content)
            return;
        const auto der = card::firstTlv(*content);
        if (!der)
            return missing("JPKI/000A", "holds no certificate");
        try {
            const Certificate certificate = Certificate::fromDer(der->whole);
            into_.userAuth =
                CertificateFacts{certificate.serial(), certificate.issuer(), certificate.notBefore(),
                                 certificate.notAfter(), toHex(certificate.digest())};
        } catch (const Error& error) {
            missing("JPKI/000A", error.what());
        }
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
        try {
            const auto info = card::readCardInfo(card_);
            if (!info)
                return missing("COMMON/0001", "application, file or record is not there");
            into_.fingerprint = card::fingerprintOf(*info);
            into_.municipality = info->municipality;
            into_.cardExpiry = info->expiry;
        } catch (const Error& error) {
            if (error.fault() != Fault::CardUnreadable)
                throw;
            missing("COMMON/0001", error.what());
        }
    }

private:
    void missing(std::string what, std::string why) {
        into_.unreadable.push_back({std::move(what), std::move(why)});
    }

    std::optional<Bytes> contentOf(card::FileId file, const char* name, std::size_t limit) {
        if (!card::selectFile(card_, file)) {
            missing(name, "no such file");
            return std::nullopt;
        }
        auto content = card::readFile(card_, limit);
        if (!content)
            missing(name, "reading was refused");
        return content;
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
