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
    if (text.size() != 1 || text[0] < '1' || text[0] > '9')
        return 0;
    const auto number = static_cast<std::size_t>(text[0] - '0');
    return number <= most ? number : 0;
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

bool ChooseTalk::ask(const Fact& fact, Talk& talk) const {
    std::cout << '\n' << fact.question << '\n';
    for (std::size_t i = 0; i < fact.values.size(); ++i) {
        const auto label = fact.labels.find(fact.values[i]);
        std::cout << "  " << i + 1 << "  " << (label == fact.labels.end() ? fact.values[i] : label->second)
                  << '\n';
    }
    while (const auto text = line()) {
        if (const std::size_t chosen = numberFrom(*text, fact.values.size()); chosen != 0) {
            talk.facts.insert_or_assign(fact.id, Word(fact.values[chosen - 1]));
            return true;
        }
        if (*text == "q")
            return false;
        std::cout << fill(frame_.text("choose.again_sure"), {{"count", std::to_string(fact.values.size())}})
                  << '\n';
    }
    return false;
}

} // namespace kaomado::app
