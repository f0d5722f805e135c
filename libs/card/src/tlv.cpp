// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/tlv.hpp"

namespace kaomado::card {

namespace {
/// Tag at `at`; moves on. Empty when cut short or over three bytes.
std::optional<std::uint32_t> readTag(ByteView bytes, std::size_t& at) {
    if (at >= bytes.size())
        return std::nullopt;
    std::uint32_t tag = bytes[at++];
    if ((tag & 0x1FU) != 0x1FU)
        return tag;
    for (int i = 0; i < 2; ++i) {
        if (at >= bytes.size())
            return std::nullopt;
        const std::uint8_t next = bytes[at++];
        tag = tag << 8U | next;
        if ((next & 0x80U) == 0)
            return tag;
    }
    return std::nullopt;
}

std::optional<std::size_t> readLength(ByteView bytes, std::size_t& at) {
    if (at >= bytes.size())
        return std::nullopt;
    const std::uint8_t first = bytes[at++];
    if (first < 0x80U)
        return first;
    const std::size_t count = first & 0x7FU;
    if (count == 0 || count > 4 || bytes.size() - at < count)
        return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < count; ++i)
        length = length << 8U | bytes[at++];
    return length;
}
} // namespace

std::optional<Tlv> firstTlv(ByteView bytes) {
    std::size_t at = 0;
    const auto tag = readTag(bytes, at);
    if (!tag)
        return std::nullopt;
    const auto length = readLength(bytes, at);
    if (!length || *length > bytes.size() - at)
        return std::nullopt;
    return Tlv{*tag, bytes.subspan(at, *length), bytes.first(at + *length)};
}

std::optional<std::vector<Tlv>> allTlv(ByteView bytes) {
    std::vector<Tlv> objects;
    while (!bytes.empty()) {
        const bool filler = bytes[0] == 0x00 || (bytes[0] == 0xFF && (bytes.size() < 2 || bytes[1] == 0xFF));
        if (filler)
            break;
        const auto object = firstTlv(bytes);
        if (!object)
            return std::nullopt;
        objects.push_back(*object);
        bytes = bytes.subspan(object->whole.size());
    }
    return objects;
}

const Tlv* find(const std::vector<Tlv>& objects, std::uint32_t tag) {
    for (const Tlv& object : objects)
        if (object.tag == tag)
            return &object;
    return nullptr;
}

Bytes makeTlv(std::uint32_t tag, ByteView value) {
    Bytes out;
    const auto byteAt = [](std::size_t number, unsigned shift) {
        return static_cast<std::uint8_t>(number >> shift & 0xFFU);
    };
    for (const unsigned shift : {16U, 8U})
        if (tag >> shift != 0)
            out.push_back(byteAt(tag, shift));
    out.push_back(byteAt(tag, 0));
    const std::size_t length = value.size();
    if (length >= 0x80) {
        const unsigned count = length > 0xFFFFFF ? 4 : length > 0xFFFF ? 3 : length > 0xFF ? 2 : 1;
        out.push_back(static_cast<std::uint8_t>(0x80U | count));
        for (unsigned i = count; i-- > 1;)
            out.push_back(byteAt(length, i * 8));
    }
    out.push_back(byteAt(length, 0));
    append(out, value);
    return out;
}

} // namespace kaomado::card
