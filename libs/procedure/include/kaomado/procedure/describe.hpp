// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/procedure/rulebook.hpp"

namespace kaomado::procedure {

/// A condition in words, for people who compare or explain an edition. In Japanese facts go by what staff are
/// asked, in English by their identifiers. `on`: the document whose attributes it may speak of.
std::string describe(const Rulebook& rulebook, const Condition& condition, Language language,
                     const Document* on = nullptr);

/// The condition, the rules that it rests on, and the sentences of its own if it has any.
std::string describe(const Rulebook& rulebook, const Requirement& requirement, Language language,
                     const Document* on = nullptr);

/// The label of the one named `id`; `id` itself when none is, e.g. in a case of another edition.
std::string labelOf(const std::vector<Choice>& choices, std::string_view id);

/// "R-P04-01 R-P04-02"
std::string listed(const std::vector<std::string>& words);

} // namespace kaomado::procedure
