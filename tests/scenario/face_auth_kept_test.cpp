// SPDX-License-Identifier: Apache-2.0
// ⑥ ⑥’: what is printed on a face-authentication card changes. ⑦ ⑦’: its certificate is renewed. The card
// stays what it is.
#include "desk.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace kaomado::test {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsSupersetOf;
using ::testing::Not;
using Need = PaperView::Need;

/// A locked card with 「顔認証」 on its face, at the counter for this procedure.
void arrive(Desk& desk, const std::string& procedure) {
    desk.chip.lock();
    desk.begin(procedure);
}

bool asksFor(const Desk& desk, const std::string& document) {
    const auto papers = desk.papers();
    return std::ranges::any_of(papers, [&](const PaperView& paper) {
        return paper.document == document && (paper.need == Need::Demanded || paper.need == Need::OneOf);
    });
}

std::ptrdiff_t timesDone(const Desk& desk, const std::string& step) {
    return std::ranges::count_if(desk.events, [&](const Event& event) {
        const auto* done = std::get_if<StepCompleted>(&event.what);
        return done != nullptr && done->step == step;
    });
}

/// All papers but this one; S02 is tried.
Refusal papersRefused(Desk& desk, const std::string& withheld) {
    desk.withheld = {withheld};
    desk.walk("S02_documents");
    return desk.refused(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_069_AFaceAuthCardGetsItsNewAddressAndIsLockedAgain) {
    Desk desk;
    arrive(desk, "P06");
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field", "S11_init_pin",
                            "S12_set_random", "S22_face_update", "S14_confirm_status", "S16_lock",
                            "S17_confirm_lock", "S23_hand_over"));
}

TEST(Scenario, P_069_NeitherTheResetApplicationNorTheSwitchApplicationIsAskedFor) {
    Desk desk;
    arrive(desk, "P06");
    EXPECT_EQ(desk.paperView("F09_pin_reset_application").need, Need::NotNeeded);
    EXPECT_EQ(desk.paperView("F04_no_pin_application").need, Need::NotNeeded);
    desk.walk("S11_init_pin");
    // The entry stays, nothing is struck, nobody chooses a PIN: the card is opened for the change alone.
    for (const char* step : {"S18_endorse", "S19_strike", "S20_reset_pin"})
        EXPECT_TRUE(desk.refused(StartStep{step, {}, desk.evidence()}).names("R-P06-03")) << step;
}

TEST(Scenario, P_069_TheUpdateWaitsForThePinAndTheLockForTheUpdate) {
    Desk desk;
    arrive(desk, "P06");
    desk.walk("S11_init_pin");
    EXPECT_TRUE(desk.refused(StartStep{"S12_set_random", {}, {}}).names("R-P06-02"));
    EXPECT_TRUE(desk.refused(StartStep{"S22_face_update", {{"entry_line", count(1)}}, desk.evidence()})
                    .names("R-P06-02"));
    desk.walk("S22_face_update");
    EXPECT_TRUE(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .names("R-P06-02"));
}

TEST(Scenario, P_070_AnEntryOnTheCaseOnlyAsksForTheResetApplication) {
    Desk desk;
    desk.answers = {{"marked_on_face", false}, {"marked_on_case", true}, {"reissue_pending", true}};
    desk.chip.lock();
    desk.must(OpenCase{"P06",
                       {{"visitor", word("applicant")},
                        {"wish", word("face_auth")},
                        {"face_item_due", true},
                        {"marked_on_face", false},
                        {"marked_on_case", true}},
                       std::nullopt});
    EXPECT_TRUE(asksFor(desk, "F09_pin_reset_application"));
    EXPECT_TRUE(papersRefused(desk, "F09_pin_reset_application").names("R-PROC-14"));
    desk.handIn("F09_pin_reset_application");
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_071_AMemberOfTheHouseholdNeedsNoPowerOfAttorney) {
    Desk desk;
    desk.answers = {{"rep_kind", word("household_member")}};
    arrive(desk, "P06R");
    EXPECT_EQ(desk.paperView("F08_power_of_attorney").need, Need::NotNeeded);
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_FALSE(desk.now.documents.contains("F08_power_of_attorney"));
}

