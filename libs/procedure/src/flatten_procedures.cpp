// SPDX-License-Identifier: Apache-2.0
#include "flatten.hpp"
#include "kaomado/procedure/describe.hpp"
#include "kaomado/procedure/usage.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
using Area = Change::Area;

std::vector<Item> wanted(const Words& words, const DocumentDemand& demand) {
    std::vector<Item> items;
    for (const auto& [id, requirements] : demand.require) {
        const auto document = words.book().documents.find(id);
        const bool known = document != words.book().documents.end();
        for (const Item& item : words.say(requirements, known ? &document->second : nullptr))
            items.push_back({id + ": " + item.key, words.title(id) + ": " + item.shown});
    }
    return items;
}

Object objectOf(const Words& words, const DocumentDemand& demand, const std::vector<std::string>& documents) {
    std::string titles;
    for (const std::string& id : documents)
        titles += (titles.empty() ? "" : "・") + words.title(id);
    return {listed(documents),
            titles,
            {},
            {flag("one_of", demand.oneOf), list("when", words.say(demand.when)),
             list("require", wanted(words, demand)), list("before", demand.before),
             list("rules", demand.rules)}};
}

/// Papers that are all demanded are told one by one; those of which one is enough belong together.
Group papersOf(const Words& words, const Procedure& procedure) {
    Group papers{Area::Paper, procedure.id, false, {}};
    for (const DocumentDemand& demand : procedure.documents) {
        if (demand.oneOf)
            papers.objects.push_back(objectOf(words, demand, demand.documents));
        else
            for (const std::string& id : demand.documents)
                papers.objects.push_back(objectOf(words, demand, {id}));
    }
    for (const NotNeeded& one : procedure.notNeeded)
        papers.objects.push_back({"not_needed " + one.document,
                                  words.title(one.document),
                                  {},
                                  {text("not_needed", words.say(one.when)), list("rules", one.rules)}});
    return papers;
}

Group stepsOf(const Words& words, const Procedure& procedure) {
    Group steps{Area::StepUse, procedure.id, true, {}};
    for (const StepUse& use : procedure.steps) {
        const auto step = words.book().steps.find(use.step);
        const bool own = !use.label.empty() || step == words.book().steps.end();
        steps.objects.push_back(
            {use.id,
             own ? use.label : step->second.label,
             {},
             {text("label", use.label), list("when", words.say(ownWhen(words.book(), use))),
              list("ask_start", words.asked(use.askStart)), list("ask_end", words.asked(use.askEnd)),
              list("before", words.say(use.before)), list("after", words.say(use.after)),
              text("holds", use.holds ? words.say(*use.holds) : Item{})}});
    }
    return steps;
}

Group turnsOf(const Words& words, const Procedure& procedure) {
    Group turns{Area::Turn, procedure.id, false, {}};
    for (const Divert& divert : procedure.diverts)
        turns.objects.push_back({"divert " + divert.to,
                                 divert.note,
                                 {},
                                 {text("when", words.say(divert.when)), text("note", divert.note),
                                  list("sets", assignments(divert.sets)), list("rules", divert.rules)}});
    for (const Stop& stop : procedure.stops)
        turns.objects.push_back(
            {"stop " + listed(stop.allow),
             stop.remedy,
             {},
             {text("when", words.say(stop.when)), text("remedy", stop.remedy), list("rules", stop.rules)}});
    for (const Fixed& fixed : procedure.fixed)
        turns.objects.push_back({"fixed " + fixed.after,
                                 listed(fixed.facts) + " " + listed(fixed.documents),
                                 {},
                                 {list("facts", words.asked(fixed.facts)), list("documents", fixed.documents),
                                  list("rules", fixed.rules)}});
    return turns;
}

Object objectOf(const Words& words, const Procedure& procedure) {
    return {procedure.id,
            procedure.symbol + " " + procedure.title,
            {procedure.id},
            {text("title", procedure.title), text("symbol", procedure.symbol),
             text("visitor", words.value("visitor", procedure.visitor)),
             list("visitor_rules", procedure.visitorRules),
             text("identity_level", words.value("identity_level", procedure.identityLevel)),
             text("outcome", std::string(nameOf(procedure.outcome))),
             text("chosen_when", words.say(procedure.chosenWhen)),
             list("given", assignments(procedure.given)), text("goal", procedure.goal),
             list("notes", procedure.notes), list("rules", procedure.rules)}};
}
} // namespace

void flattenProcedures(const Words& words, std::vector<Group>& groups) {
    Group own{Area::Procedure, {}, true, {}};
    for (const Procedure& procedure : words.book().procedures)
        own.objects.push_back(objectOf(words, procedure));
    groups.push_back(std::move(own));
    for (const Procedure& procedure : words.book().procedures) {
        groups.push_back(papersOf(words, procedure));
        groups.push_back(stepsOf(words, procedure));
        groups.push_back(turnsOf(words, procedure));
    }
}

} // namespace kaomado::procedure
