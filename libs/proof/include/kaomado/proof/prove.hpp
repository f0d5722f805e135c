// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/proof/laws.hpp"

#include <chrono>
#include <set>

namespace kaomado::proof {

/// What to explore, and when to stop.
struct Bounds {
    std::set<std::string> procedures; ///< begun with; empty = all of the edition
    std::size_t states = 2'000'000;   ///< more than these end the exploration, and the report says so
    bool stopAtFirst = false;         ///< the first finding is enough
    bool reduced = true;              ///< false: what can be forgotten is kept, results are not compared
    bool collect = false;             ///< tell every state (`Report::reached`)
};

/// A law that does not hold, and the shortest way there.
struct Finding {
    Law law;
    std::string what;               ///< the particulars, e.g. "S02_documents before S16_lock"
    std::string procedure;          ///< in which it happened
    std::vector<std::string> trace; ///< one thing after the other, from the opening of the case
};

/// Of the states in which a case is in one procedure.
struct Walked {
    std::size_t states = 0, transitions = 0;
    std::size_t tried = 0;     ///< commands, each under a combination of its own
    std::size_t decisions = 0; ///< that had to be asked for, because nothing like it had been seen
    std::map<std::string, std::size_t> ends; ///< states with this outcome
    std::size_t onlyPause = 0;               ///< states from which nothing but a suspension leads out
    std::chrono::duration<double> time{};
};

struct Report {
    std::map<std::string, Walked> procedures;
    std::vector<Finding> findings; ///< the shortest of each law, particulars and procedure
    std::set<std::string> reached; ///< when asked for: every state, what can be forgotten left out
    bool complete = true;          ///< false when `Bounds` ended it

    std::size_t states() const;
    bool holds() const { return complete && findings.empty(); }
};

/// Walks every state that a case of the edition can reach and judges every transition (see explorer.hpp for
/// what a state is, what happens in it, and what is left out and why). Takes seconds to a minute;
/// deterministic.
/// @thread may run beside others
Report explore(const procedure::Rulebook& book, const Bounds& bounds = {});

/// The report in lines for a terminal, Japanese or English.
std::string toText(const Report& report, bool japanese);

} // namespace kaomado::proof
