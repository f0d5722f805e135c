// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"
#include "kaomado/card/card.hpp"
#include "kaomado/card/names.hpp"
#include "kaomado/card/pin.hpp"

namespace kaomado::emulator {

/// The two certificate slots of JPKI.
enum class Slot : std::uint8_t { Signature = 1, UserAuthentication = 2 };

/// Whether a card answers administrative commands: an emulated card on which they are switched on. Selects
/// the administrative application, which a real card does not have. @throws faults of Card::transmit
bool answersAdministration(card::Card& card);

/// The administrative commands of the emulated card, as its issuer sends them (docs/emulator-admin.md). They
/// are ours alone and are never to be sent to a real card: authenticate() asks for the administrative
/// application first, which no real card has, and nothing else is sent before it succeeded.
///
/// The proof lasts until the card is reset; after that every call is refused until authenticate() runs again.
/// Each call that succeeds is kept by the card before it answers; repeating one is harmless.
/// @throws all members: Error Fault::TerminalRefused when the card refuses, naming command and status word;
/// faults of Card::transmit. @thread one card, one thread
class AdminSession {
public:
    explicit AdminSession(card::Card& card) : card_(card) {}

    /// Mutual authentication. `serial` is the card's, 15 digits (empty on a card without card information).
    /// Spends one of ten tries when the key or the serial is wrong.
    void authenticate(const SecretBytes& issuerKey, std::string_view serial);

    /// No value, no try: "not set".
    void initialise(const card::Reference& reference);
    /// A new value and all tries.
    void resetAndSet(const card::Reference& reference, const card::Pin& value);
    /// All tries for the value it has.
    void unlock(const card::Reference& reference);

    /// Certificate and private key of the slot are gone.
    void clearSlot(Slot slot);
    /// A new key pair for the slot, pending until its certificate is loaded in the same power-on.
    /// @return SubjectPublicKeyInfo DER
    Bytes generateKey(Slot slot);
    /// The pending key becomes the slot's key. The certificate must certify it.
    void loadCertificate(Slot slot, ByteView der);
    void loadCaCertificate(Slot slot, ByteView der);

    /// Writes a transparent file of a card in the life-cycle state "initialisation".
    void writeFile(card::App app, card::FileId file, ByteView content);
    /// Ends personalisation: files are fixed from now on.
    void close();

private:
    card::Response send(const card::Command& command, std::string_view what);
    void select(card::App app);

    card::Card& card_;
    bool authenticated_ = false;
};

} // namespace kaomado::emulator
