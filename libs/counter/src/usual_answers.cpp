// SPDX-License-Identifier: Apache-2.0
#include "usual_answers.hpp"

#include "embedded/rehearsal_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace kaomado::counter {

using procedure::Fact;
using procedure::FactType;
using procedure::FactValue;

namespace {

const nlohmann::json& usual() {
    static const nlohmann::json kUsual = nlohmann::json::parse(embedded::rehearsal_json());
    return kUsual;
}

[[noreturn]] void refuse(const Fact& fact) {
    std::string known = fact.type == FactType::YesNo ? "yes, no" : "";
    if (fact.type == FactType::Count)
        known = "a number from 0 to 99";
    if (fact.type == FactType::Day)
        known = "a day as 2026-11-23";
    for (const std::string& value : fact.values)
        known += (known.empty() ? "" : ", ") + value;
    throw Error(Fault::BadInput, fact.id + ": give one of: " + known);
}

unsigned countOf(const Fact& fact, const std::string& text) {
    unsigned count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size() || count > procedure::Count::kMax)
        refuse(fact);
    return count;
}

std::optional<std::string> usualText(const std::string& fact, const std::string& procedure) {
    for (const nlohmann::json& answers :
         {usual().at("procedures").value(procedure, nlohmann::json::object()), usual().at("answers")})
        if (answers.contains(fact))
            return answers.at(fact).get<std::string>();
    return std::nullopt;
}

/// "after lines_used": the line below those used.
FactValue nextLine(const procedure::CaseState& state) {
    const auto used = state.facts.find("lines_used");
    const auto* count = used == state.facts.end() ? nullptr : std::get_if<procedure::Count>(&used->second);
    return procedure::Count((count == nullptr ? 0 : count->value()) + 1);
}

const Fact& attributeOf(const procedure::Document& document, const std::string& id) {
    const auto found = std::ranges::find(document.attributes, id, &Fact::id);
    if (found == document.attributes.end())
        throw Error(Fault::BadInput, document.id + " has no attribute " + id);
    return *found;
}

} // namespace

FactValue valueOf(const Fact& fact, const std::string& text) {
    switch (fact.type) {
    case FactType::YesNo:
        if (text != "yes" && text != "no")
            refuse(fact);
        return text == "yes";
    case FactType::Count:
        return procedure::Count(countOf(fact, text));
    case FactType::Day:
        return dateFrom(text);
    case FactType::Word:
        if (std::ranges::find(fact.values, text) == fact.values.end())
            refuse(fact);
        return procedure::Word(text);
    case FactType::Officer:
        return procedure::Officer(text);
    }
    throw Error(Fault::Internal, "a fact without a type");
}

bool UsualAnswers::knows(const std::string& fact) const {
    return script_.given.contains(fact) || usualText(fact, script_.procedure);
}

FactValue UsualAnswers::to(const std::string& fact, const procedure::CaseState& state) const {
    if (const auto given = script_.given.find(fact); given != script_.given.end())
        return given->second;
    const auto text = usualText(fact, script_.procedure);
    const Fact* known = rulebook_.fact(fact);
    if (!text || known == nullptr)
        throw Error(Fault::BadInput, "no usual answer to " + fact + "; give one");
    return *text == "after lines_used" ? nextLine(state) : valueOf(*known, *text);
}

procedure::Facts UsualAnswers::on(const procedure::Document& document) const {
    procedure::Facts seen;
    for (const Fact& attribute : document.attributes)
        if (usual().at("attributes").contains(attribute.id))
            seen.emplace(attribute.id, valueOf(attribute, usual().at("attributes").at(attribute.id)));
        else if (attribute.standard)
            seen.emplace(attribute.id, *attribute.standard);
        else
            seen.emplace(attribute.id, valueOf(attribute, "yes"));
    if (const auto given = script_.attributes.find(document.id); given != script_.attributes.end())
        for (const auto& [id, value] : given->second)
            seen.insert_or_assign(id, value);
    return seen;
}

void give(Script& script, const procedure::Rulebook& rulebook, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos)
        throw Error(Fault::BadInput, std::string(assignment) + ": write fact=value");
    const std::string name(assignment.substr(0, equals));
    const std::string value(assignment.substr(equals + 1));
    const std::size_t dot = name.find('.');
    if (const auto paper = rulebook.documents.find(name.substr(0, dot)); paper != rulebook.documents.end()) {
        if (dot == std::string::npos) {
            if (value != "yes" && value != "no")
                throw Error(Fault::BadInput, name + ": give yes or no");
            if (value == "no")
                script.withheld.insert(name);
            return;
        }
        const Fact& attribute = attributeOf(paper->second, name.substr(dot + 1));
        script.attributes[paper->first].insert_or_assign(attribute.id, valueOf(attribute, value));
        return;
    }
    const Fact* fact = rulebook.fact(name);
    if (fact == nullptr || fact->source != procedure::FactSource::Stated)
        throw Error(Fault::BadInput, name + " is neither a fact that staff states nor a paper");
    script.given.insert_or_assign(name, valueOf(*fact, value));
}

} // namespace kaomado::counter
