// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

#include <optional>

namespace kaomado::card {

/// A BER-TLV object (ISO/IEC 7816-4, tags of 1–3 bytes, definite lengths up to 4 bytes) that views into its
/// source. The card writes its outer tags FF10…FF50 and 7F21 as two bytes.
struct Tlv {
    std::uint32_t tag = 0; ///< as written, e.g. 0x7F21, 0xDF22
    ByteView value;
    ByteView whole; ///< tag, length and value
};

/// The object at the start of `bytes`. Empty when there is none or it is cut short.
std::optional<Tlv> firstTlv(ByteView bytes);

/// All objects in a row; stops before filler (FF where a tag should begin, 00) and fails (empty) on a cut
/// object.
std::optional<std::vector<Tlv>> allTlv(ByteView bytes);

/// The first object of that tag in a row of objects.
const Tlv* find(const std::vector<Tlv>& objects, std::uint32_t tag);

/// Writes one object.
Bytes makeTlv(std::uint32_t tag, ByteView value);

} // namespace kaomado::card
