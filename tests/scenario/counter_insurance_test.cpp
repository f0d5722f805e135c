// SPDX-License-Identifier: Apache-2.0
// ④ with the insurance registration, at the real virtual card.
#include "support/counter_rig.hpp"

namespace kaomado::counter {

using procedure::Facts;
using test::CounterRig;
using training::Profile;

namespace {

const Facts kPinKnown{
    {"ins_registered", false}, {"ins_wanted", true}, {"pin_known", true}, {"staff_operates_portal", false}};
const Facts kPinForgotten{
    {"ins_registered", false}, {"ins_wanted", true}, {"pin_known", false}, {"staff_operates_portal", true}};
const Facts kNotWanted{
    {"ins_registered", false}, {"ins_wanted", false}, {"pin_known", false}, {"staff_operates_portal", false}};
const Facts kPresent{{"applicant_present", true}};

void consent(CounterRig& at, const char* terms = "2026-04-01") {
    at.paper("F05_insurance_consent", {{"signed_by", procedure::Word("applicant")},
                                       {"terms_version", dateFrom(terms)},
                                       {"consents_login", true},
                                       {"consents_registration", true},
                                       {"terms_agreed", true}});
}

} // namespace

TEST(Scenario, P_049_TheApplicantTypesTheKnownPinAndIsRegisteredBeforeTheLock) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown);
    at.must("S15_insurance", kPresent);
    EXPECT_EQ(at.pad.triesShown, std::vector<unsigned>{3});
    EXPECT_EQ(at.office.portal.registered().size(), 1U);
    EXPECT_FALSE(at.office.portal.loggedIn()); // R-INS-10: logged out by itself
    at.lock();
    at.endorse();
    at.handOver();
    EXPECT_FALSE(at.began("S10_set_provisional"));
    EXPECT_FALSE(at.began("S11_init_pin"));
    EXPECT_EQ(at.look().outcome, procedure::Outcome::Returned);
}

TEST(Scenario, P_050_AForgottenPinIsInitialisedAndStaffRegistersWithAProvisionalOne) {
    CounterRig at(Profile::Normal);
    at.receive(kPinForgotten);
    consent(at);
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    EXPECT_TRUE(at.allLocked()); // no value, no try
    at.must("S10_set_provisional");
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 3U);
    at.must("S15_insurance", kPresent);
    EXPECT_TRUE(at.pad.triesShown.empty()); // nobody types an existing PIN
    EXPECT_EQ(at.office.portal.registered().size(), 1U);
    at.lock();
    at.endorse();
    at.handOver();
}

TEST(Scenario, P_051_WithoutConsentBranchBIsRefusedAndTheSettingGoesOnWithoutRegistration) {
    CounterRig at(Profile::Normal);
    at.receive(kPinForgotten);
    at.paper("F09_pin_reset_application");
    EXPECT_TRUE(at.refused("S11_init_pin").names("R-INS-23"));
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 3U);
    at.state("ins_wanted", false);
    at.lock();
    at.endorse();
    at.must("S25_advise_reader");
    at.handOver();
    EXPECT_TRUE(at.office.portal.registered().empty());
}

TEST(Scenario, P_052_StaffIsStoppedBeforeTheLastTryAndBranchBIsOffered) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown);
    at.pad.existing = "9999";
    for (unsigned left : {2U, 1U}) {
        Answer answer = at.perform("S15_insurance", kPresent);
        EXPECT_EQ(std::get<Told>(answer).failure, "pin_wrong");
        EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), left);
    }
    EXPECT_TRUE(at.refused("S15_insurance", kPresent).names("R-INS-22"));
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 1U); // the last try is still there
    at.state("pin_known", false);
    consent(at);
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
}

TEST(Scenario, P_053_WithoutTheApplicantTheRegistrationIsRefused) {
    CounterRig at(Profile::Normal);
    at.receive(kPinForgotten);
    consent(at);
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    at.must("S10_set_provisional");
    const auto refusal = at.refused("S15_insurance", {{"applicant_present", false}});
    EXPECT_TRUE(refusal.names("R-INS-21"));
    EXPECT_TRUE(refusal.names("R-INS-03"));
    EXPECT_TRUE(at.office.portal.registered().empty());
}

TEST(Scenario, P_054_StaffDoesNotOperateThePortalWithoutConsent) {
    CounterRig at(Profile::Normal);
    Facts facts = kPinKnown;
    facts.insert_or_assign("staff_operates_portal", true);
    at.receive(facts);
    EXPECT_TRUE(at.refused("S15_insurance", kPresent).names("R-INS-23"));
    EXPECT_TRUE(at.pad.triesShown.empty());
    consent(at);
    at.must("S15_insurance", kPresent);
}

