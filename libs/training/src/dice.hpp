// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/random.hpp"

#include <optional>
#include <random>
#include <string>

namespace kaomado::training {

/// Draws from a seed, the same on every machine (the standard's distributions are not). Never for a secret.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}
    double between(double low, double high) { return low + (high - low) * (next() / 4294967296.0); }
    std::uint32_t below(std::uint32_t count) { return next() % count; }
    std::string digits(std::size_t count) {
        std::string text;
        while (text.size() < count)
            text += static_cast<char>('0' + below(10));
        return text;
    }

private:
    std::uint32_t next() { return static_cast<std::uint32_t>(engine_()); }
    std::mt19937 engine_;
};

/// Draws from the operating system, every value equally often.
class Secret {
public:
    std::size_t below(std::size_t count) {
        const std::size_t limit = 256 - 256 % count;
        for (;;) {
            Bytes one = randomBytes(1);
            const std::size_t value = one.front();
            if (value < limit)
                return value % count;
        }
    }
    std::string digits(std::size_t count) {
        std::string text;
        while (text.size() < count)
            text += static_cast<char>('0' + below(10));
        return text;
    }
};

} // namespace kaomado::training
