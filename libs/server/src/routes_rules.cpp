// SPDX-License-Identifier: Apache-2.0
#include "routes.hpp"
#include "rule_view.hpp"

namespace kaomado::server::route {

using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

namespace {

ordered_json askJson(const std::optional<procedure::ChoiceAsk>& ask, const procedure::Rulebook& rulebook) {
    if (!ask)
        return nullptr;
    auto answers = ordered_json::array();
    for (const procedure::Saying* saying : ask->answers)
        answers.push_back({{"id", saying->id}, {"label", saying->say}});
    return {{"question", ask->question->id},
            {"text", ask->question->ask},
            {"answers", answers},
            {"at_most", ask->atMost},
            {"rules", rulesJson(ask->question->rules, rulebook)}};
}

ordered_json chosenJson(const std::optional<procedure::Chosen>& chosen, const procedure::Rulebook& rulebook) {
    if (!chosen)
        return nullptr;
    ordered_json none = nullptr;
    if (chosen->none != nullptr)
        none = {{"id", chosen->none->id},
                {"text", chosen->none->text},
                {"remedy", chosen->none->remedy},
                {"rules", rulesJson(chosen->none->rules, rulebook)}};
    return {{"procedure",
             chosen->procedure == nullptr ? ordered_json(nullptr) : procedureJson(*chosen->procedure)},
            {"none", none},
            {"because", reasonsJson(chosen->because, rulebook)},
            {"notes", reasonsJson(chosen->notes, rulebook)}};
}

} // namespace

Work rulebook(Office& office, const Call&) {
    return {jsonAnswer(vocabularyJson(office.rulebook))};
}

Work rule(Office& office, const Call& call) {
    const auto found = office.rulebook.rules.find(call.path("rule"));
    if (found == office.rulebook.rules.end())
        throw Denied(Denial::NotFound, "no rule has this id");
    return {jsonAnswer(ruleJson(found->second))};
}

Work listProcedures(Office& office, const Call&) {
    auto items = ordered_json::array();
    for (const procedure::Procedure& procedure : office.rulebook.procedures)
        items.push_back(procedureJson(procedure));
    return {jsonAnswer({{"items", items}})};
}

Work explainProcedure(Office& office, const Call& call) {
    const procedure::Procedure* found = office.rulebook.procedure(call.path("procedure"));
    if (found == nullptr)
        throw Denied(Denial::NotFound, "no procedure has this id");
    return {jsonAnswer(explainJson(*found, office.rulebook, office.view.context()))};
}

Work choose(Office& office, const Call& call) {
    procedure::Talk talk;
    for (const nlohmann::json& said : call.input.body.at("answers")) {
        const std::string question = said.at("question");
        talk = said.at("answer").is_null()
                   ? office.chooser.unsure(std::move(talk), question)
                   : office.chooser.answered(std::move(talk), question, said.at("answer").get<std::string>());
    }
    const procedure::ChoiceAdvice advice = office.chooser.advise(talk, office.view.context());
    auto findOut = ordered_json::array();
    for (const procedure::FindOut& open : advice.findOut)
        findOut.push_back(
            {{"question", open.question->id}, {"text", open.question->ask}, {"how", open.question->findOut}});
    auto possible = ordered_json::array();
    for (const procedure::Procedure* procedure : advice.possible)
        possible.push_back(procedureJson(*procedure));
    return {jsonAnswer({{"ask", askJson(advice.ask, office.rulebook)},
                        {"chosen", chosenJson(advice.chosen, office.rulebook)},
                        {"find_out", findOut},
                        {"possible", possible},
                        {"facts", factsJson(talk.facts)}})};
}

} // namespace kaomado::server::route
