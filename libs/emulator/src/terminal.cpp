// SPDX-License-Identifier: Apache-2.0
// User authentication without PIN at an approved terminal (特定機関認証). The delivery of the certificate is
// known; what follows it is our assumption for the emulated card only. @source SRC-CARD-TERMINAL (card.md §8)
#include "handlers.hpp"
#include "public_key.hpp"

#include <algorithm>
#include <utility>

namespace kaomado::emulator {

namespace {
// 7F21 82 0233 { 5F4E 82 0129 { issuer key id 16, subject key id 16, public key 265 }, 5F37 82 0100 signature
// }
constexpr std::array<std::uint8_t, 10> kBodyHead{0x7F, 0x21, 0x82, 0x02, 0x33, 0x5F, 0x4E, 0x82, 0x01, 0x29};
constexpr std::array<std::uint8_t, 5> kSignatureHead{0x5F, 0x37, 0x82, 0x01, 0x00};
constexpr std::size_t kKeyId = 16, kBody = 297, kChallenge = 16;

/// The content of a card-verifiable certificate's part behind its fixed head; empty when the head differs.
ByteView behind(ByteView head, ByteView data) {
    return std::ranges::equal(head, data.first(head.size())) ? data.subspan(head.size()) : ByteView{};
}

Response takeBody(Core& core, ByteView data) {
    core.session.terminalKey.reset();
    core.session.terminalCertificate.clear();
    if (data.size() != kBodyHead.size() + kBody)
        return status(0x6700);
    const ByteView body = behind(kBodyHead, data);
    if (body.empty())
        return status(0x6A80);
    core.session.terminalCertificate.assign(body.begin(), body.end());
    return done();
}

Response takeSignature(Core& core, const CardFile& anchor, ByteView data) {
    const ByteView body = core.session.terminalCertificate;
    if (data.size() != kSignatureHead.size() + crypto::kRsaBytes)
        return status(0x6700);
    if (body.empty())
        return status(0x6985);
    const ByteView signature = behind(kSignatureHead, data);
    if (signature.empty())
        return status(0x6A80);
    if (anchor.content.empty() ||
        !std::ranges::equal(ByteView(anchor.content).first(kKeyId), body.first(kKeyId)))
        return status(0x6A88);
    const auto ca = publicKeyFrom(ByteView(anchor.content).subspan(kKeyId));
    if (!ca || !ca->verifies(body, signature))
        return status(0x6300);
    core.session.terminalKey = publicKeyFrom(body.subspan(2 * kKeyId));
    return status(core.session.terminalKey ? 0x9000 : 0x6A80);
}
} // namespace

Response terminalCertificate(Core& core, const Command& command) {
    if (command.p2 != 0xC1 || (command.p1 != 0x06 && command.p1 != 0x00))
        return status(0x6A86);
    const Found anchor = ofKind(currentFile(core), FileKind::PublicKey);
    if (anchor.file == nullptr)
        return status(anchor.refusal);
    return command.p1 == 0x06 ? takeBody(core, command.data)
                              : takeSignature(core, *anchor.file, command.data);
}

Response terminalProof(Core& core, const Command& command) {
    if (command.p1 != 0 || command.p2 <= 0x80)
        return status(0x6A86);
    const Found anchor = ofKind(fileByP2(core, command.p2), FileKind::PublicKey);
    if (anchor.file == nullptr)
        return status(anchor.refusal);
    if (!core.session.terminalKey)
        return status(0x6A88);
    if (core.session.challenge.size() != kChallenge)
        return status(0x6985);
    if (command.data.size() != crypto::kRsaBytes)
        return status(0x6700);
    Bytes message = std::exchange(core.session.challenge, {}); // one try only
    append(message, ByteView(core.session.terminalCertificate).subspan(kKeyId, kKeyId));
    if (!core.session.terminalKey->verifies(message, command.data))
        return status(0x6300);
    core.session.verified.insert(anchor.id);
    return done();
}

} // namespace kaomado::emulator
