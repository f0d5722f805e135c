// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/error.hpp"

namespace kaomado::pcsc {

/// When a code of the service arrives: before there is a card to talk to, or during work with it.
enum class Stage { Connecting, Working };

/// The fault that a code of the PC/SC service (SCARD_E_…, SCARD_W_…, as 32 bits) stands for.
/// @source SRC-PCSC
Fault faultFor(std::uint32_t code, Stage stage);

/// A command as T=0 carries it: always a fifth byte, never a Le after data (the card then offers its answer
/// by 61xx). Extended commands pass unchanged: the reader's driver wraps them. The result may hold a secret:
/// the caller wipes it. @source SRC-ISO7816-3
Bytes shapeForT0(ByteView apdu);

} // namespace kaomado::pcsc
