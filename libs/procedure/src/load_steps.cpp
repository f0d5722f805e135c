// SPDX-License-Identifier: Apache-2.0
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

bool Loader::aboutTheChip(const Condition& condition) const {
    const Fact* fact = condition.fact.empty() ? nullptr : book_.fact(condition.fact);
    const bool leaf = condition.parts.empty() && condition.kind != Condition::Kind::Always;
    if (leaf && (fact == nullptr || fact->source != FactSource::Chip))
        return false;
    return std::ranges::all_of(condition.parts, [this](const Condition& part) { return aboutTheChip(part); });
}

void Loader::declareSteps() {
    for (const Yaml& node : file("steps.yaml").items()) {
        const std::string id = node.isMap() ? node.text("id") : std::string{};
        if (!id.empty() && !book_.steps.emplace(id, Step{}).second)
            node.problem("step '" + id + "' a second time", "keep one of them");
    }
}

void Loader::fillSteps() {
    for (const Yaml& node : file("steps.yaml").items()) {
        if (!node.keys({"id",           "label",        "role", "operation", "category",      "intent",
                        "changes_card", "irreversible", "ends", "reading",   "reading_after", "ask_start",
                        "ask_end",      "sets_start",   "sets", "before",    "after",         "warns",
                        "holds",        "failures",     "rules"}))
            continue;
        const Step read = step(node);
        checkStep(node, read);
        book_.steps[read.id] = read;
    }
}

Step Loader::step(const Yaml& node) const {
    Step step;
    step.id = node.textOr("id");
    step.label = node.text("label");
    step.role = node.text("role");
    step.operation = node.textOr("operation");
    step.category = node.textOr("category");
    step.intent = node.flag("intent");
    step.changesCard = node.flag("changes_card");
    step.irreversible = node.flag("irreversible");
    step.ends = node.flag("ends");
    const std::map<std::string, ReadingNeed> needs{{"", ReadingNeed::None},
                                                   {"start", ReadingNeed::AtStart},
                                                   {"end", ReadingNeed::AtEnd},
                                                   {"both", ReadingNeed::Both}};
    if (const auto need = needs.find(node.textOr("reading")); need != needs.end())
        step.reading = need->second;
    else
        node.at("reading").problem("unknown reading", "start, end, both, or leave it out");
    step.readingAfter = node.textOr("reading_after");
    step.askStart = asked(node, "ask_start");
    step.askEnd = asked(node, "ask_end");
    step.setsStart = sets(node.at("sets_start"));
    step.sets = sets(node.at("sets"));
    step.before = requirements(node.at("before"));
    step.after = requirements(node.at("after"));
    step.warns = requirements(node.at("warns"));
    if (node.has("holds"))
        step.holds = condition(node.at("holds"));
    for (const Yaml& failure : node.at("failures").items())
        if (failure.keys({"id", "label", "sets"}))
            step.failures.push_back({failure.text("id"), failure.text("label"), sets(failure.at("sets"))});
    step.rules = ruleIds(node);
    return step;
}

void Loader::checkStep(const Yaml& node, const Step& step) const {
    if (std::ranges::find(book_.roles, step.role, &Choice::id) == book_.roles.end())
        node.at("role").problem("no role '" + step.role + "'", "use one of edition.yaml");
    const bool atStart = step.reading == ReadingNeed::AtStart || step.reading == ReadingNeed::Both;
    const bool atEnd = step.reading == ReadingNeed::AtEnd || step.reading == ReadingNeed::Both;
    if (!step.intent &&
        (step.changesCard || step.ends || atStart || !step.askStart.empty() || !step.setsStart.empty()))
        node.problem(
            "a step that changes the card, ends the case, or asks or reads at its start has an intent",
            "add intent: \"yes\"");
    if (step.irreversible && !step.changesCard)
        node.problem("an irreversible step changes the card", "add changes_card: \"yes\"");
    if (step.ends && !atEnd)
        node.problem("the step that ends a case reads the chip at its end", "add reading: end");
    if (!aboutTheChip(step.holds))
        node.at("holds").problem("'holds' speaks of something that is not read from the chip",
                                 "use only facts with source: chip");
    if (!step.readingAfter.empty() && (!atEnd || !book_.steps.contains(step.readingAfter)))
        node.problem("reading_after names no step, or this one has no reading at its end", "correct it");
}

StepUse Loader::stepUse(const Yaml& node) const {
    StepUse use;
    if (node.isText()) {
        use.id = use.step = node.text();
    } else if (node.keys({"step", "as", "label", "when", "ask_start", "ask_end", "before", "after"})) {
        use.step = node.text("step");
        use.id = node.has("as") ? node.text("as") : use.step;
        use.label = node.textOr("label");
        use.when = requirements(node.at("when"));
        use.askStart = asked(node, "ask_start");
        use.askEnd = asked(node, "ask_end");
        use.before = requirements(node.at("before"));
        use.after = requirements(node.at("after"));
    }
    if (!use.step.empty() && !book_.steps.contains(use.step))
        node.problem("no step '" + use.step + "'", "add it to steps.yaml or correct its spelling");
    return use;
}

