// SPDX-License-Identifier: Apache-2.0
// ④ and ④’: a normal card becomes a face-authentication card.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

const Facts kRegistered{{"ins_registered", true}};
const Facts kNoWish{{"ins_registered", false}, {"ins_wanted", false}};
const Facts kConsent{{"signed_by", word("applicant")},
                     {"consents_login", true},
                     {"consents_registration", true},
                     {"terms_agreed", true},
                     {"terms_version", dateFrom("2026-04-01")}};
const Facts kPresent{{"applicant_present", true}};
const Facts kTerminal{{"work_place", word("integrated_terminal")}};

/// Not registered, wants it today, knows the PIN or not.
Facts wanting(bool pinKnown) {
    return {{"ins_registered", false},
            {"ins_wanted", true},
            {"pin_known", pinKnown},
            {"staff_operates_portal", false}};
}

void finish(Desk& desk) {
    desk.lock();
    desk.confirmLock();
    desk.endorse();
}

/// Branch B with every paper, up to the provisional PIN.
void openForRegistration(Desk& desk) {
    desk.paper("F05_insurance_consent", kConsent);
    desk.paper("F09_pin_reset_application");
    desk.initialise();
    desk.setProvisional();
}

TEST(Scenario, P_040_ARegisteredHoldersPinsAreLockedAsTheyAreAndTheCardIsReturned) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    desk.revokeSignature();
    finish(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_THAT(desk.steps(), ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field",
                                          "S04_check_user_cert", "S14_confirm_status", "S07_revoke_sig",
                                          "S16_lock", "S17_confirm_lock", "S18_endorse", "S23_hand_over"));
    EXPECT_EQ(desk.next().mode, CardMode::FaceAuth);
}

TEST(Scenario, P_040_AnInitialisationIsRefusedBecauseThePinStaysAsItIs) {
    Desk desk;
    desk.receive("P04", kRegistered);
    EXPECT_THAT(desk.refused(StartStep{"S11_init_pin", kTerminal, {}}).rules(),
                IsSupersetOf({"R-P04-07", "R-INS-25"}));
}

