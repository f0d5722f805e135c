// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rulebook.hpp"

#include <kaomado/procedure/usage.hpp>

#include <nlohmann/json.hpp>

namespace kaomado::app {

/// What is explained, and to whom.
struct Explained {
    const procedure::Rulebook& book;
    const Frame& frame;
};

void printRule(const Explained& what, const procedure::Rule& rule);
void printProcedure(const Explained& what, const procedure::Procedure& procedure);
nlohmann::ordered_json jsonOfRule(const Explained& what, const procedure::Rule& rule);
nlohmann::ordered_json jsonOfProcedure(const Explained& what, const procedure::Procedure& procedure);

/// A place that names a rule, in words: "④ 書類「委任状」（求める）".
std::string inWords(const Explained& what, const procedure::Use& use);

} // namespace kaomado::app
