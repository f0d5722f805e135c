// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"

namespace kaomado {

/// Overwrites memory in a way the compiler may not remove.
void wipe(std::span<std::uint8_t> bytes) noexcept;
void wipe(std::string& text) noexcept;

/// Bytes that wipe themselves. Fixed at construction, moved but never copied, and with no way to print or
/// compare.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(ByteView value) : value_(value.begin(), value.end()) {}
    /// Takes the bytes over: no copy of them is left behind.
    explicit SecretBytes(Bytes&& value) noexcept : value_(std::move(value)) {}
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    SecretBytes(SecretBytes&& other) noexcept : value_(std::move(other.value_)) { other.value_.clear(); }
    SecretBytes& operator=(SecretBytes&& other) noexcept {
        if (this != &other) {
            wipe(value_);
            value_ = std::move(other.value_);
            other.value_.clear();
        }
        return *this;
    }
    ~SecretBytes() { wipe(value_); }

    ByteView bytes() const noexcept { return value_; }
    std::size_t size() const noexcept { return value_.size(); }
    bool empty() const noexcept { return value_.empty(); }

private:
    Bytes value_;
};

/// Wipes a buffer when the scope ends, whichever way it ends.
class WipeOnExit {
public:
    explicit WipeOnExit(Bytes& bytes) noexcept : bytes_(bytes) {}
    WipeOnExit(const WipeOnExit&) = delete;
    WipeOnExit& operator=(const WipeOnExit&) = delete;
    ~WipeOnExit() { wipe(bytes_); }

private:
    Bytes& bytes_;
};

} // namespace kaomado
