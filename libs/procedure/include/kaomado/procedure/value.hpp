// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace kaomado::procedure {

/// A word of the rulebook's vocabulary: a choice, a reason, never free text. 1–64 of a–z A–Z 0–9 _ -,
/// beginning with a letter, so that neither a PIN nor a number of a person can be one.
class Word {
public:
    /// @throws Error Fault::BadInput
    explicit Word(std::string_view text);
    const std::string& text() const noexcept { return text_; }
    friend bool operator==(const Word&, const Word&) = default;

private:
    std::string text_;
};

/// A small count (lines, tries): 0–99, so that no four digits fit.
class Count {
public:
    static constexpr unsigned kMax = 99;
    /// @throws Error Fault::BadInput above kMax
    explicit Count(unsigned value);
    unsigned value() const noexcept { return value_; }
    friend bool operator==(const Count&, const Count&) = default;

private:
    unsigned value_;
};

/// The officer at the counter by login name: 1–64 of a–z A–Z 0–9 . _ @ -, with at least one letter.
class Officer {
public:
    /// @throws Error Fault::BadInput
    explicit Officer(std::string_view login);
    const std::string& login() const noexcept { return login_; }
    friend bool operator==(const Officer&, const Officer&) = default;

private:
    std::string login_;
};

/// What is known of a fact. There is no free text among the kinds: a PIN or a number of a person has no way
/// in.
using FactValue = std::variant<bool, Count, Word, Date, Officer>;
/// By identifier of the fact (rulebook/<edition>/facts.yaml).
using Facts = std::map<std::string, FactValue>;

/// "yes", "no", "3", "household_member", "2026-11-23", "hanako.m"
std::string toText(const FactValue& value);

} // namespace kaomado::procedure
