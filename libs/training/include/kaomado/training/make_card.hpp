// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/emulator/card_image.hpp"
#include "kaomado/training/person.hpp"
#include "kaomado/trust/training_ca.hpp"

namespace kaomado::training {

/// What kind of card is made.
enum class Profile {
    Normal,                ///< issued, both certificates, four PINs known
    FaceAuth,              ///< four-digit PINs locked, no signature certificate
    NoSignature,           ///< as normal, without signature certificate and password
    Expired,               ///< as normal, but both certificates have ended; the card itself has not
    PinsLocked,            ///< as normal, but the four-digit PINs are locked by wrong tries
    NeverIssued,           ///< made but not handed over: certificates are on it, no PIN is set
    NeverIssuedNoSignature ///< the same without signature certificate: it was not asked for
};
inline constexpr Profile kAllProfiles[] = {
    Profile::Normal,     Profile::FaceAuth,    Profile::NoSignature,           Profile::Expired,
    Profile::PinsLocked, Profile::NeverIssued, Profile::NeverIssuedNoSignature};
/// "normal", "face-auth", …
std::string_view nameOf(Profile profile);
std::optional<Profile> profileNamed(std::string_view name);

/// Values that a holder would choose; an empty one is drawn at random. Four digits; 6–16 of A–Z and 0–9 with
/// both.
struct HolderPins {
    SecretBytes userAuth{};
    SecretBytes profileAp{};
    SecretBytes jukiAp{}; ///< for both of its references
    SecretBytes signature{};
};

/// The private keys of one card.
struct CardKeys {
    crypto::KeyPair userAuth, signature, textInternal, visualInternal, commonInternal;
    /// Five keys, in parallel; about half a second on two cores.
    static CardKeys generate();
};

struct CardOrder {
    Profile profile = Profile::Normal;
    std::optional<Person> person{}; ///< empty: one of samplePeople by the seed
    HolderPins pins{};
    std::optional<std::uint32_t> seed{}; ///< person, numbers and face follow it; keys and PINs never do
    std::optional<CardKeys> keys{};      ///< empty: new ones
    bool admin = false;                  ///< answers the emulator's administrative commands
    bool terminalAuthentication = false; ///< lets an approved terminal use it without a PIN (card.md §8)
};

/// A whole card as of `now`, every file filled as on a real one. The PINs drawn are in the image.
/// @throws Error Fault::BadInput naming the part of the order that cannot be
emulator::CardImage makeCard(CardOrder order, trust::TrainingCa& ca, Instant now);

/// What a signature certificate says of somebody, every character as registered.
trust::Holder holderOf(const Person& person);

/// The key of the administrative commands of a card of this CA: follows from the CA's folder and the card's
/// serial number, so that a training terminal needs nothing from the card's file.
SecretBytes issuerKeyFor(trust::TrainingCa& ca, std::string_view cardSerial);

/// The root of the card-verifiable certificates of this CA: key id (16 bytes), public key (265 bytes).
struct CardRoot {
    Bytes keyId, publicKey;
};
CardRoot cardRoot(trust::TrainingCa& ca);

/// What a face-authentication reader holds to use a card without PIN: a card-verifiable certificate (568
/// bytes) under that root, and its key.
struct TerminalCredentials {
    Bytes certificate;
    crypto::KeyPair key;
};
TerminalCredentials terminalCredentials(trust::TrainingCa& ca);

} // namespace kaomado::training
