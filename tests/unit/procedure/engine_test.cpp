// SPDX-License-Identifier: Apache-2.0
#include "desk.hpp"
#include "kaomado/base/error.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const Facts kRegistered{{"ins_registered", true}};
const Facts kInOperation{{"operating_status", word("in_operation")}};

std::vector<std::string> factsOf(const std::vector<Question>& questions) {
    std::vector<std::string> list;
    for (const Question& question : questions)
        list.push_back(question.fact);
    return list;
}

Facts applicant() {
    return {{"visitor", word("applicant")}, {"wish", word("face_auth")}, {"marked_on_face", false}};
}

TEST(CardMode, IsComputedAsTheTableSays) {
    struct Row {
        bool locked, face, box, signature;
        CardMode mode;
    };
    for (const bool signature : {false, true})
        for (const bool locked : {false, true})
            EXPECT_EQ(cardMode({.allLocked = locked, .signatureCertificate = signature}), CardMode::Normal);
    for (const Row& row :
         {Row{true, true, false, false, CardMode::FaceAuth}, Row{true, true, true, false, CardMode::FaceAuth},
          Row{true, true, false, true, CardMode::Inconsistent},
          Row{true, true, true, true, CardMode::Inconsistent},
          Row{true, false, true, false, CardMode::FaceAuthCaseMarked},
          Row{true, false, true, true, CardMode::Inconsistent},
          Row{false, true, false, false, CardMode::Inconsistent},
          Row{false, true, true, true, CardMode::Inconsistent},
          Row{false, false, true, false, CardMode::Inconsistent}}) {
        const CardModeInputs in{.allLocked = row.locked,
                                .markedOnFace = row.face,
                                .markedOnCase = row.box,
                                .signatureCertificate = row.signature,
                                .reissuePending = true};
        EXPECT_EQ(cardMode(in), row.mode) << row.locked << row.face << row.box << row.signature;
    }
}

TEST(CardMode, IsTransitionalOnlyWhileAReleaseIsOpenAndCaseMarkedOnlyWhileAReissueIsPending) {
    EXPECT_EQ(cardMode({.markedOnFace = true, .releaseOpen = true}), CardMode::Transitional);
    EXPECT_EQ(cardMode({.allLocked = true, .markedOnCase = true}), CardMode::Inconsistent);
}

TEST(Engine, DoesNothingTwice) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.chip.lock();
    desk.complete("S16_lock");
    const std::size_t events = desk.events.size();
    desk.must(OpenCase{"P04", applicant(), std::nullopt});
    desk.must(StateFact{"services_acknowledged", true});
    desk.must(RecordDocument{"F04_no_pin_application", true, {{"signed", true}}});
    desk.must(StartStep{"S16_lock", kInOperation, desk.evidence()});
    desk.must(CompleteStep{"S16_lock", {}, desk.evidence()});
    desk.must(Resume{});
    EXPECT_EQ(desk.events.size(), events);
    desk.must(Suspend{Word("resident_left"), true});
    desk.must(Suspend{Word("resident_left"), true});
    EXPECT_EQ(desk.events.size(), events + 1);
}

TEST(Engine, TheEndRepeatedIsNoSecondEnd) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.lock();
    desk.confirmLock();
    desk.endorse();
    desk.handOver();
    const std::size_t events = desk.events.size();
    desk.complete("S23_hand_over");
    EXPECT_EQ(desk.events.size(), events);
}

TEST(Engine, AClosedCaseRefusesEverythingElse) {
    Desk desk;
    desk.open("P04");
    desk.must(Withdraw{Word("resident_changed_mind"), {}});
    for (const decltype(Command::what)& what : {decltype(Command::what){StateFact{"ins_registered", true}},
                                                {StartStep{"S16_lock", {}, {}}},
                                                {CompleteStep{"S01_accept", {}, {}}},
                                                {Suspend{Word("resident_left"), true}},
                                                {Resume{}},
                                                {BindCard{desk.evidence()}},
                                                {OpenCase{"P04", applicant(), {}}},
                                                {RecordDocument{"F04_no_pin_application", true, {}}}})
        EXPECT_TRUE(desk.refused(what).names("R-PROC-10")) << what.index();
    desk.must(Withdraw{Word("resident_changed_mind"), {}});
}

