// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/procedure/rulebook.hpp"
#include "kaomado/yaml/node.hpp"

namespace kaomado::procedure {

/// Something about an edition, at its place.
using Problem = yaml::Problem;

/// The same in another language, as far as its sentences are known there (data/problems.json).
Problem translated(const Problem& problem, Language language);

/// Everything that is wrong with an edition, by file and line; when nothing is, what looks as if it were not
/// meant: a rule that the data are said to enforce and never name, a paper that nobody demands, a setting
/// that nothing asks for.
std::vector<Problem> check(const std::map<std::string, std::string>& files);
/// The same of the edition compiled into this program.
std::vector<Problem> checkBuiltIn();

} // namespace kaomado::procedure
