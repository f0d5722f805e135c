// SPDX-License-Identifier: Apache-2.0
// 12.3: a normal card becomes a face-authentication card while its certificate is issued or renewed. ③ by the
// applicant, ③’ by a representative.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

const Facts kRegistered{{"ins_registered", true}};
const Facts kWantsRegistration{{"ins_registered", false}, {"ins_wanted", true}};
constexpr const char* kInquiry = "F07_inquiry_response";
constexpr const char* kApplication = "F06_certificate_application";

/// ③’ with one thing wrong about the inquiry.
Refusal refusedWith(const Facts& inquiry) {
    Desk desk;
    desk.sheets[kInquiry] = inquiry;
    desk.layOutPapers("P03R");
    return desk.papersRefused();
}

void expectFaceAuthCard(const Desk& desk) {
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
    EXPECT_TRUE(desk.chip.allLocked());
}

TEST(Scenario, P_026_ARegisteredHolderGetsANewCertificateAndNobodyAsksForF05) {
    Desk desk;
    desk.answers = kRegistered;
    desk.begin("P03");
    desk.walk();
    EXPECT_THAT(desk.steps(), ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field",
                                          "S08_issue_user_cert", "S12_set_random", "S14_confirm_status",
                                          "S16_lock", "S17_confirm_lock", "S18_endorse", "S23_hand_over"));
    EXPECT_EQ(desk.chip.certificates, 2U);
    EXPECT_THAT(desk.askedFor(), ElementsAre(kApplication));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_027_TheApplicantIsRegisteredOnAProvisionalPinBeforeTheLock) {
    Desk desk;
    desk.answers = kWantsRegistration;
    desk.begin("P03");
    desk.walk("S15_insurance");
    EXPECT_THAT(desk.askedFor(), ElementsAre(kApplication, "F05_insurance_consent"));
    EXPECT_THAT(
        desk.refused(StartStep{"S15_insurance", {{"applicant_present", false}}, desk.evidence()}).rules(),
        ElementsAre("R-INS-13", "R-INS-03"));
    EXPECT_THAT(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .rules(),
        ElementsAre("R-SET-13", "R-INS-06"));
    desk.walk();
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field",
                            "S08_issue_user_cert", "S10_set_provisional", "S14_confirm_status",
                            "S15_insurance", "S16_lock", "S17_confirm_lock", "S18_endorse", "S23_hand_over"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_028_NoPinAndASignatureCertificateContradictEachOther) {
    Desk desk;
    desk.sheets[kApplication] = {{"sig_circled", true}};
    desk.layOutPapers("P03");
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-FORM-07", "R-FORM-06"));
    EXPECT_THAT(textOf(refusal), AllOf(HasSubstr("食い違って"), HasSubstr("本人に確かめてください")));
    EXPECT_EQ(desk.book.procedure("P03")->use("S21_load_sig"), nullptr); // ③ has no way to issue one
}

TEST(Scenario, P_028_ACardThatComesBackWithASignatureCertificateHasNotBeenDone) {
    Desk desk;
    desk.answers = kRegistered;
    desk.begin("P03");
    desk.walk("S08_issue_user_cert");
    desk.start("S08_issue_user_cert");
    desk.chip.issueUserCertificate(desk.context.now);
    desk.chip.signatureCertificate = true; // issued by mistake at the terminal
    const Refusal refusal = desk.refused(CompleteStep{"S08_issue_user_cert", {}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), IsSupersetOf({"R-P03-02", "R-FORM-06"}));
    EXPECT_THAT(textOf(refusal), HasSubstr("署名用電子証明書は発行しないでください"));
}