TEST(Scenario, P_072_ALegalRepresentativeNeedsNoPowerOfAttorney) {
    Desk desk;
    desk.answers = {{"rep_kind", word("legal_representative")}};
    arrive(desk, "P06R");
    EXPECT_EQ(desk.paperView("F08_power_of_attorney").need, Need::NotNeeded);
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_FALSE(desk.now.documents.contains("F08_power_of_attorney"));
}

TEST(Scenario, P_073_AnybodyElseIsRefusedWithoutAPowerOfAttorney) {
    Desk desk;
    arrive(desk, "P06R");
    EXPECT_TRUE(papersRefused(desk, "F08_power_of_attorney").names("R-P06-05"));
    desk.handIn("F08_power_of_attorney");
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_074_WithoutALineForTheNewAddressAReissueIsAdvisedAndNothingInitialised) {
    Desk desk;
    desk.answers = {{"lines_used", count(4)}, {"reissue_choice", word("keep_present_card")}};
    arrive(desk, "P06");
    desk.walk();
    EXPECT_TRUE(desk.done("S26_advise_reissue"));
    EXPECT_TRUE(desk.refused(StartStep{"S11_init_pin", {{"work_place", word("integrated_terminal")}}, {}})
                    .names("R-END-14"));
    EXPECT_FALSE(desk.now.cardTouched);
    desk.must(Withdraw{Word("resident_changed_mind"), {}});
}

TEST(Scenario, P_075_AfterTheRandomPinTheCaseCannotEndBeforeTheLockIsConfirmed) {
    Desk desk;
    arrive(desk, "P06");
    desk.walk("S22_face_update");
    EXPECT_EQ(desk.next().mode, CardMode::Transitional);
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).names("R-SET-08"));
    EXPECT_TRUE(desk.refused(Withdraw{Word("resident_changed_mind"), desk.evidence()}).names("R-P06-07"));
    EXPECT_TRUE(desk.refused(Suspend{Word("resident_left"), false}).names("R-PROC-10"));
    desk.must(Suspend{Word("resident_left"), true});
}

TEST(Scenario, P_076_AResidentWhoLeavesFaceAuthGetsTheUpdateFirstAndThenTheUnsetting) {
    Desk desk;
    desk.answers = {{"wish", word("normal_mode")}, {"identity_level", word("card_issue")}};
    arrive(desk, "P06");
    EXPECT_TRUE(asksFor(desk, "F09_pin_reset_application"));
    desk.walk();
    EXPECT_EQ(desk.now.procedure, "P05");
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_EQ(desk.next().mode, CardMode::Normal);
    EXPECT_THAT(desk.steps(), Contains("S22_face_update"));
    EXPECT_THAT(desk.steps(), Contains("S19_strike"));
}

TEST(Scenario, P_076_StaffsRandomPinDoesNotPassForOneThatTheResidentChose) {
    Desk desk;
    desk.answers = {{"wish", word("normal_mode")}, {"identity_level", word("card_issue")}};
    arrive(desk, "P06");
    desk.walk("S20_reset_pin"); // the update is done, the case is in ⑤, its PINs were initialised once more
    EXPECT_EQ(desk.now.procedure, "P05");
    EXPECT_EQ(timesDone(desk, "S11_init_pin"), 2);

    Desk lazy;
    lazy.answers = desk.answers;
    arrive(lazy, "P06");
    lazy.walk("S22_face_update");
    lazy.perform("S22_face_update");
    EXPECT_TRUE(lazy.refused(StartStep{"S20_reset_pin", {}, {}}).names("R-UNS-03"));
    EXPECT_TRUE(lazy.refused(Withdraw{Word("resident_changed_mind"), lazy.evidence()}).names("R-UNS-08"));
    lazy.walk("S11_init_pin");
    lazy.start("S11_init_pin", {{"work_place", word("integrated_terminal")}});
    EXPECT_TRUE(lazy.refused(CompleteStep{"S11_init_pin", {}, lazy.evidence()}).names("R-UNS-08"));
}

