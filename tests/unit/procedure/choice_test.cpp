// SPDX-License-Identifier: Apache-2.0
#include "edited.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/procedure/check.hpp"
#include "kaomado/procedure/choice.hpp"

#include <gmock/gmock.h>

#include <numeric>

namespace kaomado::procedure {
namespace {
using test::Edited;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A clerk who asks what the program proposes, and a person of whom every fact is known.
class Choice : public ::testing::Test {
protected:
    const Rulebook& book = Rulebook::builtIn();
    const Chooser chooser{book};
    const Context today{instantFromIso("2026-10-01T03:00:00Z"), settingsFrom(book, {})};

    ChoiceAdvice advise(const Facts& facts, std::set<std::string> unsure = {}) const {
        return chooser.advise({facts, std::move(unsure)}, today);
    }

    static bool says(const Facts& person, const Saying& answer) {
        return std::ranges::all_of(answer.facts,
                                   [&](const auto& fact) { return person.at(fact.first) == fact.second; });
    }

    /// The first answer that is true of the person; a clue may have none.
    static const Saying* truth(const Facts& person, const ChoiceAsk& ask) {
        const auto found =
            std::ranges::find_if(ask.answers, [&](const Saying* answer) { return says(person, *answer); });
        return found == ask.answers.end() ? nullptr : *found;
    }

    /// Many talks begin alike.
    const ChoiceAdvice& remembered(const Talk& talk) const {
        std::string key;
        for (const auto& [fact, value] : talk.facts)
            key += fact + "=" + toText(value) + " ";
        for (const std::string& id : talk.unsure)
            key += "?" + id + " ";
        const auto known = known_.find(key);
        return known != known_.end() ? known->second
                                     : known_.emplace(key, chooser.advise(talk, today)).first->second;
    }

    struct Talked {
        ChoiceAdvice end;
        unsigned questions = 0;
        std::set<std::string> asked;
    };

    /// Until the program has no question more. The person does not know the answers to `unknown`.
    Talked talk(const Facts& person, const std::set<std::string>& unknown = {}) const {
        Talk talk;
        Talked talked;
        unsigned expected = 0;
        while (true) {
            talked.end = remembered(talk);
            if (!talked.end.ask)
                return talked;
            const ChoiceAsk& ask = *talked.end.ask;
            const std::string& id = ask.question->id;
            if (unknown.empty() && talked.questions == 0)
                expected = ask.atMost;
            ++talked.questions;
            if (unknown.empty()) {
                EXPECT_TRUE(talked.asked.insert(id).second) << id << " is asked twice";
                EXPECT_LE(talked.questions, expected);
            } else if (talked.questions > 20U) {
                ADD_FAILURE() << "the talk has no end";
                return talked;
            }
            const Saying* answer = truth(person, ask);
            talk = unknown.contains(id) || answer == nullptr ? chooser.unsure(talk, id)
                                                             : chooser.answered(talk, id, answer->id);
        }
    }

    /// One person for every way to answer all questions.
    using Answers = std::vector<const Saying*>;
    std::map<Answers, Facts> people() const {
        std::map<Answers, Facts> people;
        for (const Facts& person : chooser.combinations()) {
            Answers answers;
            for (const ChoiceQuestion* question : questions())
                for (const Saying& answer : question->answers)
                    if (says(person, answer))
                        answers.push_back(&answer);
            people.emplace(answers, person);
        }
        return people;
    }

    /// Of a person of whom everything is known.
    Chosen end(const Facts& person) const { return advise(person).chosen.value(); }

    Decision open(const std::string& procedure, Facts facts) const {
        if (facts.at("visitor") == FactValue(Word("representative")))
            facts.emplace("rep_kind", Word("other"));
        return decide(book, {}, {Officer("hanako"), OpenCase{procedure, facts, {}}}, today);
    }

