// SPDX-License-Identifier: Apache-2.0
// The insurance registration within ④, the full endorsement field, the lists of services.
#include "desk.hpp"
#include "kaomado/base/error.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

const Facts kWanting{
    {"ins_registered", false}, {"ins_wanted", true}, {"pin_known", true}, {"staff_operates_portal", false}};
const Facts kPresent{{"applicant_present", true}};
const Facts kConsent{{"signed_by", word("applicant")},
                     {"consents_login", true},
                     {"consents_registration", true},
                     {"terms_agreed", true},
                     {"terms_version", dateFrom("2026-04-01")}};

TEST(Scenario, P_119_InP04_WithoutTheTermsShownAndAgreedTheRegistrationIsRefused) {
    Desk desk;
    Facts facts = kWanting;
    facts["staff_operates_portal"] = true;
    desk.receive("P04", facts);
    Facts consent = kConsent;
    consent["terms_agreed"] = false;
    desk.paper("F05_insurance_consent", consent);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).rules(),
                ElementsAre("R-INS-02"));
}

TEST(Scenario, P_120_InP04_AConsentToTheLoginAloneIsRefused) {
    Desk desk;
    Facts facts = kWanting;
    facts["staff_operates_portal"] = true;
    desk.receive("P04", facts);
    Facts consent = kConsent;
    consent["consents_registration"] = false;
    desk.paper("F05_insurance_consent", consent);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).rules(),
                ElementsAre("R-INS-01"));
}

TEST(Scenario, P_121_ForARegisteredHolderTheRegistrationIsNotOffered) {
    Desk desk;
    desk.receive("P04", {{"ins_registered", true}});
    EXPECT_EQ(desk.action("S15_insurance").state, Action::State::NotApplicable);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).rules(),
                Contains("R-INS-07"));
    for (const Question& question : desk.next().questions)
        EXPECT_THAT(question.fact, Not(::testing::StartsWith("ins_")));
}

TEST(Scenario, P_122_WithThePortalDownTheSettingGoesOnAndTheLockIsStillDone) {
    Desk desk;
    desk.receive("P04", kWanting);
    desk.start("S15_insurance", kPresent);
    desk.must(FailStep{"S15_insurance", Word("portal_unavailable"), {}});
    EXPECT_EQ(desk.action("S15_insurance").state, Action::State::NotApplicable);
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).rules(), Contains("R-SET-08"));
    desk.lock();
    desk.confirmLock();
    desk.endorse();
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).rules(), Contains("R-INS-04"));
    desk.must(CompleteStep{"S25_advise_reader", {}, {}});
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_123_WhileStaffAreLoggedInToThePortalTheLockIsRefused) {
    Desk desk;
    desk.receive("P04", kWanting);
    desk.start("S15_insurance", kPresent);
    desk.complete("S15_insurance");
    EXPECT_THAT(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .rules(),
        ElementsAre("R-INS-10"));
    desk.state("portal_open", false);
    desk.startLock();
}

TEST(Scenario, P_124_AWithdrawnConsentEndsTheRegistrationAndIsNotedOnF05) {
    Desk desk;
    desk.receive("P04", kWanting);
    desk.paper("F05_insurance_consent", kConsent);
    desk.state("ins_consent_withdrawn", true);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).rules(),
                Contains("R-INS-12"));
    EXPECT_FALSE(desk.paperView("F05_insurance_consent").notes.empty());
    EXPECT_TRUE(desk.paperView("F05_insurance_consent").handedIn);
    desk.startLock();
}

TEST(Scenario, P_124_AConsentWithdrawnAfterTheProvisionalPinStillEndsInTheLock) {
    Desk desk;
    Facts facts = kWanting;
    facts["pin_known"] = false;
    desk.receive("P04", facts);
    desk.paper("F05_insurance_consent", kConsent);
    desk.paper("F09_pin_reset_application");
    desk.initialise();
    desk.setProvisional();
    desk.state("ins_consent_withdrawn", true);
    EXPECT_TRUE(desk.refused(Withdraw{Word("resident_changed_mind"), desk.evidence()}).names("R-PIN-15"));
    desk.lock();
    desk.confirmLock();
    desk.endorse();
    desk.must(CompleteStep{"S25_advise_reader", {}, {}});
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_166_ALockedPinLeavesOnlyTheBranchWithInitialisation) {
    Desk desk;
    desk.chip.spendUserAuth(0);
    Facts facts = kWanting; // says that the PIN is known
    desk.receive("P04", facts);
    EXPECT_NE(desk.action("S11_init_pin").state, Action::State::NotApplicable);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).rules(),
                Contains("R-INS-20"));
    desk.paper("F05_insurance_consent", kConsent);
    desk.paper("F09_pin_reset_application");
    desk.initialise();
    desk.setProvisional();
    desk.registerInsurance(); // the PINs are open now: still the branch with initialisation
    EXPECT_TRUE(desk.done("S15_insurance"));
}

TEST(Scenario, P_152_WithAFullColumnNothingIsChangedAndTheAdviceIsRecorded) {
    Desk desk;
    desk.linesUsed = 4;
    desk.chip.signatureCertificate = true;
    desk.accept("P04", {{"ins_registered", true}});
    EXPECT_THAT(desk.next().notices.front().rules, ElementsAre("R-END-14", "R-PROC-05"));
    EXPECT_TRUE(desk.refused(StartStep{"S07_revoke_sig", {}, {}}).names("R-END-14"));
    EXPECT_TRUE(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .names("R-END-14"));
    EXPECT_TRUE(desk.refused(Withdraw{Word("keep_normal_card"), {}}).names("R-END-14"));
    desk.must(CompleteStep{"S26_advise_reissue", {}, {}});
    desk.must(Withdraw{Word("keep_normal_card"), {}});
    EXPECT_EQ(desk.now.outcome, Outcome::Withdrawn);
    EXPECT_FALSE(desk.now.cardTouched);
}

TEST(Scenario, P_191_InP04_AFullColumnStopsBeforeTheFirstIrreversibleStep) {
    Desk desk;
    desk.linesUsed = 4;
    desk.accept("P04", {{"ins_registered", true}});
    for (const Action& action : desk.next().actions)
        EXPECT_EQ(action.allowed, action.step == "S26_advise_reissue") << action.step;
}

TEST(Scenario, P_141_AFaceAuthCardIsVerifiedByMachineOrByEyeAndNothingElse) {
    const auto& methods = Rulebook::builtIn().services.verification;
    ASSERT_EQ(methods.size(), 2U);
    EXPECT_EQ(methods[0].id, "machine_face_auth");
    EXPECT_EQ(methods[1].id, "visual_check");
}

TEST(Scenario, P_147_TheServiceListsNameWhatStaysAndWhatStops) {
    using ::testing::HasSubstr;
    const Services& services = Rulebook::builtIn().services;
    EXPECT_THAT(services.available,
                ElementsAre(HasSubstr("健康保険証"), HasSubstr("身分証明"), HasSubstr("照合番号")));
    EXPECT_THAT(services.notAvailable,
                ElementsAre(HasSubstr("マイナポータル"), HasSubstr("コンビニ"), HasSubstr("暗証番号")));
}

TEST(Scenario, P_184_ASettingForACommonPinIsUnknownAndRefused) {
    EXPECT_THROW(settingsFrom(Rulebook::builtIn(), {{"municipality_pin", "1357"}}), Error);
}

} // namespace
} // namespace kaomado::test