TEST(Scenario, P_077_TheCertificateIsRenewedBetweenTwoRandomPins) {
    Desk desk;
    arrive(desk, "P07");
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
    EXPECT_EQ(desk.chip.certificates, 2U);
    EXPECT_THAT(desk.steps(),
                ElementsAre("S01_accept", "S02_documents", "S03_identity", "S11_init_pin", "S12_set_random",
                            "S09_reissue_user_cert", "S12B_set_random", "S14_confirm_status", "S16_lock",
                            "S17_confirm_lock", "S23_hand_over"));
}

TEST(Scenario, P_077_NoStepComesBeforeItsTurnAndTheOldCertificateIsNotTheNewOne) {
    Desk desk;
    arrive(desk, "P07");
    desk.walk("S11_init_pin");
    EXPECT_TRUE(desk.refused(StartStep{"S09_reissue_user_cert", {}, desk.evidence()}).names("R-P07-02"));
    desk.walk("S09_reissue_user_cert");
    EXPECT_TRUE(desk.refused(StartStep{"S12B_set_random", {}, {}}).names("R-P07-03"));
    desk.start("S09_reissue_user_cert");
    EXPECT_TRUE(desk.refused(CompleteStep{"S09_reissue_user_cert", {}, desk.evidence()}).names("R-P07-02"));
    desk.perform("S09_reissue_user_cert");
    EXPECT_TRUE(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .names("R-P07-02"));
}

TEST(Scenario, P_077_TheEntryIsNeitherStruckNorWrittenAgain) {
    Desk desk;
    arrive(desk, "P07");
    desk.walk("S14_confirm_status");
    for (const char* step : {"S18_endorse", "S19_strike"})
        EXPECT_THAT(desk.refused(StartStep{step, {}, desk.evidence()}).rules(),
                    IsSupersetOf({"R-P06-03", "R-P07-05"}))
            << step;
    desk.walk();
    EXPECT_EQ(desk.now.facts.at("marked_on_face"), FactValue(true));
}

TEST(Scenario, P_077_AnExpiredCertificateIsRenewedInTheSameWay) {
    Desk desk;
    desk.chip.validTo = desk.context.now - std::chrono::hours(24);
    arrive(desk, "P07");
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_EQ(desk.chip.certificates, 2U);
}

TEST(Scenario, P_078_ARepresentativeWithoutTheInquiryResponseIsRefused) {
    Desk desk;
    arrive(desk, "P07R");
    EXPECT_TRUE(papersRefused(desk, "F07_inquiry_response").names("R-P07-01"));
    desk.handIn("F07_inquiry_response");
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_079_TheSwitchApplicationIsNotAskedForWhenFaceAuthContinues) {
    for (const char* procedure : {"P07", "P07R"}) {
        Desk desk;
        arrive(desk, procedure);
        EXPECT_EQ(desk.paperView("F04_no_pin_application").need, Need::NotNeeded);
        desk.walk();
        EXPECT_EQ(desk.now.outcome, Outcome::Returned);
        EXPECT_FALSE(desk.now.documents.contains("F04_no_pin_application"));
    }
}

TEST(Scenario, P_079_AnOldPrintWithoutTheChoiceAsksForItAllTheSame) { // R-FORM-18
    Desk desk;
    desk.sheets["F06_certificate_application"] = {{"old_print", true}, {"box", word("none")}};
    arrive(desk, "P07");
    EXPECT_TRUE(papersRefused(desk, "F04_no_pin_application").names("R-FORM-18"));
}

TEST(Scenario, P_080_WhenIssuingFailsAfterRevocationTheCardIsLockedAndStays) {
    Desk desk;
    arrive(desk, "P07");
    desk.walk("S09_reissue_user_cert");
    desk.start("S09_reissue_user_cert");
    desk.chip.userAuthCertificate = false;
    desk.must(FailStep{"S09_reissue_user_cert", Word("issue_failed"), desk.evidence()});
    EXPECT_TRUE(desk.refused(StartStep{"S12B_set_random", {}, {}}).names("R-P07-06"));
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).names("R-P07-06"));
    desk.answers = {{"reissue_failed", true}};
    for (const char* step : {"S14_confirm_status", "S16_lock", "S17_confirm_lock"})
        desk.perform(step);
    EXPECT_TRUE(desk.refused(Suspend{Word("resident_left"), false}).names("R-PROC-10"));
    desk.must(Suspend{Word("resident_left"), true});
    EXPECT_THAT(desk.next().notices, Contains(Field(&Reason::rules, Contains("R-P07-06"))));
}

