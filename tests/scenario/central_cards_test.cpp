// SPDX-License-Identifier: Apache-2.0
// Phase and status of a card in the central system: late, away, and changing at the wrong moment.
#include "support/counter_rig.hpp"

#include <support/fault.hpp>

namespace kaomado::counter {

using procedure::Facts;
using test::CounterRig;
using test::faultOf;
using training::Profile;
using namespace std::chrono_literals;

namespace {

const Facts kPinKnown{
    {"ins_registered", false}, {"ins_wanted", true}, {"pin_known", true}, {"staff_operates_portal", false}};
const Facts kRegistered{{"ins_registered", true}};

CentralCards& centre(CounterRig& at) {
    return at.office.terminal.cards();
}

void expectNothingLocked(CounterRig& at) {
    EXPECT_EQ(at.triesOf(card::App::Jpki, card::file::kUserAuthPin), 3U);
    EXPECT_FALSE(at.allLocked());
}

} // namespace

TEST(CentralCards, ANewCardIsIssuedAtOnceAndInOperationAfterItsTime) {
    CounterRig at(Profile::NeverIssued);
    CardSession session(at.real, "");
    session.card();
    auto& terminal = at.office.terminal;
    centre(at).activation = 600s;
    EXPECT_EQ(terminal.phaseOf(session), CardPhase::BeforeIssuance);
    EXPECT_EQ(terminal.operatingStatus(session), OperatingStatus::NotInOperation);
    const Instant issued = at.clock.now();
    terminal.processIssuance(session);
    EXPECT_EQ(terminal.phaseOf(session), CardPhase::Issued);
    EXPECT_EQ(terminal.operatingStatus(session), OperatingStatus::NotInOperation);
    at.clock.set(issued + 599s);
    terminal.processIssuance(session); // once more does not begin anew
    EXPECT_EQ(terminal.operatingStatus(session), OperatingStatus::NotInOperation);
    at.clock.set(issued + 601s);
    EXPECT_EQ(terminal.operatingStatus(session), OperatingStatus::InOperation);
}

TEST(CentralCards, ACardThatWasIssuedLongAgoIsInOperation) {
    CounterRig at(Profile::Normal);
    CardSession session(at.real, "");
    EXPECT_EQ(at.office.terminal.phaseOf(session), CardPhase::Issued);
    EXPECT_EQ(at.office.terminal.operatingStatus(session), OperatingStatus::InOperation);
}

TEST(CentralCards, ACertificateIsDiscardedBeforeIssuanceAndRevokedAfterIt) {
    CounterRig fresh(Profile::NeverIssued), used(Profile::Normal);
    CardSession unissued(fresh.real, ""), issued(used.real, "");
    EXPECT_EQ(faultOf([&] { fresh.office.terminal.revokeSignatureCertificate(unissued); }),
              Fault::TerminalRefused);
    EXPECT_EQ(faultOf([&] { used.office.terminal.discardSignatureCertificate(issued); }),
              Fault::TerminalRefused);
    EXPECT_TRUE(used.hasSignature());
    fresh.office.terminal.discardSignatureCertificate(unissued);
    used.office.terminal.revokeSignatureCertificate(issued);
    EXPECT_FALSE(used.hasSignature());
}

TEST(Scenario, P_082_ACardThatIsNotInOperationYetIsNotLockedAndMayBeTriedAgain) {
    CounterRig at(Profile::Normal);
    at.receive(kRegistered);
    centre(at).stop(at.look().fingerprint);
    EXPECT_TRUE(at.refused("S16_lock").names("R-SET-12"));
    expectNothingLocked(at);
    centre(at).release(at.look().fingerprint);
    at.lock();
    EXPECT_TRUE(at.allLocked());
}

TEST(Scenario, P_083_AStatusThatFlipsBackBetweenRegistrationAndLockStopsTheLock) {
    CounterRig at(Profile::Normal);
    at.receive(kPinKnown); // S14 saw 「運用中」
    at.must("S15_insurance", {{"applicant_present", true}});
    centre(at).stop(at.look().fingerprint);
    EXPECT_TRUE(at.refused("S16_lock").names("R-SET-11"));
    EXPECT_FALSE(at.began("S16_lock"));
    expectNothingLocked(at);
}

TEST(CentralCards, AStatusThatFlipsAfterTheIntentToLockStopsTheLockToo) {
    CounterRig at(Profile::Normal);
    at.receive(kRegistered);
    Equipment equipment = at.office.equipment(at.reader, at.pad, at.terminalKey);
    equipment.afterCommit = [&](const CaseKey&, const procedure::Event& event) {
        if (const auto* begun = std::get_if<procedure::StepStarted>(&event.what);
            begun && begun->step == "S16_lock")
            centre(at).stop(at.look().fingerprint);
    };
    Counter counter(std::move(equipment));
    const Answer answer = counter.perform(test::kHanako, at.key, "S16_lock");
    EXPECT_EQ(std::get<Told>(answer).failure, "status_unconfirmed");
    expectNothingLocked(at);
    centre(at).release(at.look().fingerprint);
    at.lock();
}

TEST(CentralCards, AnOutageInTheMiddleLeavesTheCardAsItIsAndTheStepIsDoneAfterIt) {
    CounterRig at(Profile::Normal);
    at.receive(kRegistered);
    const Instant now = at.clock.now();
    centre(at).outages = {{now, now + 600s}};
    EXPECT_EQ(faultOf([&] { at.perform("S16_lock"); }), Fault::NetworkUnavailable);
    expectNothingLocked(at);
    at.clock.set(now + 601s);
    at.lock();
}

TEST(CentralCards, AnOutageAfterTheIntentIsRecordedAsAFailure) {
    CounterRig at(Profile::Normal);
    at.receive(kRegistered);
    Equipment equipment = at.office.equipment(at.reader, at.pad, at.terminalKey);
    equipment.afterCommit = [&](const CaseKey&, const procedure::Event& event) {
        if (std::holds_alternative<procedure::StepStarted>(event.what))
            centre(at).outages = {{at.clock.now(), at.clock.now() + 600s}};
    };
    Counter counter(std::move(equipment));
    EXPECT_EQ(faultOf([&] { counter.perform(test::kHanako, at.key, "S16_lock"); }),
              Fault::NetworkUnavailable);
    const auto events = at.events();
    const auto* failed = std::get_if<procedure::StepFailed>(&events.back().what);
    ASSERT_NE(failed, nullptr);
    EXPECT_EQ(failed->reason, procedure::Word("status_unconfirmed"));
    expectNothingLocked(at);
}

} // namespace kaomado::counter
