// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/procedure/rulebook.hpp>

namespace kaomado::app {

void addRulebookCheck(CLI::App& parent, Frame& frame);
void addRulebookDiff(CLI::App& parent, Frame& frame);
void addRulebookExplain(CLI::App& parent, Frame& frame);
void addRulebookList(CLI::App& parent, Frame& frame);

/// The edition in a folder; the one compiled in when nothing is named.
/// @throws Error Fault::FileMissing, Fault::RulebookInvalid
procedure::Rulebook editionFrom(const std::string& folder);

/// "④’"; the identifier of a procedure that the edition does not have.
std::string symbolOf(const procedure::Rulebook& book, const std::string& procedure);
/// "④ ④’ ⑤"
std::string symbolsOf(const procedure::Rulebook& book, const std::vector<std::string>& procedures);

/// "2024-12-02から", "2024-12-02 to 2025-03-31"; empty when a rule is always in force.
std::string datesOf(const procedure::Dates& dates, const Frame& frame);

} // namespace kaomado::app
