// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/usage.hpp"

#include "walk.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
using Kind = Condition::Kind;

void factsOf(const Condition& condition, std::set<std::string>& facts) {
    constexpr Kind kNoFact[] = {Kind::Paper, Kind::On, Kind::InForce, Kind::Done, Kind::Begun};
    if (std::ranges::find(kNoFact, condition.kind) == std::end(kNoFact))
        facts.insert({condition.fact, condition.other});
    for (const Condition& part : condition.parts)
        factsOf(part, facts);
}
} // namespace

namespace {
/// Rules whose dates a condition asks for.
std::vector<std::string> datesAsked(const Condition& condition) {
    std::vector<std::string> rules;
    if (condition.kind == Kind::InForce)
        rules.push_back(condition.fact);
    for (const Condition& part : condition.parts)
        std::ranges::move(datesAsked(part), std::back_inserter(rules));
    return rules;
}
} // namespace

std::map<std::string, std::vector<Use>> usage(const Rulebook& rulebook) {
    std::map<std::string, std::vector<Use>> all;
    const Walk walk{[&](const Use& use, const std::vector<std::string>& rules) {
                        for (const std::string& rule : rules)
                            if (auto& uses = all[rule]; std::ranges::find(uses, use) == uses.end())
                                uses.push_back(use);
                    },
                    [&](const Use& use, const Condition& condition) {
                        for (const std::string& rule : datesAsked(condition))
                            all[rule].push_back(use);
                    }};
    walk.over(rulebook);
    return all;
}

std::vector<Requirement> ownWhen(const Rulebook& rulebook, const StepUse& use) {
    const auto step = rulebook.steps.find(use.step);
    const std::size_t shared = step == rulebook.steps.end() ? 0 : step->second.when.size();
    return {std::next(use.when.begin(), static_cast<std::ptrdiff_t>(std::min(shared, use.when.size()))),
            use.when.end()};
}

std::vector<const Procedure*> proceduresWith(const Rulebook& rulebook, std::string_view step) {
    std::vector<const Procedure*> list;
    for (const Procedure& procedure : rulebook.procedures)
        if (std::ranges::any_of(procedure.steps, [&](const StepUse& use) { return use.step == step; }))
            list.push_back(&procedure);
    return list;
}

std::vector<const Procedure*> proceduresAsking(const Rulebook& rulebook, std::string_view document) {
    std::vector<const Procedure*> list;
    for (const Procedure& procedure : rulebook.procedures)
        if (std::ranges::any_of(procedure.documents, [&](const DocumentDemand& demand) {
                return std::ranges::find(demand.documents, document) != demand.documents.end();
            }))
            list.push_back(&procedure);
    return list;
}

std::vector<const Scenario*> scenariosOf(const Rulebook& rulebook, std::string_view rule) {
    std::vector<const Scenario*> list;
    for (const Scenario& scenario : rulebook.scenarios)
        if (std::ranges::find(scenario.tests, rule) != scenario.tests.end())
            list.push_back(&scenario);
    return list;
}

std::set<std::string> factsAsked(const Rulebook& rulebook) {
    std::set<std::string> facts;
    const Walk walk{[](const Use& /*use*/, const std::vector<std::string>& /*rules*/) {},
                    [&](const Use& /*use*/, const Condition& condition) { factsOf(condition, facts); }};
    walk.over(rulebook);
    facts.erase(std::string{});
    return facts;
}

} // namespace kaomado::procedure
