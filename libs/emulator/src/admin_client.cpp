// SPDX-License-Identifier: Apache-2.0
#include "kaomado/emulator/admin_client.hpp"

#include "admin_crypto.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/card/commands.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace kaomado::emulator {

namespace {
constexpr std::size_t kPiece = 240; // bytes of a file per command
constexpr card::Command kEnter{.ins = 0xA4, .p1 = 0x04, .p2 = 0x0C, .data = kAdminAid};

[[noreturn]] void refused(std::string_view what, const std::string& why) {
    throw Error(Fault::TerminalRefused, std::string(what) + ": " + why);
}

std::uint8_t shortId(const card::Reference& reference) {
    return static_cast<std::uint8_t>(0x80U | reference.file);
}
} // namespace

bool answersAdministration(card::Card& card) {
    return card.transmit(kEnter).sw.ok();
}

card::Response AdminSession::send(const card::Command& command, std::string_view what) {
    card::Response response = card_.transmit(command);
    if (!response.sw.ok()) {
        const std::uint8_t sw[] = {static_cast<std::uint8_t>(response.sw.value >> 8U),
                                   static_cast<std::uint8_t>(response.sw.value & 0xFFU)};
        refused(what, "the card answered " + toHex(sw));
    }
    return response;
}

void AdminSession::authenticate(const SecretBytes& issuerKey, std::string_view serial) {
    authenticated_ = false;
    send(kEnter, "selecting the administrative application");
    const Bytes challenge = send({.ins = 0x84, .le = kAdminNonce}, "asking for a challenge").data;
    const Bytes nonce = randomBytes(kAdminNonce);
    Bytes proof = nonce;
    const Cryptogram mine = terminalCryptogram(issuerKey, challenge, nonce, viewOf(serial));
    append(proof, mine);
    const Bytes answer =
        send({.ins = 0x82, .p2 = 0x81, .data = proof, .le = sizeof(Cryptogram)}, "authenticating").data;
    const Cryptogram wanted = cardCryptogram(issuerKey, nonce, challenge);
    if (answer.size() != wanted.size() || CRYPTO_memcmp(answer.data(), wanted.data(), wanted.size()) != 0)
        refused("authenticating", "the card does not know the issuer key");
    authenticated_ = true;
}

void AdminSession::select(card::App app) {
    if (!authenticated_)
        refused("an administrative command", "authenticate first; a real card must never see it");
    if (!card::selectApp(card_, app))
        refused("selecting " + std::string(card::nameOf(app)), "the card does not have it");
}

void AdminSession::initialise(const card::Reference& reference) {
    select(reference.app);
    send({.cla = 0x80, .ins = 0x2C, .p1 = 0x04, .p2 = shortId(reference)}, "initialising a reference");
}

void AdminSession::resetAndSet(const card::Reference& reference, const card::Pin& value) {
    select(reference.app);
    send({.ins = 0x2C, .p1 = 0x02, .p2 = shortId(reference), .data = value.bytes()}, "setting a reference");
}

void AdminSession::unlock(const card::Reference& reference) {
    select(reference.app);
    send({.ins = 0x2C, .p1 = 0x03, .p2 = shortId(reference)}, "unlocking a reference");
}

void AdminSession::clearSlot(Slot slot) {
    select(card::App::Jpki);
    send({.cla = 0x80, .ins = 0xE0, .p1 = 0x01, .p2 = static_cast<std::uint8_t>(slot)}, "clearing a slot");
}

Bytes AdminSession::generateKey(Slot slot) {
    select(card::App::Jpki);
    return send({.cla = 0x80, .ins = 0xE0, .p1 = 0x02, .p2 = static_cast<std::uint8_t>(slot), .le = 65536},
                "making a key pair")
        .data;
}

void AdminSession::loadCertificate(Slot slot, ByteView der) {
    select(card::App::Jpki);
    send({.cla = 0x80, .ins = 0xE0, .p1 = 0x03, .p2 = static_cast<std::uint8_t>(slot), .data = der},
         "loading a certificate");
}

void AdminSession::loadCaCertificate(Slot slot, ByteView der) {
    select(card::App::Jpki);
    send({.cla = 0x80, .ins = 0xE0, .p1 = 0x04, .p2 = static_cast<std::uint8_t>(slot), .data = der},
         "loading a CA certificate");
}

void AdminSession::writeFile(card::App app, card::FileId file, ByteView content) {
    select(app);
    if (!card::selectFile(card_, file))
        refused("writing a file", "the card does not have it");
    for (std::size_t at = 0; at < content.size(); at += kPiece)
        send({.ins = 0xD6,
              .p1 = static_cast<std::uint8_t>(at >> 8U & 0x7FU),
              .p2 = static_cast<std::uint8_t>(at & 0xFFU),
              .data = content.subspan(at, std::min(kPiece, content.size() - at))},
             "writing a file");
}

void AdminSession::close() {
    if (!authenticated_)
        refused("closing personalisation", "authenticate first; a real card must never see it");
    send({.cla = 0x80, .ins = 0xE4}, "closing personalisation");
}

} // namespace kaomado::emulator
