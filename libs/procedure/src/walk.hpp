// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/usage.hpp"

#include <functional>

namespace kaomado::procedure {

/// Calls `rules` for every list of rules in an edition, with the place where it stands, and `condition` for
/// every condition. What a requirement demands comes with both.
struct Walk {
    std::function<void(const Use&, const std::vector<std::string>&)> rules;
    std::function<void(const Use&, const Condition&)> condition;

    void over(const Rulebook& book) const;

private:
    void fact(const Fact& fact) const;
    void document(const Document& document) const;
    void step(const Step& step) const;
    void procedure(const Rulebook& book, const Procedure& procedure) const;
    void papersOf(const Procedure& procedure) const;
    void stepsOf(const Rulebook& book, const Procedure& procedure) const;
    void turnsOf(const Procedure& procedure) const;
    void requirements(const Use& use, const std::vector<Requirement>& list) const;
    void dates(const Rulebook& book) const;
    void choice(const ChoiceGuide& guide) const;
};

} // namespace kaomado::procedure
