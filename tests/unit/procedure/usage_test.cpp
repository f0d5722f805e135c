// SPDX-License-Identifier: Apache-2.0
#include "edited.hpp"
#include "kaomado/procedure/usage.hpp"

#include <gmock/gmock.h>

namespace kaomado::procedure {
namespace {
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using Where = Use::Where;

std::vector<Use> usesOf(const std::string& rule) {
    const auto all = usage(Rulebook::builtIn());
    const auto found = all.find(rule);
    return found == all.end() ? std::vector<Use>{} : found->second;
}

std::vector<std::string> ids(const std::vector<const Procedure*>& procedures) {
    std::vector<std::string> list;
    for (const Procedure* procedure : procedures)
        list.push_back(procedure->id);
    return list;
}

TEST(Usage, APaperOfAProcedureNamesTheRuleThatDemandsIt) {
    EXPECT_THAT(usesOf("R-P04-01"), Contains(Use{Where::Paper, "P04", "F04_no_pin_application", "demanded"}));
}

TEST(Usage, TellsAStepInItselfFromAStepInAProcedure) {
    EXPECT_THAT(usesOf("R-CARD-17"), Contains(Use{Where::Step, {}, "S16_lock", "before"}));
    EXPECT_THAT(usesOf("R-UNS-08"), Contains(Use{Where::Step, "P05", "S20_reset_pin", "after"}));
}

TEST(Usage, FindsTurnsOrdersGoalsDatesEntriesAndBodies) {
    EXPECT_THAT(usesOf("R-P04-11"), Contains(Use{Where::Procedure, "P04R", "P03R", "divert"}));
    EXPECT_THAT(usesOf("R-LOCK-07"), Contains(Use{Where::Order, {}, "S16_lock", "S17_confirm_lock"}));
    EXPECT_THAT(usesOf("R-CARD-06"), Contains(Use{Where::Goal, {}, "face_auth", "at_end"}));
    EXPECT_THAT(usesOf("R-TIME-02"), ElementsAre(Field(&Use::part, "information")));
    EXPECT_THAT(usesOf("R-END-03"), Contains(Use{Where::Entry, {}, "set", "entry"}));
    EXPECT_THAT(usesOf("R-CARD-10"), Contains(Field(&Use::where, Where::Body)));
}

TEST(Usage, NamesEveryPlaceOnce) {
    for (const auto& [rule, uses] : usage(Rulebook::builtIn())) {
        auto sorted = uses;
        std::ranges::sort(sorted);
        EXPECT_EQ(std::ranges::adjacent_find(sorted), sorted.end()) << rule;
    }
}

TEST(Usage, WhatAStepDemandsWhereverItStandsIsToldOnceAndNotWithEveryProcedure) {
    const auto uses = usesOf("R-END-21");
    EXPECT_THAT(uses, Contains(Use{Where::Step, {}, "S28_collect_card", "when"}));
    EXPECT_THAT(uses, Not(Contains(Use{Where::Step, "P04", "S28_collect_card", "when"})));
}

TEST(Usage, ARuleThatOnlyTheProgramAppliesHasNoPlaceInTheData) {
    EXPECT_THAT(usesOf("R-PIN-09"), IsEmpty());
    EXPECT_THAT(usesOf("R-SET-15"), IsEmpty());
}

TEST(Usage, AConditionOnTheDateOfARuleIsAUseOfIt) {
    const Rulebook book =
        test::Edited()
            .append("facts.yaml", "\n- id: card_is_gone\n  derived: {in_force: R-TIME-01}\n")
            .book();
    EXPECT_THAT(usage(book).at("R-TIME-01"), Contains(Use{Where::Fact, {}, "card_is_gone", "derived"}));
}

TEST(Usage, ListsTheProceduresOfAStepAndOfAPaperInTheGuidelinesOrder) {
    EXPECT_THAT(ids(proceduresWith(Rulebook::builtIn(), "S20_reset_pin")), ElementsAre("P05", "P05R"));
    EXPECT_THAT(ids(proceduresWith(Rulebook::builtIn(), "S24_mail")), ElementsAre("P02"));
    EXPECT_THAT(ids(proceduresAsking(Rulebook::builtIn(), "F10_signature_cert_application")),
                ElementsAre("P05", "P05R"));
    EXPECT_THAT(ids(proceduresWith(Rulebook::builtIn(), "S99_nothing")), IsEmpty());
}

TEST(Usage, EveryRuleOfTheGuidelineHasScenarios) {
    const Rulebook& book = Rulebook::builtIn();
    for (const auto& [id, rule] : book.rules)
        if (!rule.beyond) {
            EXPECT_THAT(scenariosOf(book, id), Not(IsEmpty())) << id;
        }
    std::vector<std::string> lock;
    for (const Scenario* scenario : scenariosOf(book, "R-LOCK-09"))
        lock.push_back(scenario->id);
    EXPECT_THAT(lock, ElementsAre("P-041", "P-100"));
}

TEST(Usage, FactsAskedAreThoseOfConditionsAndNoStepsOrPapers) {
    const auto facts = factsAsked(Rulebook::builtIn());
    EXPECT_THAT(facts,
                AllOf(Contains("ins_wanted"), Contains("pins_all_locked"), Contains("require_f11_in_p04")));
    EXPECT_THAT(facts, Not(Contains("S16_lock")));
    EXPECT_THAT(facts, Not(Contains("")));
}

} // namespace
} // namespace kaomado::procedure
