// SPDX-License-Identifier: Apache-2.0
#include "choose.hpp"

#include <kaomado/procedure/describe.hpp>

#include <nlohmann/json.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using namespace procedure;
using nlohmann::ordered_json;

void print(const Reason& reason, const Frame& frame) {
    std::cout << "  ・" << reason.text << "  [" << listed(reason.rules) << "]\n";
    if (!reason.remedy.empty())
        std::cout << "    " << frame.text("choose.remedy") << reason.remedy << '\n';
}

void print(const char* heading, const std::vector<Reason>& reasons, const Frame& frame) {
    if (reasons.empty())
        return;
    std::cout << frame.text(heading) << '\n';
    for (const Reason& reason : reasons)
        print(reason, frame);
}

/// "③ ④"; the reason why none fits where nothing else can come out.
std::string endsOf(const ChoiceBranch& branch, const Frame& frame) {
    if (branch.procedures.empty() && branch.none.size() == 1)
        return branch.none.front()->text;
    std::string text;
    for (const Procedure* procedure : branch.procedures)
        text += (text.empty() ? "" : " ") + procedure->symbol;
    return branch.none.empty() ? text : text + frame.text("choose.or_none");
}

/// As the case will see them: with what the procedure itself knows.
std::vector<PaperView> papersAsked(const ChooseResult& result, const Procedure& procedure) {
    Facts facts = result.talk.facts;
    for (const auto& [fact, value] : procedure.given)
        facts.insert_or_assign(fact, value);
    return documentsOf(result.book, procedure.id, facts, result.context);
}

void printPapers(const ChooseResult& result, const Procedure& procedure, const Frame& frame) {
    std::cout << frame.text("choose.papers") << '\n';
    for (const PaperView& paper : papersAsked(result, procedure)) {
        if (paper.need == PaperView::Need::NotNeeded || paper.need == PaperView::Need::Noted)
            continue;
        const char* mark = paper.need == PaperView::Need::Demanded ? "●"
                           : paper.need == PaperView::Need::OneOf  ? "▲"
                                                                   : "◐";
        std::cout << "  " << mark << " " << paper.title << "  [" << listed(paper.whyRules) << "]\n";
    }
}

void printOverride(const ChooseResult& result, const Frame& frame) {
    std::string procedures, reasons;
    for (const Procedure* one :
         overridable(result.book, result.advice.chosen->procedure, result.talk.facts, result.context))
        procedures += (procedures.empty() ? "" : " ") + one->symbol + "(" + one->id + ")";
    for (const Choice& reason : result.book.overrideReasons)
        reasons += "\n      " + reason.id + "  " + reason.label;
    if (!procedures.empty())
        std::cout << frame.text("choose.override") << '\n'
                  << "  " << procedures << '\n'
                  << "  " << frame.text("choose.reasons") << reasons << '\n';
}

void printChosen(const ChooseResult& result, const Frame& frame) {
    const Chosen& chosen = *result.advice.chosen;
    const Procedure* procedure = chosen.procedure;
    if (procedure != nullptr)
        std::cout << "■ " << procedure->symbol << " " << procedure->title << " (" << procedure->id << ")\n";
    else
        std::cout << "■ " << frame.text("choose.none") << '\n';
    print("choose.why", chosen.because, frame);
    if (procedure != nullptr)
        printPapers(result, *procedure, frame);
    print("choose.notes", chosen.notes, frame);
    if (!chosen.otherwise.empty())
        std::cout << frame.text("choose.otherwise") << '\n';
    for (const ChoiceBranch& branch : chosen.otherwise)
        std::cout << "  ・" << branch.answer->say << " → " << endsOf(branch, frame) << '\n';
    printOverride(result, frame);
}

void printFindOut(const ChooseResult& result, const Frame& frame) {
    std::cout << "■ " << frame.text("choose.find_out") << '\n';
    for (const FindOut& one : result.advice.findOut) {
        std::cout << "  ・" << one.question->ask << "  [" << listed(one.question->rules) << "]\n    "
                  << one.question->findOut << '\n';
        if (one.question->services) {
            for (const std::string& service : result.book.services.available)
                std::cout << "      " << frame.text("choose.available") << service << '\n';
            for (const std::string& service : result.book.services.notAvailable)
                std::cout << "      " << frame.text("choose.not_available") << service << '\n';
        }
        for (const ChoiceBranch& branch : one.branches)
            std::cout << "      " << branch.answer->say << " → " << endsOf(branch, frame) << '\n';
    }
}

void printPossible(const ChooseResult& result, const Frame& frame) {
    std::string symbols;
    for (const Procedure* procedure : result.advice.possible)
        symbols += (symbols.empty() ? "" : " ") + procedure->symbol;
    std::cout << "■ " << frame.text("choose.open") << symbols
              << (result.advice.noneBecause.empty() ? "" : frame.text("choose.perhaps_none")) << '\n';
}

} // namespace

void printText(const ChooseOpening& opening, const Rulebook& book, const Frame& frame) {
    std::cout << '\n';
    const std::string name = opening.procedure->symbol + " (" + opening.procedure->id + ")";
    if (!opening.refusal.reasons.empty()) {
        std::cout << fill(frame.text("choose.refused"), {{"procedure", name}}) << '\n';
        for (const Reason& reason : opening.refusal.reasons)
            print(reason, frame);
        return;
    }
    if (opening.reason)
        std::cout << fill(frame.text("choose.overridden"),
                          {{"procedure", name},
                           {"reason", labelOf(book.overrideReasons, opening.reason->text())}})
                  << '\n';
    if (!opening.caseId.empty())
        std::cout << fill(frame.text("choose.opened"), {{"procedure", name}, {"case", opening.caseId}})
                  << '\n';
}

