// SPDX-License-Identifier: Apache-2.0
// 12.1: a new card is collected at the counter. ① by the applicant, ①’ by a representative.
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

const Facts kNotRegistered{{"ins_registered", false}, {"ins_wanted", false}};
const Facts kWantsRegistration{{"ins_registered", false}, {"ins_wanted", true}};
const Facts kCrossAtNoPin{{"box", word("box2")}};

/// The paper with which a face-authentication card is asked for: the notice (F02), unless F04 stands in.
void onlyNotice(Desk& desk, const Facts& sheet = kCrossAtNoPin) {
    desk.withheld = {"F04_no_pin_application"};
    desk.sheets["F02_issuance_notice"] = sheet;
}

void onlyF04(Desk& desk) {
    desk.withheld = {"F02_issuance_notice"};
}

void expectFaceAuthCard(const Desk& desk) {
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
    EXPECT_TRUE(desk.chip.allLocked());
    EXPECT_THAT(desk.chip.certificatesOnCard(), ElementsAre("user_auth"));
}

TEST(Scenario, P_001_TheNewCardIsSetInTheOrderOfTheGuideline) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.answers = together({{"sig_cert_requested", true}}, kNotRegistered);
    onlyNotice(desk);
    desk.begin("P01");
    desk.walk();
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S06_discard_sig",
                            "S12_set_random", "S13_issue_process", "S14_confirm_status", "S16_lock",
                            "S17_confirm_lock", "S18_endorse", "S25_advise_reader", "S23_hand_over"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_001_EachStepOfTheOrderIsRefusedBeforeTheOneInFrontOfIt) {
    const std::vector<std::string> order{"S06_discard_sig",    "S12_set_random", "S13_issue_process",
                                         "S14_confirm_status", "S16_lock",       "S17_confirm_lock",
                                         "S18_endorse",        "S23_hand_over"};
    for (std::size_t at = 0; at + 1 < order.size(); ++at) {
        Desk desk;
        desk.chip.signatureCertificate = true;
        desk.answers = {{"sig_cert_requested", true}};
        desk.begin("P01");
        desk.walk(order[at]);
        for (std::size_t later = at + 1; later < order.size(); ++later)
            EXPECT_FALSE(desk.action(order[later]).allowed) << order[later] << " before " << order[at];
    }
}

TEST(Scenario, P_002_WithoutASignatureCertificateRequestedThereIsNothingToDiscard) {
    Desk desk;
    desk.answers = together({{"sig_cert_requested", false}}, kNotRegistered);
    onlyNotice(desk);
    desk.begin("P01");
    desk.walk("S12_set_random");
    const Action discard = desk.action("S06_discard_sig");
    EXPECT_EQ(discard.state, Action::State::NotApplicable);
    ASSERT_FALSE(discard.why.empty());
    EXPECT_THAT(discard.why.front().rules, ElementsAre("R-P01-07", "R-SET-02"));
    desk.walk();
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S12_set_random",
                            "S13_issue_process", "S14_confirm_status", "S16_lock", "S17_confirm_lock",
                            "S18_endorse", "S25_advise_reader", "S23_hand_over"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_003_WithoutTheNoticeF04IsEnough) {
    Desk desk;
    onlyF04(desk);
    desk.layOutPapers("P01");
    desk.confirmPapers();
    EXPECT_TRUE(desk.done("S02_documents"));
}

TEST(Scenario, P_004_WithNeitherNoticeNorF04NothingGoesOn) {
    Desk desk;
    desk.withheld = {"F02_issuance_notice", "F04_no_pin_application"};
    desk.layOutPapers("P01");
    const Refusal refusal = desk.papersRefused();
    EXPECT_TRUE(refusal.names("R-P01-02"));
    EXPECT_THAT(textOf(refusal),
                AllOf(HasSubstr("「交付通知書」または「暗証番号の設定を希望しない旨の申請書"),
                      HasSubstr("どちらか一方")));
    desk.bind();
    EXPECT_THAT(desk.refused(StartStep{"S12_set_random", {}, desk.evidence()}).rules(),
                Contains("R-PROC-04"));
}

