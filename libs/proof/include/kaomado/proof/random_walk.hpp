// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/proof/laws.hpp"

#include <functional>

namespace kaomado::proof {

/// One command as it was asked.
using Asked =
    std::function<void(const procedure::CaseState&, const procedure::Command&, const procedure::Context&)>;

struct Wandered {
    std::size_t commands = 0, accepted = 0, refused = 0,
                rejected = 0;                          ///< rejected: not of this edition's words
    std::map<std::string, std::size_t> cases;          ///< begun, by procedure
    std::map<std::string, std::size_t> ends;           ///< by outcome
    std::vector<std::pair<Law, std::string>> breaches; ///< with particulars and how to get there; ten at most
};

/// So many random commands in cases of all procedures, half of them what a clerk would do, half anything:
/// steps of other procedures, facts with any value, words that no rulebook knows, cards of other people,
/// readings from other times, chips changed by somebody. Every answer is judged by the laws. The same seed,
/// the same commands. @thread any
Wandered wander(const procedure::Rulebook& book, unsigned seed, std::size_t commands,
                const Asked& asked = {});

} // namespace kaomado::proof
