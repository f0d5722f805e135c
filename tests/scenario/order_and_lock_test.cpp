// SPDX-License-Identifier: Apache-2.0
// The order of the setting, the lock and what proves it, the entry.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

const Facts kRegistered{{"ins_registered", true}};
const Facts kInOperation{{"operating_status", word("in_operation")}};

Facts entry(const char* place, const char* wording, unsigned line = 1) {
    return {{"entry_place", word(place)}, {"entry_wording", word(wording)}, {"entry_line", count(line)}};
}

/// ④ with the lock confirmed.
void lockedCard(Desk& desk) {
    desk.receive("P04", kRegistered);
    desk.lock();
    desk.confirmLock();
}

TEST(Scenario, P_082_TheLockIsRefusedUntilTheStatusIsInOperation) {
    Desk desk;
    desk.receive("P04", kRegistered);
    const Refusal refusal = desk.refused(
        StartStep{"S16_lock", {{"operating_status", word("not_in_operation")}}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), ElementsAre("R-SET-06", "R-SET-11", "R-SET-12"));
    desk.startLock(); // a minute later
}

TEST(Scenario, P_082_AStatusNotInOperationIsNoConfirmationAndThePauseKeepsTheCard) {
    Desk desk;
    desk.accept("P04", kRegistered);
    const Refusal refusal = desk.refused(
        CompleteStep{"S14_confirm_status", {{"operating_status", word("not_in_operation")}}, {}});
    EXPECT_THAT(refusal.rules(), Contains("R-SET-12"));
    desk.must(Suspend{Word("status_not_updated"), true});
    desk.must(Resume{});
}

TEST(Scenario, P_083_AnEarlierStatusIsNotEnoughForTheLock) {
    Desk desk;
    desk.accept("P04", kRegistered);
    desk.complete("S04_check_user_cert", {{"cert_status", word("good")}});
    desk.state("services_acknowledged", true);
    EXPECT_TRUE(desk.refused(StartStep{"S16_lock", kInOperation, desk.evidence()}).names("R-SET-11"));
    desk.must(CompleteStep{"S14_confirm_status", kInOperation, {}});
    desk.refused(StartStep{"S16_lock", {}, desk.evidence()}); // without a status read right before
    desk.startLock();
}

TEST(Scenario, P_084_AfterTheLockTheRegistrationIsRefusedAndTheReaderAdvised) {
    Desk desk;
    desk.receive("P04", {{"ins_registered", false}, {"ins_wanted", false}});
    desk.lock();
    desk.confirmLock();
    desk.state("ins_wanted", true);
    const Refusal refusal =
        desk.refused(StartStep{"S15_insurance", {{"applicant_present", true}}, desk.evidence()});
    EXPECT_THAT(refusal.rules(), IsSupersetOf({"R-SET-13", "R-INS-06"}));
    EXPECT_TRUE(desk.action("S25_advise_reader").allowed);
}

TEST(Scenario, P_085_APartialLockForbidsTheEntryAndOffersTheLockAgain) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.chip.lockAllBut("profile_ap_pin");
    EXPECT_THAT(desk.refused(CompleteStep{"S16_lock", {}, desk.evidence()}).rules(),
                ElementsAre("R-LOCK-08", "R-SET-16"));
    desk.must(FailStep{"S16_lock", Word("partial"), desk.evidence()});
    EXPECT_THAT(
        desk.refused(StartStep{"S18_endorse", entry("endorsement_field", "face_auth_only"), desk.evidence()})
            .rules(),
        Contains("R-SET-16"));
    EXPECT_TRUE(desk.action("S16_lock").allowed);
    desk.lock();
    desk.confirmLock();
    desk.endorse();
}

TEST(Scenario, P_085_TheSecondReferenceOfTheJukiPinCountsToo) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.chip.lockAllBut("jukiap_pin@COMMON");
    EXPECT_TRUE(desk.refused(CompleteStep{"S16_lock", {}, desk.evidence()}).names("R-LOCK-08"));
}

TEST(Scenario, P_086_TheEntryBeforeTheLockIsRefused) {
    Desk desk;
    desk.receive("P04", kRegistered);
    EXPECT_TRUE(
        desk.refused(StartStep{"S18_endorse", entry("endorsement_field", "face_auth_only"), desk.evidence()})
            .names("R-SET-08"));
}