TEST(Scenario, P_005_ANoticeWithoutACrossLeadsToTheCrossOrToF04) {
    Desk desk;
    onlyNotice(desk, {{"box", word("none")}});
    desk.layOutPapers("P01");
    const Refusal refusal = desk.papersRefused();
    EXPECT_TRUE(refusal.names("R-P01-04"));
    EXPECT_THAT(textOf(refusal),
                AllOf(HasSubstr("本人に（２）へ印を付けてもらう"), HasSubstr("設定切替申請書")));
    desk.paper("F02_issuance_notice", kCrossAtNoPin); // the applicant makes the cross now
    desk.confirmPapers();
}

TEST(Scenario, P_005_OrF04IsTakenBesideTheEmptyNotice) {
    Desk desk;
    desk.sheets["F02_issuance_notice"] = {{"box", word("none")}};
    desk.layOutPapers("P01");
    desk.confirmPapers();
}

TEST(Scenario, P_006_ACrossAtPinsIsNotTakenForFaceAuthAndTheAnswerIsRecorded) {
    Desk desk;
    desk.sheets["F02_issuance_notice"] = {{"box", word("box1")}, {"pins", word("complete")}};
    desk.layOutPapers("P01"); // with F04 beside it: still not silently
    EXPECT_THAT(desk.papersRefused().rules(), ElementsAre("R-P01-04"));
    desk.state("notice_clarified", true);
    desk.confirmPapers();
    EXPECT_THAT(desk.paperView("F02_issuance_notice").notes, Contains(HasSubstr("本人に確かめました")));
}

TEST(Scenario, P_006_WithoutF04AClarifiedCrossAtPinsIsStillNoCrossAtNoPin) {
    Desk desk;
    onlyNotice(desk, {{"box", word("box1")}, {"pins", word("complete")}});
    desk.layOutPapers("P01");
    desk.state("notice_clarified", true);
    EXPECT_THAT(desk.papersRefused().rules(), ElementsAre("R-P01-04", "R-P01-02"));
}

TEST(Scenario, P_006_PinsWrittenBesideTheOtherCrossAreCoveredAndNeverCopied) {
    Desk desk;
    onlyNotice(desk, {{"box", word("box2")}, {"pins", word("complete")}});
    desk.layOutPapers("P01");
    EXPECT_THAT(desk.papersRefused().rules(), ElementsAre("R-FORM-03"));
    desk.paper("F02_issuance_notice", {{"box", word("box2")}, {"pins", word("covered")}});
    desk.confirmPapers();
    for (const Fact& attribute : desk.book.documents.at("F02_issuance_notice").attributes)
        EXPECT_TRUE(attribute.type == FactType::YesNo || attribute.type == FactType::Word)
            << attribute.id << " could hold digits";
}

TEST(Scenario, P_007_WithTheCrossOnTheNoticeF04IsNotAskedFor) {
    Desk desk;
    onlyNotice(desk);
    desk.layOutPapers("P01");
    desk.confirmPapers();
    EXPECT_THAT(desk.askedFor(),
                AllOf(Contains("F02_issuance_notice"), Not(Contains("F04_no_pin_application"))));
    EXPECT_THAT(desk.paperView("F02_issuance_notice").whyRules, Contains("R-FORM-04"));
}

TEST(Scenario, P_008_WithConsentTheCardIsRegisteredOnAProvisionalPinThatTheLockEnds) {
    Desk desk;
    desk.answers = kWantsRegistration;
    onlyNotice(desk);
    desk.begin("P01");
    desk.walk("S15_insurance");
    EXPECT_TRUE(desk.paperView("F05_insurance_consent").good);
    EXPECT_EQ(desk.action("S12_set_random").state, Action::State::NotApplicable);
    desk.walk();
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S10_set_provisional",
                            "S13_issue_process", "S14_confirm_status", "S15_insurance", "S16_lock",
                            "S17_confirm_lock", "S18_endorse", "S23_hand_over"));
    EXPECT_EQ(desk.now.facts.at("ins_registered"), FactValue(true));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_008_TheApplicantHasToBeThereForTheRegistration) {
    Desk desk;
    desk.answers = kWantsRegistration;
    desk.begin("P01");
    desk.walk("S15_insurance");
    EXPECT_THAT(
        desk.refused(StartStep{"S15_insurance", {{"applicant_present", false}}, desk.evidence()}).rules(),
        ElementsAre("R-INS-13", "R-INS-03"));
}

