// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/choice.hpp"

#include "choice_plan.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/describe.hpp"
#include "rule_names.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
using Row = ChoiceTable::Row;
using Rows = std::vector<const Row*>;

/// Facts that a condition rests on, those of derived facts included.
void factsUnder(const Rulebook& book, const Condition& condition, std::set<std::string>& facts) {
    const Fact* fact = book.fact(condition.fact);
    if (fact != nullptr && fact->source == FactSource::Derived)
        factsUnder(book, fact->derived, facts);
    else if (fact != nullptr)
        facts.insert(fact->id);
    for (const Condition& part : condition.parts)
        factsUnder(book, part, facts);
}

template <class Item>
void addOnce(std::vector<const Item*>& list, const Item* item) {
    if (std::ranges::find(list, item) == list.end())
        list.push_back(item);
}
} // namespace

/// One look at a talk.
class Chooser::Adviser {
public:
    Adviser(const Rulebook& book, const ChoiceTable& table, const Talk& talk, const Context& context)
        : book_(book),
          table_(table),
          talk_(talk),
          view_(book, nothing_, context),
          left_(agreeing(talk.facts)) {
        for (const ChoiceQuestion* question : table.questions())
            settled_.push_back(possible(*question).size() == 1);
    }

    ChoiceAdvice advice() const {
        ChoiceAdvice advice;
        for (const Row* row : ordered(left_))
            outcome(*row, advice.possible, advice.noneBecause);
        if (advice.possible.size() + advice.noneBecause.size() == 1)
            advice.chosen = chosen(*left_.front());
        else if (const ChoiceQuestion* clue = openClue())
            advice.ask = ask(*clue);
        else if (ChoicePlan plan(left_, closed()); plan.next())
            advice.ask = ask(*table_.questions()[*plan.next()], plan.atMost());
        else
            advice.findOut = findOut();
        return advice;
    }

private:
    Rows agreeing(const Facts& facts) const {
        Rows rows;
        for (const Row& row : table_.rows())
            if (table_.agrees(row, facts))
                rows.push_back(&row);
        return rows;
    }

    static Rows ordered(Rows rows) {
        std::ranges::stable_sort(rows, {}, [](const Row* row) { return row->outcome; });
        return rows;
    }

    void outcome(const Row& row, std::vector<const Procedure*>& procedures,
                 std::vector<const NoProcedure*>& none) const {
        if (row.outcome < book_.procedures.size())
            addOnce(procedures, &book_.procedures[row.outcome]);
        else
            addOnce(none, &book_.choice.none[row.outcome - book_.procedures.size()]);
    }

    std::vector<bool> closed() const {
        std::vector<bool> closed;
        for (const ChoiceQuestion* question : table_.questions())
            closed.push_back(talk_.unsure.contains(question->id));
        return closed;
    }

    /// Answers that some combination left agrees with.
    std::vector<const Saying*> possible(const ChoiceQuestion& question) const {
        std::vector<const Saying*> answers;
        for (const Saying& answer : question.answers)
            if (std::ranges::any_of(left_, [&](const Row* row) { return table_.agrees(*row, answer.facts); }))
                answers.push_back(&answer);
        return answers;
    }

    /// A clue to a question that somebody was not sure of, if it can tell anything.
    const ChoiceQuestion* openClue() const {
        for (const ChoiceQuestion& clue : book_.choice.questions)
            if (talk_.unsure.contains(clue.clueOf) && !talk_.unsure.contains(clue.id) &&
                matters(*book_.choice.question(clue.clueOf)) && possible(clue).size() > 1)
                return &clue;
        return nullptr;
    }

    /// Whether its answers leave different outcomes.
    bool matters(const ChoiceQuestion& question) const {
        std::set<std::set<std::size_t>> ends;
        for (const Saying* answer : possible(question)) {
            std::set<std::size_t> one;
            for (const Row* row : left_)
                if (table_.agrees(*row, answer->facts))
                    one.insert(row->outcome);
            ends.insert(one);
        }
        return ends.size() > 1;
    }

    ChoiceAsk ask(const ChoiceQuestion& question, unsigned atMost = 0) const {
        if (atMost == 0) // a clue, and then the rest as if it told nothing
            atMost = 1 + ChoicePlan(left_, closed()).atMost();
        return {&question, possible(question), atMost};
    }

    ChoiceBranch branch(const ChoiceQuestion& question, const Saying& answer, const Rows& rows) const {
        ChoiceBranch branch{&question, &answer, {}, {}};
        for (const Row* row : ordered(rows))
            if (table_.agrees(*row, answer.facts))
                outcome(*row, branch.procedures, branch.none);
        return branch;
    }

