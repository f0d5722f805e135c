// SPDX-License-Identifier: Apache-2.0
// ⑤ and ⑤’: a face-authentication card becomes a normal card again.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;

const Facts kNoSignature{{"wants_sig_cert", false}};
const Facts kTerminal{{"work_place", word("integrated_terminal")}};

void unset(Desk& desk, const char* chosenBy = "resident") {
    desk.initialise();
    desk.resetPins(chosenBy);
    desk.strike();
}

TEST(Scenario, P_058_InitialisedResetStruckAndHandedOverTheCardIsNormal) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    unset(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_EQ(desk.next().mode, CardMode::Normal);
    EXPECT_THAT(desk.steps(), ElementsAre("S01_accept", "S02_documents", "S03_identity", "S11_init_pin",
                                          "S20_reset_pin", "S19_strike", "S23_hand_over"));
}

TEST(Scenario, P_059_ASignatureCertificateWantedIsLoadedBeforeTheHandOver) {
    Desk desk;
    desk.chip.lock();
    desk.open("P05", {{"wants_sig_cert", true}});
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F09_pin_reset_application");
    desk.paper("F10_signature_cert_application");
    desk.must(CompleteStep{"S02_documents", {}, {}});
    desk.must(CompleteStep{"S03_identity", {{"identity_level", word("pin_reset")}}, {}});
    desk.bind();
    unset(desk);
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, {}}).names("R-UNS-05"));
    desk.start("S21_load_sig");
    EXPECT_TRUE(desk.refused(CompleteStep{"S21_load_sig", {}, desk.evidence()}).names("R-UNS-05"));
    desk.chip.signatureCertificate = true;
    desk.complete("S21_load_sig");
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
}

TEST(Scenario, P_060_WithoutF10TheCertificateIsRefusedAndUnsettingAloneIsOffered) {
    Desk desk;
    desk.open("P05", {{"wants_sig_cert", true}});
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F09_pin_reset_application");
    const Refusal refusal = desk.refused(CompleteStep{"S02_documents", {}, {}});
    EXPECT_TRUE(refusal.names("R-P05-02"));
    EXPECT_THAT(refusal.reasons.front().remedy, ::testing::HasSubstr("解除だけ"));
    desk.state("wants_sig_cert", false);
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_060_AWishThatComesLaterWantsItsPaperToo) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    unset(desk);
    desk.state("wants_sig_cert", true);
    EXPECT_TRUE(desk.refused(StartStep{"S21_load_sig", {}, desk.evidence()}).names("R-P05-02"));
}

TEST(Scenario, P_061_WithoutF09ThePapersAreRefused) {
    Desk desk;
    desk.open("P05", kNoSignature);
    desk.must(CompleteStep{"S01_accept", {}, {}});
    EXPECT_TRUE(desk.refused(CompleteStep{"S02_documents", {}, {}}).names("R-P05-01"));
}

TEST(Scenario, P_062_ARepresentativesPinsComeFromTheHiddenForm) {
    Desk desk;
    desk.receiveUnset("P05R", together(representative(), kNoSignature));
    desk.initialise();
    desk.start("S20_reset_pin");
    desk.chip.setPins();
    EXPECT_THAT(
        desk.refused(CompleteStep{"S20_reset_pin", {{"pin_chosen_by", word("resident")}}, desk.evidence()})
            .rules(),
        ElementsAre("R-P05-05"));
    desk.complete("S20_reset_pin", {{"pin_chosen_by", word("sealed_form")}});
    desk.strike();
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
}

TEST(Scenario, P_062_PinsThatAreNotHiddenAreRefused) {
    Desk desk;
    desk.open("P05R", together(representative(), kNoSignature));
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F09_pin_reset_application");
    desk.paper("F07P_inquiry_response_pin",
               {{"delegation_signed", true}, {"pins_written", true}, {"pins_hidden", false}});
    EXPECT_THAT(desk.refused(CompleteStep{"S02_documents", {}, {}}).rules(), ElementsAre("R-P05-05"));
}

TEST(Scenario, P_063_APowerOfAttorneyDoesNotReplaceTheInquiry) {
    Desk desk;
    desk.open("P05R", together(representative(), kNoSignature));
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F09_pin_reset_application");
    desk.paper("F08_power_of_attorney");
    EXPECT_THAT(desk.refused(CompleteStep{"S02_documents", {}, {}}).rules(),
                IsSupersetOf({"R-P05-03", "R-P04-03"}));
}

TEST(Scenario, P_064_StrikingBeforeInitialisingIsRefused) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    EXPECT_TRUE(
        desk.refused(StartStep{"S19_strike", {{"strike_treatment", word("double_line")}}, desk.evidence()})
            .names("R-UNS-03"));
}

TEST(Scenario, P_065_WithTheEntryNotStruckTheCardIsInconsistentAndStays) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    desk.initialise();
    desk.resetPins();
    EXPECT_EQ(desk.next().mode, CardMode::Inconsistent);
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).names("R-UNS-06"));
    EXPECT_TRUE(desk.refused(Withdraw{Word("resident_changed_mind"), desk.evidence()}).names("R-UNS-06"));
    EXPECT_TRUE(desk.refused(Suspend{Word("resident_left"), false}).names("R-PROC-10"));
    desk.must(Suspend{Word("resident_left"), true});
}

