// SPDX-License-Identifier: Apache-2.0
#include "choose.hpp"

#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;

/// A line of input without blanks around it; none at its end.
std::optional<std::string> line() {
    std::string text;
    std::cout << "> " << std::flush;
    if (!std::getline(std::cin, text))
        return std::nullopt;
    constexpr const char* kBlanks = " \t\r";
    const std::size_t first = text.find_first_not_of(kBlanks);
    return first == std::string::npos ? std::string{}
                                      : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// 1 to `most`; 0 for anything else.
std::size_t numberFrom(const std::string& text, std::size_t most) {
    for (std::size_t number = 1; number <= most; ++number)
        if (text == std::to_string(number))
            return number;
    return 0;
}

std::string examples(const Saying& answer) {
    std::string text;
    for (const std::string& like : answer.like)
        text += "「" + like + "」";
    return text;
}
} // namespace

bool ChooseTalk::put(const ChoiceAsk& ask, std::vector<Talk>& talks) const {
    std::cout << '\n'
              << ask.question->ask << "  "
              << fill(frame_.text("choose.at_most"), {{"count", std::to_string(ask.atMost)}}) << '\n';
    std::size_t number = 0;
    for (const Saying* answer : ask.answers) {
        std::cout << "  " << ++number << "  " << answer->say << '\n';
        if (!answer->like.empty())
            std::cout << "       " << examples(*answer) << '\n';
    }
    std::cout << "  ?  " << frame_.text("choose.unsure") << '\n';
    while (const auto text = line()) {
        const Talk& talk = talks.back();
        const std::string id = ask.question->id;
        if (*text == "q")
            return false;
        if (*text == "?" || *text == "？")
            talks.push_back(chooser_.unsure(talk, id));
        else if (const std::size_t chosen = numberFrom(*text, ask.answers.size()); chosen != 0)
            talks.push_back(chooser_.answered(talk, id, ask.answers[chosen - 1]->id));
        else if (*text == "b" && talks.size() > 1)
            talks.pop_back();
        else {
            std::cout << fill(frame_.text(*text == "b" ? "choose.no_way_back" : "choose.again"),
                              {{"count", std::to_string(ask.answers.size())}})
                      << '\n';
            continue;
        }
        return true;
    }
    return false;
}

bool ChooseTalk::hold(Talk& talk) const {
    std::vector<Talk> talks{talk}; // for the way back
    ChoiceAdvice advice = chooser_.advise(talk, context_);
    if (advice.ask)
        std::cout << frame_.text("choose.keys") << '\n';
    bool goesOn = true;
    while (goesOn && advice.ask) {
        goesOn = put(*advice.ask, talks);
        advice = chooser_.advise(talks.back(), context_);
    }
    talk = talks.back();
    return goesOn;
}

/// Index of the one picked.
std::optional<std::size_t> ChooseTalk::pick(const std::string& heading,
                                            const std::vector<std::string>& items) const {
    std::cout << '\n' << heading << '\n';
    for (std::size_t i = 0; i < items.size(); ++i)
        std::cout << "  " << i + 1 << "  " << items[i] << '\n';
    while (const auto text = line()) {
        if (const std::size_t number = numberFrom(*text, items.size()); number != 0)
            return number - 1;
        if (*text == "q")
            return std::nullopt;
        std::cout << fill(frame_.text("choose.again_sure"), {{"count", std::to_string(items.size())}})
                  << '\n';
    }
    return std::nullopt;
}

bool ChooseTalk::ask(const Fact& fact, Talk& talk) const {
    std::vector<std::string> labels;
    for (const std::string& value : fact.values) {
        const auto label = fact.labels.find(value);
        labels.push_back(label == fact.labels.end() ? value : label->second);
    }
    const auto picked = pick(fact.question, labels);
    if (picked)
        talk.facts.insert_or_assign(fact.id, Word(fact.values[*picked]));
    return picked.has_value();
}

std::optional<OpenCase> ChooseTalk::decide(const ChooseResult& result) const {
    const auto& chosen = result.advice.chosen;
    const Procedure* proposed = chosen ? chosen->procedure : nullptr;
    auto procedures = overridable(result.book, proposed, result.talk.facts, result.context);
    std::vector<std::string> items;
    const auto offer = [&](const Procedure& procedure, const char* how) {
        items.push_back(fill(frame_.text(how), {{"procedure", procedure.symbol + " " + procedure.title}}));
    };
    if (proposed != nullptr)
        offer(*proposed, "choose.open_proposed");
    for (const Procedure* procedure : procedures)
        offer(*procedure, "choose.open_other");
    if (proposed != nullptr)
        procedures.insert(procedures.begin(), proposed);
    const auto picked = pick(frame_.text("choose.decide"), items);
    if (!picked)
        return std::nullopt;
    OpenCase opens{procedures[*picked]->id, {}, {}};
    if (procedures[*picked] == proposed)
        return opens;
    std::vector<std::string> reasons;
    for (const Choice& reason : result.book.overrideReasons)
        reasons.push_back(reason.label);
    const auto reason = pick(frame_.text("choose.which_reason"), reasons);
    if (!reason)
        return std::nullopt;
    opens.overrideReason = Word(result.book.overrideReasons[*reason].id);
    return opens;
}

} // namespace kaomado::app
