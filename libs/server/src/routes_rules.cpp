// SPDX-License-Identifier: Apache-2.0
#include "choice_view.hpp"
#include "routes.hpp"
#include "rule_view.hpp"

namespace kaomado::server::route {

using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

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

/// What was said, in the order in which it was said.
Work choose(Office& office, const Call& call) {
    const nlohmann::json& body = call.input.body;
    procedure::Talk talk;
    if (body.contains("procedure"))
        talk.facts = office.chooser.meant(body.at("procedure").get<std::string>());
    for (const nlohmann::json& said : body.at("answers")) {
        const std::string question = said.at("question");
        talk = said.at("answer").is_null()
                   ? office.chooser.unsure(std::move(talk), question)
                   : office.chooser.answered(std::move(talk), question, said.at("answer").get<std::string>());
    }
    const procedure::Context context = office.view.context();
    return {jsonAnswer(adviceJson(office.chooser.advise(talk, context), talk, office.rulebook, context))};
}

} // namespace kaomado::server::route