    std::vector<FindOut> findOut() const {
        std::vector<FindOut> list;
        for (const ChoiceQuestion* question : table_.questions()) {
            if (!talk_.unsure.contains(question->id) || !matters(*question))
                continue;
            FindOut one{question, {}};
            for (const Saying* answer : possible(*question))
                one.branches.push_back(branch(*question, *answer, left_));
            list.push_back(std::move(one));
        }
        return list;
    }

    // ── the end
    // ─────────────────────────────────────────────────────────────────────────────────────────────────

    Chosen chosen(const Row& row) const {
        Chosen chosen;
        std::vector<const Procedure*> procedures;
        std::vector<const NoProcedure*> none;
        outcome(row, procedures, none);
        chosen.procedure = procedures.empty() ? nullptr : procedures.front();
        chosen.none = none.empty() ? nullptr : none.front();
        heard(chosen.none != nullptr ? chosen.none->when : chosen.procedure->chosenWhen, chosen.because);
        if (chosen.none != nullptr)
            chosen.because.push_back({chosen.none->rules, chosen.none->text, chosen.none->remedy});
        else
            follows(chosen);
        for (std::size_t i = 0; i < book_.choice.notes.size(); ++i) {
            const ChoiceNote& note = book_.choice.notes[i];
            if (view_.inForce(note.rules) &&
                std::ranges::all_of(left_, [&](const Row* one) { return one->notes[i]; }))
                chosen.notes.push_back({note.rules, note.text, {}});
        }
        otherwise(row.outcome, chosen.otherwise);
        return chosen;
    }

    /// What was said of the facts that decide, as question and answer.
    void heard(const Condition& condition, std::vector<Reason>& because) const {
        std::set<std::string> facts;
        factsUnder(book_, condition, facts);
        for (const ChoiceQuestion* question : table_.questions()) {
            const auto answers = possible(*question);
            if (answers.size() != 1 || std::ranges::none_of(answers.front()->facts, [&](const auto& one) {
                    return facts.contains(one.first);
                }))
                continue;
            because.push_back({question->rules, question->ask + " → " + answers.front()->say, {}});
            for (const auto& [fact, value] : answers.front()->facts)
                facts.erase(fact);
        }
        for (const auto& [fact, value] : talk_.facts)
            if (facts.contains(fact))
                because.push_back({{rule::kChosen}, said(fact, value), {}});
    }

    std::string said(const std::string& fact, const FactValue& value) const {
        return describe(book_, Condition{Condition::Kind::Is, fact, {}, value, {}}, Language::Japanese);
    }

    /// The procedure's own rules; one that is not in force today ends it.
    void follows(Chosen& chosen) const {
        const auto& rules = chosen.procedure->rules;
        const auto ended =
            std::ranges::find_if(rules, [&](const std::string& rule) { return !view_.inForce({rule}); });
        if (ended != rules.end()) {
            chosen.because.push_back(view_.reason({*ended}, "この手続は今日の時点では行えません。"));
            chosen.procedure = nullptr;
            return;
        }
        for (const std::string& rule : rules)
            chosen.because.push_back({{rule}, book_.rules.at(rule).text, {}});
    }

    /// Each question that was settled, answered differently.
    void otherwise(std::size_t now, std::vector<ChoiceBranch>& list) const {
        for (std::size_t i = 0; i < settled_.size(); ++i) {
            if (!settled_[i])
                continue;
            const Rows rows = alike(i);
            const ChoiceQuestion& question = *table_.questions()[i];
            for (std::size_t other = 0; other < question.answers.size(); ++other)
                if (std::ranges::any_of(rows, [&](const Row* row) {
                        return row->answers[i] == other && row->outcome != now;
                    }))
                    list.push_back(branch(question, question.answers[other], rows));
        }
    }

    /// Combinations that agree with all settled questions but one.
    Rows alike(std::size_t but) const {
        Rows rows;
        for (const Row& row : table_.rows()) {
            bool agrees = true;
            for (std::size_t i = 0; i < settled_.size(); ++i)
                agrees = agrees && (i == but || !settled_[i] || row.answers[i] == left_.front()->answers[i]);
            if (agrees)
                rows.push_back(&row);
        }
        return rows;
    }

