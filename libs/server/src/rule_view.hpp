// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::server {

/// What the rulebook knows, as JSON; forms in openapi.json under the names beside.
nlohmann::ordered_json rulesJson(const std::vector<std::string>& ids,
                                 const procedure::Rulebook& rulebook); ///< RuleRef
nlohmann::ordered_json reasonsJson(const std::vector<procedure::Reason>& reasons,
                                   const procedure::Rulebook& rulebook);           ///< Reason
nlohmann::ordered_json choicesJson(const std::vector<procedure::Choice>& choices); ///< Choice
nlohmann::ordered_json ruleJson(const procedure::Rule& rule);                      ///< Rule
nlohmann::ordered_json procedureJson(const procedure::Procedure& procedure);       ///< Procedure
nlohmann::ordered_json explainJson(const procedure::Procedure& procedure, const procedure::Rulebook& rulebook,
                                   const procedure::Context& context);      ///< ProcedureDetail
nlohmann::ordered_json vocabularyJson(const procedure::Rulebook& rulebook); ///< Vocabulary
nlohmann::ordered_json questionJson(const procedure::Question& question,
                                    const procedure::Rulebook& rulebook); ///< Question
nlohmann::ordered_json paperJson(const procedure::PaperView& paper,
                                 const procedure::Rulebook& rulebook); ///< Paper

nlohmann::ordered_json factJson(const procedure::FactValue& value); ///< FactValue
nlohmann::ordered_json factsJson(const procedure::Facts& facts);    ///< Facts

/// Facts that staff states. @throws Error Fault::BadInput for a fact that the rulebook does not know or staff
/// does not state, a value of another kind, and an officer: who that is has to prove it
procedure::Facts factsFrom(const nlohmann::json& facts, const procedure::Rulebook& rulebook);
/// What is noted on a paper. @throws Error Fault::BadInput
procedure::Facts attributesFrom(const nlohmann::json& attributes, const std::string& document,
                                const procedure::Rulebook& rulebook);

} // namespace kaomado::server