TEST(Engine, TheVisitorDecidesBetweenTheProcedureAndItsPrimedOne) {
    Desk desk;
    EXPECT_THAT(desk.refused(OpenCase{"P04R", applicant(), Word("instructed")}).rules(),
                Contains("R-PROC-02"));
    EXPECT_THAT(desk.refused(OpenCase{"P04", {}, {}}).rules(), ElementsAre("R-PROC-02"));
    Facts unknownRelation = representative();
    unknownRelation.erase("rep_kind");
    EXPECT_THAT(desk.refused(OpenCase{"P04R", unknownRelation, {}}).rules(), ElementsAre("R-PROC-16"));
}

TEST(Engine, AnotherProcedureThanTheOneProposedNeedsAReason) {
    Desk desk;
    Facts marked = applicant();
    marked["marked_on_face"] = true;
    EXPECT_THAT(desk.refused(OpenCase{"P04", marked, {}}).rules(), ElementsAre("R-PROC-02"));
    desk.must(OpenCase{"P04", marked, Word("card_seen")});
    EXPECT_EQ(desk.now.overrideReason, Word("card_seen"));
}

TEST(Engine, AReleaseBeginsOnlyWhereSomebodyHasSeenAMark) {
    for (const char* procedure : {"P05", "P05R"}) {
        Desk desk;
        desk.chip.lock();
        Facts facts = procedure == std::string("P05") ? applicant() : representative();
        facts["wish"] = word("normal_mode");
        facts["marked_on_face"] = false; // and nobody has looked at the case
        facts["wants_sig_cert"] = true;
        desk.must(OpenCase{procedure, facts, Word("card_seen")});
        desk.must(CompleteStep{"S01_accept", {}, {}});
        desk.paper("F09_pin_reset_application");
        desk.paper("F10_signature_cert_application");
        Facts identity{{"identity_level", word("pin_reset")}};
        if (procedure == std::string("P05R")) {
            desk.paper("F07P_inquiry_response_pin",
                       {{"delegation_signed", true}, {"pins_written", true}, {"pins_hidden", true}});
            identity["representative_identified"] = true;
        }
        desk.must(CompleteStep{"S02_documents", {}, {}});
        desk.must(CompleteStep{"S03_identity", identity, {}});
        desk.bind();
        const StartStep initialise{
            "S11_init_pin", {{"work_place", word("integrated_terminal")}}, desk.evidence()};
        EXPECT_TRUE(desk.refused(initialise).names("R-UNS-09")) << procedure;
        const StartStep load{"S21_load_sig", {}, desk.evidence()};
        EXPECT_TRUE(desk.refused(load).names("R-UNS-05")) << procedure;
        desk.state("marked_on_case", true);
        desk.must(initialise);
    }
}

TEST(Engine, AReleaseOfACardThatStaffHaveOpenedBeginsWhateverTheCardBears) {
    Desk desk;
    desk.answers = {{"marked_on_face", false}};
    desk.chip.lock();
    Facts facts = applicant();
    facts["wish"] = word("normal_mode");
    facts["face_item_due"] = true;
    facts["marked_on_face"] = false;
    desk.must(OpenCase{"P06", facts, Word("card_seen")});
    desk.walk("S22_face_update");
    desk.perform("S22_face_update");
    ASSERT_EQ(desk.now.procedure, "P05");
    desk.walk("S11_init_pin");
    desk.must(StartStep{"S11_init_pin", {{"work_place", word("integrated_terminal")}}, desk.evidence()});
}

TEST(Engine, AFactThatMakesItAnotherProcedureIsNotChangedOnTheWay) {
    Desk desk;
    desk.receiveUnset("P05", {{"wants_sig_cert", false}});
    EXPECT_THAT(desk.refused(StateFact{"marked_on_face", false}).rules(), ElementsAre("R-PROC-02"));
    desk.state("marked_on_case", true);
    desk.state("marked_on_face", false); // still a card to be returned to normal
    Desk other;
    other.open("P04");
    EXPECT_THAT(other.refused(StateFact{"cert_due", true}).rules(), ElementsAre("R-PROC-02"));
}

TEST(Engine, BeforeTheSchemeBeganNothingIsAccepted) {
    Desk desk;
    desk.context.now = instantFromIso("2023-12-14T14:59:59Z"); // 23:59:59 in Japan
    EXPECT_THAT(desk.refused(OpenCase{"P04", applicant(), {}}).rules(), ElementsAre("R-CARD-02"));
    desk.must(OpenCase{"P04", applicant(), {}});
}

