// SPDX-License-Identifier: Apache-2.0
#include "choice_view.hpp"

#include "rule_view.hpp"

namespace kaomado::server {

using nlohmann::ordered_json;
using namespace procedure;

namespace {

/// One talk, looked at.
class AdviceView {
public:
    AdviceView(const Talk& talk, const Rulebook& rulebook, const Context& context)
        : talk_(talk), rulebook_(rulebook), context_(context) {}

    ordered_json of(const ChoiceAdvice& advice) const {
        auto findOut = ordered_json::array();
        for (const FindOut& open : advice.findOut)
            findOut.push_back(of(open));
        return {{"ask", advice.ask ? of(*advice.ask) : ordered_json(nullptr)},
                {"chosen", advice.chosen ? of(*advice.chosen) : ordered_json(nullptr)},
                {"find_out", findOut},
                {"possible", of(advice.possible)},
                {"perhaps_none", !advice.noneBecause.empty()},
                {"facts", factsJson(talk_.facts)}};
    }

private:
    static ordered_json of(const std::vector<const Procedure*>& procedures) {
        auto list = ordered_json::array();
        for (const Procedure* procedure : procedures)
            list.push_back(procedureJson(*procedure));
        return list;
    }

    static ordered_json of(const Saying& answer) {
        return {{"id", answer.id}, {"label", answer.say}, {"like", answer.like}};
    }

    ordered_json of(const ChoiceAsk& ask) const {
        auto answers = ordered_json::array();
        for (const Saying* answer : ask.answers)
            answers.push_back(of(*answer));
        return {{"question", ask.question->id},
                {"text", ask.question->ask},
                {"answers", answers},
                {"at_most", ask.atMost},
                {"rules", rulesJson(ask.question->rules, rulebook_)}};
    }

    ordered_json of(const std::vector<ChoiceBranch>& branches) const {
        auto list = ordered_json::array();
        for (const ChoiceBranch& branch : branches) {
            auto none = ordered_json::array();
            for (const NoProcedure* reason : branch.none)
                none.push_back(reason->text);
            list.push_back({{"question", branch.question->id},
                            {"text", branch.question->ask},
                            {"answer", of(*branch.answer)},
                            {"procedures", of(branch.procedures)},
                            {"none", none}});
        }
        return list;
    }

    ordered_json of(const FindOut& open) const {
        return {{"question", open.question->id}, {"text", open.question->ask},
                {"how", open.question->findOut}, {"services", open.question->services},
                {"branches", of(open.branches)}, {"rules", rulesJson(open.question->rules, rulebook_)}};
    }

    ordered_json of(const Chosen& chosen) const {
        auto overridable = ordered_json::array();
        for (const Procedure* other :
             procedure::overridable(rulebook_, chosen.procedure, talk_.facts, context_))
            overridable.push_back({{"procedure", procedureJson(*other)}, {"questions", questions(*other)}});
        const Procedure* procedure = chosen.procedure;
        return {{"procedure", procedure == nullptr ? ordered_json(nullptr) : procedureJson(*procedure)},
                {"because", reasonsJson(chosen.because, rulebook_)},
                {"notes", reasonsJson(chosen.notes, rulebook_)},
                {"papers", procedure == nullptr ? ordered_json::array() : papers(*procedure)},
                {"questions", procedure == nullptr ? ordered_json::array() : questions(*procedure)},
                {"otherwise", of(chosen.otherwise)},
                {"overridable", overridable}};
    }

    /// As the case will see them: with what the procedure itself knows.
    ordered_json papers(const Procedure& procedure) const {
        Facts facts = talk_.facts;
        for (const auto& [fact, value] : procedure.given)
            facts.insert_or_assign(fact, value);
        auto list = ordered_json::array();
        for (const PaperView& paper : documentsOf(rulebook_, procedure.id, facts, context_))
            list.push_back(paperJson(paper, rulebook_));
        return list;
    }

    ordered_json questions(const Procedure& procedure) const {
        auto list = ordered_json::array();
        for (const Question& question : openingAsks(rulebook_, procedure, talk_.facts))
            list.push_back(questionJson(question, rulebook_));
        return list;
    }

    const Talk& talk_;
    const Rulebook& rulebook_;
    const Context& context_;
};

} // namespace

ordered_json adviceJson(const ChoiceAdvice& advice, const Talk& talk, const Rulebook& rulebook,
                        const Context& context) {
    return AdviceView(talk, rulebook, context).of(advice);
}

} // namespace kaomado::server