TEST(Scenario, P_087_ThereIsNoWayToUnlockExceptInitialisationAndReset) {
    Desk desk;
    lockedCard(desk);
    for (const Action& action : desk.next().actions)
        EXPECT_FALSE(action.allowed && action.step != "S18_endorse") << action.step;
    const Refusal refusal =
        desk.refused(StartStep{"S11_init_pin", {{"work_place", word("integrated_terminal")}}, {}});
    EXPECT_THAT(refusal.rules(), IsSupersetOf({"R-SET-10", "R-LOCK-03"}));
    EXPECT_THAT(desk.book.rules.at("R-LOCK-03").text, ::testing::HasSubstr("初期化・再設定"));
}

TEST(Scenario, P_098_AnotherResidentsCardIsRefusedBeforeTheLock) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.chip.fingerprint = "card-of-taro";
    EXPECT_THAT(desk.refused(StartStep{"S16_lock", kInOperation, desk.evidence()}).rules(),
                ElementsAre("R-LOCK-14"));
}

TEST(Scenario, P_099_AReadingFromBeforeTheLockProvesNothing) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.chip.lock();
    const Evidence early = desk.evidence();
    desk.context.now += 1s;
    desk.startLock();
    EXPECT_TRUE(desk.refused(CompleteStep{"S16_lock", {}, early}).names("R-LOCK-15"));
    desk.refused(CompleteStep{"S16_lock", {}, {}});
    desk.complete("S16_lock");
}

TEST(Scenario, P_100_AFullyLockedCardIsLockedAgain) {
    Desk desk;
    desk.chip.lock();
    desk.receive("P04", kRegistered);
    desk.lock();
    desk.confirmLock();
    EXPECT_TRUE(desk.done("S17_confirm_lock"));
}

TEST(Scenario, P_103_LockedMarkedAndWithoutSignatureCertificateIsFaceAuth) {
    EXPECT_EQ(cardMode({.allLocked = true, .markedOnFace = true}), CardMode::FaceAuth);
    EXPECT_EQ(cardMode({.allLocked = true, .markedOnFace = true, .signatureCertificate = true}),
              CardMode::Inconsistent);
}

TEST(Scenario, P_104_LockedWithoutAnEntryIsNormal) {
    EXPECT_EQ(cardMode({.allLocked = true}), CardMode::Normal);
    EXPECT_EQ(cardMode({.allLocked = true, .signatureCertificate = true}), CardMode::Normal);
}

TEST(Scenario, P_105_TheEntryIsTheWordTheDateAndTheSealInOneLine) {
    const Rulebook& book = Rulebook::builtIn();
    EXPECT_EQ(entryText(book, "set", dateFrom("2024-01-10"), "見本市長"),
              "顔認証　令和6年1月10日　見本市長印");
    EXPECT_EQ(book.entries.front().colour, "black");
}

TEST(Scenario, P_106_OtherWordsThanFaceAuthAreRefused) {
    Desk desk;
    lockedCard(desk);
    EXPECT_THAT(
        desk.refused(StartStep{"S18_endorse", entry("endorsement_field", "other_wording"), desk.evidence()})
            .rules(),
        ElementsAre("R-END-05"));
}

TEST(Scenario, P_107_AnEntryByHandIsAcceptedAndRecordedAsSuch) {
    Desk desk;
    lockedCard(desk);
    desk.startEntry();
    desk.must(FailStep{"S18_endorse", Word("printer_error"), {}});
    desk.startEntry();
    desk.complete("S18_endorse", {{"entry_method", word("hand")}});
    EXPECT_EQ(std::get<StepCompleted>(desk.events.back().what).facts.at("entry_method"), word("hand"));
}

TEST(Scenario, P_108_AStickerOnTheCardOrWritingBesideTheFieldIsRefused) {
    Desk desk;
    lockedCard(desk);
    for (const char* place : {"sticker_on_card", "beside_field"})
        EXPECT_THAT(
            desk.refused(StartStep{"S18_endorse", entry(place, "face_auth_only"), desk.evidence()}).rules(),
            ElementsAre("R-END-06"));
    EXPECT_THAT(desk.refused(StartStep{"S18_endorse", entry("endorsement_field", "face_auth_only", 5),
                                       desk.evidence()})
                    .rules(),
                ElementsAre("R-END-06")); // the field has four lines
}