TEST(Engine, NamesThatTheRulebookDoesNotKnowAreTheCallersMistake) {
    Desk desk;
    desk.open("P04");
    for (const decltype(Command::what)& what :
         {decltype(Command::what){StateFact{"pin", true}},
          {StateFact{"lines_used", true}},
          {StateFact{"rep_kind", word("friend")}},
          {StateFact{"pins_all_locked", true}},
          {StateFact{"require_f11_in_p04", true}},
          {RecordDocument{"F99", true, {}}},
          {RecordDocument{"F04_no_pin_application", true, {{"pin", true}}}},
          {StartStep{"S99", {}, {}}},
          {CompleteStep{"S01_accept", {{"ins_registered", true}}, {}}},
          {FailStep{"S16_lock", Word("bad_luck"), {}}},
          {Suspend{Word("holiday"), true}},
          {Withdraw{Word("holiday"), {}}},
          {OpenCase{"P99", {}, {}}}})
        EXPECT_THROW((void)desk.attempt(what), Error) << what.index();
    CaseState none;
    EXPECT_THROW((void)decide(desk.book, none, {desk.officer, Resume{}}, desk.context), Error);
}

TEST(Engine, ACaseOfAnotherEditionIsNotJudgedByThisOne) {
    Desk desk;
    desk.open("P04");
    desk.now.edition = "2025";
    EXPECT_THROW((void)desk.attempt(Resume{}), Error);
}

TEST(Engine, AStepBelongsToARole) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.context.roles = {"clerk"};
    EXPECT_FALSE(desk.action("S16_lock").allowed);
    EXPECT_THAT(desk.refused(StartStep{"S16_lock", kInOperation, desk.evidence()}).reasons.front().text,
                HasSubstr("統合端末操作者"));
    desk.context.roles.insert("terminal_operator");
    EXPECT_TRUE(desk.action("S16_lock").allowed);
}

TEST(Engine, WhatAStepAsksIsNotStatedBeforehand) {
    Desk desk;
    desk.receive("P04", kRegistered);
    for (const auto& [fact, value] : Facts{{"operating_status", word("not_in_operation")},
                                           {"cert_status", word("revoked")},
                                           {"lines_used", count(4)},
                                           {"card_phase", word("before_issuance")},
                                           {"visitor", word("representative")}})
        desk.refused(StateFact{fact, value});
    desk.lock();
    desk.confirmLock();
    desk.endorse();
    desk.refused(StateFact{"marked_on_face", false}); // what the step has done stands
}

TEST(Engine, WhileAStepIsUnderWayNoOtherIsBegun) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    desk.start("S07_revoke_sig");
    EXPECT_TRUE(desk.refused(StartStep{"S16_lock", kInOperation, desk.evidence()}).names("R-SET-14"));
    EXPECT_TRUE(desk.refused(Withdraw{Word("resident_changed_mind"), desk.evidence()}).names("R-SET-14"));
    EXPECT_TRUE(desk.next().readCard);
    desk.must(FailStep{"S07_revoke_sig", Word("terminal_refused"), {}});
    EXPECT_TRUE(desk.action("S07_revoke_sig").allowed);
}

TEST(Engine, APaperHandedBackStopsTheCard) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.must(RecordDocument{"F04_no_pin_application", false, {}});
    EXPECT_THAT(desk.refused(StartStep{"S16_lock", kInOperation, desk.evidence()}).rules(),
                ElementsAre("R-P04-01"));
}

TEST(Engine, OnlyQuestionsThatStillMatterAreAsked) {
    Desk desk;
    desk.open("P04");
    EXPECT_THAT(factsOf(desk.next().questions), ElementsAre("ins_registered"));
    desk.state("ins_registered", false);
    EXPECT_THAT(factsOf(desk.next().questions), ElementsAre("ins_wanted"));
    desk.state("ins_wanted", true);
    desk.bind();
    EXPECT_THAT(factsOf(desk.next().questions), ElementsAre("pin_known"));
    desk.state("pin_known", true);
    EXPECT_THAT(factsOf(desk.next().questions), ElementsAre("staff_operates_portal"));
    desk.state("pin_known", false);
    EXPECT_THAT(factsOf(desk.next().questions), IsEmpty());
}

