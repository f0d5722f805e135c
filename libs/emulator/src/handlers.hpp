// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chip_core.hpp"

namespace kaomado::emulator {

using Core = Chip::Core;

/// An answer that is only a status word.
inline Response status(std::uint16_t value) {
    return {{}, {value}};
}
inline Response done(Bytes data = {}) {
    return {std::move(data), {0x9000}};
}
inline Response triesAnswer(unsigned tries) {
    return status(static_cast<std::uint16_t>(0x63C0U | tries));
}

/// P1 and P2 as one number: an offset, a tag.
constexpr unsigned p1p2(const Command& command) {
    return unsigned{command.p1} << 8U | command.p2;
}

/// A file looked up for a command: the file, or what the card answers instead.
struct Found {
    CardFile* file = nullptr;
    card::FileId id = 0;
    std::uint16_t refusal = 0;
};

/// True when SELECT can reach the file: it exists, or is yet to be written.
bool reachable(const Core& core, const CardFile& file);
/// The file that was selected last; 6986 when none is.
Found currentFile(Core& core);
/// A file of the selected application by short id; `missing` when there is none.
Found fileByShortId(Core& core, unsigned shortId, std::uint16_t missing);
/// P2 of VERIFY and its relatives: 80 = the selected file, 80 + short id; anything else 6A86.
Found fileByP2(Core& core, std::uint8_t p2);
/// As fileByP2, for a file of that kind (6981 for another).
Found ofKind(Found found, FileKind kind);
/// True when one of the conditions of the file is met.
bool open(const Core& core, const CardFile& file);

/// Every answer to Le: as many bytes as wanted. Le 00 (and 000000) means "as many as there are".
bool takesAll(const Command& command);

/// The key of a private-key file, loaded once. Empty when the file has none.
const crypto::KeyPair* loadedKey(Core& core, card::FileId id);

Response select(Core&, const Command&);
Response readBinary(Core&, const Command&);
Response readRecord(Core&, const Command&);
Response getData(Core&, const Command&);
Response verify(Core&, const Command&);
Response changeReferenceData(Core&, const Command&);
Response changeKey(Core&, const Command&);
Response getChallenge(Core&, const Command&);
Response computeSignature(Core&, const Command&);
Response internalAuthenticate(Core&, const Command&);
Response terminalCertificate(Core&, const Command&);
Response terminalProof(Core&, const Command&);

// Administrative commands: ours alone, see docs/emulator-admin.md.
bool selectsAdminMode(const Core&, ByteView aid);
Response mutualAuthenticate(Core&, const Command&);
Response resetRetryCounter(Core&, const Command&);
Response clearReference(Core&, const Command&);
Response updateBinary(Core&, const Command&);
Response closePersonalisation(Core&, const Command&);
Response certificateSlot(Core&, const Command&);

} // namespace kaomado::emulator
