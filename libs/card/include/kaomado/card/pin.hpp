// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/base/secret.hpp"

#include <algorithm>
#include <array>

namespace kaomado::card {

/// A value to be presented to a key reference: ASCII, 1–16 bytes, no padding (card.md §2). Lives in one fixed
/// buffer, wipes itself, cannot be copied, printed or compared.
class Pin {
public:
    static constexpr std::size_t kMaxBytes = 16;

    /// @throws Error Fault::BadInput when empty or longer than 16 bytes
    explicit Pin(std::string_view value) : size_(value.size()) {
        if (value.empty() || value.size() > kMaxBytes)
            throw Error(Fault::BadInput, "a PIN has 1 to 16 characters");
        std::ranges::copy(value, buffer_.begin());
    }
    Pin(const Pin&) = delete;
    Pin& operator=(const Pin&) = delete;
    Pin(Pin&& other) noexcept : buffer_(other.buffer_), size_(other.size_) { wipe(other.buffer_); }
    Pin& operator=(Pin&&) = delete;
    ~Pin() { wipe(buffer_); }

    ByteView bytes() const noexcept { return {buffer_.data(), size_}; }

private:
    std::array<std::uint8_t, kMaxBytes> buffer_{};
    std::size_t size_;
};

} // namespace kaomado::card
