// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"
#include "kaomado/card/commands.hpp"

namespace kaomado::card {

// Other ways to a file than selectFile + readFile + readRecord (commands.hpp). All empty when the card
// refuses; faults of Card::transmit; Fault::CardProtocol when a card stops inside a file. @source
// SRC-CARD-COMMANDS

/// As readFile, for what must be wiped: the individual number, images. No copy is left in memory.
std::optional<SecretBytes> readSecretFile(Card& card, std::size_t limit = 65536);

/// READ BINARY by short id, which also selects the file; the rest follows as in readFile.
std::optional<Bytes> readFileByShortId(Card& card, FileId file, std::size_t limit = 65536);

/// The selected file in one answer of extended length, filler included.
std::optional<Bytes> readFileExtended(Card& card);

/// A certificate or other BER-TLV file: 4 bytes, then as many as its header says (OpenSC's way). Without the
/// filler behind it. Empty also when the file does not begin with a header of the form tt 82 hh ll.
std::optional<Bytes> readFileByHeader(Card& card);

/// One record by short id; does not rely on a selected file.
std::optional<Bytes> readRecordByShortId(Card& card, FileId file, std::uint8_t number);

/// Records of the selected file from one to the last, as the card concatenates them.
std::optional<Bytes> readRecordsFrom(Card& card, std::uint8_t first);

/// VERIFY by short id in the selected application. Spends a try when wrong.
VerifyOutcome verifyByShortId(Card& card, FileId reference, const Pin& value);

/// A data object of the card manager, before any application is selected; asks with extended length when a
/// short one is refused (6700).
std::optional<Bytes> getData(Card& card, std::uint16_t tag);

/// Random bytes from the card, 1–256. @throws Error Fault::BadInput for another count
std::optional<Bytes> getChallenge(Card& card, std::uint32_t count);

/// Replaces the value of the selected reference after a successful verify: CHANGE REFERENCE DATA in JPKI and
/// TEXT, CHANGE KEY in JUKI and COMMON. 9000 = changed; any other status word = the old value stands.
/// @throws Error Fault::BadInput for VISUAL, whose references no command changes
StatusWord changeValue(Card& card, App app, const Pin& fresh);

} // namespace kaomado::card