// ── JSON
// ────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {
ordered_json jsonOf(const Facts& facts) {
    ordered_json object = ordered_json::object();
    for (const auto& [fact, value] : facts)
        object[fact] = toText(value);
    return object;
}

ordered_json jsonOf(const std::vector<Reason>& reasons) {
    auto list = ordered_json::array();
    for (const Reason& reason : reasons)
        list.push_back({{"text", reason.text}, {"rules", reason.rules}, {"remedy", reason.remedy}});
    return list;
}

template <class Item>
ordered_json idsOf(const std::vector<const Item*>& items) {
    auto list = ordered_json::array();
    for (const Item* item : items)
        list.push_back(item->id);
    return list;
}

ordered_json jsonOf(const std::vector<ChoiceBranch>& branches) {
    auto list = ordered_json::array();
    for (const ChoiceBranch& branch : branches)
        list.push_back({{"question", branch.question->id},
                        {"answer", branch.answer->id},
                        {"text", branch.answer->say},
                        {"procedures", idsOf(branch.procedures)},
                        {"none", idsOf(branch.none)}});
    return list;
}

ordered_json jsonOf(const ChoiceAsk& ask) {
    auto answers = ordered_json::array();
    for (const Saying* answer : ask.answers)
        answers.push_back({{"id", answer->id},
                           {"text", answer->say},
                           {"like", answer->like},
                           {"facts", jsonOf(answer->facts)}});
    return {{"question", ask.question->id}, {"text", ask.question->ask},    {"clueOf", ask.question->clueOf},
            {"atMost", ask.atMost},         {"rules", ask.question->rules}, {"answers", answers}};
}

ordered_json papersOf(const ChooseResult& result, const Procedure& procedure) {
    constexpr const char* kNeeds[] = {"demanded", "one_of", "undecided", "not_needed", "noted"};
    auto list = ordered_json::array();
    for (const PaperView& paper : papersAsked(result, procedure))
        list.push_back({{"document", paper.document},
                        {"title", paper.title},
                        {"need", kNeeds[static_cast<std::size_t>(paper.need)]},
                        {"rules", paper.whyRules}});
    return list;
}

ordered_json jsonOf(const ChooseResult& result, const Chosen& chosen) {
    const Procedure* procedure = chosen.procedure;
    ordered_json object{{"procedure", procedure == nullptr ? ordered_json() : ordered_json(procedure->id)},
                        {"none", chosen.none == nullptr ? ordered_json() : ordered_json(chosen.none->id)}};
    if (procedure != nullptr) {
        object["symbol"] = procedure->symbol;
        object["title"] = procedure->title;
        object["papers"] = papersOf(result, *procedure);
    }
    object["because"] = jsonOf(chosen.because);
    object["notes"] = jsonOf(chosen.notes);
    object["otherwise"] = jsonOf(chosen.otherwise);
    object["overridable"] = idsOf(overridable(result.book, procedure, result.talk.facts, result.context));
    return object;
}

ordered_json jsonOf(const std::vector<FindOut>& findOut) {
    auto list = ordered_json::array();
    for (const FindOut& one : findOut)
        list.push_back({{"question", one.question->id},
                        {"text", one.question->ask},
                        {"howTo", one.question->findOut},
                        {"rules", one.question->rules},
                        {"branches", jsonOf(one.branches)}});
    return list;
}

ordered_json jsonOf(const ChooseOpening& opening) {
    return {{"procedure", opening.procedure->id},
            {"reason", opening.reason ? ordered_json(opening.reason->text()) : ordered_json()},
            {"accepted", opening.refusal.reasons.empty()},
            {"refusal", jsonOf(opening.refusal.reasons)},
            {"case", opening.caseId.empty() ? ordered_json() : ordered_json(opening.caseId)}};
}
} // namespace

void printText(const ChooseResult& result, const Frame& frame) {
    const ChoiceAdvice& advice = result.advice;
    std::cout << '\n';
    if (advice.chosen)
        printChosen(result, frame);
    else if (!advice.findOut.empty())
        printFindOut(result, frame);
    if (!advice.chosen)
        printPossible(result, frame);
}

void printJson(const ChooseResult& result) {
    const ChoiceAdvice& advice = result.advice;
    ordered_json object{{"edition", result.book.edition},
                        {"facts", jsonOf(result.talk.facts)},
                        {"unsure", result.talk.unsure}};
    if (advice.ask)
        object["ask"] = jsonOf(*advice.ask);
    if (advice.chosen)
        object["chosen"] = jsonOf(result, *advice.chosen);
    if (!advice.findOut.empty())
        object["findOut"] = jsonOf(advice.findOut);
    object["possible"] = idsOf(advice.possible);
    object["noneBecause"] = idsOf(advice.noneBecause);
    if (result.opening)
        object["opening"] = jsonOf(*result.opening);
    std::cout << object.dump(2) << '\n';
}

} // namespace kaomado::app
