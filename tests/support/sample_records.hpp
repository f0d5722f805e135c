// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>

#include <numeric>
#include <string>
#include <vector>

namespace kaomado::test {

// Records as a card stores them, laid by hand: the code under test has no part in them. Hexadecimal texts,
// upper case. The people are samples; the individual number has a wrong check digit.

inline std::string hexOf(std::string_view text) {
    return toHex(toBytes(text));
}

/// Tag, BER length, value; all hexadecimal.
inline std::string object(const std::string& tag, const std::string& value) {
    const std::size_t length = value.size() / 2;
    const auto byte = [](std::size_t number) {
        const std::uint8_t one[] = {static_cast<std::uint8_t>(number & 0xFFU)};
        return toHex(one);
    };
    if (length < 0x80)
        return tag + byte(length) + value;
    if (length < 0x100)
        return tag + "81" + byte(length) + value;
    return tag + "82" + byte(length >> 8U) + byte(length) + value;
}

/// `count` times the byte.
inline std::string times(std::size_t count, const std::string& byte) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += byte;
    return out;
}

/// An outer object whose first object (`tableTag`) tells where the others begin.
inline std::string recordWithOffsets(const std::string& outerTag, const std::string& tableTag,
                                     const std::vector<std::string>& objects) {
    const std::string inner = std::accumulate(objects.begin(), objects.end(), std::string());
    const std::string table = object(tableTag, times(2 * objects.size(), "00"));
    const std::string whole = object(outerTag, table + inner);
    std::size_t at = (whole.size() - inner.size()) / 2;
    std::string offsets;
    for (const std::string& one : objects) {
        const std::uint8_t two[] = {static_cast<std::uint8_t>(at >> 8U),
                                    static_cast<std::uint8_t>(at & 0xFFU)};
        offsets += toHex(two);
        at += one.size() / 2;
    }
    return object(outerTag, object(tableTag, offsets) + inner);
}

/// A public key object: an odd modulus of 2048 bits that belongs to nobody, unless one is given.
inline std::string publicKey(const std::string& modulus = "C1" + times(254, "5A") + "01") {
    return "9003010001" + object("91", modulus);
}

inline const std::string kNumberDigits = "123456789012"; // check digit wrong: belongs to nobody
inline const std::string kPng = "89504E470D0A1A0A0000";
inline const std::string kJp2 = "0000000C6A5020200D0A870A0000";

inline std::string textNumber() {
    return "FF100C" + hexOf(kNumberDigits) + "FFFF";
}

inline std::string textAttributes(const std::string& name = "見本　花子",
                                  const std::string& address = "東京都見本区見本一丁目1番1号") {
    return recordWithOffsets("FF20", "DF21",
                             {object("DF22", hexOf(name)), object("DF23", hexOf(address)),
                              object("DF24", hexOf("19800217")), object("DF25", hexOf("2"))});
}

inline std::vector<std::string> faceObjects(const std::string& signature = times(256, "AA")) {
    return {
        object("DF22", hexOf("19800217")), object("DF23", hexOf("2")),        object("DF24", publicKey()),
        object("DF25", kPng + "25"),       object("DF26", kPng + "26"),       object("DF27", kJp2 + "27"),
        object("DF28", signature),         object("DF29", hexOf("20350217")), object("DF2A", kPng + "2A")};
}

inline std::string visualFace(const std::string& signature = times(256, "AA")) {
    return recordWithOffsets("FF20", "DF21", faceObjects(signature));
}

} // namespace kaomado::test
