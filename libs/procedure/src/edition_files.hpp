// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kaomado::procedure {

inline constexpr std::string_view kPinsFile = "pins.json";
/// Files that every edition has.
inline constexpr std::string_view kEditionFiles[] = {
    "edition.yaml",  "settings.yaml", "facts.yaml",  "documents.yaml", "steps.yaml", "goals.yaml",
    "ordering.yaml", "dated.yaml",    "beyond.yaml", "scenarios.yaml", "words.yaml", "choice.yaml"};
/// And one or more *.yaml in each of these folders, read in the order of their names.
inline constexpr std::string_view kRuleFolder = "rules/", kProcedureFolder = "procedures/";
inline constexpr std::string_view kEditionFolders[] = {kRuleFolder, kProcedureFolder};

/// The edition compiled into this program, without pins.json, which the lock carries.
std::map<std::string, std::string> builtInFiles();

} // namespace kaomado::procedure
