// SPDX-License-Identifier: Apache-2.0
#include "rule_view.hpp"

#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::server {

using nlohmann::json;
using nlohmann::ordered_json;
using procedure::Fact;
using procedure::FactType;
using procedure::PaperView;
using procedure::Rulebook;

namespace {

std::string_view nameOf(FactType type) {
    switch (type) {
    case FactType::YesNo:
        return "yes_no";
    case FactType::Count:
        return "count";
    case FactType::Word:
        return "word";
    case FactType::Day:
        return "day";
    case FactType::Officer:
        return "officer";
    }
    throw Error(Fault::Internal, "a fact without a type");
}

std::string_view nameOf(PaperView::Need need) {
    switch (need) {
    case PaperView::Need::Demanded:
        return "demanded";
    case PaperView::Need::OneOf:
        return "one_of";
    case PaperView::Need::Undecided:
        return "undecided";
    case PaperView::Need::NotNeeded:
        return "not_needed";
    case PaperView::Need::Noted:
        return "noted";
    }
    throw Error(Fault::Internal, "a need without a name");
}

ordered_json valuesJson(const std::vector<std::string>& values, const Fact* fact) {
    auto list = ordered_json::array();
    for (const std::string& value : values) {
        std::string label = value;
        if (fact != nullptr)
            if (const auto found = fact->labels.find(value); found != fact->labels.end())
                label = found->second;
        list.push_back({{"id", value}, {"label", label}});
    }
    return list;
}

ordered_json factDefinitionJson(const Fact& fact) {
    ordered_json out{{"id", fact.id},
                     {"type", nameOf(fact.type)},
                     {"question", fact.question},
                     {"name", fact.name},
                     {"values", valuesJson(fact.values, &fact)}};
    if (fact.standard)
        out["standard"] = factJson(*fact.standard);
    return out;
}

ordered_json stepsOf(const procedure::Procedure& procedure, const Rulebook& rulebook) {
    auto steps = ordered_json::array();
    for (const procedure::StepUse& use : procedure.steps) {
        const procedure::Step& step = rulebook.steps.at(use.step);
        steps.push_back({{"id", use.id},
                         {"label", use.label.empty() ? step.label : use.label},
                         {"role", step.role},
                         {"operation", step.operation},
                         {"category", step.category},
                         {"changes_card", step.changesCard},
                         {"irreversible", step.irreversible}});
    }
    return steps;
}

/// In the form in which the rulebook reads a value; none when JSON holds another kind.
std::optional<std::string> textOf(const json& value, FactType type) {
    if (type == FactType::YesNo)
        return value.is_boolean() ? std::optional<std::string>(value.get<bool>() ? "yes" : "no")
                                  : std::nullopt;
    if (type == FactType::Count)
        return value.is_number_integer() ? std::optional(value.dump()) : std::nullopt;
    return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

procedure::FactValue valueFor(const Fact& fact, const json& value) {
    if (fact.type == FactType::Officer)
        throw Error(Fault::BadInput, fact.id + ": an officer is not named but signs for it");
    const auto text = textOf(value, fact.type);
    auto read = text ? procedure::valueFrom(fact, *text) : std::nullopt;
    if (!read)
        throw Error(Fault::BadInput, fact.id + ": the value is of another kind");
    return *std::move(read);
}

} // namespace

ordered_json factJson(const procedure::FactValue& value) {
    if (const auto* yes = std::get_if<bool>(&value))
        return *yes;
    if (const auto* count = std::get_if<procedure::Count>(&value))
        return count->value();
    return procedure::toText(value);
}

ordered_json factsJson(const procedure::Facts& facts) {
    ordered_json out = ordered_json::object();
    for (const auto& [id, value] : facts)
        out[id] = factJson(value);
    return out;
}

procedure::Facts factsFrom(const json& facts, const Rulebook& rulebook) {
    procedure::Facts out;
    for (const auto& [id, value] : facts.items()) {
        const Fact* fact = rulebook.fact(id);
        if (fact == nullptr || fact->source != procedure::FactSource::Stated)
            throw Error(Fault::BadInput, id + " is no fact that staff states");
        out.emplace(id, valueFor(*fact, value));
    }
    return out;
}

procedure::Facts attributesFrom(const json& attributes, const std::string& document,
                                const Rulebook& rulebook) {
    const auto known = rulebook.documents.find(document);
    if (known == rulebook.documents.end())
        throw Error(Fault::BadInput, document + " is no paper of the rulebook");
    procedure::Facts out;
    for (const auto& [id, value] : attributes.items()) {
        const auto fact = std::ranges::find(known->second.attributes, id, &Fact::id);
        if (fact == known->second.attributes.end())
            throw Error(Fault::BadInput, document + " has no attribute " + id);
        out.emplace(id, valueFor(*fact, value));
    }
    return out;
}

ordered_json rulesJson(const std::vector<std::string>& ids, const Rulebook& rulebook) {
    auto list = ordered_json::array();
    for (const std::string& id : ids) {
        const auto rule = rulebook.rules.find(id);
        list.push_back({{"id", id}, {"text", rule == rulebook.rules.end() ? "" : rule->second.text}});
    }
    return list;
}

ordered_json reasonsJson(const std::vector<procedure::Reason>& reasons, const Rulebook& rulebook) {
    auto list = ordered_json::array();
    for (const procedure::Reason& reason : reasons)
        list.push_back(
            {{"text", reason.text}, {"remedy", reason.remedy}, {"rules", rulesJson(reason.rules, rulebook)}});
    return list;
}

ordered_json choicesJson(const std::vector<procedure::Choice>& choices) {
    auto list = ordered_json::array();
    for (const procedure::Choice& choice : choices)
        list.push_back({{"id", choice.id}, {"label", choice.label}});
    return list;
}

ordered_json ruleJson(const procedure::Rule& rule) {
    return {{"id", rule.id},         {"text", rule.text},       {"remedy", rule.remedy},
            {"source", rule.source}, {"section", rule.section}, {"mark", std::string(1, rule.mark)}};
}

ordered_json procedureJson(const procedure::Procedure& procedure) {
    return {{"id", procedure.id},
            {"symbol", procedure.symbol},
            {"title", procedure.title},
            {"visitor", procedure.visitor},
            {"identity_level", procedure.identityLevel},
            {"outcome", procedure::nameOf(procedure.outcome)}};
}

ordered_json explainJson(const procedure::Procedure& procedure, const Rulebook& rulebook,
                         const procedure::Context& context) {
    ordered_json out = procedureJson(procedure);
    out["papers"] = ordered_json::array();
    for (const PaperView& paper : procedure::documentsOf(rulebook, procedure.id, procedure.given, context))
        out["papers"].push_back(paperJson(paper, rulebook));
    out["steps"] = stepsOf(procedure, rulebook);
    out["notes"] = rulesJson(procedure.notes, rulebook);
    out["rules"] = rulesJson(procedure.rules, rulebook);
    return out;
}

ordered_json vocabularyJson(const Rulebook& rulebook) {
    ordered_json out{{"edition", rulebook.edition}, {"title", rulebook.title}};
    out["facts"] = ordered_json::array();
    for (const auto& [id, fact] : rulebook.facts)
        if (fact.source == procedure::FactSource::Stated)
            out["facts"].push_back(factDefinitionJson(fact));
    out["documents"] = ordered_json::array();
    for (const auto& [id, document] : rulebook.documents) {
        auto attributes = ordered_json::array();
        for (const Fact& attribute : document.attributes)
            attributes.push_back(factDefinitionJson(attribute));
        out["documents"].push_back({{"id", id}, {"title", document.title}, {"attributes", attributes}});
    }
    out["suspend_reasons"] = choicesJson(rulebook.suspendReasons);
    out["withdraw_reasons"] = choicesJson(rulebook.withdrawReasons);
    out["override_reasons"] = choicesJson(rulebook.overrideReasons);
    out["services"] = {{"available", rulebook.services.available},
                       {"not_available", rulebook.services.notAvailable},
                       {"verification", choicesJson(rulebook.services.verification)}};
    out["pins"] = ordered_json::array();
    for (const lock::SetPin& pin : rulebook.pins.pins)
        out["pins"].push_back({{"id", pin.id}, {"label", pin.japanese}});
    return out;
}

ordered_json questionJson(const procedure::Question& question, const Rulebook& rulebook) {
    return {{"fact", question.fact},
            {"type", nameOf(question.type)},
            {"text", question.text},
            {"values", valuesJson(question.values, rulebook.fact(question.fact))}};
}

ordered_json paperJson(const PaperView& paper, const Rulebook& rulebook) {
    return {{"document", paper.document},
            {"title", paper.title},
            {"need", nameOf(paper.need)},
            {"handed_in", paper.handedIn},
            {"good", paper.good},
            {"before", paper.before},
            {"missing", reasonsJson(paper.missing, rulebook)},
            {"warnings", reasonsJson(paper.warnings, rulebook)},
            {"why", paper.why},
            {"rules", rulesJson(paper.whyRules, rulebook)},
            {"notes", paper.notes}};
}

} // namespace kaomado::server
