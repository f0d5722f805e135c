// SPDX-License-Identifier: Apache-2.0
// The way from what somebody says to the procedure.
#include "choice_table.hpp"
#include "loader.hpp"

#include <algorithm>

namespace kaomado::procedure {

ChoiceQuestion Loader::choiceQuestion(const Yaml& node) const {
    ChoiceQuestion question;
    question.id = identifier(node);
    question.ask = node.text("ask");
    question.clueOf = node.textOr("clue_of");
    question.services = node.flag("services");
    question.findOut = question.clueOf.empty() ? node.text("find_out") : node.textOr("find_out");
    question.rules = ruleIds(node);
    std::set<std::string> seen;
    for (const Yaml& item : node.at("answers").items()) {
        if (!item.keys({"id", "say", "like", "facts"}))
            continue;
        Saying answer{identifier(item), item.text("say"), item.words("like"), sets(item.at("facts"))};
        if (!seen.insert(answer.id).second)
            item.problem("'" + answer.id + "' a second time", "keep one of them");
        question.answers.push_back(std::move(answer));
    }
    return question;
}

void Loader::choice() {
    const Yaml& root = file("choice.yaml");
    if (!root.keys({"questions", "none", "notes"}))
        return;
    ChoiceGuide& guide = book_.choice;
    for (const Yaml& node : root.at("questions").items()) {
        if (!node.keys({"id", "ask", "answers", "find_out", "services", "clue_of", "rules"}))
            continue;
        ChoiceQuestion question = choiceQuestion(node);
        if (guide.question(question.id) != nullptr)
            node.problem("'" + question.id + "' a second time", "keep one of them");
        if (const auto* helped = guide.question(question.clueOf);
            !question.clueOf.empty() && (helped == nullptr || !helped->clueOf.empty()))
            node.at("clue_of").problem("no question '" + question.clueOf + "' stands before its clue",
                                       "correct its spelling or move it");
        guide.questions.push_back(std::move(question));
    }
    for (const Yaml& node : root.at("none").items())
        if (node.keys({"id", "when", "rules", "text", "remedy"}))
            guide.none.push_back({identifier(node), condition(node.at("when")), ruleIds(node),
                                  node.text("text"), node.text("remedy")});
    for (const Yaml& node : root.at("notes").items())
        if (node.keys({"when", "rules", "text"}))
            guide.notes.push_back({condition(node.at("when")), ruleIds(node), node.text("text")});
    if (problems_.empty()) // of a broken edition it would say what follows from something else
        checkChoice();
}

void Loader::checkChoice() const {
    const ChoiceTable table(book_, [this](const std::string& what, const std::string& remedy) {
        file("choice.yaml").problem(what, remedy);
    });
    if (!problems_.empty())
        return;
    for (std::size_t i = 0; i < book_.choice.none.size(); ++i)
        if (std::ranges::none_of(table.rows(), [&](const ChoiceTable::Row& row) {
                return row.outcome == book_.procedures.size() + i;
            }))
            file("choice.yaml")
                .problem("'" + book_.choice.none[i].id + "' never holds",
                         "remove it or correct its condition");
}

} // namespace kaomado::procedure
