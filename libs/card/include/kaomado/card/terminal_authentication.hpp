// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/commands.hpp"

#include <functional>

namespace kaomado::card {

/// Signs as the terminal: RSA PKCS #1 v1.5 with SHA-256, 256 bytes.
using TerminalSigner = std::function<Bytes(ByteView message)>;

enum class TerminalStep { Certificate, Challenge, Proof, Done };
/// How far the card let the terminal go. Done = key 0017 may be used without its PIN until the next reset or
/// selection of an application; any other step = the card refused it with `sw`.
struct TerminalOutcome {
    TerminalStep reached;
    StatusWord sw;
    bool done() const { return reached == TerminalStep::Done; }
};

/// User authentication without a PIN (特定機関認証). `certificate` is a card-verifiable certificate of 568
/// bytes (7F21) whose holder is the terminal. Selects JPKI and 0016, gives the certificate in two commands
/// (public knowledge), then asks for a challenge and answers it over challenge ‖ terminal key id — these last
/// two steps are assumed and known to the emulated card alone.
/// @throws Error Fault::CardUnreadable for a certificate of another form; Fault::NotMyNumberCard without
/// JPKI; faults of Card::transmit
/// @source SRC-CARD-COMMANDS (card.md §8)
TerminalOutcome authenticateTerminal(Card& card, ByteView certificate, const TerminalSigner& sign);

} // namespace kaomado::card