TEST(Scenario, P_009_WhoRefusesTheRegistrationGetsTheCardAllTheSameAndTheAdvice) {
    Desk desk;
    desk.answers = kNotRegistered;
    onlyNotice(desk);
    desk.begin("P01");
    desk.walk("S16_lock");
    EXPECT_TRUE(desk.done("S12_set_random"));
    EXPECT_EQ(desk.action("S10_set_provisional").state, Action::State::NotApplicable);
    EXPECT_THAT(
        desk.refused(StartStep{"S15_insurance", {{"applicant_present", true}}, desk.evidence()}).rules(),
        Contains("R-INS-08"));
    desk.walk("S25_advise_reader");
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).rules(),
                ElementsAre("R-INS-04"));
    desk.walk();
    EXPECT_TRUE(desk.done("S25_advise_reader"));
    EXPECT_EQ(desk.now.facts.at("ins_registered"), FactValue(false));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_010_TheRepresentativeGetsTheCardAndTheAdviceButNoRegistration) {
    Desk desk;
    desk.answers = kNotRegistered;
    desk.begin("P01R");
    desk.walk();
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S12_set_random",
                            "S13_issue_process", "S14_confirm_status", "S16_lock", "S17_confirm_lock",
                            "S18_endorse", "S25_advise_reader", "S23_hand_over"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_010_NobodyRegistersForAnApplicantWhoStayedAtHome) {
    Desk desk;
    desk.answers = kWantsRegistration;
    desk.begin("P01R");
    desk.walk("S16_lock");
    EXPECT_EQ(desk.action("S15_insurance").state, Action::State::NotApplicable);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", {}, desk.evidence()}).rules(),
                ElementsAre("R-P01-09", "R-INS-14", "R-INS-03"));
    const PaperView consent = desk.paperView("F05_insurance_consent");
    EXPECT_EQ(consent.need, PaperView::Need::NotNeeded);
    EXPECT_THAT(consent.whyRules, Contains("R-P01-09"));
}

TEST(Scenario, P_011_TheRepresentativeMayNotMakeTheCross) {
    Desk desk;
    desk.sheets["F02_issuance_notice"] = {{"box", word("none")}};
    desk.layOutPapers("P01R");
    const Refusal refusal = desk.papersRefused();
    EXPECT_TRUE(refusal.names("R-P01-06"));
    EXPECT_THAT(textOf(refusal), HasSubstr("代理人が本人に代わって印を付けることもできません"));
}

TEST(Scenario, P_012_ForARepresentativeF04IsNoAlternativeToTheNotice) {
    Desk desk;
    desk.withheld = {"F02_issuance_notice"};
    desk.layOutPapers("P01R");
    desk.handIn("F04_no_pin_application");
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-P01-05", "R-P01-06", "R-P01-10"));
    EXPECT_THAT(textOf(refusal), HasSubstr("「交付通知書」がありません。"));
    EXPECT_EQ(desk.paperView("F04_no_pin_application").need, PaperView::Need::Noted);
}

TEST(Scenario, P_013_ANoticeWithBothCrossesIsRefused) {
    Desk desk;
    desk.sheets["F02_issuance_notice"] = {{"box", word("both")}};
    desk.layOutPapers("P01R");
    EXPECT_THAT(desk.papersRefused().rules(), ElementsAre("R-FORM-01", "R-P01-06", "R-P01-05"));
}

TEST(Scenario, P_014_TheDiscardNeedsNoRevocationApplication) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.answers = {{"sig_cert_requested", true}};
    desk.begin("P01");
    desk.walk("S06_discard_sig");
    EXPECT_TRUE(desk.action("S06_discard_sig").allowed);
    EXPECT_THAT(desk.askedFor(), Not(Contains("F11_revocation_application")));
    const PaperView application = desk.paperView("F11_revocation_application");
    EXPECT_EQ(application.need, PaperView::Need::NotNeeded);
    EXPECT_THAT(application.whyRules, ElementsAre("R-P01-07"));
}

