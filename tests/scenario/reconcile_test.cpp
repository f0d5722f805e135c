// SPDX-License-Identifier: Apache-2.0
// Records that a card does not bear out, made at the real virtual card.
#include "support/counter_rig.hpp"

#include <kaomado/counter/reconcile.hpp>

#include <gmock/gmock.h>
#include <support/fault.hpp>

namespace kaomado::counter {

using procedure::Word;
using test::CounterRig;
using test::faultOf;
using testing::ElementsAre;
using testing::UnorderedElementsAre;
using training::Profile;

namespace {

const procedure::Facts kRegistered{{"ins_registered", true}};

struct At : CounterRig {
    using CounterRig::CounterRig;

    void becomeFaceAuth() {
        receive(kRegistered);
        lock();
        endorse();
        handOver();
    }
    Reconciliation compare() {
        ChipReader there(chip);
        return reconcile(CaseList(*db), office.cases, "99999",
                         chip::readChip(*there.take(), clock, "reconcile"), procedure::Rulebook::builtIn());
    }
    std::vector<std::string> codes() {
        std::vector<std::string> all;
        for (const Disagreement& one : compare().disagreements) {
            all.push_back(one.code);
            EXPECT_FALSE(one.what.empty() || one.todo.empty() || one.rules.empty()) << one.code;
        }
        return all;
    }
    /// The terminal of another city, whose revocations do not reach the other tests.
    struct Elsewhere {
        test::OwnCa ca;
        test::TrainingOffice office;
        explicit Elsewhere(At& at)
            : office(*at.db, *ca, at.clock,
                     [&at](const std::string&) { return centralRecordOf(at.chip.image()); }) {}
    };
    /// What the integrated terminal does while this system is not looking.
    void setPinsElsewhere() {
        CardSession session(real, "");
        const card::Pin pin("7314");
        office.terminal.setCommonPin(session, &pin);
    }
};

} // namespace

TEST(Reconcile, AFinishedCaseAndItsCardAgree) {
    At at(Profile::Normal);
    at.becomeFaceAuth();
    EXPECT_TRUE(at.compare().agrees());
    EXPECT_THAT(at.compare().cases, ElementsAre(at.key.id));
}

TEST(Reconcile, ACardWithOpenPinsIsKeptWhateverTheRecordSays) {
    At at(Profile::Normal);
    at.becomeFaceAuth();
    at.setPinsElsewhere();
    const Reconciliation found = at.compare();
    ASSERT_EQ(found.disagreements.size(), 1U);
    EXPECT_EQ(found.disagreements[0].code, "pins_open");
    EXPECT_EQ(found.disagreements[0].caseId, at.key.id);
    EXPECT_TRUE(found.disagreements[0].keepCard);
}

TEST(Reconcile, ASignatureCertificateOnACardThatIsRecordedWithoutOneIsTold) {
    At at(Profile::Normal);
    at.becomeFaceAuth();
    CardSession session(at.real, "");
    const card::Pin password("NEWPASS7");
    at.office.terminal.issueSignatureCertificate(session, &password);
    EXPECT_THAT(at.codes(), ElementsAre("signature_on_card"));
}

TEST(Reconcile, AnOpenCaseWithACardInItsNormalStateIsTold) {
    At at(Profile::Normal);
    at.receive(kRegistered);
    EXPECT_THAT(at.codes(), ElementsAre("open_case_card_normal"));
}

TEST(Reconcile, AnOpenCaseWhoseCardWasChangedElsewhereIsTold) {
    At at(Profile::Normal);
    at.receive(kRegistered);
    at.lock();
    EXPECT_THAT(at.codes(), ElementsAre("open_case"));
    at.setPinsElsewhere();
    EXPECT_THAT(at.codes(), ElementsAre("open_case_card_normal", "chip_changed"));
}

TEST(Reconcile, AStepWithoutAnEndIsTold) {
    At at(Profile::Normal);
    at.receive(kRegistered);
    Equipment equipment = at.office.equipment(at.reader, at.pad, at.terminalKey);
    equipment.afterCommit = [](const CaseKey&, const procedure::Event& event) {
        if (std::holds_alternative<procedure::StepStarted>(event.what))
            throw Error(Fault::Internal, "the power fails");
    };
    Counter counter(std::move(equipment));
    EXPECT_EQ(faultOf([&] { counter.perform(test::kHanako, at.key, "S16_lock"); }), Fault::Internal);
    EXPECT_THAT(at.codes(), ElementsAre("open_case_card_normal", "interrupted_step"));
}

TEST(Reconcile, ACardThatNobodyRecordedIsToldAndALockedOneIsNotTakenForAFaceAuthCard) {
    At open(Profile::Normal), locked(Profile::PinsLocked);
    EXPECT_THAT(open.codes(), ElementsAre("card_unknown"));
    EXPECT_THAT(locked.codes(), ElementsAre("card_unknown_locked"));
    EXPECT_FALSE(locked.compare().disagreements[0].keepCard);
}

TEST(Reconcile, ACaseThatCameToNothingTellsNothingOfTheCard) {
    At at(Profile::Normal);
    at.open("P04", {{"visitor", Word("applicant")}, {"wish", Word("face_auth")}, {"marked_on_face", false}});
    at.bind();
    EXPECT_TRUE(
        std::holds_alternative<Told>(at.counter->withdraw(test::kHanako, at.key, Word("papers_missing"))));
    EXPECT_THAT(at.codes(), ElementsAre("card_unknown"));
}

TEST(Reconcile, ACertificateRenewedElsewhereIsTold) {
    At at(Profile::Normal);
    at.becomeFaceAuth();
    CardSession session(at.real, "");
    At::Elsewhere(at).office.terminal.renewUserCertificate(session);
    EXPECT_THAT(at.codes(), ElementsAre("certificate_differs"));
}

TEST(Reconcile, ACertificateThatIsGoneKeepsTheCard) {
    At at(Profile::Normal);
    at.becomeFaceAuth();
    At::Elsewhere elsewhere(at);
    elsewhere.office.terminal.faults().issueFails = true;
    CardSession session(at.real, "");
    elsewhere.office.terminal.renewUserCertificate(session);
    EXPECT_THAT(at.codes(), ElementsAre("certificate_gone"));
    EXPECT_TRUE(at.compare().disagreements[0].keepCard);
}

TEST(Reconcile, TwoOpenCasesOfOneCardAreBothNamed) {
    At at(Profile::Normal);
    at.receive(kRegistered);
    const std::string first = at.key.id;
    at.open("P04", {{"visitor", Word("applicant")}, {"wish", Word("face_auth")}, {"marked_on_face", false}});
    at.bind();
    std::vector<std::string> named;
    for (const Disagreement& one : at.compare().disagreements)
        if (one.code == "two_open_cases")
            named.push_back(one.caseId);
    EXPECT_THAT(named, UnorderedElementsAre(first, at.key.id));
}

TEST(Reconcile, ANormalCardThatIsLockedIsToldWithoutTheWordFaceAuth) {
    At at(Profile::FaceAuth);
    at.receiveBack();
    at.must("S11_init_pin");
    at.must("S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
    at.must("S19_strike", {{"strike_treatment", Word("double_line")}, {"entry_method", Word("hand")}});
    at.handOver();
    EXPECT_TRUE(at.compare().agrees());
    CardSession session(at.real, "");
    at.office.terminal.initialisePins(session); // reads like a lock
    EXPECT_THAT(at.codes(), ElementsAre("normal_card_locked"));
}

TEST(Reconcile, AReadingWithoutAFingerprintIsComparedWithNothing) {
    EXPECT_EQ(faultOf([] { reconcile({}, {}, procedure::Rulebook::builtIn()); }), Fault::CardUnidentified);
}

} // namespace kaomado::counter
