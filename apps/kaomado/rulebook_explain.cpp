// SPDX-License-Identifier: Apache-2.0
#include "rulebook_explain.hpp"

#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;

struct Options {
    std::vector<std::string> ids;
    std::string edition;
    bool json = false;
};

const Scenario* scenario(const Rulebook& book, const std::string& id) {
    for (const Scenario& one : book.scenarios)
        if (one.id == id)
            return &one;
    return nullptr;
}

/// Rules that a scenario tests, a step or a paper rests on: their sentences, one a line.
void printRules(const Rulebook& book, const std::vector<std::string>& rules) {
    for (const std::string& id : rules) {
        const auto rule = book.rules.find(id);
        std::cout << "  " << id << (rule == book.rules.end() ? "" : "  " + rule->second.text) << '\n';
    }
}

/// Every rule named where this step or paper stands, in the order of their identifiers.
std::vector<std::string> rulesAt(const Rulebook& book, Use::Where where, const std::string& subject) {
    std::vector<std::string> rules;
    for (const auto& [rule, uses] : usage(book))
        for (const Use& use : uses)
            if (use.where == where &&
                (" " + use.subject + " ").find(" " + subject + " ") != std::string::npos) {
                rules.push_back(rule);
                break;
            }
    return rules;
}

std::vector<std::string> ids(const std::vector<const Procedure*>& procedures) {
    std::vector<std::string> list;
    for (const Procedure* procedure : procedures)
        list.push_back(procedure->id);
    return list;
}

/// A step, a paper or a scenario: its name, where it stands, and the rules that it rests on.
struct Thing {
    std::string kind, label, text;
    std::vector<std::string> procedures, rules;
};

std::optional<Thing> thingNamed(const Rulebook& book, const std::string& id) {
    if (const Scenario* one = scenario(book, id))
        return Thing{"scenario", one->title, {}, {}, one->tests};
    if (const auto step = book.steps.find(id); step != book.steps.end())
        return Thing{"step",
                     step->second.label,
                     {},
                     ids(proceduresWith(book, id)),
                     rulesAt(book, Use::Where::Step, id)};
    if (const auto paper = book.documents.find(id); paper != book.documents.end())
        return Thing{"paper",
                     paper->second.title,
                     {},
                     ids(proceduresAsking(book, id)),
                     rulesAt(book, Use::Where::Paper, id)};
    if (const Fact* fact = book.fact(id))
        return Thing{"fact", fact->question, {}, {}, {}};
    return std::nullopt;
}

void printThing(const Explained& what, const std::string& id, const Thing& thing) {
    std::cout << id << "  " << thing.label << '\n';
    if (!thing.procedures.empty())
        std::cout << what.frame.text("rulebook.explain.procedures") << symbolsOf(what.book, thing.procedures)
                  << '\n';
    if (!thing.rules.empty())
        std::cout << what.frame.text("rulebook.explain.rules") << '\n';
    printRules(what.book, thing.rules);
}

[[noreturn]] void unknown(const std::string& id) {
    throw Error(Fault::BadInput, id + ": nothing has this identifier; see kaomado rulebook list "
                                      "(rules, procedures, papers, steps, scenarios)");
}

void print(const Explained& what, const std::string& id) {
    if (const auto rule = what.book.rules.find(id); rule != what.book.rules.end())
        printRule(what, rule->second);
    else if (const Procedure* procedure = what.book.procedure(id))
        printProcedure(what, *procedure);
    else if (const auto thing = thingNamed(what.book, id))
        printThing(what, id, *thing);
    else
        unknown(id);
}

nlohmann::ordered_json jsonOf(const Explained& what, const std::string& id) {
    if (const auto rule = what.book.rules.find(id); rule != what.book.rules.end())
        return jsonOfRule(what, rule->second);
    if (const Procedure* procedure = what.book.procedure(id))
        return jsonOfProcedure(what, *procedure);
    if (const auto thing = thingNamed(what.book, id))
        return {{"kind", thing->kind},
                {"id", id},
                {"label", thing->label},
                {"procedures", thing->procedures},
                {"rules", thing->rules}};
    unknown(id);
}

int run(const Options& o, const Frame& frame) {
    const Rulebook book = editionFrom(o.edition);
    if (o.json) {
        auto all = nlohmann::ordered_json::array();
        for (const std::string& id : o.ids)
            all.push_back(jsonOf({book, frame}, id));
        std::cout << (all.size() == 1 ? all.front() : all).dump(2) << '\n';
        return kOk;
    }
    for (const std::string& id : o.ids) {
        std::cout << (&id == &o.ids.front() ? "" : "\n");
        print({book, frame}, id);
    }
    return kOk;
}
} // namespace

void addRulebookExplain(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "explain", "rulebook.explain");
    const auto o = std::make_shared<Options>();
    command->add_option("id", o->ids, frame.text("rulebook.explain.id"))->type_name("ID")->required();
    command->add_option("--edition", o->edition, frame.text("rulebook.edition"))->type_name("DIR");
    command->add_flag("--json", o->json, frame.text("rulebook.json"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
