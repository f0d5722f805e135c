// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/rulebook.hpp"

#include <functional>
#include <set>

namespace kaomado::proof {

/// The procedure and those that can take over from it.
std::vector<const procedure::Procedure*> successors(const procedure::Rulebook& book,
                                                    const procedure::Procedure& procedure);

/// Every condition that can decide something in an open case of the procedure, its parts included. Warnings
/// are left out: they refuse nothing and change nothing. What facts are derived of: see sourcesOf().
void eachCondition(const procedure::Rulebook& book, const procedure::Procedure& procedure,
                   const std::function<void(const procedure::Condition&)>& visit);
/// The same without what is demanded of the card when the case ends as intended.
void eachConditionOnTheWay(const procedure::Rulebook& book, const procedure::Procedure& procedure,
                           const std::function<void(const procedure::Condition&)>& visit);

/// The step is only there for another visitor than the procedure's, and who came is settled when the case is
/// opened: it is refused before its own conditions are looked at.
bool neverBelongs(const procedure::Rulebook& book, const procedure::Procedure& procedure,
                  const procedure::StepUse& use);

/// The condition and its parts.
void eachPart(const procedure::Condition& condition,
              const std::function<void(const procedure::Condition&)>& visit);

/// Facts that are looked at to compute or derive the one of that id; itself when it is neither.
std::set<std::string> sourcesOf(const procedure::Rulebook& book, const std::string& id);
/// The same of everything that a condition speaks of.
std::set<std::string> sourcesOf(const procedure::Rulebook& book, const procedure::Condition& condition);

} // namespace kaomado::proof
