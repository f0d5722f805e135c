// SPDX-License-Identifier: Apache-2.0
// Administrative commands: assumed by us, for the emulated card only (docs/emulator-admin.md, card.md §9).
#include "admin_crypto.hpp"
#include "handlers.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace kaomado::emulator {

namespace {
constexpr unsigned kIssuerTries = 10;
constexpr std::size_t kMaxStored = 32768;

/// The reference that P2 names, for somebody who has proved to be the issuer.
Found issuerReference(Core& core, std::uint8_t p2) {
    if (!core.session.issuer)
        return {.refusal = 0x6982};
    return ofKind(fileByP2(core, p2), FileKind::Reference);
}

bool proves(const Core& core, ByteView challenge, ByteView nonce, ByteView proof) {
    const std::string serial = core.image.serial();
    const Cryptogram wanted = terminalCryptogram(core.image.issuerKey, challenge, nonce, viewOf(serial));
    return CRYPTO_memcmp(wanted.data(), proof.data(), wanted.size()) == 0;
}

Response setAndUnlock(Core& core, CardFile& reference, ByteView value) {
    if (!reference.form.accepts(value))
        return status(0x6A80);
    reference.value = SecretBytes(value);
    reference.tries = reference.limit;
    core.changed = true;
    return done();
}

Response unlockOnly(Core& core, CardFile& reference, ByteView value) {
    if (!value.empty())
        return status(0x6700);
    if (reference.value.empty())
        return status(0x6985); // never set: there is nothing to unlock
    reference.tries = reference.limit;
    core.changed = true;
    return done();
}
} // namespace

bool selectsAdminMode(const Core& core, ByteView aid) {
    return core.image.settings.admin && std::ranges::equal(aid, kAdminAid);
}

Response mutualAuthenticate(Core& core, const Command& command) {
    if (command.p1 != 0x00 || command.p2 != 0x81)
        return status(0x6A86);
    if (command.data.size() != kAdminNonce + sizeof(Cryptogram) ||
        (command.le && *command.le < sizeof(Cryptogram)))
        return status(0x6700);
    if (core.image.issuerKey.empty())
        return status(0x6A88);
    if (core.image.issuerTries == 0)
        return status(0x6983);
    const Bytes challenge = std::exchange(core.session.challenge, {}); // one try only
    if (challenge.size() != kAdminNonce)
        return status(0x6985);
    const ByteView nonce = command.data.first(kAdminNonce);
    core.session.issuer = proves(core, challenge, nonce, command.data.subspan(kAdminNonce));
    const unsigned tries = core.session.issuer ? kIssuerTries : core.image.issuerTries - 1;
    core.changed = tries != core.image.issuerTries;
    core.image.issuerTries = tries;
    if (!core.session.issuer)
        return triesAnswer(tries);
    const Cryptogram answer = cardCryptogram(core.image.issuerKey, nonce, challenge);
    return done({answer.begin(), answer.end()});
}

Response resetRetryCounter(Core& core, const Command& command) {
    if (command.p1 != 0x02 && command.p1 != 0x03)
        return status(0x6A86);
    const Found found = issuerReference(core, command.p2);
    if (found.file == nullptr)
        return status(found.refusal);
    core.session.verified.erase(found.id);
    return command.p1 == 0x02 ? setAndUnlock(core, *found.file, command.data)
                              : unlockOnly(core, *found.file, command.data);
}

Response clearReference(Core& core, const Command& command) {
    if (command.p1 != 0x04)
        return status(0x6A86);
    const Found found = issuerReference(core, command.p2);
    if (found.file == nullptr)
        return status(found.refusal);
    if (!command.data.empty())
        return status(0x6700);
    core.session.verified.erase(found.id);
    found.file->value = SecretBytes();
    found.file->tries = 0;
    core.changed = true;
    return done();
}

Response updateBinary(Core& core, const Command& command) {
    if ((command.p1 & 0x80U) != 0)
        return status(0x6A86);
    if (!core.session.issuer)
        return status(0x6982);
    if (core.image.lifecycle != Lifecycle::Initialisation)
        return status(0x6985);
    const Found found = ofKind(currentFile(core), FileKind::Transparent);
    if (found.file == nullptr)
        return status(found.refusal);
    const std::size_t offset = p1p2(command);
    Bytes& content = found.file->content;
    if (command.data.empty())
        return status(0x6700);
    if (offset > content.size())
        return status(0x6B00);
    if (offset + command.data.size() > kMaxStored)
        return status(0x6A84);
    content.resize(std::max(content.size(), offset + command.data.size()));
    std::ranges::copy(command.data, content.begin() + static_cast<std::ptrdiff_t>(offset));
    found.file->exists = true;
    core.changed = true;
    return done();
}

Response closePersonalisation(Core& core, const Command& command) {
    if (command.p1 != 0 || command.p2 != 0)
        return status(0x6A86);
    if (!core.session.issuer)
        return status(0x6982);
    if (core.image.lifecycle != Lifecycle::Initialisation)
        return status(0x6985);
    core.image.lifecycle = Lifecycle::Operational;
    core.changed = true;
    return done();
}

} // namespace kaomado::emulator
