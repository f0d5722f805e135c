// SPDX-License-Identifier: Apache-2.0
#include "edited.hpp"
#include "kaomado/procedure/compare.hpp"

#include <gmock/gmock.h>

namespace kaomado::procedure {

void PrintTo(const Change& change, std::ostream* out) {
    *out << nameOf(change.what) << ' ' << nameOf(change.area) << ' ' << change.procedure << ' '
         << change.subject << '.' << change.part << ": " << change.before << " -> " << change.after;
}

namespace {
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using Area = Change::Area;
using What = Change::What;
using test::Edited;

constexpr const char* kSwitch = "procedures/p2-switch.yaml";

std::vector<Change> changes(const Edited& edited, Language language = Language::English) {
    return compare(Rulebook::builtIn(), edited.book(), language);
}

auto is(Area area, What what, const std::string& subject, const std::string& part = {}) {
    return AllOf(Field(&Change::area, area), Field(&Change::what, what), Field(&Change::subject, subject),
                 Field(&Change::part, part));
}

TEST(Compare, TheSameEditionHasNoChanges) {
    EXPECT_THAT(changes(Edited()), IsEmpty());
}

TEST(Compare, AStepTakenOutOfAProcedureIsOneChangeOfThatProcedure) {
    const auto found = changes(Edited().change(kSwitch, "    - S17_confirm_lock\n", "", "- id: P04\n"));
    ASSERT_THAT(found, ElementsAre(is(Area::StepUse, What::Removed, "S17_confirm_lock")));
    EXPECT_EQ(found.front().procedure, "P04");
    EXPECT_EQ(found.front().label, Rulebook::builtIn().steps.at("S17_confirm_lock").label);
}

TEST(Compare, AStepInAnotherPlaceIsMovedAndItsNeighboursAreNot) {
    const auto found =
        changes(Edited()
                    .change(kSwitch, "    - S05_check_field\n", "", "- id: P04\n")
                    .change(kSwitch, "    - S14_confirm_status\n",
                            "    - S14_confirm_status\n    - S05_check_field\n", "- id: P04\n"));
    ASSERT_THAT(found, ElementsAre(is(Area::StepUse, What::Moved, "S05_check_field")));
    EXPECT_EQ(found.front().before, "本人確認");
    EXPECT_EQ(found.front().after, "運用状況の確認");
}

TEST(Compare, APaperNewlyDemandedIsWhatAClerkNotices) {
    const std::string old =
        "    - {all_of: [F04_no_pin_application], before: [S02_documents], rules: [R-P04-01]}\n";
    const auto found = changes(Edited().change(
        kSwitch, old,
        old + "    - {all_of: [F08_power_of_attorney], before: [S02_documents], rules: [R-P04-12]}\n"));
    ASSERT_THAT(found, Contains(AllOf(is(Area::Paper, What::Added, "F08_power_of_attorney"),
                                      Field(&Change::label, "委任状"), Field(&Change::procedure, "P04"))));
    EXPECT_EQ(firstNoticed(found).front()->subject, "F08_power_of_attorney");
}

TEST(Compare, APaperMoreInADemandOfSeveralLeavesTheOthersAlone) {
    const auto found = changes(Edited().change(kSwitch, "all_of: [F08_power_of_attorney]",
                                               "all_of: [F08_power_of_attorney, F09_pin_reset_application]",
                                               "- id: P04R\n"));
    EXPECT_THAT(found, ElementsAre(is(Area::Paper, What::Added, "F09_pin_reset_application")));
}

TEST(Compare, TwoDemandsForOnePaperAreToldApart) { // ④ asks for the consent in two situations
    const auto found =
        changes(Edited().change(kSwitch, "{that: ins_branch_b, rules: [R-INS-23]}",
                                "{that: ins_due, rules: [R-INS-23]}", "F05_insurance_consent"));
    EXPECT_THAT(found, ElementsAre(AllOf(is(Area::Paper, What::Removed, "F05_insurance_consent", "when"),
                                         Field(&Change::before, "ins_branch_b is yes [R-INS-23]")),
                                   AllOf(is(Area::Paper, What::Added, "F05_insurance_consent", "when"),
                                         Field(&Change::after, "ins_due is yes [R-INS-23]"))));
}

TEST(Compare, ASharedStepIsToldOnceWithTheProceduresThatHaveIt) {
    const auto found = changes(Edited().change("steps.yaml", "label: 暗証番号再設定", "label: 暗証番号の設定",
                                               "- id: S20_reset_pin"));
    ASSERT_THAT(found, ElementsAre(is(Area::Step, What::Altered, "S20_reset_pin", "label")));
    EXPECT_EQ(found.front().before, "暗証番号再設定");
    EXPECT_EQ(found.front().after, "暗証番号の設定");
    EXPECT_THAT(found.front().procedures, ElementsAre("P05", "P05R"));
}

TEST(Compare, AQuestionWithNewWordsIsOneChangeAlthoughConditionsRestOnIt) {
    const auto found =
        changes(Edited().change("facts.yaml", "今日、窓口で健康保険証の利用登録を希望しますか。",
                                "利用登録を希望しますか。"),
                Language::Japanese);
    EXPECT_THAT(found, ElementsAre(AllOf(is(Area::Fact, What::Altered, "ins_wanted", "question"),
                                         Field(&Change::after, "利用登録を希望しますか。"))));
}

TEST(Compare, AValueGoesByItsNameInJapaneseAndByItsIdentifierInEnglish) {
    const auto edited = [] {
        return Edited().change(kSwitch, "identity_level: pin_reset", "identity_level: card_issue",
                               "- id: P05\n");
    };
    EXPECT_THAT(changes(edited(), Language::Japanese),
                ElementsAre(AllOf(is(Area::Procedure, What::Altered, "P05", "identity_level"),
                                  Field(&Change::before, "暗証番号の再設定に準じる"),
                                  Field(&Change::after, "カードの交付に準じる"))));
    EXPECT_THAT(changes(edited()), ElementsAre(Field(&Change::after, "card_issue")));
}

TEST(Compare, RulesDatesSettingsAndThePinSetAreCompared) {
    const auto found =
        changes(Edited()
                    .change("rules/card.yaml", "原則としてその日のうちに行います", "その日のうちに行います")
                    .change("dated.yaml", "2024-12-02", "2025-01-01")
                    .change("settings.yaml", "standard: \"4\"", "standard: \"6\"")
                    .change("pins.json", R"("file": "0011", "limit": 3)", R"("file": "0011", "limit": 5)"));
    EXPECT_THAT(found, Contains(is(Area::Rule, What::Altered, "R-CARD-03", "text")));
    EXPECT_THAT(found,
                Contains(AllOf(is(Area::Date, What::Altered, "R-TIME-01 R-END-22", "dates"),
                               Field(&Change::before, "2024-12-02–"), Field(&Change::after, "2025-01-01–"))));
    EXPECT_THAT(found, Contains(AllOf(is(Area::Setting, What::Altered, "endorsement_capacity", "standard"),
                                      Field(&Change::after, "6"))));
    EXPECT_THAT(found, Contains(AllOf(is(Area::Pin, What::Added, "profile_ap_pin", "targets"),
                                      Field(&Change::after, "TEXT/0011 (5)"))));
}

TEST(Compare, AProcedureOfOneEditionOnlyIsOneChange) {
    Rulebook before = Rulebook::builtIn(), after = Rulebook::builtIn();
    std::erase_if(before.procedures, [](const Procedure& procedure) { return procedure.id == "P07R"; });
    const auto found = compare(before, after, Language::English);
    EXPECT_THAT(found, Contains(is(Area::Procedure, What::Added, "P07R")));
    EXPECT_EQ(std::ranges::count(found, std::string("P07R"), &Change::procedure), 0);
    EXPECT_THAT(compare(after, before, Language::English),
                Contains(is(Area::Procedure, What::Removed, "P07R")));
}

TEST(Compare, WhatAClerkNoticesFirstComesFirstAndHomesOfRulesNever) {
    const Edited edited =
        Edited()
            .change("rules/card.yaml", "enforced: [note]", "enforced: [data]")
            .change("steps.yaml", "label: 暗証番号再設定", "label: 暗証番号の設定", "- id: S20_reset_pin")
            .change(kSwitch, "    - S17_confirm_lock\n", "", "- id: P04\n")
            .change(kSwitch, "identity_level: certificate_issue", "identity_level: card_issue",
                    "- id: P04R\n");
    const auto all = changes(edited);
    EXPECT_THAT(all, Contains(is(Area::Rule, What::Added, "R-CARD-03", "enforced")));
    std::vector<std::string> noticed;
    for (const Change* change : firstNoticed(all))
        noticed.push_back(change->subject);
    EXPECT_THAT(noticed, ElementsAre("S17_confirm_lock", "P04R", "S20_reset_pin"));
}

} // namespace
} // namespace kaomado::procedure