TEST(Engine, ALockedPinNeedsNoQuestionWhetherItIsKnown) {
    Desk desk;
    desk.chip.spendUserAuth(0);
    desk.open("P04", {{"ins_registered", false}, {"ins_wanted", true}});
    desk.bind();
    EXPECT_THAT(factsOf(desk.next().questions), IsEmpty());
}

TEST(Engine, WhatDependsOnTheChipWaitsForAReading) {
    Desk desk;
    desk.open("P04", kRegistered);
    const Action revoke = desk.action("S07_revoke_sig");
    EXPECT_EQ(revoke.state, Action::State::Undecided);
    EXPECT_THAT(revoke.why.front().remedy, HasSubstr("カードを読み取って"));
    EXPECT_TRUE(desk.next().readCard);
    EXPECT_EQ(desk.next().mode, std::nullopt);
}

TEST(Engine, AReferenceThatCannotBeReadIsNotLocked) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.chip.lock();
    desk.chip.tries["profile_ap_pin"] = std::nullopt;
    const Refusal refusal = desk.refused(CompleteStep{"S16_lock", {}, desk.evidence()});
    EXPECT_TRUE(refusal.names("R-LOCK-08"));
    EXPECT_THAT(refusal.reasons.front().text, HasSubstr("読み取れていません"));
}

TEST(Engine, ReadingsThatAreOldFromTheFutureOrOfNoCardAreRefused) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.chip.lock();
    Evidence old = desk.evidence();
    desk.context.now += 6min;
    EXPECT_THAT(desk.refused(CompleteStep{"S16_lock", {}, old}).rules(), ElementsAre("R-LOCK-15"));
    Evidence early = desk.evidence();
    early.reading.time = desk.context.now + 1s;
    EXPECT_THAT(desk.refused(CompleteStep{"S16_lock", {}, early}).rules(), ElementsAre("R-LOCK-15"));
    Evidence nameless = desk.evidence();
    nameless.reading.fingerprint.clear();
    EXPECT_THAT(desk.refused(CompleteStep{"S16_lock", {}, nameless}).rules(), ElementsAre("R-LOCK-14"));
    desk.complete("S16_lock");
    Desk other;
    other.open("P04");
    EXPECT_THAT(other.refused(BindCard{nameless}).rules(), ElementsAre("R-LOCK-14"));
}

TEST(Engine, AReadingFromBeforeTheBeginningOfAStepProvesNothing) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    MadeUpChip revoked = desk.chip;
    revoked.signatureCertificate = false;
    const Evidence early{revoked.read(desk.context.now), {}};
    desk.context.now += 1s;
    desk.must(StartStep{"S07_revoke_sig", {}, {}});
    const Refusal refusal = desk.refused(CompleteStep{"S07_revoke_sig", {}, early});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-LOCK-15"));
    EXPECT_THAT(refusal.reasons.front().text, HasSubstr("この手順より前"));
}

TEST(Engine, AReadingWhileAStepRunsMayBeFromBeforeItsWorkAndDoesNotCompleteIt) {
    Desk desk;
    desk.receiveUnset("P05", {{"wants_sig_cert", false}});
    desk.start("S11_init_pin", {{"work_place", word("integrated_terminal")}});
    const Evidence early = desk.evidence(); // still locked, as an initialised card would read
    desk.must(ObserveCard{early});
    desk.chip.tries["user_auth_pin"] = 3U; // half of the work
    EXPECT_THAT(desk.refused(CompleteStep{"S11_init_pin", {}, {}}).rules(), ElementsAre("R-LOCK-15"));
    EXPECT_THAT(desk.refused(CompleteStep{"S11_init_pin", {}, early}).rules(), ElementsAre("R-LOCK-15"));
    EXPECT_TRUE(desk.refused(CompleteStep{"S11_init_pin", {}, desk.evidence()}).names("R-P05-04"));
}

TEST(Engine, AFailureMakesWhatWasReadBeforeItDoubtful) {
    Desk desk;
    desk.receiveUnset("P05", {{"wants_sig_cert", false}});
    desk.start("S11_init_pin", {{"work_place", word("integrated_terminal")}});
    const Evidence early = desk.evidence();
    desk.must(ObserveCard{early});
    desk.chip.setPins();
    desk.must(FailStep{"S11_init_pin", Word("terminal_refused"), {}});
    EXPECT_TRUE(desk.next().readCard);
    const Word reason("resident_changed_mind");
    EXPECT_THAT(desk.refused(Withdraw{reason, {}}).rules(), ElementsAre("R-LOCK-15"));
    EXPECT_THAT(desk.refused(Withdraw{reason, early}).rules(), ElementsAre("R-LOCK-15"));
    EXPECT_TRUE(desk.refused(Withdraw{reason, desk.evidence()}).names("R-CARD-13"));
}