    const Rulebook& book_;
    const ChoiceTable& table_;
    const Talk& talk_;
    CaseState nothing_; ///< there is no case yet
    View view_;
    Rows left_;                 ///< combinations that agree with what was said
    std::vector<bool> settled_; ///< by question: one answer is left
};

Chooser::Chooser(const Rulebook& rulebook)
    : book_(&rulebook),
      table_(std::make_unique<ChoiceTable>(rulebook, [](const std::string& what, const std::string& remedy) {
          throw Error(Fault::RulebookInvalid, "choice.yaml: " + what + "; " + remedy);
      })) {}
Chooser::~Chooser() = default;
Chooser::Chooser(Chooser&&) noexcept = default;
Chooser& Chooser::operator=(Chooser&&) noexcept = default;

const ChoiceQuestion& Chooser::question(std::string_view id) const {
    const ChoiceQuestion* found = book_->choice.question(id);
    if (found == nullptr)
        throw Error(Fault::BadInput, std::string(id) + ": no question of choice.yaml is named so");
    return *found;
}

ChoiceAdvice Chooser::advise(const Talk& talk, const Context& context) const {
    for (const std::string& id : talk.unsure)
        static_cast<void>(question(id));
    for (const auto& [id, value] : talk.facts) {
        const Fact* fact = book_->fact(id);
        if (fact == nullptr || fact->source != FactSource::Stated || valueFrom(*fact, toText(value)) != value)
            throw Error(Fault::BadInput, id + ": no fact that can be stated is named so and has this value");
    }
    return Adviser(*book_, *table_, talk, context).advice();
}

Talk Chooser::answered(Talk talk, std::string_view question, std::string_view answer) const {
    const ChoiceQuestion& asked = this->question(question);
    const auto found = std::ranges::find(asked.answers, answer, &Saying::id);
    if (found == asked.answers.end())
        throw Error(Fault::BadInput,
                    std::string(answer) + ": no answer to '" + asked.id + "' is named so; see choice.yaml");
    for (const auto& [fact, value] : found->facts)
        talk.facts.insert_or_assign(fact, value);
    talk.unsure.erase(asked.id);
    if (!asked.clueOf.empty())
        talk.unsure.insert(asked.id); // it is not asked again
    if (!asked.clueOf.empty() && !found->facts.empty())
        talk.unsure.erase(asked.clueOf); // which has fewer answers now
    return talk;
}

Talk Chooser::unsure(Talk talk, std::string_view question) const {
    talk.unsure.insert(this->question(question).id);
    return talk;
}

Facts Chooser::meant(std::string_view procedure) const {
    const Procedure* named = book_->procedure(procedure);
    if (named == nullptr)
        throw Error(Fault::BadInput, std::string(procedure) + ": no procedure of the rulebook is named so");
    const auto outcome = static_cast<std::size_t>(named - book_->procedures.data());
    std::optional<Facts> shared;
    for (const Row& row : table_->rows()) {
        if (row.outcome != outcome)
            continue;
        const Facts facts = table_->factsOf(row);
        if (!shared)
            shared = facts;
        std::erase_if(*shared, [&](const auto& one) { return facts.at(one.first) != one.second; });
    }
    return shared.value_or(Facts{});
}

std::vector<Facts> Chooser::combinations() const {
    std::vector<Facts> all;
    for (const Row& row : table_->rows())
        all.push_back(table_->factsOf(row));
    return all;
}

std::vector<Question> openingAsks(const Rulebook& rulebook, const Procedure& procedure, const Facts& facts) {
    std::vector<Question> asked;
    const auto ask = [&](const char* id) {
        const Fact& fact = rulebook.facts.at(id);
        if (!facts.contains(fact.id))
            asked.push_back({fact.id, fact.type, fact.question, fact.values});
    };
    ask("visitor");
    if (procedure.visitor == "representative")
        ask("rep_kind");
    return asked;
}

std::vector<const Procedure*> overridable(const Rulebook& rulebook, const Procedure* proposed,
                                          const Facts& facts, const Context& context) {
    const CaseState nothing;
    const View view(rulebook, nothing, context);
    const auto visitor = facts.find("visitor");
    std::vector<const Procedure*> list;
    for (const Procedure& procedure : rulebook.procedures) {
        const bool comes = visitor == facts.end() || visitor->second == FactValue(Word(procedure.visitor));
        const bool inForce = std::ranges::all_of(
            procedure.rules, [&](const std::string& rule) { return view.inForce({rule}); });
        if (comes && inForce && &procedure != proposed)
            list.push_back(&procedure);
    }
    return list;
}

} // namespace kaomado::procedure