TEST(Scenario, P_066_ANewSettingUsesANewLineAndLeavesTheStruckOne) {
    Desk desk;
    desk.linesUsed = 1; // struck last year
    desk.receive("P04", {{"ins_registered", true}});
    desk.lock();
    desk.confirmLock();
    EXPECT_THAT(desk.refused(StartStep{"S18_endorse",
                                       {{"entry_place", word("endorsement_field")},
                                        {"entry_wording", word("face_auth_only")},
                                        {"entry_line", count(1)}},
                                       desk.evidence()})
                    .rules(),
                ElementsAre("R-UNS-07"));
    desk.endorse(2);
}

TEST(Scenario, P_067_APinChosenByStaffDoesNotCompleteTheReturn) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    desk.initialise();
    desk.start("S20_reset_pin");
    desk.chip.setPins();
    EXPECT_TRUE(desk.refused(CompleteStep{
                                 "S20_reset_pin", {{"pin_chosen_by", word("staff_random")}}, desk.evidence()})
                    .names("R-UNS-08"));
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).names("R-UNS-08"));
}

TEST(Scenario, P_067_APinStillLockedOnTheChipDoesNotEither) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    desk.initialise();
    desk.start("S20_reset_pin");
    desk.chip.setPins();
    desk.chip.tries["jukiap_pin@COMMON"] = 0;
    desk.chip.tries["jukiap_pin@JUKI"] = 0;
    EXPECT_TRUE(
        desk.refused(CompleteStep{"S20_reset_pin", {{"pin_chosen_by", word("resident")}}, desk.evidence()})
            .names("R-UNS-08"));
}

TEST(Scenario, P_068_TheRegistrationIsNotTouched) {
    Desk desk;
    desk.receiveUnset("P05", together(kNoSignature, {{"ins_registered", true}}));
    unset(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.facts.at("ins_registered"), FactValue(true));
    EXPECT_THAT(desk.steps(), Not(Contains("S15_insurance")));
}

TEST(Scenario, P_143_SettingAndUnsettingOnOneDayAreBothCompleted) {
    Desk morning;
    morning.context.now = instantFromIso("2026-10-01T01:00:00Z"); // 10:00 in Japan
    morning.receive("P04", {{"ins_registered", true}});
    morning.lock();
    morning.confirmLock();
    morning.endorse();
    morning.handOver();
    EXPECT_EQ(morning.now.outcome, Outcome::Returned);
    Desk afternoon;
    afternoon.context.now = instantFromIso("2026-10-01T06:00:00Z");
    afternoon.chip = morning.chip;
    afternoon.receiveUnset("P05", kNoSignature);
    unset(afternoon);
    afternoon.handOver();
    EXPECT_EQ(afternoon.now.outcome, Outcome::HandedOver);
}

TEST(Scenario, P_180_AnInitialisationElsewhereThanOnTheTerminalIsRefused) {
    Desk desk;
    desk.receiveUnset("P05", kNoSignature);
    EXPECT_THAT(desk.refused(StartStep{"S11_init_pin", {{"work_place", word("elsewhere")}}, {}}).rules(),
                ElementsAre("R-P05-04"));
    desk.start("S11_init_pin", kTerminal);
}

TEST(Scenario, P_192_IdentityPapersBelowTheLevelOfPinResetAreRefused) {
    Desk desk;
    desk.open("P05", kNoSignature);
    desk.must(CompleteStep{"S01_accept", {}, {}});
    EXPECT_THAT(desk.refused(CompleteStep{"S03_identity", {{"identity_level", word("lower")}}, {}}).rules(),
                ElementsAre("R-PROC-07"));
    desk.must(
        CompleteStep{"S03_identity", {{"identity_level", word("certificate_issue")}}, {}}); // more is enough
}

TEST(Scenario, P_199_ErasingOrCoveringTheEntryIsRefused) {
    for (const char* treatment : {"erased", "covered"}) {
        Desk desk;
        desk.receiveUnset("P05", kNoSignature);
        desk.initialise();
        desk.resetPins();
        EXPECT_TRUE(
            desk.refused(StartStep{"S19_strike", {{"strike_treatment", word(treatment)}}, desk.evidence()})
                .names("R-UNS-04"));
    }
}

TEST(Scenario, P_200_AWishByWordOfMouthStillNeedsF09) {
    Desk desk;
    desk.open("P05", kNoSignature);
    const PaperView application = desk.paperView("F09_pin_reset_application");
    EXPECT_EQ(application.need, PaperView::Need::Demanded);
    EXPECT_THAT(application.whyRules, Contains("R-UNS-01"));
    desk.must(CompleteStep{"S01_accept", {}, {}});
    EXPECT_TRUE(desk.refused(CompleteStep{"S02_documents", {}, {}}).names("R-UNS-01"));
}

TEST(Scenario, P_201_ACaseMarkedCardLosesTheCasesEntryAndNothingIsStruck) {
    Desk desk;
    desk.receiveUnset(
        "P05", together(kNoSignature,
                        {{"marked_on_face", false}, {"marked_on_case", true}, {"reissue_pending", true}}));
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuthCaseMarked);
    desk.initialise();
    desk.resetPins();
    EXPECT_THAT(
        desk.refused(StartStep{"S19_strike", {{"strike_treatment", word("double_line")}}, desk.evidence()})
            .rules(),
        ElementsAre("R-UNS-09"));
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).names("R-UNS-06"));
    desk.start("S19C_clear_case");
    desk.complete("S19C_clear_case", {{"case_treatment", word("sticker_removed")}});
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
}

} // namespace
} // namespace kaomado::test
