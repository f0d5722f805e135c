// SPDX-License-Identifier: Apache-2.0
#include "rulebook_explain.hpp"

#include <kaomado/procedure/describe.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;
using Where = Use::Where;

std::vector<Use> usesOf(const Rulebook& book, const std::string& rule) {
    const auto all = usage(book);
    const auto found = all.find(rule);
    return found == all.end() ? std::vector<Use>{} : found->second;
}

std::vector<std::string> pathsOf(const Rule& rule) {
    std::vector<std::string> paths;
    for (const Home& home : rule.enforced)
        if (home.kind == Home::Kind::Code)
            paths.push_back(home.path);
    return paths;
}

std::string titleOf(const Rulebook& book, const std::string& paper) {
    const auto found = book.documents.find(paper);
    return found == book.documents.end() ? paper : found->second.title;
}

/// Several papers of one demand are in one subject.
std::string titlesOf(const Rulebook& book, const std::string& papers) {
    std::istringstream words(papers);
    std::string all;
    for (std::string paper; words >> paper;)
        all += (all.empty() ? "" : "・") + titleOf(book, paper);
    return all;
}

std::string labelOf(const Rulebook& book, const Use& use) {
    if (const Procedure* procedure = book.procedure(use.procedure))
        if (const StepUse* step = procedure->use(use.subject))
            return step->label.empty() ? book.steps.at(step->step).label : step->label;
    const auto step = book.steps.find(use.subject);
    return step == book.steps.end() ? use.subject : step->second.label;
}

/// Of the steps of an order.
std::string labelsOf(const Rulebook& book, const std::string& steps) {
    std::istringstream words(steps);
    std::string all;
    for (std::string id; words >> id;) {
        const auto step = book.steps.find(id);
        all += (all.empty() ? "" : "・") + (step == book.steps.end() ? id : step->second.label);
    }
    return all;
}

std::string subjectOf(const Explained& what, const Use& use) {
    switch (use.where) {
    case Where::Paper:
        return titlesOf(what.book, use.subject);
    case Where::Step:
        return labelOf(what.book, use);
    case Where::Procedure:
        return use.part == "divert" ? symbolOf(what.book, use.subject) : "";
    case Where::Order:
        return labelsOf(what.book, use.subject) + " → " + labelsOf(what.book, use.part);
    default:
        return use.subject;
    }
}

std::string symbolsAt(const Explained& what, const Use& use) {
    if (use.where == Where::Step && use.procedure.empty()) {
        std::vector<std::string> within;
        for (const Procedure* procedure : proceduresWith(what.book, use.subject))
            within.push_back(procedure->id);
        return symbolsOf(what.book, within);
    }
    std::istringstream words(use.procedure);
    std::vector<std::string> ids;
    for (std::string id; words >> id;)
        ids.push_back(id);
    return symbolsOf(what.book, ids);
}

std::string_view kindOf(Where where) {
    constexpr std::string_view kKinds[] = {"procedure", "paper", "step", "order",   "goal",  "fact",
                                           "entry",     "date",  "body", "contact", "choice"};
    return kKinds[static_cast<std::size_t>(where)];
}

void heading(const Explained& what, const char* key) {
    std::cout << what.frame.text(key) << '\n';
}

void printBeyond(const Explained& what, const Beyond& beyond, const Rule& rule) {
    const Frame& frame = what.frame;
    std::string pages;
    for (const std::string& page : beyond.pages)
        pages += (pages.empty() ? "" : "、") + page;
    std::cout << frame.text("rulebook.explain.pages") << pages << '\n'
              << frame.text("rulebook.explain.confidence")
              << frame.text(std::string("rulebook.confidence.") + beyond.confidence) << '\n'
              << frame.text("rulebook.explain.effect") << beyond.effect << '\n';
    if (!beyond.switchedBy.empty())
        std::cout << fill(frame.text("rulebook.explain.switch"),
                          {{"id", beyond.switchedBy}, {"label", what.book.fact(beyond.switchedBy)->question}})
                  << '\n';
    else
        std::cout << frame.text(rule.enforced.empty() ? "rulebook.explain.notAdopted"
                                                      : "rulebook.explain.informs")
                  << '\n';
}