void Loader::declareProcedures() {
    for (const Yaml& node : file("procedures.yaml").items()) {
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
            procedure.steps.push_back({id, step, {}, {}, {}, {}, {}, {}});
            used_.insert({id, step});
        }
        book_.procedures.push_back(std::move(procedure));
    }
}

void Loader::fillProcedures() {
    std::size_t index = 0;
    for (const Yaml& node : file("procedures.yaml").items()) {
        if (!node.keys({"id", "symbol", "title", "visitor", "destination", "chosen_when", "given",
                        "identity_level", "outcome", "documents", "not_needed", "steps", "diverts", "stops",
                        "at_end", "leave", "rules"}))
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
    procedure.destination = node.flag("destination");
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
        if (item.keys({"when", "to", "rules", "note"})) {
            procedure.diverts.push_back(
                {condition(item.at("when")), item.text("to"), ruleIds(item), item.text("note")});
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
    procedure.atEnd = requirements(node.at("at_end"));
    procedure.leave = requirements(node.at("leave"));
    procedure.rules = ruleIds(node);
}

DocumentDemand Loader::demand(const Yaml& node, const Procedure& procedure) const {
    DocumentDemand demand;
    if (!node.keys({"all_of", "one_of", "when", "before", "rules"}))
        return demand;
    demand.oneOf = node.has("one_of");
    if (demand.oneOf == node.has("all_of"))
        node.problem("exactly one of all_of and one_of is needed", "keep one of them");
    demand.documents = known(node, demand.oneOf ? "one_of" : "all_of", "document",
                             [this](const std::string& id) { return book_.documents.contains(id); });
    demand.when = requirements(node.at("when"));
    demand.before = known(node, "before", "step of this procedure",
                          [&](const std::string& id) { return procedure.use(id) != nullptr; });
    if (demand.before.empty() != procedure.steps.empty())
        node.problem("'before' names the steps that need the paper, in a procedure with steps",
                     "add or remove it");
    demand.rules = ruleIds(node);
    return demand;
}

void Loader::checkProcedure(const Yaml& node, const Procedure& procedure) const {
    const Fact* visitor = book_.fact("visitor");
    if (visitor == nullptr || std::ranges::find(visitor->values, procedure.visitor) == visitor->values.end())
        node.at("visitor").problem("no visitor '" + procedure.visitor + "'",
                                   "use a value of the fact 'visitor'");
    if (procedure.destination) {
        if (!procedure.steps.empty())
            node.problem("a destination has no steps", "remove the steps or 'destination'");
        return;
    }
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
    if (procedure.atEnd.empty() || procedure.leave.empty())
        node.problem(procedure.id + " demands nothing of the card at its end", "add at_end and leave");
}

void Loader::ordering() {
    for (const Yaml& node : file("ordering.yaml").items()) {
        if (!node.keys({"first", "then", "changes_card", "scope", "rules"}))
            continue;
        const auto isUsed = [this](const std::string& id) { return used_.contains(id); };
        OrderPair pair{known(node, "first", "step", isUsed), known(node, "then", "step", isUsed),
                       node.flag("changes_card"),
                       known(node, "scope", "procedure",
                             [this](const std::string& id) { return book_.procedure(id) != nullptr; }),
                       ruleIds(node)};
        if (pair.first.empty() || pair.then.empty() != pair.thenChangesCard)
            node.problem("a pair has 'first', and either 'then' or changes_card", "complete it");
        checkOrder(node, pair);
        book_.order.push_back(std::move(pair));
    }
}

void Loader::checkOrder(const Yaml& node, const OrderPair& pair) const {
    for (const Procedure& procedure : book_.procedures) {
        if (!pair.scope.empty() && std::ranges::find(pair.scope, procedure.id) == pair.scope.end())
            continue;
        for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
            const auto step = book_.steps.find(procedure.steps[i].step);
            const bool then = std::ranges::find(pair.then, procedure.steps[i].id) != pair.then.end() ||
                              (pair.thenChangesCard && step != book_.steps.end() && step->second.changesCard);
            for (std::size_t j = i; then && j < procedure.steps.size(); ++j)
                if (std::ranges::find(pair.first, procedure.steps[j].id) != pair.first.end())
                    node.problem("in " + procedure.id + " '" + procedure.steps[i].id +
                                     "' can never be begun in its place: '" + procedure.steps[j].id +
                                     "' must be done first and is not before it",
                                 "correct the pair or the order of the steps");
        }
    }
}

void Loader::checkUse() {
    for (const Yaml& node : file("steps.yaml").items())
        if (node.isMap() && node.has("id") && !used_.contains(node.textOr("id")))
            node.problem("no procedure uses step '" + node.textOr("id") + "'", "use it or remove it");
}

} // namespace kaomado::procedure
