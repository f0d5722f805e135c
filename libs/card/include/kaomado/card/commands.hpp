// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/card.hpp"
#include "kaomado/card/names.hpp"
#include "kaomado/card/pin.hpp"

#include <variant>

namespace kaomado::card {

/// Selects an application. False when the card does not have it (6A82).
/// @throws Error Fault::CardProtocol for any other refusal; faults of Card::transmit
/// @source SRC-CARD-COMMANDS
bool selectApp(Card& card, App app);

/// Selects a file of the current application. False when there is none.
bool selectFile(Card& card, FileId file);

/// Tries left on the selected reference, read without spending one (VERIFY without data). Empty when the card
/// answers anything but 63Cx (6983 and 6984 read as 0).
std::optional<unsigned> queryTries(Card& card);

/// Application and file selected, then queryTries; empty also when application or file are not there.
std::optional<unsigned> triesLeft(Card& card, const Reference& reference);

struct Verified {};
struct WrongValue {
    unsigned triesLeft;
};
struct Blocked {};
/// The card refused for another reason (wrong length, no such reference); no try is known to be spent.
struct NotVerified {
    StatusWord sw;
};
using VerifyOutcome = std::variant<Verified, WrongValue, Blocked, NotVerified>;

/// Presents a value to the selected reference. Spends a try when wrong.
VerifyOutcome verify(Card& card, const Pin& value);

/// Presents a value to a reference after selecting it.
VerifyOutcome verify(Card& card, const Reference& reference, const Pin& value);

/// Reads the selected transparent file in 256-byte pieces until the card says that it ends; trailing FF are
/// kept. Empty optional when reading is refused (6982, 6981, 6986, 6A82).
std::optional<Bytes> readFile(Card& card, std::size_t limit = 65536);

/// One record of the current file, absolute number. Empty when refused.
std::optional<Bytes> readRecord(Card& card, std::uint8_t number);

} // namespace kaomado::card
