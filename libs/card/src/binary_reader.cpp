// SPDX-License-Identifier: Apache-2.0
#include "binary_reader.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/secret.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
constexpr std::size_t kPiece = 256;
constexpr std::size_t kLastOffset = 0x7FFF; // P1 holds seven bits of the offset
constexpr std::uint16_t kEndReached = 0x6282, kOffsetBeyondEnd = 0x6B00;
} // namespace

Response BinaryReader::piece(std::size_t at) {
    const std::size_t wanted = exact_ ? std::min(limit_ - at, kPiece) : kPiece;
    return card_.transmit({.ins = 0xB0,
                           .p1 = at == 0 ? firstP1_ : static_cast<std::uint8_t>(at >> 8U),
                           .p2 = static_cast<std::uint8_t>(at & 0xFFU),
                           .le = static_cast<std::uint32_t>(wanted)});
}

std::optional<Bytes> BinaryReader::read() {
    Bytes content;
    content.reserve(std::min(limit_, kLastOffset) + kPiece);
    while (content.size() < limit_ && content.size() <= kLastOffset) {
        Response part = piece(content.size());
        const WipeOnExit wiper(part.data);
        const bool first = content.empty();
        const bool endReached = part.sw.value == kEndReached || (part.sw.value == kOffsetBeyondEnd && !first);
        if (!part.sw.ok() && !endReached) {
            wipe(content);
            if (first)
                return std::nullopt;
            throw Error(Fault::CardProtocol, "reading stopped inside a file");
        }
        if (part.data.size() > kPiece)
            throw Error(Fault::CardProtocol, "READ BINARY gave more bytes than asked");
        append(content, part.data);
        if (endReached || part.data.size() < kPiece)
            break;
    }
    return content;
}

} // namespace kaomado::card
