// SPDX-License-Identifier: Apache-2.0
// 12.2: ②, an application taken on an outreach visit or at the counter; the card is set later and sent by
// post.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Facts kWantsRegistration{{"ins_registered", false}, {"ins_wanted", true}};
const Facts kNotRegistered{{"ins_registered", false}, {"ins_wanted", false}};

/// The application, and the wait for the card: nothing of it is there to be bound yet.
void apply(Desk& desk) {
    desk.begin("P02");
    desk.walk("S03_identity");
    desk.perform("S03_identity");
    desk.must(Suspend{Word("card_awaited"), true});
    desk.context.now += std::chrono::days(30);
    desk.must(Resume{});
}

/// ② with registration, up to the moment when an officer would register.
void comeToRegistration(Desk& desk) {
    desk.answers = kWantsRegistration;
    apply(desk);
    desk.walk("S15_insurance");
}

TEST(Scenario, P_017_WithEveryPaperTheCardIsRegisteredLockedMarkedAndSentByRestrictedMail) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.answers = {{"sig_cert_requested", true}};
    comeToRegistration(desk);
    desk.state("second_officer", Officer("mihon.jiro"));
    desk.walk();
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S06_discard_sig",
                            "S10_set_provisional", "S13_issue_process", "S14_confirm_status", "S15_insurance",
                            "S16_lock", "S17_confirm_lock", "S18_endorse", "S24_mail"));
    EXPECT_EQ(desk.now.outcome, Outcome::Mailed);
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
    EXPECT_TRUE(desk.chip.allLocked());
    EXPECT_THAT(desk.chip.certificatesOnCard(), ElementsAre("user_auth"));
}

TEST(Scenario, P_017_AllPapersAreTakenWithTheApplication) {
    Desk desk;
    desk.answers = kWantsRegistration;
    desk.withheld = {"F05_insurance_consent"};
    desk.begin("P02");
    desk.walk();
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-P02-01", "R-INS-15"));
    EXPECT_THAT(textOf(refusal), HasSubstr("「健康保険証利用の申込みに関する同意書」がありません。"));
}

TEST(Scenario, P_018_WithoutConsentTheAdviceGoesWithTheCard) {
    Desk desk;
    desk.answers = kNotRegistered;
    apply(desk);
    desk.walk("S24_mail");
    EXPECT_TRUE(desk.done("S12_set_random"));
    EXPECT_TRUE(desk.done("S25_advise_reader"));
    EXPECT_EQ(desk.action("S15_insurance").state, Action::State::NotApplicable);
    EXPECT_THAT(desk.book.rules.at("R-P02-06").remedy, HasSubstr("カードに同封"));
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Mailed);
    EXPECT_TRUE(desk.chip.allLocked());
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
}

TEST(Scenario, P_018_WithoutTheAdviceItIsNotSent) {
    Desk desk;
    desk.answers = kNotRegistered;
    apply(desk);
    desk.walk("S25_advise_reader");
    EXPECT_THAT(
        desk.refused(StartStep{"S24_mail", {{"delivery_type", word("restricted_basic")}}, desk.evidence()})
            .rules(),
        ElementsAre("R-INS-04"));
}

TEST(Scenario, P_019_WithoutF03TheApplicationIsNotTaken) {
    Desk desk;
    desk.withheld = {"F03_pin_setting_request"};
    desk.layOutPapers("P02");
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-P02-01"));
    EXPECT_THAT(textOf(refusal), HasSubstr("「暗証番号設定依頼書」がありません。"));
}

TEST(Scenario, P_020_AnOldPrintIsTakenOnlyTogetherWithF04) {
    Desk desk;
    desk.sheets["F03_pin_setting_request"] = {{"box", word("none")}, {"old_print", true}};
    desk.layOutPapers("P02");
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-FORM-18"));
    EXPECT_THAT(textOf(refusal), HasSubstr("設定切替申請書も書いてもらってください"));
    desk.handIn("F04_no_pin_application");
    desk.confirmPapers();
}

TEST(Scenario, P_020_AnOldPrintDoesNotCountByItselfWhenItBearsTheNewColumn) {
    Desk desk;
    desk.sheets["F03_pin_setting_request"] = {{"box", word("none")}, {"old_print", false}};
    desk.layOutPapers("P02");
    EXPECT_THAT(desk.papersRefused().rules(), ElementsAre("R-FORM-01", "R-P02-02"));
}

