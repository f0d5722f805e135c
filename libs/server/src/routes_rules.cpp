// SPDX-License-Identifier: Apache-2.0
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

} // namespace kaomado::server::route