TEST(Scenario, P_015_NobodyAsksForAHidingSticker) {
    Desk desk;
    onlyNotice(desk, {{"box", word("box2")}, {"pins", word("empty")}});
    desk.layOutPapers("P01");
    desk.confirmPapers();
    EXPECT_TRUE(desk.paperView("F02_issuance_notice").good);
    std::vector<std::string> reminders;
    for (const Reason& notice : desk.next().notices)
        reminders.insert(reminders.end(), notice.rules.begin(), notice.rules.end());
    EXPECT_THAT(reminders, Contains("R-FORM-05")); // staff is told that none is needed
}

TEST(Scenario, P_016_AWishInTheWebApplicationIsAnIntentionAndNoPaper) {
    Desk desk;
    desk.withheld = {"F01_issue_application", "F02_issuance_notice", "F04_no_pin_application"};
    desk.layOutPapers("P01");
    desk.state("face_auth_stated", true);
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), IsSupersetOf({"R-P01-02", "R-P01-10"}));
    EXPECT_THAT(desk.paperView("F01W_web_application").notes, ElementsAre(HasSubstr("意向の記録")));
}

TEST(Scenario, P_172_WhoAppliedOnTheWebBringsNoPaperApplication) {
    Desk desk;
    desk.withheld = {"F01_issue_application"};
    desk.layOutPapers("P01");
    desk.confirmPapers();
    EXPECT_THAT(desk.askedFor(),
                AllOf(Contains("F01W_web_application"), Not(Contains("F01_issue_application"))));
}

TEST(Scenario, P_173_WithoutAWishToRegisterNoConsentIsMissing) {
    Desk desk;
    desk.layOutPapers("P01");
    desk.state("ins_registered", false);
    desk.state("ins_wanted", false);
    desk.confirmPapers();
    EXPECT_THAT(desk.askedFor(), Not(Contains("F05_insurance_consent")));
}

TEST(Scenario, P_193_TheIdentityIsCheckedAsForAnyCardAndNothingIsAdded) {
    Desk desk;
    desk.layOutPapers("P01");
    desk.confirmPapers();
    const Action identity = desk.action("S03_identity");
    ASSERT_EQ(identity.askEnd.size(), 1U);
    EXPECT_EQ(identity.askEnd.front().fact, "identity_level");
    const auto at = [](const char* level) {
        return CompleteStep{"S03_identity", {{"identity_level", word(level)}}, {}};
    };
    EXPECT_THAT(desk.refused(at("certificate_issue")).rules(), ElementsAre("R-PROC-08"));
    desk.must(at("card_issue"));
}

TEST(Scenario, P_202_AParentsSignatureIsNoConsentOfTheChild) {
    Desk desk;
    desk.answers = together({{"under_15_or_ward", true}}, kWantsRegistration);
    desk.sheets["F05_insurance_consent"] = {{"signed_by", word("legal_representative")}};
    desk.begin("P01");
    desk.state("under_15_or_ward", true);
    desk.walk("S10_set_provisional");
    EXPECT_THAT(desk.refused(StartStep{"S10_set_provisional", {}, desk.evidence()}).rules(),
                ElementsAre("R-INS-11"));
    EXPECT_THAT(textOf(desk.refused(StartStep{"S10_set_provisional", {}, desk.evidence()})),
                HasSubstr("医療機関等での初回登録"));
    desk.state("ins_wanted", false);
    desk.answers["ins_wanted"] = false;
    desk.walk();
    EXPECT_TRUE(desk.done("S25_advise_reader"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_202_UnlessTheMunicipalityAcceptsIt) {
    Desk desk;
    desk.context.settings = settingsFrom(desk.book, {{"accept_legal_representative_consent", "yes"}});
    desk.answers = kWantsRegistration;
    desk.sheets["F05_insurance_consent"] = {{"signed_by", word("legal_representative")}};
    desk.begin("P01");
    desk.state("under_15_or_ward", true);
    desk.walk();
    EXPECT_TRUE(desk.done("S15_insurance"));
    expectFaceAuthCard(desk);
}

} // namespace
} // namespace kaomado::test
