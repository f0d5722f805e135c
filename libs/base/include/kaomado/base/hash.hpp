// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <array>
#include <initializer_list>

namespace kaomado {

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4).
Sha256 sha256(ByteView data);

/// Of the parts one after the other, without a copy that joins them.
Sha256 sha256Of(std::initializer_list<ByteView> parts);

} // namespace kaomado
