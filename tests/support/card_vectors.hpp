// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/base/bytes.hpp>
#include <kaomado/card/card.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>

namespace kaomado::test {

/// One exchange of a vector: `> command`, `< answer`. Command `reset` powers the card off and on.
struct VectorStep {
    int line = 0;
    std::string why; ///< the comment line before it
    std::string command, answer;
};

/// `[Title]` and the steps under it; each plays on a card of its own.
struct CardVector {
    std::string title;
    std::vector<VectorStep> steps;
    friend void PrintTo(const CardVector& vector, std::ostream* out) { *out << vector.title; }
};

/// Reads a .vec file of tests/vectors. @throws std::runtime_error naming the line
std::vector<CardVector> cardVectors(const std::filesystem::path& path);

/// An answer pattern: bytes in hexadecimal, `any:N` for N bytes of any value, `mute` for no answer at all.
bool fits(const std::string& pattern, const std::optional<Bytes>& answer);

/// What raw bytes are sent to; `command` empty means reset.
using Send = std::function<std::optional<Bytes>(const std::optional<Bytes>& command)>;

/// Sends the vector to any card behind the seam. Commands that no Command can express are refused.
Send sendTo(card::Card& card);

/// Plays every step; returns one line per answer that does not fit.
std::vector<std::string> play(const CardVector& vector, const Send& send);

} // namespace kaomado::test
