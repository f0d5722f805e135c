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
        if (!node.keys({"id",           "label",        "role",  "operation", "category",      "intent",
                        "changes_card", "irreversible", "ends",  "reading",   "reading_after", "ask_start",
                        "ask_end",      "sets_start",   "sets",  "before",    "after",         "warns",
                        "holds",        "failures",     "rules", "outcome",   "per_procedure", "when"}))
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
    step.perProcedure = node.flag("per_procedure");
    step.outcome = outcomeNamed(node.textOr("outcome"));
    if (node.has("outcome") && (!step.outcome || !step.ends))
        node.at("outcome").problem("no outcome, or the step does not end the case",
                                   "handed_over, returned, mailed, retained_for_reissue; with ends: \"yes\"");
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
    step.when = requirements(node.at("when"));
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
