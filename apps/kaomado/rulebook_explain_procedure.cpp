// SPDX-License-Identifier: Apache-2.0
#include "rulebook_explain.hpp"

#include <kaomado/procedure/describe.hpp>

#include <algorithm>
#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;

/// One procedure at a glance: papers, steps, ways out, each with the sentence of its first rule.
class Glance {
public:
    Glance(const Explained& what, const Procedure& procedure)
        : book_(what.book), frame_(what.frame), procedure_(procedure) {}

    void print() const {
        head();
        papers();
        steps();
        turns();
        goal();
    }

private:
    const std::string& say(const std::string& key) const { return frame_.text("rulebook.glance." + key); }

    void why(const std::vector<std::string>& rules) const {
        const auto rule = rules.empty() ? book_.rules.end() : book_.rules.find(rules.front());
        if (rule != book_.rules.end())
            std::cout << "      " << say("why") << rule->second.text << " [" << listed(rules) << "]\n";
    }
    void when(const std::vector<Requirement>& conditions) const {
        for (const Requirement& one : conditions)
            std::cout << "      " << say("when") << describe(book_, one.that, frame_.language()) << " ["
                      << listed(one.rules) << "]\n";
    }
    std::string title(const std::string& paper) const { return book_.documents.at(paper).title; }

    void head() const {
        const auto level =
            std::ranges::find(book_.identityLevels, procedure_.identityLevel, &IdentityLevel::id);
        std::cout << procedure_.symbol << ' ' << procedure_.title << " (" << procedure_.id << ")\n"
                  << say("visitor") << frame_.text("rulebook.visitor." + procedure_.visitor) << '\n'
                  << say("identity") << (level == book_.identityLevels.end() ? "" : level->label) << '\n'
                  << say("outcome")
                  << frame_.text("rulebook.outcome." + std::string(nameOf(procedure_.outcome))) << '\n'
                  << say("chosen") << describe(book_, procedure_.chosenWhen, frame_.language()) << '\n';
    }

    void papers() const {
        std::cout << '\n' << say("papers") << '\n';
        for (const DocumentDemand& demand : procedure_.documents) {
            std::string titles;
            for (const std::string& paper : demand.documents)
                titles += (titles.empty() ? "" : demand.oneOf ? say("or") : say("and")) + title(paper);
            std::cout << (demand.when.empty() ? "  ● " : "  ◐ ") << titles << '\n';
            when(demand.when);
            why(demand.rules);
        }
        for (const NotNeeded& one : procedure_.notNeeded) {
            std::cout << "  × " << title(one.document) << '\n';
            why(one.rules);
        }
    }

    void steps() const {
        std::cout << '\n' << say("steps") << '\n';
        unsigned number = 0;
        for (const StepUse& use : procedure_.steps) {
            const Step& step = book_.steps.at(use.step);
            std::cout << "  " << ++number << ". " << (use.label.empty() ? step.label : use.label) << " ("
                      << use.id << ")" << (step.changesCard ? say("changes") : "")
                      << (step.reading == ReadingNeed::None ? "" : say("reads")) << '\n';
            when(use.when);
            why(step.rules);
        }
    }

    void turns() const {
        if (!procedure_.diverts.empty() || !procedure_.stops.empty())
            std::cout << '\n' << say("turns") << '\n';
        for (const Divert& divert : procedure_.diverts)
            std::cout << "  → " << symbolOf(book_, divert.to) << "  " << divert.note << " ["
                      << listed(divert.rules) << "]\n";
        for (const Stop& stop : procedure_.stops)
            std::cout << "  ■ " << stop.remedy << " [" << listed(stop.rules) << "]\n";
    }

    void goal() const {
        std::cout << '\n' << say("goal") << '\n';
        for (const Requirement& one : book_.goalOf(procedure_).atEnd)
            std::cout << "  " << describe(book_, one.that, frame_.language()) << " [" << listed(one.rules)
                      << "]\n";
    }

    const Rulebook& book_;
    const Frame& frame_;
    const Procedure& procedure_;
};
} // namespace

void printProcedure(const Explained& what, const Procedure& procedure) {
    Glance(what, procedure).print();
}

nlohmann::ordered_json jsonOfProcedure(const Explained& what, const Procedure& procedure) {
    nlohmann::ordered_json json{{"kind", "procedure"},
                                {"id", procedure.id},
                                {"symbol", procedure.symbol},
                                {"title", procedure.title},
                                {"visitor", procedure.visitor},
                                {"identityLevel", procedure.identityLevel},
                                {"outcome", nameOf(procedure.outcome)},
                                {"rules", procedure.rules}};
    json["papers"] = nlohmann::ordered_json::array();
    for (const DocumentDemand& demand : procedure.documents)
        json["papers"].push_back({{"documents", demand.documents},
                                  {"oneOf", demand.oneOf},
                                  {"conditional", !demand.when.empty()},
                                  {"rules", demand.rules}});
    json["notNeeded"] = nlohmann::ordered_json::array();
    for (const NotNeeded& one : procedure.notNeeded)
        json["notNeeded"].push_back({{"document", one.document}, {"rules", one.rules}});
    json["steps"] = nlohmann::ordered_json::array();
    for (const StepUse& use : procedure.steps) {
        const Step& step = what.book.steps.at(use.step);
        json["steps"].push_back({{"id", use.id},
                                 {"label", use.label.empty() ? step.label : use.label},
                                 {"conditional", !use.when.empty()},
                                 {"changesCard", step.changesCard},
                                 {"rules", step.rules}});
    }
    return json;
}

} // namespace kaomado::app