TEST(Scenario, P_041_APinLockedByWrongEntriesIsLockedAgainWithoutInitialising) {
    Desk desk;
    desk.chip.spendUserAuth(0);
    desk.receive("P04", kRegistered);
    finish(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_THAT(desk.steps(), Contains("S16_lock"));
    EXPECT_THAT(desk.steps(), Not(Contains("S11_init_pin")));
}

TEST(Scenario, P_042_AnExpiredCertificateDivertsToP03WhichAsksForF06) {
    Desk desk;
    desk.chip.validTo = desk.context.now;
    desk.accept("P04", kRegistered);
    desk.complete("S04_check_user_cert", {{"cert_status", word("unknown")}});
    EXPECT_EQ(desk.now.phase, Phase::Open);
    EXPECT_EQ(desk.now.procedure, "P03");
    ASSERT_THAT(desk.next().notices, Not(IsEmpty()));
    EXPECT_THAT(desk.next().notices.front().rules, IsSupersetOf({"R-P04-06", "R-PROC-11"}));
    const PaperView application = desk.paperView("F06_certificate_application");
    EXPECT_EQ(application.need, PaperView::Need::Demanded);
    EXPECT_FALSE(application.handedIn);
    EXPECT_THAT(desk.refused(StartStep{"S08_issue_user_cert", {}, {}}).rules(), Contains("R-PROC-04"));
    EXPECT_THAT(desk.refused(CompleteStep{"S02_documents", {}, {}}).rules(), Contains("R-P03-01"));
}

TEST(Scenario, P_042_TheCaseGoesOnAsP03WithTheCardAndTheIdentityItHas) {
    Desk desk;
    desk.chip.validTo = desk.context.now;
    desk.accept("P04", kRegistered);
    desk.complete("S04_check_user_cert", {{"cert_status", word("unknown")}});
    EXPECT_TRUE(desk.done("S03_identity"));
    EXPECT_TRUE(desk.done("S05_check_field"));
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_THAT(desk.steps(), Contains("S08_issue_user_cert"));
}

TEST(Scenario, P_042_ARevokedCertificateDivertsToo) {
    Desk desk;
    desk.accept("P04", kRegistered);
    desk.complete("S04_check_user_cert", {{"cert_status", word("revoked")}});
    EXPECT_EQ(desk.now.procedure, "P03");
}

TEST(Scenario, P_042_AnUnknownRevocationIsNoAnswer) {
    Desk desk;
    desk.accept("P04", kRegistered);
    const Refusal refusal = desk.refused(
        CompleteStep{"S04_check_user_cert", {{"cert_status", word("unknown")}}, desk.evidence()});
    EXPECT_TRUE(refusal.names("R-P04-06"));
    EXPECT_EQ(desk.now.phase, Phase::Open);
}

TEST(Scenario, P_043_ARepresentativeIsDivertedToP03RAndToldThatF07IsMissing) {
    Desk desk;
    desk.chip.validTo = desk.context.now;
    desk.accept("P04R", together(representative(), kRegistered));
    desk.complete("S04_check_user_cert", {{"cert_status", word("unknown")}});
    EXPECT_EQ(desk.now.procedure, "P03R");
    const PaperView inquiry = desk.paperView("F07_inquiry_response");
    EXPECT_EQ(inquiry.need, PaperView::Need::Demanded);
    ASSERT_THAT(inquiry.missing, Not(IsEmpty()));
    EXPECT_THAT(inquiry.whyRules, Contains("R-P04-11"));
    ASSERT_THAT(desk.next().notices, Not(IsEmpty()));
    EXPECT_THAT(desk.next().notices.front().remedy, ::testing::HasSubstr("今日は終わらない"));
}

TEST(Scenario, P_044_F04AndASignedF08AreCompleteAndF07IsNotAskedFor) {
    Desk desk;
    desk.open("P04R", representative());
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F04_no_pin_application");
    desk.paper("F08_power_of_attorney");
    desk.must(CompleteStep{"S02_documents", {}, {}});
    const PaperView inquiry = desk.paperView("F07_inquiry_response");
    EXPECT_EQ(inquiry.need, PaperView::Need::NotNeeded);
    EXPECT_THAT(inquiry.whyRules, IsSupersetOf({"R-P04-02", "R-P04-03"}));
}

TEST(Scenario, P_045_OnePaperThatIsF04AndPowerOfAttorneyTogetherIsComplete) {
    Desk desk;
    desk.open("P04R", representative());
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F04_no_pin_application", {{"signed", true}, {"includes_delegation", true}});
    EXPECT_TRUE(desk.paperView("F08_power_of_attorney").good);
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_046_WithoutF08ARepresentativesPapersAreRefused) {
    Desk desk;
    desk.open("P04R", representative());
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F04_no_pin_application", {{"signed", true}, {"includes_delegation", false}});
    EXPECT_THAT(desk.refused(CompleteStep{"S02_documents", {}, {}}).rules(), Contains("R-P04-12"));
    desk.bind();
    EXPECT_TRUE(desk.refused(StartStep{"S16_lock", {}, desk.evidence()}).names("R-PROC-04"));
}

TEST(Scenario, P_047_AnF08WithAPrintedNameAndNeitherSignatureNorSealIsRefused) {
    Desk desk;
    desk.open("P04R", representative());
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F04_no_pin_application");
    desk.paper("F08_power_of_attorney", {{"signed", false}, {"name_printed", true}, {"sealed", false}});
    EXPECT_THAT(desk.refused(CompleteStep{"S02_documents", {}, {}}).rules(), Contains("R-P04-04"));
    desk.paper("F08_power_of_attorney", {{"signed", false}, {"name_printed", true}, {"sealed", true}});
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

TEST(Scenario, P_048_AnUnregisteredHolderRepresentedGetsNoRegistrationButTheAdvice) {
    Desk desk;
    desk.receive("P04R", together(representative("household_member"), {{"ins_registered", false}}));
    finish(desk);
    EXPECT_EQ(desk.next().action("S15_insurance"), nullptr);
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, {}}).rules(), Contains("R-INS-04"));
    desk.must(CompleteStep{"S25_advise_reader", {}, {}});
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_049_AKnownPinRegistersWithoutAProvisionalOne) {
    Desk desk;
    desk.receive("P04", wanting(true));
    EXPECT_EQ(desk.action("S11_init_pin").state, Action::State::NotApplicable);
    desk.registerInsurance();
    finish(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_THAT(desk.steps(), Contains("S15_insurance"));
    EXPECT_THAT(desk.steps(), Not(Contains("S10_set_provisional")));
}

TEST(Scenario, P_050_AForgottenPinIsInitialisedAndRegisteredWithAProvisionalOne) {
    Desk desk;
    desk.receive("P04", wanting(false));
    openForRegistration(desk);
    desk.registerInsurance();
    finish(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
    EXPECT_THAT(desk.steps(), ElementsAre("S01_accept", "S02_documents", "S03_identity", "S05_check_field",
                                          "S04_check_user_cert", "S14_confirm_status", "S11_init_pin",
                                          "S10_set_provisional", "S15_insurance", "S16_lock",
                                          "S17_confirm_lock", "S18_endorse", "S23_hand_over"));
}

TEST(Scenario, P_050_TheInitialisationAsksForF09UnlessTheMunicipalityDoesNot) {
    Desk desk;
    desk.receive("P04", wanting(false));
    desk.paper("F05_insurance_consent", kConsent);
    EXPECT_THAT(desk.refused(StartStep{"S11_init_pin", kTerminal, {}}).rules(), ElementsAre("R-INS-20"));
    desk.context.settings = settingsFrom(desk.book, {{"require_f09_in_p04_insurance", "no"}});
    desk.initialise();
}

TEST(Scenario, P_051_WithoutF05TheInitialisationIsRefusedAndTheSettingGoesOnWithoutRegistration) {
    Desk desk;
    desk.receive("P04", wanting(false));
    desk.paper("F09_pin_reset_application");
    const Refusal refusal = desk.refused(StartStep{"S11_init_pin", kTerminal, {}});
    EXPECT_THAT(refusal.rules(), Contains("R-INS-23"));
    EXPECT_THAT(refusal.reasons.front().remedy, ::testing::HasSubstr("登録せずに切替を続け"));
    desk.state("ins_wanted", false);
    desk.must(CompleteStep{"S25_advise_reader", {}, {}});
    finish(desk);
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_052_BeforeTheLastTryTheRegistrationStopsAndBranchBIsOffered) {
    Desk desk;
    desk.receive("P04", wanting(true));
    for (const unsigned left : {2U, 1U}) {
        desk.start("S15_insurance", kPresent);
        desk.chip.spendUserAuth(left);
        desk.must(FailStep{"S15_insurance", Word("pin_wrong"), desk.evidence()});
    }
    const Refusal refusal = desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()});
    EXPECT_TRUE(refusal.names("R-INS-22"));
    EXPECT_THAT(refusal.reasons.front().remedy, ::testing::HasSubstr("初期化による登録"));
    desk.state("pin_known", false);
    openForRegistration(desk);
    desk.registerInsurance();
    EXPECT_TRUE(desk.done("S15_insurance"));
}

