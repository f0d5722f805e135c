// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/usage.hpp"
#include "kaomado/yaml/node.hpp"

#include <functional>
#include <list>
#include <set>

namespace kaomado::procedure {

using yaml::parseYaml;
using yaml::Problem;
using yaml::Problems;
using yaml::Yaml;
using yaml::YamlParser;

/// A fact that the program itself speaks of, with its type: what the chip and the engine provide (facts.yaml
/// must list exactly these), and what the engine computes from.
struct ProvidedFact {
    std::string_view id;
    FactType type;
    FactSource source;
};
const std::vector<ProvidedFact>& providedFacts();

/// The `id` of a node. Identifiers in data are words, so that events can hold them.
std::string identifier(const Yaml& node);
/// The `enforced` of a node.
std::vector<Home> homes(const Yaml& node);
/// The `source` of a node: an id of docs/sources.md.
std::string sourceOf(const Yaml& node);

inline constexpr std::string_view kGuideline = "SRC-GUIDELINE";

/// Reads an edition. First every identifier is declared, then contents are filled in and references are
/// checked where they stand, so that each problem is reported at its line.
class Loader {
public:
    /// `pins` instead of a file pins.json. `parser`: for a caller that reads the same texts again and again.
    explicit Loader(const std::map<std::string, std::string>& files, const lock::PinSet* pins = nullptr,
                    YamlParser& parser = parseYaml);
    /// @throws Error Fault::RulebookInvalid with every problem
    Rulebook load();
    /// What check() of check.hpp gives.
    std::vector<Problem> check();

private:
    void throwIfWrong() const;
    void read(const std::string& name, const std::string& text, YamlParser& parser);
    void readPins(const std::string* text, const lock::PinSet* pins);
    /// What a condition may speak of besides the facts: attributes of a document.
    using Attributes = std::vector<Fact>;

    // load_rules.cpp
    void rules();
    void rulesOf(const Yaml& part);
    void engineRules() const;
    void checkGuidelineAlone(const Yaml& node, const Rule& rule) const;
    // load_beyond.cpp
    void beyond();
    void beyondRule(const Yaml& node, const std::string& source, const std::string& section);
    std::string switchOf(const Yaml& node);
    void checkSwitches() const;
    void checkNotMixed(const Yaml& node, const std::vector<std::string>& rules) const;
    // load_scenarios.cpp
    void scenarios();
    // load_dates.cpp
    void dated();
    void datedRow(const Yaml& node);
    // load_vocabulary.cpp
    void edition();
    void settings();
    void declareFacts();
    void deriveFacts();
    void declareDocuments();
    void fillDocuments();
    Fact fact(const Yaml& node) const;
    void type(const Yaml& node, Fact& fact) const;
    std::vector<Choice> choices(const Yaml& list) const;
    void contacts(const Yaml& list); // contacts.cpp
    void checkProvided();
    // load_conditions.cpp
    Condition condition(const Yaml& node, const Attributes* attributes = nullptr) const;
    Condition comparison(const Yaml& node, const Attributes* attributes) const;
    Condition period(const Yaml& node, const Fact& from, const Attributes* attributes) const;
    Condition combination(const Yaml& node, const Attributes* attributes) const;
    Condition aboutPaper(const Yaml& node) const;
    Condition leaf(Condition::Kind kind, const Yaml& inner, const Attributes* attributes) const;
    const Fact* factNamed(const Yaml& node, const std::string& id, const Attributes* attributes) const;
    FactValue value(const Yaml& node, const Fact& fact) const;
    std::vector<Requirement> requirements(const Yaml& list, const Attributes* attributes = nullptr) const;
    Facts sets(const Yaml& map) const;
    std::vector<std::string> ruleIds(const Yaml& node, bool needed = true) const;
    /// A list of words, each of which must satisfy `known`.
    std::vector<std::string> known(const Yaml& node, std::string_view key, std::string_view kind,
                                   const std::function<bool(const std::string&)>& isKnown) const;
    std::vector<std::string> asked(const Yaml& node, std::string_view key) const;
    // load_steps.cpp: steps and their order
    void declareSteps();
    void fillSteps();
    Step step(const Yaml& node) const;
    bool aboutTheChip(const Condition& condition) const;
    void checkStep(const Yaml& node, const Step& step) const;
    void ordering();
    void checkOrder(const Yaml& node, const OrderPair& pair) const;
    void checkUse();
    // load_procedures.cpp
    void declareProcedures();
    /// Of every file of procedures, in the order of the guideline.
    std::vector<Yaml> procedureNodes() const;
    void fillProcedures();
    void fillProcedure(const Yaml& node, Procedure& procedure);
    StepUse stepUse(const Yaml& node) const;
    DocumentDemand demand(const Yaml& node, const Procedure& procedure) const;
    void demanded(const Yaml& item, DocumentDemand& demand) const;
    Fixed fixed(const Yaml& node, const Procedure& procedure) const;
    void goals();
    bool settledByTheChip(const Condition& condition, const Procedure& procedure) const;
    void checkProcedure(const Yaml& node, const Procedure& procedure) const;
    // load_words.cpp
    void words();
    // load_choice.cpp
    void choice();
    ChoiceQuestion choiceQuestion(const Yaml& node) const;
    void checkChoice() const;
    // load_doubts.cpp
    void doubtRules(const std::map<std::string, std::vector<Use>>& uses);
    void doubtPapers();
    void doubtWords();
    void doubtSettings(const std::set<std::string>& asked);
    // check_cycles.cpp
    void checkCycles() const;

    const Yaml& file(const std::string& name) const { return files_.at(name); }
    /// In the order of their names.
    std::vector<const Yaml*> filesIn(std::string_view folder) const;

    std::map<std::string, Yaml> files_;
    std::list<std::string> names_; ///< the nodes point to these
    mutable Problems problems_;
    Rulebook book_;
    std::set<std::string> used_; ///< steps that a procedure has
};

} // namespace kaomado::procedure
