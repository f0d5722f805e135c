// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/apdu.hpp"
#include "kaomado/crypto/rsa.hpp"
#include "kaomado/emulator/virtual_card.hpp"

#include <array>
#include <set>

namespace kaomado::emulator {

using card::Command;
using card::Response;

/// What ends with the power.
struct Session {
    bool powered = false;
    unsigned commands = 0;
    std::optional<card::App> app; ///< empty: the card manager, selected at power-on
    bool adminMode = false;       ///< the administrative application is selected
    std::optional<card::FileId> file;
    std::set<card::FileId> verified; ///< of this application; the trust anchor stands for its terminal
    bool issuer = false;
    Bytes challenge; ///< empty: none given, or used
    Bytes waiting;   ///< for GET RESPONSE
    Bytes terminalCertificate;
    std::optional<crypto::PublicKey> terminalKey;
    std::array<SecretBytes, 2> pendingKeys; ///< by slot
};

/// The chip as its handlers see it.
struct Chip::Core {
    CardImage image;
    Persist persist;
    KeySource keys;
    Session session;
    bool changed = false; ///< the image is to be kept before the answer
    bool dead = false;    ///< it could not be kept
    std::map<std::pair<card::App, card::FileId>, crypto::KeyPair> loadedKeys;
};

} // namespace kaomado::emulator