TEST(Scenario, P_053_WithoutTheApplicantTheRegistrationIsRefused) {
    Desk desk;
    desk.receive("P04", wanting(false));
    openForRegistration(desk);
    const Refusal refusal =
        desk.refused(StartStep{"S15_insurance", {{"applicant_present", false}}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), IsSupersetOf({"R-INS-21", "R-INS-03"}));
}

TEST(Scenario, P_054_StaffMayOperateThePortalForAKnownPinOnlyWithF05) {
    Desk desk;
    Facts facts = wanting(true);
    facts["staff_operates_portal"] = true;
    desk.receive("P04", facts);
    EXPECT_TRUE(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).names("R-INS-23"));
    desk.paper("F05_insurance_consent", kConsent);
    desk.start("S15_insurance", kPresent);
}

TEST(Scenario, P_055_AForgottenPinWithoutAWishForRegistrationIsLockedAsItIs) {
    Desk desk;
    desk.receive("P04", kNoWish);
    EXPECT_THAT(desk.refused(StartStep{"S11_init_pin", kTerminal, {}}).rules(), Contains("R-P04-07"));
    finish(desk);
    desk.must(CompleteStep{"S25_advise_reader", {}, {}});
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_056_TheLockIsRefusedWhileASignatureCertificateIsOnTheCard) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    EXPECT_TRUE(
        desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()})
            .names("R-SET-01"));
}

TEST(Scenario, P_056_ARevocationIsNotBelievedBeforeTheChipShowsIt) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    desk.start("S07_revoke_sig");
    EXPECT_TRUE(desk.refused(CompleteStep{"S07_revoke_sig", {}, desk.evidence()}).names("R-CARD-05"));
    EXPECT_EQ(desk.action("S07_revoke_sig").state, Action::State::Running);
}

TEST(Scenario, P_057_AnIdentityCheckBelowTheLevelOfCertificateIssueIsRefused) {
    for (const char* level : {"lower", "pin_reset"}) {
        Desk desk;
        desk.open("P04");
        desk.must(CompleteStep{"S01_accept", {}, {}});
        EXPECT_THAT(desk.refused(CompleteStep{"S03_identity", {{"identity_level", word(level)}}, {}}).rules(),
                    ElementsAre("R-PROC-06"));
    }
}