TEST(Scenario, P_109_TheStrikeIsADoubleLineAndTheSealWithoutADate) {
    const Rulebook& book = Rulebook::builtIn();
    EXPECT_EQ(entryText(book, "strike", dateFrom("2026-10-01"), "見本市長"), "見本市長印");
    EXPECT_TRUE(book.entries.back().doubleLine);
    EXPECT_EQ(book.entries.back().colour, "black");
}

TEST(Scenario, P_112_WithRoomInTheFieldAnEntryOnTheCaseIsRefused) {
    Desk desk;
    lockedCard(desk);
    EXPECT_THAT(
        desk.refused(StartStep{"S18_endorse", entry("card_case", "face_auth_only"), desk.evidence()}).rules(),
        ElementsAre("R-END-17", "R-END-23"));
}

TEST(Scenario, P_117_OneFreeLineLeftIsWarnedOf) {
    for (const unsigned used : {2U, 3U}) {
        Desk desk;
        desk.linesUsed = used;
        desk.accept("P04", kRegistered);
        EXPECT_EQ(std::get<StepCompleted>(desk.events.back().what).warnings.size(), used == 3 ? 1U : 0U);
        EXPECT_EQ(desk.next().notices.size(), used == 3 ? 1U : 0U);
    }
}

TEST(Scenario, P_144_WithoutTheEntryTheHandOverIsRefused) {
    Desk desk;
    lockedCard(desk);
    EXPECT_THAT(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).rules(),
                IsSupersetOf({"R-CARD-04", "R-CARD-13"}));
}

TEST(Scenario, P_145_AFaceAuthCardGetsNoSignatureCertificateAndP05IsProposed) {
    Desk desk;
    lockedCard(desk);
    desk.endorse();
    const Refusal refusal = desk.refused(StartStep{"S21_load_sig", {}, desk.evidence()});
    EXPECT_TRUE(refusal.names("R-CARD-05"));
    EXPECT_THAT(refusal.reasons.front().remedy, ::testing::HasSubstr("⑤"));
    EXPECT_THAT(
        propose(desk.book,
                {{"visitor", word("applicant")}, {"wish", word("normal_mode")}, {"marked_on_face", true}},
                desk.context),
        ElementsAre("P05"));
}

TEST(Scenario, P_146_TheLockIsProvedByTheThreePinsAndNothingElseHasChanged) {
    Desk desk;
    desk.receive("P04", kRegistered);
    const chip::ChipReading before = desk.chip.read(desk.context.now);
    desk.lock();
    const chip::ChipReading after = desk.chip.read(desk.context.now);
    for (const char* other :
         {"signature_password", "verification_number_a@VISUAL", "verification_number_b@TEXT"})
        EXPECT_EQ(before.triesOf(other), after.triesOf(other)) << other;
    EXPECT_EQ(desk.now.observation->facts.at("pins_all_locked"), FactValue(true));
    EXPECT_EQ(desk.book.pins.pins.size(), 3U);
}

TEST(Scenario, P_196_AfterAPowerCutBetweenLockAndEntryTheCaseGoesOnAtTheEntry) {
    Desk desk;
    lockedCard(desk);
    desk.now = fold(desk.events); // all that is left
    desk.context.now += 1h;
    std::vector<std::string> allowed;
    for (const Action& action : desk.next().actions)
        if (action.allowed)
            allowed.push_back(action.step);
    EXPECT_THAT(allowed, ElementsAre("S18_endorse"));
    // the old reading is too old to be believed
    EXPECT_THAT(
        desk.refused(StartStep{"S18_endorse", entry("endorsement_field", "face_auth_only"), {}}).rules(),
        ElementsAre("R-LOCK-15"));
    desk.endorse();
    desk.handOver();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(Scenario, P_196_AfterAPowerCutDuringTheLockTheChipDecidesWhetherItIsRepeated) {
    Desk desk;
    desk.receive("P04", kRegistered);
    desk.startLock();
    desk.now = fold(desk.events);
    EXPECT_TRUE(desk.next().readCard);
    EXPECT_EQ(desk.action("S16_lock").state, Action::State::Running);
    EXPECT_THAT(desk.refused(CompleteStep{"S16_lock", {}, desk.evidence()}).rules(),
                Contains("R-LOCK-08")); // not yet
    const std::size_t events = desk.events.size();
    desk.startLock(); // again: nothing new to record
    EXPECT_EQ(desk.events.size(), events);
    desk.chip.lock();
    desk.complete("S16_lock");
}

} // namespace
} // namespace kaomado::test
