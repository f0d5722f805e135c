// SPDX-License-Identifier: Apache-2.0
// 12.8: the endorsement field is full. A new card is applied for; until it comes, the case may bear the
// entry.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

const Facts kOnCase{{"entry_wording", word("face_auth_only")}, {"case_medium", word("durable_label")}};

/// ④ with a full field, answered so.
void fullColumn(Desk& desk, const Facts& answers = {}) {
    desk.answers = together(together({{"lines_used", count(4)}, {"ins_registered", true}}, answers), {});
    desk.answers.try_emplace("identity_level", word("certificate_issue"));
    desk.begin("P04");
}

std::string everythingOnScreen(const Desk& desk) {
    std::string all;
    const Next next = desk.next();
    for (const Reason& notice : next.notices)
        all += notice.text + notice.remedy + "\n";
    for (const Question& question : next.questions)
        all += question.text + "\n";
    for (const Action& action : next.actions)
        all += action.label + "\n";
    return all;
}

TEST(Scenario, P_110_TheCardIsLockedTheCaseBearsTheEntryAndTheCardGoesBack) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    fullColumn(desk, {{"reissue_choice", word("visit_at_handover")}});
    desk.walk();
    EXPECT_THAT(desk.steps(), ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field",
                                          "S26_advise_reissue", "S04_check_user_cert", "S14_confirm_status",
                                          "S07_revoke_sig", "S16_lock", "S17_confirm_lock", "S27_mark_case",
                                          "S23_hand_over"));
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuthCaseMarked);
    EXPECT_TRUE(desk.chip.allLocked());
    EXPECT_THAT(desk.chip.certificatesOnCard(), ElementsAre("user_auth"));
    EXPECT_EQ(desk.now.facts.at("marked_on_face"), FactValue(false));
}

TEST(Scenario, P_110_TheCaseBearsTheSameEntryAsTheFieldWould) {
    Desk desk;
    fullColumn(desk);
    desk.walk("S27_mark_case");
    const Action mark = desk.action("S27_mark_case");
    EXPECT_TRUE(mark.allowed);
    EXPECT_THAT(mark.rules, IsSupersetOf({"R-END-16", "R-END-18"}));
    EXPECT_EQ(entryText(desk.book, "set", dateFrom("2026-10-01"), "見本市長"),
              "顔認証　令和8年10月1日　見本市長印");
    Facts more = kOnCase;
    more["entry_wording"] = word("other_wording");
    EXPECT_THAT(desk.refused(StartStep{"S27_mark_case", more, desk.evidence()}).rules(),
                ElementsAre("R-END-18", "R-END-05"));
}

TEST(Scenario, P_110_WritingThatFadesIsRefused) {
    Desk desk;
    fullColumn(desk);
    desk.walk("S27_mark_case");
    Facts fading = kOnCase;
    fading["case_medium"] = word("plain_writing");
    const Refusal refusal = desk.refused(StartStep{"S27_mark_case", fading, desk.evidence()});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-END-19"));
    EXPECT_THAT(textOf(refusal), HasSubstr("印刷したシール"));
}

TEST(Scenario, P_110_TheCaseIsMarkedAfterTheLockAndTheCardLeavesAfterTheMark) {
    Desk desk;
    fullColumn(desk);
    desk.walk("S16_lock");
    EXPECT_THAT(desk.refused(StartStep{"S27_mark_case", kOnCase, desk.evidence()}).rules(),
                Contains("R-END-23"));
    desk.walk("S27_mark_case");
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).rules(), Contains("R-CARD-13"));
    EXPECT_THAT(desk.refused(StartStep{"S18_endorse",
                                       {{"entry_place", word("endorsement_field")},
                                        {"entry_wording", word("face_auth_only")},
                                        {"entry_line", count(5)}},
                                       desk.evidence()})
                    .rules(),
                IsSupersetOf({"R-END-14", "R-END-16"}));
}