TEST(Engine, NoCardIsChangedThatIsNotTheCasesOwn) {
    Desk desk;
    desk.open("P05", {{"wants_sig_cert", false}});
    desk.must(CompleteStep{"S01_accept", {}, {}});
    desk.paper("F09_pin_reset_application");
    desk.must(CompleteStep{"S02_documents", {}, {}});
    desk.must(CompleteStep{"S03_identity", {{"identity_level", word("pin_reset")}}, {}});
    const Facts terminal{{"work_place", word("integrated_terminal")}};
    EXPECT_THAT(desk.refused(StartStep{"S11_init_pin", terminal, {}}).rules(), Contains("R-LOCK-14"));
    EXPECT_FALSE(desk.action("S11_init_pin").allowed);
    desk.bind();
    desk.start("S11_init_pin", terminal);
}

TEST(Engine, AnUntouchedCardLeavesByWithdrawalAndNoReadingOfAnotherIsKept) {
    Desk desk;
    desk.open("P04");
    desk.bind();
    Evidence other = desk.evidence();
    other.reading.fingerprint = "card-of-taro";
    desk.must(Withdraw{Word("resident_changed_mind"), other});
    EXPECT_EQ(desk.now.observation->fingerprint, desk.now.fingerprint);
}

TEST(Engine, AConfirmationWantsAReadingAfterTheLocksOwn) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.chip.lock();
    const Evidence proof = desk.evidence();
    desk.must(CompleteStep{"S16_lock", {}, proof});
    EXPECT_THAT(desk.refused(CompleteStep{"S17_confirm_lock", {{"names_confirmed", true}}, proof}).rules(),
                ElementsAre("R-LOCK-15"));
    EXPECT_THAT(
        desk.refused(CompleteStep{"S17_confirm_lock", {{"names_confirmed", false}}, desk.evidence()}).rules(),
        ElementsAre("R-LOCK-07"));
    desk.confirmLock();
}

TEST(Engine, AChipThatTakesItsWordBackOpensTheStepAgain) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.lock();
    desk.confirmLock();
    desk.endorse();
    desk.start("S23_hand_over");
    desk.chip.setPins();
    const Refusal refusal = desk.refused(CompleteStep{"S23_hand_over", {}, desk.evidence()});
    EXPECT_TRUE(refusal.names("R-CARD-13"));
    EXPECT_TRUE(refusal.names("R-LOCK-08"));
    desk.must(FailStep{"S23_hand_over", Word("resident_absent"), desk.evidence()});
    EXPECT_EQ(desk.next().mode, CardMode::Inconsistent);
    EXPECT_EQ(desk.action("S16_lock").state, Action::State::Undone);
    EXPECT_TRUE(desk.action("S16_lock").allowed);
    desk.lock();
    desk.confirmLock();
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Engine, AfterAPauseTheChipIsReadAgainBeforeItIsBelieved) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.lock();
    desk.confirmLock();
    desk.must(Suspend{Word("resident_left"), true});
    EXPECT_TRUE(desk.refused(StartStep{"S18_endorse", {}, desk.evidence()}).names("R-SET-14"));
    desk.must(Resume{});
    EXPECT_TRUE(desk.next().readCard);
    const Facts entry{{"entry_place", word("endorsement_field")},
                      {"entry_wording", word("face_auth_only")},
                      {"entry_line", count(1)}};
    EXPECT_THAT(desk.refused(StartStep{"S18_endorse", entry, {}}).rules(), ElementsAre("R-LOCK-15"));
    desk.must(ObserveCard{desk.evidence()});
    desk.must(StartStep{"S18_endorse", entry, {}});
}

TEST(Engine, AChangedCardLeavesByWithdrawalOnlyWhenTheChipShowsItMay) {
    Desk desk;
    desk.chip.signatureCertificate = true;
    desk.receive("P04", kRegistered);
    desk.revokeSignature();
    desk.context.now += 10min;
    EXPECT_THAT(desk.refused(Withdraw{Word("resident_changed_mind"), {}}).rules(), ElementsAre("R-LOCK-15"));
    desk.must(Withdraw{Word("resident_changed_mind"), desk.evidence()});
    EXPECT_EQ(desk.now.outcome, Outcome::Withdrawn);
    EXPECT_TRUE(std::get<CaseClosed>(desk.events.back().what).observation.has_value());
}

