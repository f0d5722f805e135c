// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/rulebook.hpp"

#include <set>

namespace kaomado::procedure {

/// A place of an edition that rests on a rule.
struct Use {
    enum class Where { Procedure, Paper, Step, Order, Goal, Fact, Entry, Date, Body, Contact, Choice };
    Where where = Where::Procedure;
    std::string procedure; ///< "P04"; of an order every one of its scope; empty: in no one procedure
    std::string subject;   ///< the paper, step, goal, entry, body or question; of an order what comes first
    std::string part;      ///< "before", "not_needed", "divert", …; of an order what comes then

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const Use&, const Use&) = default;
};

/// Where each rule of an edition is named, by rule. A rule without a row is named nowhere in the data.
std::map<std::string, std::vector<Use>> usage(const Rulebook& rulebook);

/// The conditions of a step in a procedure without those that it has from the step itself, which stand before
/// them.
std::vector<Requirement> ownWhen(const Rulebook& rulebook, const StepUse& use);

/// Procedures in which a step stands, in the order of the guideline.
std::vector<const Procedure*> proceduresWith(const Rulebook& rulebook, std::string_view step);

/// Procedures that may demand a paper.
std::vector<const Procedure*> proceduresAsking(const Rulebook& rulebook, std::string_view document);

/// Scenarios that test a rule.
std::vector<const Scenario*> scenariosOf(const Rulebook& rulebook, std::string_view rule);

/// Every fact that some condition of the edition asks for.
std::set<std::string> factsAsked(const Rulebook& rulebook);

} // namespace kaomado::procedure
