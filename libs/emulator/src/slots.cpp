// SPDX-License-Identifier: Apache-2.0
// Certificate slots: assumed by us, for the emulated card only (docs/emulator-admin.md).
#include "handlers.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/crypto/certificate.hpp"

namespace kaomado::emulator {

namespace {
using namespace card::file;

struct Slot {
    card::FileId certificate, ca, key;
    std::size_t presence; ///< byte of JPKI 0008
};
constexpr Slot kSlots[] = {
    {kSignatureCertificate, kSignatureCa, kSignatureKey, 0},
    {kUserAuthCertificate, kUserAuthCa, kUserAuthKey, 1},
};
constexpr std::uint8_t kPresent = 0x8F, kAbsent = 0x00;

CardFile* jpki(Core& core, card::FileId id) {
    return core.image.find(card::App::Jpki, id);
}

void setKey(Core& core, const Slot& slot, ByteView pkcs8) {
    CardFile& key = *jpki(core, slot.key);
    wipe(key.content);
    key.content.assign(pkcs8.begin(), pkcs8.end());
    core.loadedKeys.erase({card::App::Jpki, slot.key});
}

void setCertificate(Core& core, const Slot& slot, ByteView der) {
    CardFile& certificate = *jpki(core, slot.certificate);
    certificate.content.assign(der.begin(), der.end());
    certificate.exists = !der.empty();
    Bytes& presence = jpki(core, kCertificatePresence)->content;
    presence.resize(3, kAbsent);
    presence[slot.presence] = der.empty() ? kAbsent : kPresent;
    core.changed = true;
}

Response clear(Core& core, const Slot& slot, SecretBytes& pending, const Command& command) {
    if (!command.data.empty())
        return status(0x6700);
    pending = SecretBytes();
    setKey(core, slot, {});
    setCertificate(core, slot, {});
    return done();
}

crypto::KeyPair keyFrom(const SecretBytes& pkcs8) {
    auto key = crypto::KeyPair::fromPkcs8(pkcs8.bytes());
    if (!key)
        throw Error(Fault::BadInput, "the key source gave no RSA-2048 key in PKCS #8 form");
    return std::move(*key);
}

Response generate(Core& core, SecretBytes& pending, const Command& command) {
    constexpr std::size_t kInfoBytes = 294; // SubjectPublicKeyInfo of RSA-2048 with exponent 65537
    if (!command.data.empty() || !command.le || *command.le < kInfoBytes)
        return status(0x6700);
    SecretBytes fresh = core.keys();
    Bytes info = keyFrom(fresh).publicKey();
    pending = std::move(fresh);
    return done(std::move(info));
}

/// Its SubjectPublicKeyInfo; empty when the bytes are not exactly one certificate.
Bytes publicKeyOf(ByteView der) try {
    const crypto::Certificate certificate = crypto::readCertificate(der);
    return certificate.der.size() == der.size() ? certificate.publicKey : Bytes();
} catch (const Error&) {
    return {};
}

Response load(Core& core, const Slot& slot, SecretBytes& pending, const Command& command) {
    const Bytes info = publicKeyOf(command.data);
    if (info.empty())
        return status(0x6A80);
    if (pending.empty() || keyFrom(pending).publicKey() != info)
        return status(0x6985);
    setKey(core, slot, pending.bytes());
    setCertificate(core, slot, command.data);
    pending = SecretBytes();
    return done();
}

Response loadCa(Core& core, const Slot& slot, const Command& command) {
    if (publicKeyOf(command.data).empty())
        return status(0x6A80);
    CardFile& ca = *jpki(core, slot.ca);
    ca.content.assign(command.data.begin(), command.data.end());
    ca.exists = true;
    core.changed = true;
    return done();
}

bool complete(Core& core, const Slot& slot) {
    const auto has = [&](card::FileId id, FileKind kind) {
        const CardFile* file = jpki(core, id);
        return file != nullptr && file->kind == kind;
    };
    return has(slot.certificate, FileKind::Transparent) && has(slot.ca, FileKind::Transparent) &&
           has(slot.key, FileKind::PrivateKey) && has(kCertificatePresence, FileKind::Transparent);
}
} // namespace

Response certificateSlot(Core& core, const Command& command) {
    if (command.p1 < 0x01 || command.p1 > 0x04 || command.p2 < 0x01 || command.p2 > 0x02)
        return status(0x6A86);
    if (!core.session.issuer)
        return status(0x6982);
    const Slot& slot = kSlots[command.p2 - 1U];
    SecretBytes& pending = core.session.pendingKeys[command.p2 - 1U];
    if (!complete(core, slot))
        return status(0x6A88);
    switch (command.p1) {
    case 0x01:
        return clear(core, slot, pending, command);
    case 0x02:
        return generate(core, pending, command);
    case 0x03:
        return load(core, slot, pending, command);
    default:
        return loadCa(core, slot, command);
    }
}

} // namespace kaomado::emulator