TEST(Scenario, P_080_OnceIssuingWorksAgainPinsAreSetTheCertificateIssuedAndTheCardLockedAgain) {
    Desk desk;
    arrive(desk, "P07");
    desk.walk("S09_reissue_user_cert");
    desk.start("S09_reissue_user_cert");
    desk.chip.userAuthCertificate = false;
    desk.must(FailStep{"S09_reissue_user_cert", Word("issue_failed"), desk.evidence()});
    for (const char* step : {"S14_confirm_status", "S16_lock", "S17_confirm_lock"})
        desk.perform(step);
    desk.state("reissue_failed", false);
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_EQ(timesDone(desk, "S12_set_random"), 2);
    EXPECT_EQ(timesDone(desk, "S16_lock"), 2);
    EXPECT_TRUE(desk.chip.userAuthCertificate);
}

TEST(Scenario, P_080_AFailureThatNeverHappenedOpensNoWayPastThePapers) {
    Desk desk;
    arrive(desk, "P07");
    desk.bind();
    desk.state("services_acknowledged", true);
    desk.state("reissue_failed", true);
    EXPECT_TRUE(
        desk.refused(CompleteStep{"S14_confirm_status", {{"operating_status", word("in_operation")}}, {}})
            .names("R-PROC-04"));
    EXPECT_TRUE(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .names("R-PROC-04"));
}

TEST(Scenario, P_081_WhileItIsOpenedForAWhileTheCardIsTransitionalAndNeverNormal) {
    for (const char* procedure : {"P06", "P06R", "P07", "P07R"}) {
        Desk desk;
        arrive(desk, procedure);
        desk.walk("S14_confirm_status");
        desk.must(ObserveCard{desk.evidence()});
        EXPECT_EQ(desk.next().mode, CardMode::Transitional) << procedure;
        desk.walk();
        EXPECT_EQ(desk.next().mode, CardMode::FaceAuth) << procedure;
    }
}

TEST(Scenario, P_181_AChangeOfNameAsksForThePapersOfItsNoticeOnly) {
    Desk desk;
    desk.withheld = {"F13_move_notification"};
    arrive(desk, "P06");
    desk.walk("S02_documents");
    EXPECT_THAT(desk.askedFor(), ElementsAre("F12_face_item_change"));
    EXPECT_TRUE(desk.paperView("F12_face_item_change").good);
    for (const char* others : {"F04_no_pin_application", "F09_pin_reset_application"})
        EXPECT_EQ(desk.paperView(others).need, Need::NotNeeded) << others;
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_181_WithoutANoticeThePapersAreRefused) {
    Desk desk;
    desk.withheld = {"F12_face_item_change", "F13_move_notification"};
    arrive(desk, "P06");
    desk.walk("S02_documents");
    EXPECT_TRUE(desk.refused(CompleteStep{"S02_documents", {}, {}}).names("R-P06-01"));
}

TEST(Scenario, P_182_AnEntryWithTheSealOfTheFormerMunicipalityStaysAndOnlyTheAddressIsAdded) {
    Desk desk;
    desk.answers = {{"lines_used", count(1)},
                    {"entry_line", count(2)}}; // the entry of the former municipality
    arrive(desk, "P06");
    desk.walk("S22_face_update");
    EXPECT_TRUE(desk.refused(StartStep{"S22_face_update", {{"entry_line", count(1)}}, desk.evidence()})
                    .names("R-END-12")); // its line is not written over
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_THAT(desk.steps(), Not(Contains("S18_endorse")));
    EXPECT_THAT(desk.steps(), Not(Contains("S19_strike")));
}

} // namespace
} // namespace kaomado::test
