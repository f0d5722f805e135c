// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"

#include <array>

namespace kaomado::emulator {

inline constexpr std::array<std::uint8_t, 8> kAdminAid{0xF0, 0x45, 0x4D, 0x55, 0x41, 0x44, 0x4D, 0x01};
inline constexpr std::size_t kAdminNonce = 16;
using Cryptogram = std::array<std::uint8_t, 16>;

/// CMAC-AES-128 over "T" ‖ RND.card ‖ RND.terminal ‖ serial: the terminal knows the issuer key.
Cryptogram terminalCryptogram(const SecretBytes& key, ByteView fromCard, ByteView fromTerminal,
                              ByteView serial);
/// CMAC-AES-128 over "C" ‖ RND.terminal ‖ RND.card: so does the card.
Cryptogram cardCryptogram(const SecretBytes& key, ByteView fromTerminal, ByteView fromCard);

} // namespace kaomado::emulator