    std::vector<const ChoiceQuestion*> questions() const {
        std::vector<const ChoiceQuestion*> list;
        for (const ChoiceQuestion& question : book.choice.questions)
            if (question.clueOf.empty())
                list.push_back(&question);
        return list;
    }

private:
    mutable std::map<std::string, ChoiceAdvice> known_;
};

Facts facts(const std::string& visitor, const std::string& wish) {
    return {{"visitor", Word(visitor)}, {"wish", Word(wish)}};
}

TEST_F(Choice, EveryCombinationLeadsToTheOneProcedureThatOpensOrToAReasonWhyNone) {
    const auto all = chooser.combinations();
    EXPECT_EQ(all.size(), 2U * 2 * 2 * 3 * 2 * 2 * 2 * 2); // who, wish, new, channel, face, cert, two marks
    for (const Facts& person : all) {
        const ChoiceAdvice advice = advise(person);
        ASSERT_TRUE(advice.chosen);
        const Chosen& chosen = *advice.chosen;
        ASSERT_NE(chosen.procedure == nullptr, chosen.none == nullptr);
        for (const Procedure& procedure : book.procedures) {
            const bool opens = std::holds_alternative<std::vector<Event>>(open(procedure.id, person));
            EXPECT_EQ(opens, &procedure == chosen.procedure) << procedure.id;
        }
        EXPECT_THAT(chosen.because, Not(IsEmpty()));
        for (const Reason& reason : chosen.because)
            EXPECT_THAT(reason.rules, Not(IsEmpty())) << reason.text;
    }
}

TEST_F(Choice, EveryProcedureIsTheOneOfSomebody) {
    std::set<std::string> found;
    for (const Facts& person : chooser.combinations())
        if (const Procedure* procedure = end(person).procedure)
            found.insert(procedure->id);
    EXPECT_EQ(found.size(), book.procedures.size());
}

TEST_F(Choice, TheQuestionsLeadEverybodyToTheEndThatTheFactsHave) {
    for (const Facts& person : chooser.combinations()) {
        const Talked talked = talk(person);
        ASSERT_TRUE(talked.end.chosen);
        EXPECT_EQ(talked.end.chosen->procedure, end(person).procedure);
        EXPECT_EQ(talked.end.chosen->none, end(person).none);
    }
}

/// Questions asked of everybody together in one order for all, each only where it tells people apart, until
/// all that are left have the same end.
unsigned askedInOrder(const std::map<std::vector<const Saying*>, std::size_t>& left,
                      const std::vector<std::size_t>& order, std::size_t at = 0) {
    const bool sameEnd =
        std::ranges::all_of(left, [&](const auto& person) { return person.second == left.begin()->second; });
    if (sameEnd)
        return 0;
    std::map<const Saying*, std::map<std::vector<const Saying*>, std::size_t>> parts;
    for (const auto& [answers, end] : left)
        parts[answers[order[at]]].emplace(answers, end);
    unsigned sum = parts.size() > 1 ? static_cast<unsigned>(left.size()) : 0;
    for (const auto& [answer, part] : parts)
        sum += askedInOrder(part, order, at + 1);
    return sum;
}

TEST_F(Choice, NoFixedOrderOfTheQuestionsIsAsShort) {
    unsigned ours = 0, longest = 0;
    std::map<Answers, std::size_t> ends;
    for (const auto& [answers, person] : people()) {
        const unsigned questions = talk(person).questions;
        ours += questions;
        longest = std::max(longest, questions);
        const Chosen chosen = end(person);
        ends.emplace(answers, chosen.procedure != nullptr
                                  ? static_cast<std::size_t>(chosen.procedure - book.procedures.data())
                                  : 100U + static_cast<std::size_t>(chosen.none - book.choice.none.data()));
    }
    std::vector<std::size_t> order(questions().size());
    std::iota(order.begin(), order.end(), 0U);
    unsigned best = std::numeric_limits<unsigned>::max();
    do
        best = std::min(best, askedInOrder(ends, order));
    while (std::ranges::next_permutation(order).found);
    EXPECT_LT(ours, best);
    EXPECT_LE(longest, order.size());
    RecordProperty("people", static_cast<int>(ends.size()));
    RecordProperty("questions", static_cast<int>(ours));
    RecordProperty("longest", static_cast<int>(longest));
    RecordProperty("best_fixed_order", static_cast<int>(best));
}

TEST_F(Choice, WhateverNobodyIsSureOfNobodyIsSentIntoAnotherProcedure) {
    const auto list = questions();
    for (std::size_t unknown = 1; unknown < std::size_t{1} << list.size(); ++unknown) {
        std::set<std::string> ids;
        for (std::size_t i = 0; i < list.size(); ++i)
            if ((unknown >> i & 1U) != 0)
                ids.insert(list[i]->id);
        for (const auto& [answers, person] : people()) {
            const Talked talked = talk(person, ids);
            const Chosen right = end(person);
            if (talked.end.chosen) {
                EXPECT_EQ(talked.end.chosen->procedure, right.procedure);
                EXPECT_EQ(talked.end.chosen->none, right.none);
                continue;
            }
            ASSERT_THAT(talked.end.findOut, Not(IsEmpty()));
            for (const FindOut& one : talked.end.findOut) {
                EXPECT_TRUE(ids.contains(one.question->id));
                EXPECT_THAT(one.question->findOut, Not(IsEmpty()));
                EXPECT_GT(one.branches.size(), 1U);
            }
            if (right.procedure != nullptr)
                EXPECT_THAT(talked.end.possible, Contains(right.procedure));
            else
                EXPECT_THAT(talked.end.noneBecause, Contains(right.none));
        }
    }
}

TEST_F(Choice, AStandardValueIsNoAnswer) {
    // ④ and ③ differ in cert_due, whose standard is no
    Facts person = facts("applicant", "face_auth");
    person.insert({{"new_card", false},
                   {"face_item_due", false},
                   {"marked_on_face", false},
                   {"marked_on_case", false}});
    const ChoiceAdvice advice = advise(person);
    ASSERT_TRUE(advice.ask);
    EXPECT_EQ(advice.ask->question->id, "certificate");
    EXPECT_EQ(advice.ask->atMost, 1U);
    EXPECT_THAT(advice.possible, ElementsAre(book.procedure("P03"), book.procedure("P04")));
}

TEST_F(Choice, WhatIsSettledIsNotAsked) {
    // a representative's new card is ①’ whatever the channel
    Facts person = facts("representative", "face_auth");
    person.emplace("new_card", true);
    const ChoiceAdvice advice = advise(person);
    ASSERT_TRUE(advice.chosen);
    EXPECT_EQ(advice.chosen->procedure, book.procedure("P01R"));
    EXPECT_THAT(advice.chosen->because, Contains(Field(&Reason::text, HasSubstr("新しいカードの交付"))));
}

TEST_F(Choice, WhoIsNotSureGetsAClueFirst) {
    Facts person = facts("applicant", "face_auth");
    person.insert({{"new_card", false},
                   {"face_item_due", false},
                   {"marked_on_face", false},
                   {"marked_on_case", false}});
    Talk talk = chooser.unsure({person, {}}, "certificate");
    ChoiceAdvice advice = chooser.advise(talk, today);
    ASSERT_TRUE(advice.ask);
    EXPECT_EQ(advice.ask->question->clueOf, "certificate");
    const std::string clue = advice.ask->question->id;

    advice = chooser.advise(chooser.answered(talk, clue, "came"), today);
    ASSERT_TRUE(advice.chosen);
    EXPECT_EQ(advice.chosen->procedure, book.procedure("P03"));

    advice = chooser.advise(chooser.answered(talk, clue, "did_not_come"), today);
    ASSERT_EQ(advice.findOut.size(), 1U);
    EXPECT_THAT(advice.findOut.front().question->findOut, HasSubstr("カードを読み取り"));
    EXPECT_THAT(advice.findOut.front().branches.at(0).procedures, ElementsAre(book.procedure("P03")));
    EXPECT_THAT(advice.findOut.front().branches.at(1).procedures, ElementsAre(book.procedure("P04")));
}

TEST_F(Choice, AClueThatHelpsLeavesFewerAnswersToTheQuestion) {
    Talk talk = chooser.unsure({facts("applicant", "face_auth"), {}}, "errand");
    ChoiceAdvice advice = chooser.advise(talk, today);
    ASSERT_TRUE(advice.ask);
    ASSERT_EQ(advice.ask->question->id, "card_in_use");
    advice = chooser.advise(chooser.answered(talk, "card_in_use", "no_card"), today);
    ASSERT_TRUE(advice.ask);
    EXPECT_EQ(advice.ask->question->id, "errand");
    EXPECT_EQ(advice.ask->answers.size(), 3U);
    EXPECT_THAT(advice.possible, ElementsAre(book.procedure("P01"), book.procedure("P02")));
}

TEST_F(Choice, TheReasonIsWhatWasSaidWithItsRules) {
    Facts person = facts("applicant", "face_auth");
    person.insert({{"new_card", false},
                   {"face_item_due", false},
                   {"cert_due", true},
                   {"marked_on_face", false},
                   {"marked_on_case", false}});
    const Chosen chosen = end(person);
    EXPECT_EQ(chosen.procedure, book.procedure("P03"));
    EXPECT_THAT(chosen.because,
                Contains(AllOf(Field(&Reason::text, HasSubstr("電子証明書の発行や更新も要りますか。 → 要る")),
                               Field(&Reason::rules, Contains("R-PROC-11")))));
}

TEST_F(Choice, OneAnswerChangedShowsWhereItWouldLead) {
    Facts person = facts("applicant", "face_auth");
    person.insert({{"new_card", false},
                   {"face_item_due", false},
                   {"cert_due", false},
                   {"marked_on_face", false},
                   {"marked_on_case", false}});
    const Chosen chosen = end(person);
    EXPECT_EQ(chosen.procedure, book.procedure("P04"));
    const auto to = [&](const std::string& answer) {
        std::string ends;
        for (const ChoiceBranch& branch : chosen.otherwise)
            if (branch.answer->id == answer) {
                for (const Procedure* procedure : branch.procedures)
                    ends += procedure->id + " ";
                for (const NoProcedure* none : branch.none)
                    ends += none->id + " ";
            }
        return ends;
    };
    EXPECT_EQ(to("representative"), "P04R ");
    EXPECT_EQ(to("due"), "P03 ");
    EXPECT_EQ(to("on_card"), "face_auth_already ");
    EXPECT_EQ(to("normal_mode"), "normal_already ");
    EXPECT_EQ(to("collect_card"), "P01 ");
    EXPECT_EQ(to("face_items"), ""); // ④ too
}

TEST_F(Choice, StaffAreToldWhatComesBesides) {
    Facts person = facts("applicant", "normal_mode");
    person.insert(
        {{"new_card", false}, {"face_item_due", true}, {"cert_due", true}, {"marked_on_face", true}});
    const Chosen chosen = end(person);
    EXPECT_EQ(chosen.procedure, book.procedure("P06"));
    EXPECT_THAT(chosen.notes, ElementsAre(Field(&Reason::rules, ElementsAre("R-PROC-15")),
                                          Field(&Reason::text, HasSubstr("⑦"))));
}

TEST_F(Choice, AProcedureThatIsNotInForceIsNotChosen) {
    Facts person = facts("applicant", "face_auth");
    person.insert({{"new_card", true}, {"channel", Word("visit_at_handover")}});
    const Context before{instantFromIso("2020-01-01T03:00:00Z"), today.settings};
    const ChoiceAdvice advice = chooser.advise({person, {}}, before);
    ASSERT_TRUE(advice.chosen);
    EXPECT_EQ(advice.chosen->procedure, nullptr);
    EXPECT_THAT(advice.chosen->because.back().text, HasSubstr("今日の時点では行えません"));
    EXPECT_THAT(overridable(book, nullptr, person, before), IsEmpty());
}

TEST_F(Choice, StaffMayGoWhereTheVisitorFitsAndNowhereElse) {
    std::vector<std::string> ids;
    for (const Procedure* one :
         overridable(book, book.procedure("P04R"), facts("representative", "face_auth"), today))
        ids.push_back(one->id);
    EXPECT_THAT(ids, ElementsAre("P01R", "P03R", "P05R", "P06R", "P07R"));
}

TEST_F(Choice, WhoNamesAProcedureIsAskedOnlyWhatItsNameLeavesOpen) {
    const auto asked = [&](const std::string& procedure) {
        const ChoiceAdvice advice = advise(chooser.meant(procedure));
        EXPECT_THAT(advice.possible, Contains(book.procedure(procedure)));
        return advice.ask ? advice.ask->question->id : "";
    };
    for (const char* settled : {"P01", "P01R", "P03", "P03R", "P04", "P04R"})
        EXPECT_EQ(asked(settled), "") << settled;
    for (const char* marked : {"P05", "P05R"}) // on the card or on its case
        EXPECT_EQ(asked(marked), "marked") << marked;
    EXPECT_EQ(asked("P02"), "errand"); // at the counter or at a visit
    EXPECT_THROW((void)chooser.meant("P08"), Error);
}

TEST_F(Choice, WithWhatTheOpeningAsksEveryProcedureOpensAndWithoutItNone) {
    for (const Procedure& procedure : book.procedures) {
        Facts said = chooser.meant(procedure.id);
        said.erase("visitor");
        const auto refused = [&] {
            return std::holds_alternative<Refusal>(
                decide(book, {}, {Officer("hanako"), OpenCase{procedure.id, said, {}}}, today));
        };
        for (const Question& question : openingAsks(book, procedure, said)) {
            EXPECT_TRUE(refused()) << procedure.id << " without " << question.fact;
            said.emplace(question.fact,
                         Word(question.fact == "visitor" ? procedure.visitor : question.values.front()));
        }
        EXPECT_THAT(openingAsks(book, procedure, said), IsEmpty());
        EXPECT_FALSE(refused()) << procedure.id;
    }
}

TEST_F(Choice, WhatTheRulebookDoesNotKnowIsRefused) {
    EXPECT_THROW((void)advise({{"colour", Word("red")}}), Error);
    EXPECT_THROW((void)advise({{"visitor", Word("nobody")}}), Error);
    EXPECT_THROW((void)advise({{"marked_on_face", Word("yes")}}), Error);
    EXPECT_THROW((void)advise({{"pins_all_locked", true}}), Error); // the chip says that, nobody else
    EXPECT_THROW((void)advise({}, {"nothing"}), Error);
    EXPECT_THROW((void)chooser.answered({}, "who", "nobody"), Error);
    EXPECT_THROW((void)chooser.answered({}, "nothing", "applicant"), Error);
    EXPECT_THROW((void)chooser.unsure({}, "nothing"), Error);
}

TEST_F(Choice, AReasonIsRecordedOnlyWhereSomethingIsOverridden) {
    Facts person = facts("applicant", "face_auth");
    person.insert({{"marked_on_face", false}, {"marked_on_case", false}});
    const auto opened = [&](const std::string& procedure) {
        const Decision decision =
            decide(book, {}, {Officer("hanako"), OpenCase{procedure, person, Word("card_seen")}}, today);
        return std::get<CaseOpened>(std::get<std::vector<Event>>(decision).front().what).overrideReason;
    };
    EXPECT_EQ(opened("P04"), std::nullopt);
    EXPECT_EQ(opened("P05"), Word("card_seen"));
}

/// An edition whose way to the procedure is broken in one place.
std::string problemOf(const Edited& edited) {
    try {
        (void)edited.book();
    } catch (const Error& error) {
        return error.what();
    }
    return "no problem";
}

TEST(ChoiceData, ACombinationWithTwoProceduresIsAProblem) {
    EXPECT_THAT(problemOf(Edited().change("procedures/p2-switch.yaml", "{not: cert_due}, ", "")),
                AllOf(HasSubstr("choice.yaml:"), HasSubstr("more than one procedure when"),
                      HasSubstr("cert_due=yes")));
}

TEST(ChoiceData, ACombinationWithoutProcedureAndReasonIsAProblem) {
    EXPECT_THAT(problemOf(Edited().change("choice.yaml", "{all: [{not: new_card}, marked]}",
                                          "{all: [{not: new_card}, marked_on_face]}")),
                HasSubstr("neither a procedure nor a reason why none when"));
}

TEST(ChoiceData, AnswersThatOverlapOrLeaveSomethingOutAreAProblem) {
    EXPECT_THAT(
        problemOf(Edited().change("choice.yaml", "facts: {marked_on_face: \"no\", marked_on_case: \"no\"}",
                                  "facts: {marked_on_case: \"no\"}")),
        HasSubstr("not exactly one answer to 'marked' when"));
}

TEST(ChoiceData, QuestionsThatDoNotDecideAreAProblem) {
    EXPECT_THAT(
        problemOf(Edited()
                      .change("choice.yaml", "facts: {cert_due: \"yes\"}", "facts: {wish: face_auth}")
                      .change("choice.yaml", "facts: {cert_due: \"no\"}", "facts: {wish: normal_mode}")),
        HasSubstr("the answers do not tell apart"));
}

TEST(ChoiceData, AFactThatNobodyCanStateChoosesNoProcedure) {
    EXPECT_THAT(
        problemOf(Edited().change("procedures/p2-switch.yaml", "{not: cert_due}, ", "user_cert_valid, ")),
        HasSubstr("cannot choose a procedure"));
}

TEST(ChoiceData, AReasonThatNeverHoldsAndAClueToNothingAreProblems) {
    EXPECT_THAT(
        problemOf(Edited().change("choice.yaml", "{not: marked}]}", "marked]}", "id: normal_already")),
        HasSubstr("neither a procedure nor"));
    EXPECT_THAT(
        problemOf(Edited().change("choice.yaml", "none:\n",
                                  "none:\n  - {id: x, when: {all: [new_card, {not: new_card}]}, text: a, "
                                  "remedy: b, rules: [R-PROC-02]}\n")),
        HasSubstr("'x' never holds"));
    EXPECT_THAT(problemOf(Edited().change("choice.yaml", "clue_of: errand", "clue_of: errands")),
                HasSubstr("no question 'errands' stands before its clue"));
}

TEST(ChoiceData, EveryProblemIsToldInJapaneseToo) {
    const auto problems =
        check(Edited().change("procedures/p2-switch.yaml", "{not: cert_due}, ", "").files());
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(procedure::translated(problems.front(), Language::Japanese).what,
                HasSubstr("手続が一つに決まりません（"));
}

} // namespace
} // namespace kaomado::procedure