TEST(Scenario, P_029_TheSignatureCertificateOfAnIssuedCardIsRevoked) {
    Desk desk;
    desk.answers = kRegistered;
    desk.chip.signatureCertificate = true;
    desk.begin("P03");
    desk.walk("S07_revoke_sig");
    const Action revoke = desk.action("S07_revoke_sig");
    EXPECT_TRUE(revoke.allowed);
    EXPECT_EQ(revoke.operation, "失効");
    EXPECT_EQ(revoke.category, "電子証明書の失効を求める旨の申請");
    EXPECT_EQ(desk.paperView("F11_revocation_application").need, PaperView::Need::NotNeeded);
    EXPECT_THAT(desk.paperView("F11_revocation_application").whyRules, ElementsAre("R-P03-07"));
    EXPECT_THAT(desk.refused(StartStep{"S06_discard_sig", {}, desk.evidence()}).rules(),
                Contains("R-SET-03"));
    desk.walk();
    EXPECT_THAT(desk.chip.certificatesOnCard(), ElementsAre("user_auth"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_030_AnOpenF07WithoutPinsIsAccepted) {
    Desk desk;
    desk.answers = {{"ins_registered", false}, {"ins_wanted", false}};
    desk.sheets[kInquiry] = {{"box", word("box2")}, {"pins", word("empty")}};
    desk.begin("P03R");
    desk.walk();
    EXPECT_TRUE(desk.paperView(kInquiry).good);
    EXPECT_THAT(desk.paperView(kInquiry).whyRules, Contains("R-P03-05"));
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field",
                            "S08_issue_user_cert", "S12_set_random", "S14_confirm_status", "S16_lock",
                            "S17_confirm_lock", "S18_endorse", "S25_advise_reader", "S23_hand_over"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_030_PinsThatWereWrittenAllTheSameAreNotTaken) {
    EXPECT_THAT(refusedWith({{"pins", word("complete")}}).rules(), ElementsAre("R-FORM-15", "R-FORM-03"));
}

TEST(Scenario, P_031_ARepresentativeNeedsF07) {
    Desk desk;
    desk.withheld = {kInquiry};
    desk.layOutPapers("P03R");
    const Refusal refusal = desk.papersRefused();
    EXPECT_TRUE(refusal.names("R-P03-04"));
    EXPECT_THAT(textOf(refusal), AllOf(HasSubstr("「照会書兼回答書（電子証明書）」がありません。"),
                                       HasSubstr("本人あてに照会書を送り")));
}

TEST(Scenario, P_032_WhenTheTwoPapersDisagreeTheApplicantIsAsked) {
    const Refusal refusal = refusedWith({{"box", word("box1")}, {"pins", word("complete")}});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-P03-08"));
    EXPECT_THAT(textOf(refusal), HasSubstr("本人に意思を確認してください"));
}

TEST(Scenario, P_033_AnF07ThatCameByPostIsRefused) {
    EXPECT_THAT(refusedWith({{"brought_in", false}}).rules(), ElementsAre("R-FORM-10"));
}

TEST(Scenario, P_034_AnF07ThatRanOutYesterdayIsRefusedAndANewInquiryProposed) {
    const Date today = dayInJapan(Desk().context.now);
    const auto until = [&](int days) {
        return Facts{{"valid_until", Date(std::chrono::sys_days(today) + std::chrono::days(days))}};
    };
    const Refusal refusal = refusedWith(until(-1));
    EXPECT_THAT(refusal.rules(), ElementsAre("R-FORM-11"));
    EXPECT_THAT(textOf(refusal), HasSubstr("新しい照会書を送ってください"));
    Desk lastDay;
    lastDay.sheets[kInquiry] = until(0);
    lastDay.layOutPapers("P03R");
    lastDay.confirmPapers();
}

TEST(Scenario, P_035_ADelegationThatNobodySignedIsRefused) {
    EXPECT_THAT(refusedWith({{"delegation_signed", false}}).rules(), ElementsAre("R-FORM-12"));
    EXPECT_THAT(refusedWith({{"kind_circled", false}}).rules(), ElementsAre("R-FORM-12"));
}

TEST(Scenario, P_036_WithoutTheApplicantsIdentityPaperF07IsRefused) {
    const Refusal refusal = refusedWith({{"applicant_papers", false}});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-FORM-13"));
    EXPECT_THAT(textOf(refusal), HasSubstr("申請者と代理人の両方の本人確認書類"));
}

TEST(Scenario, P_037_AConsentCarriedByTheRepresentativeRegistersNobody) {
    Desk desk;
    desk.answers = kWantsRegistration;
    desk.begin("P03R");
    desk.handIn("F05_insurance_consent"); // signed by the applicant
    desk.walk("S16_lock");
    EXPECT_EQ(desk.paperView("F05_insurance_consent").need, PaperView::Need::NotNeeded);
    const Refusal refusal = desk.refused(StartStep{"S15_insurance", {}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-P03-06", "R-INS-14", "R-INS-03", "R-INS-11"));
    EXPECT_THAT(textOf(refusal), HasSubstr("医療機関等のカードリーダー"));
    desk.walk();
    EXPECT_TRUE(desk.done("S25_advise_reader"));
    EXPECT_EQ(desk.now.facts.at("ins_registered"), FactValue(false));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_039_TheLockWaitsForTheNewCertificate) {
    Desk desk;
    desk.answers = kRegistered;
    desk.begin("P03");
    desk.walk("S08_issue_user_cert");
    desk.state("services_acknowledged", true);
    EXPECT_THAT(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .rules(),
        IsSupersetOf({"R-P03-01", "R-SET-01"}));
    EXPECT_FALSE(desk.chip.allLocked());
    EXPECT_FALSE(desk.now.cardTouched);
}

TEST(Scenario, P_157_OpeningTheRepresentativesProcedureRemindsThatItIsForUnavoidableCases) {
    Desk desk;
    desk.begin("P03R");
    const auto notices = desk.next().notices;
    ASSERT_FALSE(notices.empty());
    EXPECT_THAT(notices.front().rules, ElementsAre("R-FORM-25"));
    EXPECT_THAT(notices.front().text, HasSubstr("やむを得ない"));
    desk.walk(); // nobody gave a reason
    EXPECT_FALSE(desk.now.facts.contains("rep_reason"));
    expectFaceAuthCard(desk);
}

TEST(Scenario, P_157_TheReasonIsRecordedWhenSomebodyGivesOne) {
    Desk desk;
    desk.begin("P03R");
    desk.state("rep_reason", word("illness_or_disability"));
    EXPECT_EQ(desk.now.facts.at("rep_reason"), word("illness_or_disability"));
}

TEST(Scenario, P_176_TheFinishedCardBearsTheUserCertificateAlone) {
    Desk desk;
    desk.answers = kRegistered;
    desk.chip.signatureCertificate = true;
    desk.begin("P03");
    desk.walk();
    EXPECT_EQ(desk.now.phase, Phase::Closed);
    ASSERT_TRUE(desk.now.observation.has_value()); // the reading with which the case ended
    EXPECT_EQ(desk.now.observation->facts.at("user_cert_on_card"), FactValue(true));
    EXPECT_EQ(desk.now.observation->facts.at("sig_cert_on_card"), FactValue(false));
    EXPECT_EQ(desk.now.observation->userCertificate, "02");
}

} // namespace
} // namespace kaomado::test
