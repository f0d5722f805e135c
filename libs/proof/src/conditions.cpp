// SPDX-License-Identifier: Apache-2.0
#include "conditions.hpp"

#include <algorithm>
#include <map>

namespace kaomado::proof {

using namespace procedure;

namespace {
using Visit = std::function<void(const Condition&)>;
constexpr const char* kVisitor = "visitor";

/// What the engine computes a fact of (facts.yaml says which are computed).
const std::map<std::string, std::vector<std::string>>& computedOf() {
    static const std::map<std::string, std::vector<std::string>> kInputs{
        {"card_mode",
         {"pins_all_locked", "sig_cert_on_card", "marked_on_face", "marked_on_case", "reissue_pending",
          "release_open"}},
        {"lines_free", {"lines_used", "endorsement_capacity"}},
        {"identity_sufficient", {"identity_level"}},
        {"user_cert_fresh", {"user_cert_on_card"}},
        {"second_officer_same", {"second_officer"}}};
    return kInputs;
}

void all(const std::vector<Requirement>& list, const Visit& visit) {
    for (const Requirement& one : list)
        eachPart(one.that, visit);
}

void ofDocument(const Document& document, const Visit& visit) {
    all(document.requirements, visit);
    for (const Document::SamePaper& same : document.samePaper)
        eachPart(same.when, visit);
}

void ofStep(const Step& step, const Visit& visit) { // step.when is part of every use
    all(step.before, visit);
    all(step.after, visit);
    eachPart(step.holds, visit);
}

void ofProcedure(const Rulebook& book, const Procedure& procedure, const Visit& visit) {
    for (const DocumentDemand& demand : procedure.documents) {
        all(demand.when, visit);
        for (const auto& [paper, wanted] : demand.require)
            all(wanted, visit);
    }
    for (const NotNeeded& none : procedure.notNeeded)
        eachPart(none.when, visit);
    for (const StepUse& use : procedure.steps) {
        all(use.when, visit);
        if (neverBelongs(book, procedure, use))
            continue;
        for (const auto* list : {&use.before, &use.after})
            all(*list, visit);
        if (use.holds)
            eachPart(*use.holds, visit);
    }
    for (const Divert& way : procedure.diverts)
        eachPart(way.when, visit);
    for (const Stop& stop : procedure.stops)
        eachPart(stop.when, visit);
}
} // namespace

void eachPart(const Condition& condition, const Visit& visit) {
    visit(condition);
    for (const Condition& part : condition.parts)
        eachPart(part, visit);
}

std::vector<const Procedure*> successors(const Rulebook& book, const Procedure& procedure) {
    std::vector<const Procedure*> all{&procedure};
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const Divert& way : all[i]->diverts)
            if (const Procedure* next = book.procedure(way.to); std::ranges::find(all, next) == all.end())
                all.push_back(next);
    return all;
}

void eachCondition(const Rulebook& book, const Procedure& procedure, const Visit& visit) {
    eachConditionOnTheWay(book, procedure, visit);
    all(book.goalOf(procedure).atEnd, visit);
}

void eachConditionOnTheWay(const Rulebook& book, const Procedure& procedure, const Visit& visit) {
    ofProcedure(book, procedure, visit);
    all(book.goalOf(procedure).leave, visit);
    for (const StepUse& use : procedure.steps)
        if (!neverBelongs(book, procedure, use))
            ofStep(book.steps.at(use.step), visit);
    for (const DocumentDemand& demand : procedure.documents)
        for (const std::string& paper : demand.documents)
            ofDocument(book.documents.at(paper), visit);
}

bool neverBelongs(const Rulebook& book, const Procedure& procedure, const StepUse& use) {
    return std::ranges::any_of(use.when, [&](const Requirement& one) {
        return one.that.kind == Condition::Kind::Is && one.that.fact == kVisitor &&
               one.that.value != FactValue(Word(procedure.visitor)) &&
               std::ranges::any_of(one.rules, [&](const std::string& id) {
                   const Dates& dates = book.rules.at(id).dates;
                   return !dates.from && !dates.to;
               });
    });
}

std::set<std::string> sourcesOf(const Rulebook& book, const std::string& id) {
    const Fact* fact = book.fact(id);
    if (fact == nullptr)
        return {};
    if (fact->source == FactSource::Derived)
        return sourcesOf(book, fact->derived);
    std::set<std::string> all{id};
    if (fact->source == FactSource::Computed)
        if (const auto inputs = computedOf().find(id); inputs != computedOf().end())
            all.insert(inputs->second.begin(), inputs->second.end());
    return all;
}

std::set<std::string> sourcesOf(const Rulebook& book, const Condition& condition) {
    std::set<std::string> all;
    eachPart(condition, [&](const Condition& part) {
        for (const std::string& id : {part.fact, part.other})
            all.merge(sourcesOf(book, id));
    });
    return all;
}

} // namespace kaomado::proof