TEST(Scenario, P_055_AForgottenPinIsLockedAsItIsWhenNobodyWantsTheRegistration) {
    CounterRig at(Profile::Normal);
    at.receive(kNotWanted);
    EXPECT_TRUE(at.refused("S11_init_pin").names("R-P04-07"));
    at.lock();
    EXPECT_TRUE(at.allLocked());
    EXPECT_FALSE(at.began("S11_init_pin"));
    // Locked as it is: the value that the holder forgot is still under the lock.
    const auto& pin = *at.chip.image().find(card::App::Jpki, card::file::kUserAuthPin);
    EXPECT_EQ(toText(pin.value.bytes()), test::kUserAuthPin);
}

TEST(Insurance, APortalThatIsDownIsRecordedAndTheLockGoesOn) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown);
    at.office.portal.setDown(true);
    Answer answer = at.perform("S15_insurance", kPresent);
    EXPECT_EQ(std::get<Told>(answer).failure, "portal_unavailable");
    at.lock();
    at.endorse();
    at.must("S25_advise_reader");
    at.handOver();
}

TEST(Insurance, EveryPortalThatIsAwayIsToldWithItsRemedyAndTheLockGoesOn) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown);
    at.office.portal.troubles().replays = true;
    Answer answer = at.perform("S15_insurance", kPresent);
    const auto& told = std::get<Told>(answer);
    EXPECT_EQ(told.failure, "portal_unavailable");
    ASSERT_FALSE(told.notes.empty());
    EXPECT_NE(told.notes.front().find("challenge-replayed"), std::string::npos);
    EXPECT_NE(told.notes.front().find("もう一度最初から"), std::string::npos);
    EXPECT_TRUE(at.office.portal.registered().empty());
    at.lock();
}

TEST(Insurance, APortalThatIsDownCostsNoTry) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown);
    at.pad.existing = "9999";
    at.office.portal.setDown(true);
    at.perform("S15_insurance", kPresent);
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 3U);
}

TEST(Insurance, ACertificateRevokedSinceItWasCheckedIsFoundOutAndItsRenewalBegins) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown);
    test::OwnCa ca;
    SimulatedPortal portal(*ca, at.clock);
    portal.troubles().beforeLogin = [&] {
        const auto serial = centralRecordOf(at.chip.image()).userAuthSerial;
        ASSERT_TRUE(ca->revoke(*serial, trust::RevocationReason::KeyCompromise, at.clock.now()));
    };
    Counter counter(at.office.equipment(at.reader, at.pad, at.terminalKey, at.office.terminal, portal));
    Answer answer = counter.perform(test::kHanako, at.key, "S15_insurance", kPresent);
    const auto& told = std::get<Told>(answer);
    EXPECT_EQ(told.failure, "certificate_revoked");
    EXPECT_EQ(told.state.procedure, "P03"); // as P-042, though it showed only now
    EXPECT_EQ(told.state.divertedFrom, "P04");
    EXPECT_TRUE(portal.registered().empty());
}

TEST(Insurance, AConsentToOldTermsIsRefusedAndANewOneIsTaken) {
    CounterRig at(Profile::Normal);
    at.receive(kPinForgotten);
    consent(at, "2024-01-01");
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    at.must("S10_set_provisional");
    Answer answer = at.perform("S15_insurance", kPresent);
    EXPECT_EQ(std::get<Told>(answer).failure, "portal_refused");
    EXPECT_FALSE(at.office.portal.loggedIn()); // R-INS-10, also when it came to nothing
    consent(at);
    at.must("S15_insurance", kPresent);
    EXPECT_EQ(at.office.portal.registered().size(), 1U);
}

TEST(Insurance, ACardOfAnotherAuthorityIsNotAcceptedByThePortal) {
    CounterRig at(Profile::Normal);
    CardSession session(at.real, "");
    const card::Pin pin(test::kUserAuthPin);
    const portal::Registration byHolder{.operatedBy = portal::OperatedBy::Applicant,
                                        .applicantPresent = true};
    EXPECT_TRUE(std::holds_alternative<Registered>(at.office.portal.registerCard(session, &pin, byHolder)));
    const trust::TrainingCa stranger = trust::TrainingCa::inMemory();
    SimulatedPortal elsewhere(stranger, at.clock);
    const RegistrationOutcome outcome = elsewhere.registerCard(session, &pin, byHolder);
    EXPECT_EQ(std::get<PortalRefusal>(outcome).fault, Fault::CertificateInvalid);
    EXPECT_TRUE(elsewhere.registered().empty());
}

TEST(Insurance, AProvisionalPinLostWithTheProgramIsReplacedByAnother) {
    CounterRig at(Profile::Normal);
    at.receive(kPinForgotten);
    consent(at);
    at.paper("F09_pin_reset_application");
    at.must("S11_init_pin");
    at.must("S10_set_provisional");
    at.restart();
    at.must("S15_insurance", kPresent);
    EXPECT_EQ(at.office.portal.registered().size(), 1U);
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 3U);
}

} // namespace kaomado::counter