TEST(Scenario, P_139_AFinishedCaseTellsWhoCameThePapersTheStepsAndTheOutcome) {
    Desk desk;
    desk.receive("P04R", together(representative("legal_representative"), kRegistered));
    finish(desk);
    desk.handOver();
    const auto& opened = std::get<CaseOpened>(desk.events.front().what);
    EXPECT_EQ(opened.facts.at("visitor"), word("representative"));
    EXPECT_EQ(opened.facts.at("rep_kind"), word("legal_representative"));
    EXPECT_TRUE(desk.now.documents.at("F08_power_of_attorney").handedIn);
    for (std::size_t i = 0; i < desk.events.size(); ++i) {
        EXPECT_EQ(desk.events[i].sequence, i + 1);
        EXPECT_EQ(desk.events[i].officer, desk.officer);
        EXPECT_TRUE(i == 0 || desk.events[i - 1].time <= desk.events[i].time);
    }
    EXPECT_EQ(std::get<CaseClosed>(desk.events.back().what).outcome, Outcome::Returned);
}

TEST(Scenario, P_140_TheLockIsRefusedUntilTheListsOfServicesWereSeenAndAccepted) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.state("services_acknowledged", false);
    const StartStep lock{"S16_lock", {{"operating_status", word("in_operation")}}, desk.evidence()};
    EXPECT_THAT(desk.refused(lock).rules(), ElementsAre("R-CARD-17"));
    desk.state("services_acknowledged", true);
    desk.startLock();
}

TEST(Scenario, P_142_NoReasonIsAskedOfAHealthyAdult) {
    Desk desk;
    desk.open("P04");
    for (const Question& question : desk.next().questions)
        EXPECT_THAT((std::set<std::string>{"ins_registered"}), Contains(question.fact));
}

TEST(Scenario, P_148_TheCardReturnedIsTheCardThatWasBound) {
    Desk desk;
    desk.receive("P04", kRegistered);
    finish(desk);
    desk.start("S23_hand_over");
    desk.chip.fingerprint = "another-card";
    EXPECT_TRUE(desk.refused(CompleteStep{"S23_hand_over", {}, desk.evidence()}).names("R-LOCK-14"));
    desk.chip.fingerprint = desk.now.fingerprint;
    desk.complete("S23_hand_over");
    for (const Event& event : desk.events)
        if (const auto* completed = std::get_if<StepCompleted>(&event.what);
            completed && completed->observation) {
            EXPECT_EQ(completed->observation->fingerprint, "card-of-hanako");
        }
}

TEST(Scenario, P_177_WithoutF04ThePapersAreRefused) {
    Desk desk;
    desk.open("P04");
    desk.must(CompleteStep{"S01_accept", {}, {}});
    EXPECT_THAT(desk.refused(CompleteStep{"S02_documents", {}, {}}).rules(), ElementsAre("R-P04-01"));
}

TEST(Scenario, P_178_TheRevocationBearsTheSlidesLabelItsOperationAndCategory) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    const Action revoke = desk.action("S07_revoke_sig");
    EXPECT_EQ(revoke.label, "署名用電子証明書の破棄");
    EXPECT_EQ(revoke.operation, "失効");
    EXPECT_EQ(revoke.category, "電子証明書の失効を求める旨の申請");
    EXPECT_EQ(desk.paperView("F11_revocation_application").need, PaperView::Need::NotNeeded);
    desk.context.settings = settingsFrom(desk.book, {{"require_f11_in_p04", "yes"}});
    EXPECT_EQ(desk.paperView("F11_revocation_application").need, PaperView::Need::Demanded);
}

TEST(Scenario, P_179_WithoutConsentTheSettingIsCompletedWithoutRegistration) {
    Desk desk;
    desk.receive("P04", kNoWish);
    EXPECT_THAT(desk.refused(StartStep{"S15_insurance", kPresent, desk.evidence()}).rules(),
                Contains("R-P04-10"));
    finish(desk);
    desk.must(CompleteStep{"S25_advise_reader", {}, {}});
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_190_AnUnlistedPaperIsOnlyNotedAndHoldsNothingUp) {
    Desk desk;
    desk.open("P04");
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F04_no_pin_application");
    desk.paper("F10_signature_cert_application", {});
    EXPECT_EQ(desk.paperView("F10_signature_cert_application").need, PaperView::Need::Noted);
    EXPECT_THAT(desk.paperView("F10_signature_cert_application").whyRules, ElementsAre("R-PROC-03"));
    desk.must(CompleteStep{"S02_documents", {}, {}});
}

} // namespace
} // namespace kaomado::test
