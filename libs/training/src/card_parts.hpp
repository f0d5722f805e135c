// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card_keys.hpp"
#include "kaomado/card/number_b.hpp"

namespace kaomado::training {

/// Everything that the files of one card are filled from.
struct Parts {
    Person person; ///< number and photo filled
    Profile profile;
    const CardKeys& keys;
    NamedKey root, signer;
    std::string serial;       ///< 15 digits
    std::string securityCode; ///< 4 digits
    Instant issued;
    Date expiry;

    bool hasSignature() const {
        return profile != Profile::FaceAuth && profile != Profile::NoSignature &&
               profile != Profile::NeverIssuedNoSignature;
    }
};

/// Files, keys and the references that are printed on the card, application by application.
void fillJpki(emulator::CardImage& image, const Parts& parts, trust::TrainingCa& ca);
void fillText(emulator::CardImage& image, const Parts& parts);
void fillVisual(emulator::CardImage& stored, const Parts& parts);
/// COMMON, JUKI and the data objects of the card manager.
void fillCommon(emulator::CardImage& image, const Parts& parts);

/// PINs and password by profile.
void fillPins(emulator::CardImage& image, Profile profile, const HolderPins& pins);

/// The file is there and holds this.
void put(emulator::CardImage& image, card::App app, card::FileId file, Bytes content);
void putKey(emulator::CardImage& image, card::App app, card::FileId file, const crypto::KeyPair& key);

/// A reference whose value follows from what is printed on the card.
void setPrinted(emulator::CardImage& image, const card::Reference& where, const card::Pin& value);
card::Pin numberB(const Parts& parts);

} // namespace kaomado::training
