// SPDX-License-Identifier: Apache-2.0
#include "edition_files.hpp"
#include "loader.hpp"

#include <algorithm>
#include <iterator>

namespace kaomado::procedure {

StepUse Loader::stepUse(const Yaml& node) const {
    StepUse use;
    if (node.isText()) {
        use.id = use.step = node.text();
    } else if (node.keys(
                   {"step", "as", "label", "when", "ask_start", "ask_end", "before", "after", "holds"})) {
        use.step = node.text("step");
        use.id = node.has("as") ? node.text("as") : use.step;
        use.label = node.textOr("label");
        use.when = requirements(node.at("when"));
        use.askStart = asked(node, "ask_start");
        use.askEnd = asked(node, "ask_end");
        use.before = requirements(node.at("before"));
        use.after = requirements(node.at("after"));
        if (node.has("holds"))
            use.holds = condition(node.at("holds"));
    }
    if (const auto step = book_.steps.find(use.step); step != book_.steps.end())
        use.when.insert(use.when.begin(), step->second.when.begin(), step->second.when.end());
    else if (!use.step.empty())
        node.problem("no step '" + use.step + "'", "add it to steps.yaml or correct its spelling");
    return use;
}

std::vector<Yaml> Loader::procedureNodes() const {
    std::vector<Yaml> nodes;
    for (const Yaml* file : filesIn(kProcedureFolder))
        std::ranges::move(file->items(), std::back_inserter(nodes));
    return nodes;
}

void Loader::declareProcedures() {
    for (const Yaml& node : procedureNodes()) {
        if (!node.isMap())
            continue; // reported when it is filled
        Procedure procedure;
        procedure.id = node.text("id");
        if (book_.procedure(procedure.id) != nullptr)
            node.problem("procedure '" + procedure.id + "' a second time", "keep one of them");
        for (const Yaml& item : node.at("steps").items()) {
            const std::string step = item.isMap()    ? item.textOr("step")
                                     : item.isText() ? item.text()
                                                     : std::string{};
            const std::string id = item.isMap() && item.has("as") ? item.text("as") : step;
            procedure.steps.push_back({id, step, {}, {}, {}, {}, {}, {}, {}});
            used_.insert({id, step});
        }
        book_.procedures.push_back(std::move(procedure));
    }
}

void Loader::fillProcedures() {
    std::size_t index = 0;
    for (const Yaml& node : procedureNodes()) {
        if (!node.keys({"id", "symbol", "title", "visitor", "visitor_rules", "chosen_when", "given",
                        "identity_level", "outcome", "goal", "documents", "not_needed", "steps", "diverts",
                        "stops", "fixed", "notes", "rules"}))
            continue;
        Procedure& procedure = book_.procedures[index++];
        fillProcedure(node, procedure);
        checkProcedure(node, procedure);
    }
}

void Loader::fillProcedure(const Yaml& node, Procedure& procedure) {
    procedure.symbol = node.text("symbol");
    procedure.title = node.text("title");
    procedure.visitor = node.text("visitor");
    procedure.visitorRules = known(node, "visitor_rules", "rule",
                                   [this](const std::string& id) { return book_.rules.contains(id); });
    procedure.identityLevel = node.textOr("identity_level");
    procedure.outcome = outcomeNamed(node.textOr("outcome")).value_or(Outcome::Returned);
    procedure.chosenWhen = condition(node.at("chosen_when"));
    procedure.given = sets(node.at("given"));
    procedure.steps.clear();
    for (const Yaml& item : node.at("steps").items())
        procedure.steps.push_back(stepUse(item));
    for (const Yaml& item : node.at("documents").items())
        procedure.documents.push_back(demand(item, procedure));
    for (const Yaml& item : node.at("not_needed").items())
        if (item.keys({"document", "when", "rules"})) {
            const Condition when = item.has("when") ? condition(item.at("when")) : Condition{};
            procedure.notNeeded.push_back({item.text("document"), when, ruleIds(item)});
            if (!book_.documents.contains(procedure.notNeeded.back().document))
                item.at("document")
                    .problem("no document '" + procedure.notNeeded.back().document + "'",
                             "correct its spelling");
        }
    for (const Yaml& item : node.at("diverts").items())
        if (item.keys({"when", "to", "sets", "rules", "note"})) {
            procedure.diverts.push_back({condition(item.at("when")), item.text("to"), sets(item.at("sets")),
                                         ruleIds(item), item.text("note")});
            if (book_.procedure(procedure.diverts.back().to) == nullptr)
                item.at("to").problem("no procedure '" + procedure.diverts.back().to + "'",
                                      "correct its spelling");
        }
    for (const Yaml& item : node.at("stops").items())
        if (item.keys({"when", "allow", "rules", "remedy"}))
            procedure.stops.push_back(
                {condition(item.at("when")),
                 known(item, "allow", "step of this procedure",
                       [&](const std::string& id) { return procedure.use(id) != nullptr; }),
                 ruleIds(item), item.text("remedy")});
    for (const Yaml& item : node.at("fixed").items())
        if (item.keys({"after", "facts", "documents", "rules"}))
            procedure.fixed.push_back(fixed(item, procedure));
    procedure.goal = node.text("goal");
    procedure.notes =
        known(node, "notes", "rule", [this](const std::string& id) { return book_.rules.contains(id); });
    procedure.rules = ruleIds(node);
}

Fixed Loader::fixed(const Yaml& node, const Procedure& procedure) const {
    Fixed fixed;
    fixed.after = node.text("after");
    if (procedure.use(fixed.after) == nullptr)
        node.at("after").problem("no step '" + fixed.after + "' in " + procedure.id, "correct its spelling");
    fixed.facts = asked(node, "facts");
    fixed.documents = known(node, "documents", "document",
                            [this](const std::string& id) { return book_.documents.contains(id); });
    fixed.rules = ruleIds(node);
    return fixed;
}

void Loader::goals() {
    for (const Yaml& node : file("goals.yaml").items()) {
        if (!node.keys({"id", "at_end", "leave"}))
            continue;
        Goal goal{node.text("id"), requirements(node.at("at_end")), requirements(node.at("leave"))};
        if (goal.atEnd.empty() || goal.leave.empty())
            node.problem("the goal '" + goal.id + "' demands nothing of the card", "add at_end and leave");
        if (std::ranges::find(book_.goals, goal.id, &Goal::id) != book_.goals.end())
            node.problem("goal '" + goal.id + "' a second time", "keep one of them");
        book_.goals.push_back(std::move(goal));
    }
}

/// A document's name, or {document, require}.
void Loader::demanded(const Yaml& item, DocumentDemand& demand) const {
    std::string id;
    if (item.isText())
        id = item.text();
    else if (item.keys({"document", "require"}))
        id = item.text("document");
    demand.documents.push_back(id);
    const auto document = book_.documents.find(id);
    if (document == book_.documents.end())
        item.problem("no document '" + id + "'", "add it or correct its spelling");
    else if (item.isMap())
        demand.require[id] = requirements(item.at("require"), &document->second.attributes);
}

DocumentDemand Loader::demand(const Yaml& node, const Procedure& procedure) const {
    DocumentDemand demand;
    if (!node.keys({"all_of", "one_of", "when", "before", "rules"}))
        return demand;
    demand.oneOf = node.has("one_of");
    if (demand.oneOf == node.has("all_of"))
        node.problem("exactly one of all_of and one_of is needed", "keep one of them");
    for (const Yaml& item : node.at(demand.oneOf ? "one_of" : "all_of").items())
        demanded(item, demand);
    demand.when = requirements(node.at("when"));
    demand.before = known(node, "before", "step of this procedure",
                          [&](const std::string& id) { return procedure.use(id) != nullptr; });
    if (demand.before.empty())
        node.problem("'before' names the steps that need the paper", "add it");
    demand.rules = ruleIds(node);
    return demand;
}

/// What a use holds may also rest on other steps being done, as long as those rest on the chip alone: so it
/// cannot rest on itself.
bool Loader::settledByTheChip(const Condition& condition, const Procedure& procedure) const {
    if (condition.kind == Condition::Kind::Done) {
        const StepUse* use = procedure.use(condition.fact);
        return use != nullptr && !use->holds;
    }
    return condition.parts.empty() ? aboutTheChip(condition)
                                   : std::ranges::all_of(condition.parts, [&](const Condition& part) {
                                         return settledByTheChip(part, procedure);
                                     });
}

void Loader::checkProcedure(const Yaml& node, const Procedure& procedure) const {
    const Fact* visitor = book_.fact("visitor");
    if (visitor == nullptr || std::ranges::find(visitor->values, procedure.visitor) == visitor->values.end())
        node.at("visitor").problem("no visitor '" + procedure.visitor + "'",
                                   "use a value of the fact 'visitor'");
    if (std::ranges::find(book_.identityLevels, node.text("identity_level"), &IdentityLevel::id) ==
        book_.identityLevels.end())
        node.at("identity_level")
            .problem("no identity level '" + node.textOr("identity_level") + "'", "use one of edition.yaml");
    if (!outcomeNamed(node.text("outcome")))
        node.at("outcome").problem("unknown outcome", "handed_over, returned, mailed, retained_for_reissue");
    std::set<std::string> ids;
    for (const StepUse& use : procedure.steps)
        if (!ids.insert(use.id).second)
            node.problem("step '" + use.id + "' twice in " + procedure.id,
                         "give the second one a name with 'as'");
    const auto last =
        procedure.steps.empty() ? book_.steps.end() : book_.steps.find(procedure.steps.back().step);
    if (last == book_.steps.end() || !last->second.ends)
        node.problem("the last step of " + procedure.id + " does not end the case", "put the hand-over last");
    for (const StepUse& use : procedure.steps)
        if (use.holds && !settledByTheChip(*use.holds, procedure))
            node.problem("'holds' of '" + use.id +
                             "' rests on a step whose own 'holds' is not about the chip alone",
                         "use facts with source: chip, and steps without 'holds' in this procedure");
    if (std::ranges::find(book_.goals, procedure.goal, &Goal::id) == book_.goals.end())
        node.at("goal").problem("no goal '" + procedure.goal + "'", "use one of goals.yaml");
}

} // namespace kaomado::procedure
