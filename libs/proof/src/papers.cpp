// SPDX-License-Identifier: Apache-2.0
#include "papers.hpp"

#include "conditions.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
/// The same edition with every paper demanded whatever the facts, so that each can be looked at; and for
/// every condition on a sheet a made-up paper that is demanded when it holds.
Rulebook demandingAll(const Rulebook& book) {
    Rulebook all = book;
    std::vector<Condition> onSheets;
    for (const Procedure& procedure : book.procedures)
        eachCondition(book, procedure, [&](const Condition& condition) {
            if (condition.kind == Condition::Kind::On)
                onSheets.push_back(condition);
        });
    for (std::size_t i = 0; i < onSheets.size(); ++i)
        all.documents["probe" + std::to_string(i)].id = "probe" + std::to_string(i);
    for (Procedure& procedure : all.procedures) {
        for (DocumentDemand& demand : procedure.documents)
            demand.when.clear();
        for (std::size_t i = 0; i < onSheets.size(); ++i) {
            DocumentDemand probe;
            probe.documents = {"probe" + std::to_string(i)};
            probe.when.push_back({onSheets[i], {}, {}, {}});
            probe.rules = procedure.rules;
            procedure.documents.push_back(std::move(probe));
        }
    }
    return all;
}

/// "good" papers of the whole procedure when nothing but this sheet is on the counter.
std::string effectOf(const Rulebook& book, const Procedure& procedure, const std::string& paper,
                     const Facts& attributes, const Context& context, bool& good) {
    CaseState state;
    state.phase = Phase::Open;
    state.procedure = procedure.id;
    state.edition = book.edition;
    state.documents.emplace(paper, DocumentState{true, attributes});
    std::string effect;
    for (const PaperView& view : documents(book, state, context)) {
        if (view.document == paper)
            good = view.good;
        effect += view.document + (view.good ? "+" : view.handedIn ? "-" : " ");
    }
    return effect;
}

std::vector<Sheet> distinct(const Rulebook& book, const Procedure& procedure, const Document& document,
                            const Vocabulary& vocabulary, const Context& context) {
    std::map<std::string, Sheet> classes;
    for (const Facts& attributes : sheetsOf(document, vocabulary)) {
        bool good = false;
        const std::string effect = effectOf(book, procedure, document.id, attributes, context, good);
        classes.try_emplace(effect, Sheet{attributes, good, good ? "good" : "bad"});
    }
    std::vector<Sheet> list;
    for (auto& [effect, sheet] : classes)
        list.push_back(std::move(sheet));
    std::ranges::stable_sort(list, std::ranges::greater{}, &Sheet::good);
    std::map<std::string, int> number;
    for (Sheet& sheet : list)
        if (const int n = ++number[sheet.word]; n > 1)
            sheet.word += std::to_string(n);
    list.push_back({std::nullopt, false, "missing"});
    return list;
}
} // namespace

std::vector<Facts> sheetsOf(const Document& document, const Vocabulary& vocabulary) {
    std::vector<Facts> all{{}};
    for (const Fact& attribute : document.attributes) {
        std::vector<FactValue> values = vocabulary.valuesOf(attribute);
        if (attribute.type == FactType::YesNo)
            values = {true, false};
        if (attribute.type == FactType::Word) {
            values.clear();
            for (const std::string& word : attribute.values)
                values.emplace_back(Word(word));
        }
        std::vector<Facts> more;
        for (const Facts& facts : all)
            for (const FactValue& value : values) {
                more.push_back(facts);
                more.back().emplace(attribute.id, value);
            }
        all = std::move(more);
    }
    return all;
}

Sheets::Sheets(const Rulebook& book, const std::map<std::string, Vocabulary>& vocabularies,
               const Context& context) {
    const Rulebook all = demandingAll(book);
    for (const Procedure& procedure : all.procedures) {
        const Vocabulary& vocabulary = vocabularies.at(procedure.id);
        ByPaper& sheets = sheets_[procedure.id];
        for (const DocumentDemand& demand : book.procedure(procedure.id)->documents)
            for (const std::string& paper : demand.documents) {
                const Document& document = all.documents.at(paper);
                sheets.emplace(paper, distinct(all, procedure, document, vocabulary, context));
                for (const Document::SamePaper& same : document.samePaper)
                    sheets.emplace(same.document, distinct(all, procedure, all.documents.at(same.document),
                                                           vocabulary, context));
            }
    }
}

} // namespace kaomado::proof