TEST(Engine, ADivertedCaseGoesOnInTheOtherProcedureWithItsPapersToBeSeenAgain) {
    Desk desk;
    desk.accept("P04", kRegistered);
    desk.complete("S04_check_user_cert", {{"cert_status", word("revoked")}});
    EXPECT_FALSE(desk.done("S02_documents"));
    desk.paper("F06_certificate_application", {{"box", word("box2")}});
    desk.state("has_alias", false);
    EXPECT_TRUE(desk.paperView("F06_certificate_application").good);
    desk.must(Suspend{Word("awaiting_papers"), false});
    desk.must(Resume{});
    EXPECT_EQ(desk.now.phase, Phase::Open);
    EXPECT_EQ(desk.now.procedure, "P03");
    EXPECT_EQ(desk.now.divertedFrom, "P04");
    desk.must(Withdraw{Word("wrong_procedure"), {}});
    EXPECT_EQ(desk.now.outcome, Outcome::Withdrawn);
}

TEST(Engine, ARandomPinThatIsSaidToHaveFailedMayBeLiveSoTheCardStays) {
    Desk desk;
    desk.begin("P01");
    desk.walk("S12_set_random");
    desk.start("S12_set_random");
    desk.chip.setPins();
    desk.must(FailStep{"S12_set_random", Word("terminal_refused"), {}});
    EXPECT_TRUE(desk.refused(Withdraw{Word("resident_changed_mind"), desk.evidence()}).names("R-PIN-15"));
    desk.chip.lock();
    desk.must(Withdraw{Word("resident_changed_mind"), desk.evidence()});
}

TEST(Engine, AStepOfTheProcedureBeforeIsRefusedByTheNameThatItHadThere) {
    Desk desk;
    desk.answers = {{"wish", word("normal_mode")}};
    desk.chip.lock();
    desk.begin("P07");
    desk.walk("S09_reissue_user_cert");
    desk.perform("S09_reissue_user_cert");
    ASSERT_EQ(desk.now.procedure, "P05");
    EXPECT_TRUE(desk.refused(StartStep{"S12B_set_random", {}, {}}).names("R-P05-01"));
    EXPECT_TRUE(desk.refused(FailStep{"S12B_set_random", Word("card_removed"), {}}).names("R-P05-01"));
}

TEST(Engine, NoOtherProcedureTakesOverInTheMiddleOfAStep) {
    Desk desk;
    desk.chip.lock();
    desk.begin("P06");
    desk.walk("S14_confirm_status");
    desk.perform("S14_confirm_status");
    desk.startLock();
    EXPECT_THAT(desk.refused(StateFact{"wish", word("normal_mode")}).rules(), ElementsAre("R-SET-14"));
    EXPECT_EQ(desk.now.procedure, "P06");
    desk.chip.lock();
    desk.complete("S16_lock");
    desk.state("wish", word("normal_mode"));
    EXPECT_EQ(desk.now.procedure, "P05");
}

TEST(Engine, PinsLockedByWrongEntriesInBetweenAreSetAgainBeforeTheFaceIsUpdated) {
    Desk desk;
    desk.chip.lock();
    desk.begin("P06");
    desk.walk("S22_face_update");
    desk.chip.spendUserAuth(0);
    desk.must(ObserveCard{desk.evidence()});
    EXPECT_EQ(desk.action("S12_set_random").state, Action::State::Undone);
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Engine, ACardIsNotOpenedBeforeAnybodyHasLookedForItsMark) {
    Desk desk;
    desk.chip.lock();
    Facts facts{{"visitor", word("applicant")}, {"wish", word("normal_mode")}, {"wants_sig_cert", false}};
    desk.must(OpenCase{"P05", facts, std::nullopt});
    for (const char* step : {"S01_accept", "S02_documents", "S03_identity"}) {
        if (step == std::string("S02_documents"))
            desk.handIn("F09_pin_reset_application");
        desk.perform(step);
    }
    desk.bind();
    const Facts terminal{{"work_place", word("integrated_terminal")}};
    EXPECT_TRUE(desk.refused(StartStep{"S11_init_pin", terminal, {}}).names("R-UNS-09"));
    desk.state("marked_on_face", true);
    desk.start("S11_init_pin", terminal);
}