void printHomes(const Explained& what, const Rule& rule) {
    const auto uses = usesOf(what.book, rule.id);
    if (!uses.empty())
        heading(what, "rulebook.explain.used");
    for (const Use& use : uses)
        std::cout << "  " << inWords(what, use) << '\n';
    const auto paths = pathsOf(rule);
    if (!paths.empty())
        heading(what, "rulebook.explain.code");
    for (const std::string& path : paths)
        std::cout << "  " << path << '\n';
    const bool note = std::ranges::find(rule.enforced, Home::Kind::Note, &Home::kind) != rule.enforced.end();
    if (note && !rule.beyond)
        heading(what, "rulebook.explain.note");
}
} // namespace

std::string inWords(const Explained& what, const Use& use) {
    const std::string kind(kindOf(use.where));
    const std::string subject = subjectOf(what, use), symbols = symbolsAt(what, use);
    std::string text = symbols.empty() ? "" : symbols + " ";
    text += what.frame.text("rulebook.kind." + kind);
    if (!subject.empty())
        text += what.frame.text("rulebook.open") + subject + what.frame.text("rulebook.close");
    if (use.where != Where::Order)
        text += " " + what.frame.text("rulebook.part." + use.part);
    return text;
}

void printRule(const Explained& what, const Rule& rule) {
    const Frame& frame = what.frame;
    std::cout << rule.id << "  [" << rule.mark << "] "
              << frame.text(std::string("rulebook.marks.") + rule.mark) << '\n'
              << "  " << rule.text << '\n';
    if (!rule.remedy.empty())
        std::cout << frame.text("rulebook.explain.remedy") << rule.remedy << '\n';
    std::cout << frame.text("rulebook.explain.source") << rule.section << frame.text("rulebook.in")
              << rule.source << '\n';
    if (const std::string dates = datesOf(rule.dates, frame); !dates.empty())
        std::cout << frame.text("rulebook.explain.dates") << dates << '\n';
    if (rule.beyond)
        printBeyond(what, *rule.beyond, rule);
    printHomes(what, rule);
    const auto scenarios = scenariosOf(what.book, rule.id);
    if (!scenarios.empty())
        heading(what, "rulebook.explain.scenarios");
    for (const Scenario* scenario : scenarios)
        std::cout << "  " << scenario->id << "  " << scenario->title << '\n';
}

nlohmann::ordered_json jsonOfRule(const Explained& what, const Rule& rule) {
    nlohmann::ordered_json json{{"kind", "rule"},
                                {"id", rule.id},
                                {"mark", std::string(1, rule.mark)},
                                {"text", rule.text},
                                {"remedy", rule.remedy},
                                {"source", rule.source},
                                {"section", rule.section},
                                {"validFrom", rule.dates.from ? toIso(*rule.dates.from) : ""},
                                {"validTo", rule.dates.to ? toIso(*rule.dates.to) : ""}};
    json["uses"] = nlohmann::ordered_json::array();
    for (const Use& use : usesOf(what.book, rule.id))
        json["uses"].push_back({{"where", kindOf(use.where)},
                                {"procedure", use.procedure},
                                {"subject", use.subject},
                                {"part", use.part}});
    json["code"] = pathsOf(rule);
    json["scenarios"] = nlohmann::ordered_json::array();
    for (const Scenario* scenario : scenariosOf(what.book, rule.id))
        json["scenarios"].push_back(scenario->id);
    if (rule.beyond)
        json["beyond"] = {{"pages", rule.beyond->pages},
                          {"confidence", std::string(1, rule.beyond->confidence)},
                          {"effect", rule.beyond->effect},
                          {"switch", rule.beyond->switchedBy},
                          {"adopted", !rule.enforced.empty()}};
    return json;
}

} // namespace kaomado::app