TEST(Scenario, P_111_WhoAppliesNowGivesTheCardBackAndIsToldWhatThatMeans) {
    Desk desk;
    fullColumn(desk, {{"reissue_choice", word("visit_at_application")}});
    desk.walk("S28_collect_card");
    EXPECT_TRUE(desk.done("S26_advise_reissue"));
    EXPECT_TRUE(desk.done("S29_advise_f15"));
    EXPECT_TRUE(desk.paperView("F16_reissue_application").handedIn); // it was asked for
    const Refusal untold =
        desk.refused(StartStep{"S28_collect_card", {{"told_insurance_stops", false}}, desk.evidence()});
    EXPECT_THAT(untold.rules(), ElementsAre("R-END-21"));
    EXPECT_THAT(textOf(untold), HasSubstr("保険証として使えなくなることを伝えてください"));
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::RetainedForReissue);
    EXPECT_FALSE(desk.chip.allLocked()); // the card that is given back stays as it was
    EXPECT_THAT(desk.steps(), Not(Contains("S16_lock")));
}

TEST(Scenario, P_111_TheCardIsNotTakenWithoutTheApplicationOrTheAdvice) {
    Desk desk;
    desk.withheld = {"F16_reissue_application"};
    fullColumn(desk, {{"reissue_choice", word("visit_at_application")}});
    desk.walk("S29_advise_f15");
    EXPECT_THAT(desk.refused(StartStep{"S28_collect_card", {{"told_insurance_stops", true}}, desk.evidence()})
                    .rules(),
                IsSupersetOf({"R-END-22", "R-END-15"}));
}

TEST(Scenario, P_113_WithoutAReissueApplicationTheCaseIsNotMarked) {
    Desk desk;
    desk.withheld = {"F16_reissue_application"};
    fullColumn(desk);
    desk.walk();
    const Refusal refusal = desk.refused(StartStep{"S27_mark_case", kOnCase, desk.evidence()});
    EXPECT_TRUE(refusal.names("R-END-23"));
    EXPECT_FALSE(desk.action("S16_lock").allowed);
    EXPECT_FALSE(desk.now.cardTouched);
    const PaperView application = desk.paperView("F16_reissue_application");
    EXPECT_EQ(application.need, PaperView::Need::Demanded);
    EXPECT_FALSE(application.handedIn);
}

TEST(Scenario, P_114_WhoLostTheCaseMayBeGivenAnotherOne) {
    Desk desk;
    fullColumn(desk, {{"case_state", word("new_one_given")}});
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_THAT(desk.steps(), Contains("S27_mark_case"));
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuthCaseMarked);
}

TEST(Scenario, P_114_OrIsAdvisedOfTheReissueAlone) {
    Desk desk;
    fullColumn(desk, {{"reissue_choice", word("keep_present_card")}});
    desk.walk();
    EXPECT_TRUE(desk.done("S26_advise_reissue"));
    desk.must(Withdraw{Word("keep_normal_card"), {}});
    EXPECT_EQ(desk.now.outcome, Outcome::Withdrawn);
    EXPECT_FALSE(desk.now.cardTouched);
    EXPECT_FALSE(desk.chip.allLocked());
}

TEST(Scenario, P_115_WithNoCaseInStockThePresentCardIsNotSet) {
    Desk desk;
    fullColumn(desk, {{"case_state", word("none_left")}});
    desk.walk();
    EXPECT_TRUE(desk.done("S26_advise_reissue"));
    const Refusal mark = desk.refused(StartStep{"S27_mark_case", kOnCase, desk.evidence()});
    EXPECT_TRUE(mark.names("R-END-20"));
    EXPECT_THAT(textOf(mark), HasSubstr("なければ再交付申請を案内してください"));
    EXPECT_TRUE(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .names("R-END-14"));
    desk.must(Withdraw{Word("keep_normal_card"), {}});
    EXPECT_EQ(desk.now.outcome, Outcome::Withdrawn);
    EXPECT_FALSE(desk.now.cardTouched);
    EXPECT_FALSE(desk.chip.allLocked());
}