TEST(Engine, ADatedPaperIsGoodUntilItsDayIsOver) {
    Desk desk;
    const Facts inquiry{{"brought_in", true},        {"valid_until", dateFrom("2026-10-01")},
                        {"delegation_signed", true}, {"kind_circled", true},
                        {"applicant_papers", true},  {"box", word("box2")}};
    desk.chip.validTo = desk.context.now;
    desk.accept("P04R", together(representative(), kRegistered));
    desk.complete("S04_check_user_cert", {{"cert_status", word("unknown")}});
    desk.paper("F07_inquiry_response", inquiry);
    desk.context.now = instantFromIso("2026-10-01T14:59:59Z"); // 23:59:59 in Japan
    EXPECT_TRUE(desk.paperView("F07_inquiry_response").good);
    desk.context.now = instantFromIso("2026-10-01T15:00:00Z");
    EXPECT_FALSE(desk.paperView("F07_inquiry_response").good);
    EXPECT_THAT(desk.paperView("F07_inquiry_response").missing.front().rules, ElementsAre("R-FORM-11"));
}

TEST(Engine, PapersAreToldBeforeACaseExists) {
    Desk desk;
    std::vector<std::string> demanded;
    for (const PaperView& paper : documentsOf(desk.book, "P04R", representative(), desk.context))
        if (paper.need == PaperView::Need::Demanded)
            demanded.push_back(paper.document);
    EXPECT_THAT(demanded, UnorderedElementsAre("F04_no_pin_application", "F08_power_of_attorney"));
    EXPECT_THROW((void)documentsOf(desk.book, "P99", {}, desk.context), Error);
}

TEST(Engine, ProposesWhatFitsWhatIsKnown) {
    Desk desk;
    EXPECT_THAT(
        propose(desk.book, {{"visitor", word("representative")}, {"wish", word("face_auth")}}, desk.context),
        ElementsAre("P04R"));
    EXPECT_THAT(propose(desk.book, {{"visitor", word("applicant")}}, desk.context),
                ElementsAre("P04", "P05"));
    EXPECT_THAT(propose(desk.book,
                        {{"visitor", word("applicant")}, {"wish", word("face_auth")}, {"cert_due", true}},
                        desk.context),
                ElementsAre("P03", "P07"));
    EXPECT_THROW((void)entryText(desk.book, "card", dateFrom("2026-10-01"), "見本市長"), Error);
}

TEST(Engine, TellsAnOnlookerWhichFactsAndPapersItLookedAt) {
    struct Seen : Onlooker {
        void step(const std::string& id) override { steps.insert(id); }
        void refused() override { surely = true; }
        void fact(const std::string& id) override { facts.insert(id); }
        void paper(const std::string& id) override { papers.insert(id); }
        std::set<std::string> facts, papers, steps;
        bool surely = false;
    } seen;
    Desk desk;
    desk.open("P04", kRegistered);
    desk.context.onlooker = &seen;
    (void)desk.refused(CompleteStep{"S02_documents", {}, {}});
    EXPECT_THAT(seen.papers, ElementsAre("F04_no_pin_application"));
    EXPECT_THAT(seen.facts, Not(Contains("services_acknowledged")));
    (void)desk.refused(StartStep{"S16_lock", {{"operating_status", word("in_operation")}}, {}});
    EXPECT_THAT(seen.facts, Contains("services_acknowledged"));
    EXPECT_THAT(seen.facts, Not(Contains("ins_wanted"))); // registered already
    EXPECT_THAT(seen.steps, Contains("S14_confirm_status"));
    EXPECT_TRUE(seen.surely);
    seen.surely = false;
    desk.must(CompleteStep{"S01_accept", {}, {}});
    EXPECT_FALSE(seen.surely);
}

TEST(Engine, EveryRefusalHasRulesASentenceAndARemedy) {
    Desk desk;
    desk.open("P04R", representative());
    for (const Action& action : desk.next().actions)
        for (const Reason& reason : action.why) {
            EXPECT_THAT(reason.rules, Not(IsEmpty())) << action.step;
            EXPECT_THAT(reason.text, HasSubstr("。")) << action.step;
            EXPECT_TRUE(action.state == Action::State::NotApplicable || !reason.remedy.empty())
                << action.step << reason.text;
        }
}

} // namespace
} // namespace kaomado::test