TEST(Scenario, P_022_OneOfficerAloneIsWarnedAndGivesAReason) {
    Desk desk;
    comeToRegistration(desk);
    const Refusal refusal = desk.refused(StartStep{"S15_insurance", {}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-INS-17", "R-INS-16"));
    EXPECT_THAT(textOf(refusal), HasSubstr("一人で登録する理由を記録してください"));
    desk.state("alone_reason", word("outreach_alone"));
    desk.walk("S16_lock");
    ASSERT_TRUE(desk.done("S15_insurance"));
    std::vector<std::string> warned;
    std::set<std::string> officers;
    for (const Event& event : desk.events)
        if (const auto* done = std::get_if<StepCompleted>(&event.what);
            done != nullptr && done->step == "S15_insurance") {
            warned = done->warnings;
            officers.insert(event.officer.login());
        }
    EXPECT_THAT(warned, ElementsAre("R-INS-16"));
    EXPECT_THAT(officers, ElementsAre("mihon.taro"));
    EXPECT_FALSE(desk.now.facts.contains("second_officer"));
}

TEST(Scenario, P_022_WithASecondOfficerNobodyIsWarned) {
    Desk desk;
    comeToRegistration(desk);
    desk.state("second_officer", Officer("mihon.jiro"));
    desk.walk("S16_lock");
    ASSERT_TRUE(desk.done("S15_insurance"));
    for (const Event& event : desk.events)
        if (const auto* done = std::get_if<StepCompleted>(&event.what);
            done != nullptr && done->step == "S15_insurance") {
            EXPECT_THAT(done->warnings, IsEmpty());
        }
}

TEST(Scenario, P_023_TheSecondOfficerIsNotTheFirst) {
    Desk desk;
    comeToRegistration(desk);
    desk.state("second_officer", desk.officer);
    const Refusal refusal = desk.refused(StartStep{"S15_insurance", {}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-INS-17"));
    EXPECT_THAT(textOf(refusal), HasSubstr("別の職員"));
    desk.state("second_officer", Officer("mihon.jiro"));
    desk.walk("S16_lock");
    EXPECT_TRUE(desk.done("S15_insurance"));
}

TEST(Scenario, P_024_ALockedCardWithoutItsEntryIsNotPosted) {
    Desk desk;
    apply(desk);
    desk.walk("S18_endorse");
    ASSERT_TRUE(desk.chip.allLocked());
    EXPECT_THAT(
        desk.refused(StartStep{"S24_mail", {{"delivery_type", word("restricted_basic")}}, desk.evidence()})
            .rules(),
        Contains("R-CARD-13"));
    EXPECT_EQ(desk.now.phase, Phase::Open);
}

TEST(Scenario, P_025_AConsentByTelephoneComesTooLate) {
    Desk desk;
    desk.answers = kNotRegistered;
    apply(desk);
    EXPECT_THAT(desk.refused(StateFact{"ins_wanted", true}).rules(),
                ElementsAre("R-P02-06", "R-INS-15", "R-INS-01"));
    const Refusal late =
        desk.refused(RecordDocument{"F05_insurance_consent", true, desk.goodSheet("F05_insurance_consent")});
    EXPECT_TRUE(late.names("R-P02-06"));
    EXPECT_THAT(textOf(late), AllOf(HasSubstr("電話"), HasSubstr("医療機関等での初回登録")));
    desk.walk();
    EXPECT_TRUE(desk.done("S25_advise_reader"));
    EXPECT_FALSE(desk.now.documents.contains("F05_insurance_consent"));
}

TEST(Scenario, P_165_OnlyRestrictedMailIsOffered) {
    Desk desk;
    apply(desk);
    desk.walk("S24_mail");
    const Action mail = desk.action("S24_mail");
    ASSERT_EQ(mail.askStart.size(), 1U);
    EXPECT_EQ(mail.askStart.front().fact, "delivery_type");
    EXPECT_THAT(mail.askStart.front().values,
                ElementsAre("restricted_basic", "restricted_special", "restricted_items"));
    EXPECT_THAT(mail.askStart.front().text, HasSubstr("本人限定受取郵便"));
    EXPECT_THAT(mail.rules, ElementsAre("R-P02-03", "R-INS-18"));
    EXPECT_FALSE(valueFrom(desk.book.facts.at("delivery_type"), "ordinary_mail").has_value());
    EXPECT_EQ(desk.action("S24_mail").allowed, true);
    for (const Action& action : desk.next().actions)
        EXPECT_NE(action.step, "S23_hand_over"); // ② has no other way out
}

TEST(Scenario, P_174_TheSecondBoxOfF03IsTheWishForFaceAuth) {
    Desk desk;
    desk.sheets["F03_pin_setting_request"] = {{"box", word("box2")}};
    desk.layOutPapers("P02");
    EXPECT_EQ(desk.now.facts.at("wish"), word("face_auth"));
    EXPECT_TRUE(desk.paperView("F03_pin_setting_request").good);
    desk.confirmPapers();
}

TEST(Scenario, P_174_TheFirstBoxIsAnotherWishAndNotThisProcedures) {
    Desk desk;
    desk.sheets["F03_pin_setting_request"] = {{"box", word("box1")}, {"pins", word("covered")}};
    desk.layOutPapers("P02");
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-P02-02"));
    EXPECT_THAT(textOf(refusal), HasSubstr("（２）の印は、顔認証マイナンバーカードを希望する意味です"));
}

TEST(Scenario, P_175_ARequestedSignatureCertificateIsDiscardedWithoutAnApplication) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.answers = {{"sig_cert_requested", true}};
    apply(desk);
    desk.walk("S06_discard_sig");
    const Action discard = desk.action("S06_discard_sig");
    EXPECT_TRUE(discard.allowed);
    EXPECT_EQ(discard.operation, "破棄");
    EXPECT_EQ(desk.paperView("F11_revocation_application").need, PaperView::Need::NotNeeded);
    EXPECT_THAT(desk.paperView("F11_revocation_application").whyRules, ElementsAre("R-P02-05"));
    desk.walk();
    EXPECT_THAT(desk.steps(), AllOf(Contains("S06_discard_sig"), Not(Contains("S07_revoke_sig"))));
    EXPECT_THAT(desk.chip.certificatesOnCard(), ElementsAre("user_auth"));
}

} // namespace
} // namespace kaomado::test
