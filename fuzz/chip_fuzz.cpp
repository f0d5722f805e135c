// SPDX-License-Identifier: Apache-2.0
// Sequences of commands. Input: one byte of settings, then commands, each after its length in one byte (0: a
// reset; FF: two more bytes of length). Whatever comes, a powered chip answers with a status word, no counter
// passes its limit, and only a change is kept.
#include <kaomado/emulator/admin_client.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <cstdlib>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;

namespace {
const Bytes& key() {
    static const Bytes kKey = [] {
        const SecretBytes fresh = newRsaKey();
        return Bytes(fresh.bytes().begin(), fresh.bytes().end());
    }();
    return kKey;
}

const Bytes& issuerKey() {
    static const Bytes kKey(16, 0x11);
    return kKey;
}

/// A card with values and keys, made once.
const CardImage& original() {
    static const CardImage kImage = [] {
        CardImage image = CardImage::blank();
        for (auto& [where, file] : image.files)
            if (file.kind == FileKind::PrivateKey)
                file.content = key();
        image.setReference({App::Jpki, card::file::kUserAuthPin}, "1234");
        image.setReference({App::Jpki, card::file::kSignaturePassword}, "SAMPLE99");
        image.setReference({App::Text, card::file::kTextPin}, "2345");
        image.setReference({App::Visual, card::file::kVisualBirthKey}, "550217");
        image.setReference({App::Juki, card::file::kHolderPin}, "3456");
        image.setReference({App::Common, card::file::kHolderPin}, "3456");
        image.at(App::Common, card::file::kCommonCardInfo).records = {Bytes(30, 'x'), Bytes(3, 'y')};
        image.at(App::Jpki, card::file::kUserAuthCertificate).exists = true;
        image.at(App::Jpki, card::file::kUserAuthCertificate).content = Bytes(700, 0x30);
        return image;
    }();
    return kImage;
}

CardImage copyOf(const CardImage& from) {
    CardImage image;
    image.atr = from.atr;
    image.dataObjects = from.dataObjects;
    for (const auto& [where, file] : from.files)
        image.files.emplace(where, CardFile{file.kind, file.content, file.records, file.opensBy,
                                            SecretBytes(file.value.bytes()), file.limit, file.tries,
                                            file.exists, file.form, file.changedBy, file.use});
    return image;
}

void require(bool held) {
    if (!held)
        std::abort();
}

/// Cuts the next command off; empty vector for a reset.
Bytes nextCommand(ByteView& rest) {
    std::size_t length = rest[0];
    rest = rest.subspan(1);
    if (length == 0xFF && rest.size() >= 2) {
        length = static_cast<std::size_t>(rest[0]) << 8U | rest[1];
        rest = rest.subspan(2);
    }
    const ByteView command = rest.first(std::min(length, rest.size()));
    rest = rest.subspan(command.size());
    return {command.begin(), command.end()};
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    CardImage image = copyOf(original());
    image.issuerKey = SecretBytes(issuerKey());
    image.settings.terminalAuthentication = (data[0] & 1U) != 0;
    image.settings.admin = (data[0] & 2U) != 0;
    image.settings.faults.t0FifthByte = (data[0] & 4U) != 0;
    image.lifecycle = (data[0] & 8U) != 0 ? Lifecycle::Initialisation : Lifecycle::Operational;
    const bool asIssuer = (data[0] & 16U) != 0 && image.settings.admin;
    int kept = 0;
    Chip chip(
        std::move(image), [&](const CardImage&) { ++kept; }, [] { return SecretBytes(key()); });
    EmulatedCard onReader(chip);
    if (asIssuer)
        AdminSession(onReader).authenticate(SecretBytes(issuerKey()), chip.image().serial());

    for (ByteView rest(data + 1, size - 1); !rest.empty();) {
        const Bytes command = nextCommand(rest);
        if (command.empty()) {
            chip.reset();
            continue;
        }
        const int before = kept;
        const auto answer = chip.process(command);
        require(answer && answer->size() >= 2 && answer->size() <= 65535);
        require(kept <= before + 1);
    }
    for (const auto& [where, file] : chip.image().files)
        require(file.tries <= file.limit && (file.tries == 0 || !file.value.empty()));
    if (kept > 0)
        require(CardImage::parse(toText(chip.image().toJson().bytes()), "kept").files.size() ==
                chip.image().files.size());
    return 0;
}
