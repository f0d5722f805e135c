// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/rehearsal.hpp"

namespace kaomado::counter {

/// "yes", "3", "household_member", "2026-11-23" as a value of a fact.
/// @throws Error Fault::BadInput naming the fact and its values
procedure::FactValue valueOf(const procedure::Fact& fact, const std::string& text);

/// What the rehearsing clerk answers: given, or as usual (data/rehearsal.json).
class UsualAnswers {
public:
    UsualAnswers(const procedure::Rulebook& rulebook, const Script& script)
        : rulebook_(rulebook), script_(script) {}

    bool knows(const std::string& fact) const;
    /// @throws Error Fault::BadInput when nothing is given and nothing is usual
    procedure::FactValue to(const std::string& fact, const procedure::CaseState& state) const;
    /// What an undamaged paper shows, with what the script says of it.
    procedure::Facts on(const procedure::Document& document) const;

private:
    const procedure::Rulebook& rulebook_;
    const Script& script_;
};

} // namespace kaomado::counter
