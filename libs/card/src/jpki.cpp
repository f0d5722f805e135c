// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/jpki.hpp"

#include "kaomado/card/tlv.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
constexpr std::uint8_t kPresent = 0x8F;
constexpr std::size_t kCertificateLimit = 16384;

/// Takes fields off the front of a fixed layout.
class Fields {
public:
    explicit Fields(ByteView rest) : rest_(rest) {}

    ByteView bytes(std::size_t count) {
        const ByteView taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    std::string text(std::size_t count) {
        std::string text = toText(bytes(count));
        const auto printable = [](char c) { return c >= 0x20 && c <= 0x7E; };
        if (!std::ranges::all_of(text, printable))
            throw Error(Fault::CardUnreadable, "JPKI 0006: a text holds something other than ASCII");
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }

private:
    ByteView rest_;
};

std::optional<Bytes> contentOf(Card& card, FileId file, std::size_t limit) {
    return selectFile(card, file) ? readFile(card, limit) : std::nullopt;
}
} // namespace

TokenInfo parseTokenInfo(ByteView stored) {
    if (stored.size() < kTokenInfoBytes)
        throw Error(Fault::CardUnreadable, "JPKI 0006: shorter than 160 bytes");
    Fields fields(stored);
    TokenInfo info;
    info.label = fields.text(32);
    info.manufacturer = fields.text(32);
    info.model = fields.text(16);
    info.serial = fields.text(16);
    for (const std::uint8_t byte : fields.bytes(4))
        info.flags = info.flags << 8U | byte;
    fields.bytes(std::size_t{10} * 4); // counters of sessions, PIN lengths, memory: nothing of use on a card
    info.hardwareVersion = fields.text(2);
    info.firmwareVersion = fields.text(2);
    info.time = fields.text(16);
    return info;
}

std::optional<TokenInfo> readTokenInfo(Card& card) {
    const auto stored = contentOf(card, file::kTokenInfo, 4096);
    return stored ? std::optional{parseTokenInfo(*stored)} : std::nullopt;
}

CertificatePresence parseCertificatePresence(ByteView stored) {
    if (stored.size() < 2)
        throw Error(Fault::CardUnreadable, "JPKI 0008: shorter than two bytes");
    return {stored[0] == kPresent, stored[1] == kPresent};
}

std::optional<CertificatePresence> readCertificatePresence(Card& card) {
    const auto stored = contentOf(card, file::kCertificatePresence, 256);
    return stored ? std::optional{parseCertificatePresence(*stored)} : std::nullopt;
}

std::optional<Bytes> readCertificate(Card& card, FileId file) {
    const auto stored = contentOf(card, file, kCertificateLimit);
    if (!stored || std::ranges::all_of(*stored, [](std::uint8_t byte) { return byte == 0xFF; }))
        return std::nullopt;
    const auto der = firstTlv(*stored);
    if (!der || der->tag != 0x30)
        throw Error(Fault::CardUnreadable,
                    "JPKI: a certificate file does not begin with a whole DER sequence");
    return Bytes(der->whole.begin(), der->whole.end());
}

} // namespace kaomado::card
