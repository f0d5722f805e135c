// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "node.hpp"
#include "papers.hpp"

namespace kaomado::proof {

/// What stays the same for a whole exploration.
struct Stage {
    explicit Stage(const procedure::Rulebook& book);

    const Vocabulary& vocabulary(const std::string& procedure) const { return vocabularies.at(procedure); }

    /// The paper can be handed in or taken back in this case.
    bool open(const procedure::CaseState& state, const std::string& paper) const;
    /// Puts a node into its simplest form: what anybody may say at any time is taken out, see choices.hpp.
    void settle(Node& node) const;

    const procedure::Rulebook& book;
    Moments moments;
    std::map<std::string, Vocabulary> vocabularies; ///< by procedure
    procedure::Context context;                     ///< at moments.now
    Sheets sheets;
    Readings readings;
    procedure::Officer officer;
    std::set<std::string> reread;                     ///< steps whose reading another step compares with
    std::set<std::string> spokenOf;                   ///< steps that some condition speaks of
    std::set<std::string> begun;                      ///< … of whether they were ever begun
    std::vector<const procedure::OrderPair*> inForce; ///< of the edition's order, today
    std::set<std::string> conditional;                ///< papers that some condition speaks of
    std::set<std::string> settable; ///< facts that a step sets once it is done: nobody may say otherwise then

private:
    void forgetTheUnseen(Node& node) const;
    bool changesCard(const procedure::CaseState& state, const std::string& step) const;
    bool settledChoice(const Vocabulary& words, const procedure::CaseState& state) const;
    bool sayable(const procedure::CaseState& state, const std::string& fact,
                 const procedure::FactValue& is) const;
};

} // namespace kaomado::proof
