// SPDX-License-Identifier: Apache-2.0
// Private keys of the card. @source SRC-CARD-COMMANDS (card.md §4)
#include "handlers.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/hash.hpp"
#include "kaomado/base/random.hpp"

#include <algorithm>

namespace kaomado::emulator {

namespace {
constexpr std::array<std::uint8_t, 19> kSha256Info{0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                                   0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

Bytes digestInfo(ByteView digest) {
    Bytes info(kSha256Info.begin(), kSha256Info.end());
    append(info, digest);
    return info;
}

enum class Padding { Pkcs1, Pss };

/// P1 of 80 2A: who hashes, who adds the DigestInfo, which padding.
struct Scheme {
    bool cardHashes, cardAddsInfo;
    Padding padding;
};
constexpr Scheme kSchemes[] = {
    {false, false, Padding::Pkcs1}, // 00: pads what is given
    {true, false, Padding::Pkcs1},  // 01: bare hash of what is given
    {false, true, Padding::Pkcs1},  // 02: hash given
    {true, true, Padding::Pkcs1},   // 03
    {false, false, Padding::Pss},   // 04: hash given
    {true, false, Padding::Pss},    // 05
};
constexpr std::size_t kHashBytes = sizeof(Sha256);

bool fits(const Scheme& scheme, std::size_t size) {
    if (scheme.cardHashes)
        return size > 0;
    if (scheme.cardAddsInfo || scheme.padding == Padding::Pss)
        return size == kHashBytes;
    return size > 0 && size <= crypto::kLongestPadded;
}

Bytes signWith(const crypto::KeyPair& key, const Scheme& scheme, ByteView data) {
    Bytes input(data.begin(), data.end());
    if (scheme.cardHashes) {
        const Sha256 hash = sha256(data);
        input.assign(hash.begin(), hash.end());
    }
    if (scheme.padding == Padding::Pss)
        return key.signPss(input);
    return key.signPadded(scheme.cardAddsInfo ? digestInfo(input) : input);
}

/// P2 = 00: the default key of TEXT and VISUAL.
Found internalKey(Core& core) {
    for (auto& [where, file] : core.image.files)
        if (where.first == core.session.app && file.kind == FileKind::PrivateKey &&
            file.use == KeyUse::Internal)
            return {&file, where.second, 0};
    return {.refusal = 0x6A88};
}

Found signingKey(Core& core, std::uint8_t p2) {
    if (p2 == 0x00)
        return internalKey(core);
    const Found found = ofKind(fileByP2(core, p2), FileKind::PrivateKey);
    if (found.file != nullptr && found.file->use != KeyUse::Signature)
        return {.refusal = 0x6981};
    return found;
}

bool hasRoom(const Command& command) {
    return !command.le || *command.le >= crypto::kRsaBytes;
}
} // namespace

const crypto::KeyPair* loadedKey(Core& core, card::FileId id) {
    const std::pair where{*core.session.app, id};
    const auto known = core.loadedKeys.find(where);
    if (known != core.loadedKeys.end())
        return &known->second;
    const Bytes& content = core.image.files.at(where).content;
    if (content.empty())
        return nullptr;
    auto key = crypto::KeyPair::fromPkcs8(content);
    if (!key)
        throw Error(Fault::BadInput, "a private key of the card is not RSA-2048 in PKCS #8 form");
    return &core.loadedKeys.emplace(where, std::move(*key)).first->second;
}

Response computeSignature(Core& core, const Command& command) {
    if (command.p1 >= std::size(kSchemes))
        return status(0x6A86);
    const Found found = signingKey(core, command.p2);
    if (found.file == nullptr)
        return status(found.refusal);
    if (!open(core, *found.file))
        return status(0x6982);
    const Scheme& scheme = kSchemes[command.p1];
    if (!fits(scheme, command.data.size()) || !hasRoom(command))
        return status(0x6700);
    const crypto::KeyPair* key = loadedKey(core, found.id);
    return key == nullptr ? status(0x6985) : done(signWith(*key, scheme, command.data));
}

Response internalAuthenticate(Core& core, const Command& command) {
    if (command.p1 != 0 || command.p2 <= 0x80 || command.p2 > 0x9E)
        return status(0x6A86);
    const Found found = fileByShortId(core, command.p2 & 0x1FU, 0x6A88);
    if (found.file == nullptr || found.file->kind != FileKind::PrivateKey ||
        found.file->use != KeyUse::Authentication)
        return status(0x6A88);
    if (command.data.empty() || command.data.size() > 255 || !hasRoom(command))
        return status(0x6700);
    const crypto::KeyPair* key = loadedKey(core, found.id);
    return key == nullptr ? status(0x6985) : done(signWith(*key, kSchemes[3], command.data));
}

Response getChallenge(Core& core, const Command& command) {
    if (command.p1 != 0 || command.p2 != 0)
        return status(0x6A86);
    if (!command.le || !command.data.empty())
        return status(0x6700);
    if (command.extended)
        return status(0x6985);
    core.session.challenge = randomBytes(*command.le);
    return done(core.session.challenge);
}

} // namespace kaomado::emulator
