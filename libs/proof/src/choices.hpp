// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "judged.hpp"
#include "memory.hpp"
#include "stage.hpp"

#include <functional>

namespace kaomado::proof {

/// A command under everything that may have been said before it.
///
/// A fact that anybody may state at any time, to any value, is no part of where a case stands: each of its
/// values is one harmless command away. So a node is kept without such facts and papers, and a command is
/// tried under every combination of them. Which of them matter is seen from what the engine looks at: a
/// decision depends on nothing that it did not look at, so only what it looked at is varied. Facts that the
/// command itself brings along, the answers that a step asks for, are varied in the same way; so are facts
/// and papers that can be said before this command but not after it.
///
/// Of combinations with the same result one is told: the same events, and alike in everything that the next
/// node keeps and that laws look at (judged.hpp). Which result a combination has is known without a decision.
///
/// Papers begin good. One that is bad or missing can only add a reason to refuse, unless a condition speaks
/// of it; it is tried where the good one was accepted.
class Choices {
public:
    /// A command, and what of it a reader of the tree has to know.
    struct Trial {
        procedure::Command command;
        std::string kind;                            ///< trials of one kind differ in things looked at only
        std::vector<std::string> asked;              ///< facts that it has to bring along
        std::optional<World> shown;                  ///< what its evidence tells
        const procedure::Context* context = nullptr; ///< the stage's when absent
        std::string ends;                            ///< the step that it completes
    };
    using Accepted = std::function<void(const procedure::CaseState& before, const procedure::Command&,
                                        const std::vector<procedure::Event>&)>;
    using Refused = std::function<void(const procedure::CaseState& before, const procedure::Command&,
                                       const procedure::Refusal&)>;

    Choices(const Stage& stage, Memory& memory, const Node& node, Accepted accepted, Refused refused);

    /// Under every combination. A refusal is told the first time that its reason is met.
    void each(const Trial& trial);
    /// Under one: what `said` holds besides what the node knows; papers good.
    void once(const Trial& trial, const procedure::Facts& said = {});

    /// Facts of the chip that each() looked at.
    const std::set<std::string>& chip() const { return chip_; }
    /// It looked at what only a person can see on the card.
    bool face() const { return face_; }
    /// The node's state with the best papers on the counter.
    const procedure::CaseState& plain() const { return state_; }
    std::size_t tried() const { return tried_; }
    std::size_t decisions() const { return decisions_; }

private:
    using Value = std::optional<procedure::FactValue>;

    void begin(const Trial& trial);
    procedure::Decision ask();
    bool branch(Memory::Place place, std::optional<procedure::Decision> decision);
    bool branchFact(Memory::Place place, Memory::Thing thing, std::optional<procedure::Decision> decision);
    bool branchPaper(Memory::Place place, Memory::Thing thing, std::optional<procedure::Decision> decision);
    bool accept(Memory::Place place, std::optional<procedure::Decision> decision);
    void vary(Memory::Place place, const std::vector<std::string>& pending);
    std::string resultAt(Memory::Place place) const;
    bool forgotten(const std::string& fact) const;
    std::vector<std::string> pending() const;

    std::vector<Value> valuesOf(const std::string& fact);
    const std::vector<Value>& sayable(const std::string& fact);
    void say(const std::string& fact, const Value& value);
    void lay(const std::string& paper, const Sheet& sheet);
    bool asked(const std::string& fact) const;
    Value now(const std::string& fact) const;
    Memory::Value seen(Memory::Thing thing);
    std::string textOf(Memory::Thing thing) const;

    const Stage& stage_;
    Memory& memory_;
    const Vocabulary& words_;
    const Node& node_;
    const Accepted accepted_;
    const Refused refused_;
    procedure::CaseState state_;
    std::map<std::string, const Sheet*> sheets_; ///< what lies on the counter of the papers that may change

    const Trial* trial_ = nullptr;
    procedure::Command command_;
    bool vary_ = true;
    std::vector<Memory::Value> values_; ///< of things by their number; 0 = not looked up yet
    std::string case_;                  ///< what a decision may look at besides facts, papers and steps
    std::set<std::string> path_;        ///< facts and papers looked at on the way
    LookedAt judged_;                   ///< by laws, of the command that is tried
    std::set<std::string> results_;     ///< told of it already
    std::map<std::string, std::vector<Value>> sayable_;
    std::set<std::string> chip_;
    bool face_ = false;
    std::size_t tried_ = 0, decisions_ = 0;
};

} // namespace kaomado::proof
