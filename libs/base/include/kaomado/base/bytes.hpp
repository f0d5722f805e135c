// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Upper-case hexadecimal without separators.
std::string toHex(ByteView bytes);

/// The reverse; blanks between bytes are allowed.
/// @throws Error Fault::BadInput for an odd number of digits or another character
Bytes fromHex(std::string_view text);

/// The bytes of a text, as they are.
Bytes toBytes(std::string_view text);

/// A view of a text's bytes; lives as long as the text.
ByteView viewOf(std::string_view text);

/// The bytes as a text, as they are (no check of the encoding).
std::string toText(ByteView bytes);

/// Appends.
inline void append(Bytes& to, ByteView more) {
    to.insert(to.end(), more.begin(), more.end());
}

} // namespace kaomado
