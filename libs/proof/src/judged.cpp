// SPDX-License-Identifier: Apache-2.0
// Kept beside laws.cpp: whatever a law comes to look at has to be named here as well.
#include "judged.hpp"

#include "conditions.hpp"
#include "guideline.hpp"
#include "kaomado/proof/world.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
std::string stepOf(const Command& command) {
    if (const auto* start = std::get_if<StartStep>(&command.what))
        return start->step;
    const auto* complete = std::get_if<CompleteStep>(&command.what);
    return complete == nullptr ? std::string{} : complete->step;
}

bool hasStep(const OrderRow& row, const std::string& step) {
    return std::ranges::any_of(row.then, [&](std::string_view then) {
        return then == "*" || then.substr(0, then.find('#')) == step;
    });
}

/// What decides whether a step belongs to a case (laws.cpp: doesNotBelong).
void note(const Rulebook& book, const Condition& condition, LookedAt& all) {
    all.facts.merge(sourcesOf(book, condition));
    const auto papers = [&](const Condition& part) {
        if (part.kind == Condition::Kind::Paper || part.kind == Condition::Kind::On) {
            all.papers.insert(part.fact);
            for (const Document::SamePaper& same : book.documents.at(part.fact).samePaper)
                all.papers.insert(same.document);
        }
    };
    const auto deeper = [&](const Condition& part) {
        for (const std::string& name : {part.fact, part.other})
            if (const Fact* fact = book.fact(name); fact != nullptr && fact->source == FactSource::Derived)
                note(book, fact->derived, all);
    };
    eachPart(condition, papers);
    eachPart(condition, deeper);
}

void orderOf(const Rulebook& book, const CaseState& state, const Procedure& procedure, const StepUse& use,
             LookedAt& all) {
    for (const OrderPair& pair : book.order) {
        if (std::ranges::find(pair.then, use.id) == pair.then.end() &&
            !(pair.thenChangesCard && book.steps.at(use.step).changesCard))
            continue;
        for (const std::string& first : pair.first) {
            const StepUse* before = procedure.use(first);
            if (before == nullptr || state.at(first) == StepState::At::Done)
                continue;
            for (const Requirement& one : before->when)
                note(book, one.that, all);
            for (const Stop& stop : procedure.stops)
                note(book, stop.when, all);
        }
    }
}
} // namespace

LookedAt judgedOf(const Rulebook& book, const CaseState& state, const Command& command) {
    LookedAt all;
    const Procedure* procedure = book.procedure(state.procedure);
    const StepUse* use = procedure == nullptr ? nullptr : procedure->use(stepOf(command));
    if (use == nullptr)
        return all;
    const Step& step = book.steps.at(use->step);
    if (std::ranges::any_of(guidelineOrder(), [&](const OrderRow& row) {
            return row.unless == OrderRow::Unless::NoInsurance && hasStep(row, use->step);
        }))
        all.facts.insert({"ins_wanted", "ins_registered", "ins_consent_withdrawn", "portal_failed"});
    if (step.ends)
        all.facts.insert("wants_sig_cert");
    if (effectOf(use->step).value_or(Effect::Nothing) != Effect::Nothing || step.changesCard)
        for (const auto& [id, document] : book.documents)
            for (const PaperRow& row : guidelinePapers())
                if (row.procedure == procedure->id &&
                    std::ranges::any_of(row.papers, [&, name = &id](std::string_view papers) {
                        return papers.find(*name) != std::string_view::npos;
                    }))
                    all.papers.insert(id);
    orderOf(book, state, *procedure, *use, all);
    return all;
}

} // namespace kaomado::proof
