// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/bytes.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/secret.hpp"

#ifdef _WIN32
#include <windows.h>
#else
#include <cstring>
#endif

namespace kaomado {

namespace {
int digitValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}
} // namespace

std::string toHex(ByteView bytes) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0FU];
    }
    return text;
}

Bytes fromHex(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    int high = -1;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            continue;
        const int value = digitValue(c);
        if (value < 0)
            throw Error(Fault::BadInput, "not a hexadecimal digit");
        if (high < 0) {
            high = value;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high * 16 + value));
            high = -1;
        }
    }
    if (high >= 0)
        throw Error(Fault::BadInput, "odd number of hexadecimal digits");
    return bytes;
}

Bytes toBytes(std::string_view text) {
    return {text.begin(), text.end()};
}

ByteView viewOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string toText(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

void wipe(std::span<std::uint8_t> bytes) noexcept {
    if (bytes.empty())
        return;
#ifdef _WIN32
    SecureZeroMemory(bytes.data(), bytes.size());
#else
    ::explicit_bzero(bytes.data(), bytes.size());
#endif
}

void wipe(std::string& text) noexcept {
    wipe(std::span{reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

} // namespace kaomado
