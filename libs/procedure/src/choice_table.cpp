// SPDX-License-Identifier: Apache-2.0
#include "choice_table.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
constexpr std::size_t kMostRows = 4096, kMostQuestions = 8;
const char* const kComplete = "make procedures, answers and reasons fit every combination";
} // namespace

ChoiceTable::ChoiceTable(const Rulebook& book, const Complain& complain) {
    for (const Procedure& procedure : book.procedures)
        gather(procedure.chosenWhen, book);
    for (const NoProcedure& none : book.choice.none)
        gather(none.when, book);
    for (const ChoiceNote& note : book.choice.notes)
        gather(note.when, book);
    for (const ChoiceQuestion& question : book.choice.questions) {
        for (const Saying& answer : question.answers)
            for (const auto& [fact, value] : answer.facts)
                gather(fact, book);
        if (question.clueOf.empty())
            questions_.push_back(&question);
    }
    if (!enumerable(book, complain) || !fill(book, complain) || !answersDecide(complain))
        rows_.clear();
}

void ChoiceTable::gather(const Condition& condition, const Rulebook& book) {
    if (!condition.fact.empty())
        gather(condition.fact, book);
    if (!condition.other.empty())
        gather(condition.other, book);
    for (const Condition& part : condition.parts)
        gather(part, book);
}

void ChoiceTable::gather(const std::string& fact, const Rulebook& book) {
    const Fact* known = book.fact(fact);
    if (known != nullptr && known->source == FactSource::Derived)
        gather(known->derived, book);
    else if (std::ranges::find(facts_, fact) == facts_.end())
        facts_.push_back(fact);
}

bool ChoiceTable::enumerable(const Rulebook& book, const Complain& complain) {
    std::size_t rows = 1;
    for (const std::string& id : facts_) {
        const Fact* fact = book.fact(id);
        if (fact == nullptr || fact->source != FactSource::Stated ||
            (fact->type != FactType::YesNo && fact->type != FactType::Word)) {
            complain("'" + id + "' cannot choose a procedure",
                     "choose by facts that are stated and are yes, no or a word");
            return false;
        }
        std::vector<FactValue> values;
        if (fact->type == FactType::YesNo)
            values = {true, false};
        for (const std::string& value : fact->values)
            values.emplace_back(Word(value));
        rows *= values.size();
        values_.push_back(std::move(values));
        if (rows > kMostRows || questions_.size() > kMostQuestions) {
            complain("too many combinations choose a procedure", "choose by fewer facts and questions");
            return false;
        }
    }
    return true;
}

/// Counts through all combinations, as an odometer does.
bool ChoiceTable::fill(const Rulebook& book, const Complain& complain) {
    const Context context;
    const CaseState nothing;
    View view(book, nothing, context);
    Row row;
    row.values.assign(facts_.size(), 0);
    while (true) {
        const Facts facts = factsOf(row);
        view.assume(facts);
        if (!complete(book, view, row, complain))
            return false;
        rows_.push_back(row);
        std::size_t wheel = 0;
        while (wheel < facts_.size() && ++row.values[wheel] == values_[wheel].size())
            row.values[wheel++] = 0;
        if (wheel == facts_.size())
            return true;
    }
}

bool ChoiceTable::complete(const Rulebook& book, const View& view, Row& row, const Complain& complain) const {
    const auto holds = [&](const Condition& condition) { return view.truth(condition) == Truth::Yes; };
    row.answers.clear();
    for (const ChoiceQuestion* question : questions_) {
        const auto fits = [&](const Saying& answer) { return agrees(row, answer.facts); };
        if (std::ranges::count_if(question->answers, fits) != 1) {
            complain("not exactly one answer to '" + question->id + "' when " + said(row), kComplete);
            return false;
        }
        const auto found = std::ranges::find_if(question->answers, fits);
        row.answers.push_back(static_cast<std::uint8_t>(found - question->answers.begin()));
    }
    const auto chosen = [&](const Procedure& procedure) { return holds(procedure.chosenWhen); };
    const auto procedure = std::ranges::find_if(book.procedures, chosen);
    if (std::ranges::count_if(book.procedures, chosen) > 1) {
        complain("more than one procedure when " + said(row), kComplete);
        return false;
    }
    const auto& none = book.choice.none;
    const auto reason = std::ranges::find_if(none, [&](const NoProcedure& one) { return holds(one.when); });
    if (procedure == book.procedures.end() && reason == none.end()) {
        complain("neither a procedure nor a reason why none when " + said(row), kComplete);
        return false;
    }
    row.outcome = static_cast<std::size_t>(procedure - book.procedures.begin()) +
                  (procedure == book.procedures.end() ? static_cast<std::size_t>(reason - none.begin()) : 0);
    row.notes.clear();
    for (const ChoiceNote& note : book.choice.notes)
        row.notes.push_back(holds(note.when));
    return true;
}

/// The same answers never lead to two ends.
bool ChoiceTable::answersDecide(const Complain& complain) const {
    std::map<std::vector<std::uint8_t>, const Row*> seen;
    for (const Row& row : rows_)
        if (const Row* same = seen.emplace(row.answers, &row).first->second; same->outcome != row.outcome) {
            complain("the answers do not tell apart " + said(*same) + " and " + said(row), kComplete);
            return false;
        }
    return true;
}

Facts ChoiceTable::factsOf(const Row& row) const {
    Facts facts;
    for (std::size_t i = 0; i < facts_.size(); ++i)
        facts.emplace(facts_[i], values_[i][row.values[i]]);
    return facts;
}

bool ChoiceTable::agrees(const Row& row, const Facts& known) const {
    for (std::size_t i = 0; i < facts_.size(); ++i)
        if (const auto found = known.find(facts_[i]);
            found != known.end() && found->second != values_[i][row.values[i]])
            return false;
    return true;
}

std::string ChoiceTable::said(const Row& row) const {
    std::string text;
    for (const auto& [fact, value] : factsOf(row))
        text += (text.empty() ? "" : ", ") + fact + "=" + toText(value);
    return text;
}

} // namespace kaomado::procedure