TEST(Scenario, P_116_TheOldCardIsCollectedAndItsCaseEntryIsVoid) {
    Desk desk;
    desk.answers = {{"old_card", word("held_case_marked")}, {"ins_registered", true}};
    desk.begin("P01");
    desk.state("old_card", word("held_case_marked"));
    desk.walk("S28O_collect_old");
    const Action collect = desk.action("S28O_collect_old");
    EXPECT_TRUE(collect.allowed);
    EXPECT_THAT(collect.rules, Contains("R-END-24"));
    EXPECT_THAT(collect.label, HasSubstr("ケースの「顔認証」の記載は無効"));
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).rules(), Contains("R-END-24"));
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_EQ(desk.now.facts.at("old_card"), word("none"));
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth); // of the new card
}

TEST(Scenario, P_118_TheReissueMethodsAreNamedAndNotNumberedLikeProcedures) {
    Desk desk;
    desk.linesUsed = 4;
    desk.accept("P04", {{"ins_registered", true}});
    const std::string screen = everythingOnScreen(desk);
    EXPECT_THAT(screen, AllOf(HasSubstr("交付時来庁方式"), HasSubstr("申請時来庁方式")));
    for (const char* number : {"①", "②", "③", "④", "⑤", "⑥", "⑦"})
        EXPECT_THAT(screen, Not(HasSubstr(number)));
}

TEST(Scenario, P_150_TheReissueOfAFaceAuthCardIsAFirstIssueAgain) {
    const Desk desk;
    const Facts reissue{{"visitor", word("applicant")}, {"wish", word("face_auth")}, {"new_card", true},
                        {"marked_on_face", true}, // the card that is full
                        {"lines_used", count(4)},       {"old_card", word("held")}};
    for (const auto& [channel, procedure] :
         std::map<const char*, const char*>{{"visit_at_handover", "P01"}, {"visit_at_application", "P02"}}) {
        const Facts facts = together(reissue, {{"channel", word(channel)}});
        EXPECT_THAT(propose(desk.book, facts, desk.context), ElementsAre(procedure));
        const auto papers = documentsOf(desk.book, procedure, facts, desk.context);
        const auto first = documentsOf(desk.book, procedure, {{"channel", word(channel)}}, desk.context);
        ASSERT_EQ(papers.size(), first.size());
        for (std::size_t i = 0; i < papers.size(); ++i)
            EXPECT_EQ(papers[i].document, first[i].document);
    }
}

TEST(Scenario, P_150_ItsStepsAreThoseOfTheFirstIssueAndTheOldCardComesBack) {
    Desk first, again;
    for (Desk* desk : {&first, &again})
        desk->begin("P01");
    again.answers = {{"old_card", word("held")}};
    again.state("old_card", word("held"));
    first.walk();
    again.walk();
    std::vector<std::string> more = again.steps();
    EXPECT_EQ(std::erase(more, "S28O_collect_old"), 1U);
    EXPECT_EQ(more, first.steps());
    EXPECT_EQ(again.now.outcome, Outcome::HandedOver);
}

TEST(Scenario, P_151_MarkingTheCaseNamesTheNoticeOnCaseStickers) {
    Desk desk;
    fullColumn(desk);
    desk.walk("S27_mark_case");
    EXPECT_THAT(desk.action("S27_mark_case").rules, Contains("R-END-25"));
    EXPECT_THAT(desk.book.rules.at("R-END-25").text, HasSubstr("令和2年4月15日の通知"));
    const auto row = std::ranges::find_if(desk.book.dated, [](const Dated& dated) {
        return std::ranges::find(dated.rules, "R-END-25") != dated.rules.end();
    });
    ASSERT_NE(row, desk.book.dated.end());
    EXPECT_EQ(row->dates.from, dateFrom("2020-04-15"));
    EXPECT_THAT(row->rules, Contains("R-TIME-06"));
}

} // namespace
} // namespace kaomado::test
