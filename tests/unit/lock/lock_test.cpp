// SPDX-License-Identifier: Apache-2.0
#include "script.hpp"

#include <kaomado/lock/lock.hpp>

#include <gmock/gmock.h>

namespace kaomado::lock {

namespace {
using namespace test;
using testing::ElementsAre;

const PinSet& set() {
    return PinSet::builtIn();
}

std::vector<PinOutcome> outcomes(const LockReport& report) {
    std::vector<PinOutcome> list;
    for (const PinResult& pin : report.pins)
        list.push_back(pin.outcome());
    return list;
}

/// Both references of the first PIN, before the power cycle.
Script lockFirstPin() {
    return threeWrong("9C") + Script{selectCommon()} + threeWrong("9C");
}
const Values kAll{threeWrong("91"), threeWrong("98")};

template <class Work>
Fault faultOf(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.fault();
    }
    return Fault::Internal;
}

/// Passes commands through until command number `last`; that one is carried out and the answer lost, and
/// from then on nothing answers.
class CardThatLeaves final : public card::Card {
public:
    CardThatLeaves(card::Card& card, unsigned last) : card_(card), left_(last) {}
    card::Response transmit(const card::Command& command) override {
        if (left_ == 0)
            throw Error(Fault::CardRemoved, "gone");
        card::Response answer = card_.transmit(command);
        if (--left_ == 0)
            throw Error(Fault::CardRemoved, "gone");
        return answer;
    }
    void reset() override {
        if (left_ == 0)
            throw Error(Fault::CardRemoved, "gone");
        card_.reset();
    }
    Bytes atr() const override { return card_.atr(); }

private:
    card::Card& card_;
    unsigned left_;
};
} // namespace

TEST(LockAll, AFreshCardEndsAtZeroInThirtyTwoCommands) {
    ScriptedCard card(survey({}) + lockFirstPin() + proof(kZero, kAll));
    const LockReport report = lockAll(card, set());
    EXPECT_TRUE(card.finished());
    EXPECT_TRUE(report.allLocked());
    EXPECT_TRUE(report.proven);
    EXPECT_FALSE(report.fault);
    EXPECT_EQ(report.commands, 32U);
    ASSERT_EQ(report.pins.size(), 3U);
    EXPECT_EQ(report.pins[0].id, "jukiap_pin");
    ASSERT_EQ(report.pins[0].references.size(), 2U);
    EXPECT_EQ(report.pins[0].references[1].before, 3U);
    EXPECT_EQ(report.pins[0].references[1].after, 0U);
}

TEST(LockAll, ALockedCardIsASuccessWithoutAnotherTry) {
    ScriptedCard card(survey(kZero) + proof(kZero));
    EXPECT_TRUE(lockAll(card, set()).allLocked());
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, QueriesAnsweredWithEitherWordingOfBlockedCountAsZero) {
    const Tries blocked{"6984", "6983", "63C0", "6984"};
    ScriptedCard card(survey(blocked) + proof(blocked));
    EXPECT_TRUE(lockAll(card, set()).allLocked());
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, AGuessThatHitsThePinIsFollowedByTheOtherValueForGood) {
    ScriptedCard card(survey({"63C2", "63C0", "63C0", "63C0"}) +
                      Script{wrong("9C", "9000"), wrong("9C", "63C2", "31313131"),
                             wrong("9C", "63C1", "31313131"), wrong("9C", "63C0", "31313131")} +
                      proof(kZero));
    EXPECT_TRUE(lockAll(card, set()).allLocked());
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, AfterAHitInTheLastSessionTheCardLosesItsPowerOnceMoreAndEverythingIsAskedAgain) {
    const Script hit{wrong("98", "9000"), wrong("98", "63C2", "31313131"), wrong("98", "63C1", "31313131"),
                     wrong("98", "63C0", "31313131")};
    ScriptedCard card(survey({"63C0", "63C0", "63C0", "63C3"}) + proof(kZero, {{}, hit}) + proof(kZero));
    EXPECT_TRUE(lockAll(card, set()).allLocked());
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, AHitIsNoSuccessWhenTheCardCannotBeReadOnceMore) {
    ScriptedCard script(survey({"63C0", "63C0", "63C0", "63C1"}) +
                        proof(kZero, {{}, {wrong("98", "9000"), wrong("98", "63C0", "31313131")}}) +
                        Script{powerCycle(), selectCommon()});
    CardThatLeaves card(script, 10 + 11 + 1);
    const LockReport report = lockAll(card, set());
    EXPECT_FALSE(report.proven);
    EXPECT_FALSE(report.allLocked());
}

TEST(LockAll, ACardThatAcceptsBothValuesIsLeftAloneAndNotCalledLocked) {
    ScriptedCard card(survey({"63C3", "63C0", "63C0", "63C0"}) +
                      Script{wrong("9C", "9000"), wrong("9C", "9000", "31313131")} +
                      proof({"63C3", "63C0", "63C0", "63C0"}));
    const LockReport report = lockAll(card, set());
    EXPECT_FALSE(report.allLocked());
    EXPECT_THAT(outcomes(report), ElementsAre(PinOutcome::NotLocked, PinOutcome::Locked, PinOutcome::Locked));
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, ARefusalOfTheValuesLengthSpendsNothingAndTheRestIsStillLocked) {
    for (const std::string refusal : {"6700", "6A80"}) {
        ScriptedCard card(
            survey({"63C0", "63C0", "63C3", "63C3"}) +
            proof({"63C0", "63C0", "63C3", "63C0"}, {{wrong("91", refusal)}, threeWrong("98")}));
        const LockReport report = lockAll(card, set());
        EXPECT_THAT(outcomes(report),
                    ElementsAre(PinOutcome::Locked, PinOutcome::NotLocked, PinOutcome::Locked));
        EXPECT_FALSE(report.allLocked());
        EXPECT_TRUE(card.finished());
    }
}

TEST(LockAll, AnOddAnswerToASelectionConcernsThatReferenceAlone) {
    ScriptedCard card(
        survey({"63C0", "63C0", "63C3", "63C1"}) +
        Script{powerCycle(), selectCommon(), identity(), ask("9C", "63C0"), selectJuki(), ask("9C", "63C0")} +
        Script{{"TEXT", "00A4040C0A D3921000310001010408", "6F00"}, selectText(), ask("91", "63C3")} +
        Script{selectJpki(), wrong("98", "63C0"), ask("98", "63C0")});
    const LockReport report = lockAll(card, set());
    EXPECT_THAT(outcomes(report), ElementsAre(PinOutcome::Locked, PinOutcome::NotLocked, PinOutcome::Locked));
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, ThePinWithTwoReferencesIsLockedOnlyWhenBothAreAtZero) {
    ScriptedCard card(survey({"63C0", "63C1", "63C0", "63C0"}) + Script{selectCommon(), wrong("9C", "6985")} +
                      proof({"63C0", "63C1", "63C0", "63C0"}));
    EXPECT_THAT(outcomes(lockAll(card, set())),
                ElementsAre(PinOutcome::NotLocked, PinOutcome::Locked, PinOutcome::Locked));
}

TEST(LockAll, ACountThatDoesNotFallByOneStopsThatReference) {
    ScriptedCard card(survey({"63C3", "63C0", "63C0", "63C0"}) + Script{wrong("9C", "63C3")} +
                      proof({"63C3", "63C0", "63C0", "63C0"}));
    EXPECT_FALSE(lockAll(card, set()).allLocked());
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, SpendsNoTryWhenOneReferenceDoesNotTellItsTries) {
    ScriptedCard card({selectJpki(),
                       certificates(),
                       ask("98", "63C3"),
                       selectText(),
                       ask("91", "6A88"),
                       {"by selection", "00A4020C02 0011", "9000"},
                       ask("80", "6A81"),
                       selectCommon(),
                       identity(),
                       ask("9C", "63C3"),
                       selectJuki(),
                       ask("9C", "63C3")});
    EXPECT_EQ(faultOf([&] { lockAll(card, set()); }), Fault::PinStateUnreadable);
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, ACardWithoutShortIdsIsLockedBySelectingEachReference) {
    const Line select18{"by selection", "00A4020C02 0018", "9000"};
    ScriptedCard card(Script{selectJpki(), certificates(), ask("98", "6A86"), select18, ask("80", "63C1"),
                             selectText(), ask("91", "63C0"), selectCommon(), identity(), ask("9C", "63C0"),
                             selectJuki(), ask("9C", "63C0")} +
                      Script{powerCycle(), selectCommon(), identity(), ask("9C", "63C0"), selectJuki(),
                             ask("9C", "63C0"), selectText(), ask("91", "63C0"), selectJpki(), select18,
                             wrong("80", "63C0"), ask("98", "6A86"), select18, ask("80", "63C0")});
    EXPECT_TRUE(lockAll(card, set()).allLocked());
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, RefusesWhileTheSignatureCertificateIsThereUnlessToldOtherwise) {
    ScriptedCard refused(survey({}, "8F"));
    EXPECT_EQ(faultOf([&] { lockAll(refused, set()); }), Fault::SignatureOnCard);
    EXPECT_TRUE(refused.finished());
    ScriptedCard allowed(survey(kZero, "8F") + proof(kZero));
    EXPECT_TRUE(lockAll(allowed, set(), {.expect = {}, .allowSignatureCertificate = true}).allLocked());
}

TEST(LockAll, RefusesAnotherCardThanTheExpectedOneBeforeAnyTry) {
    ScriptedCard card(survey({}));
    EXPECT_EQ(faultOf([&] { lockAll(card, set(), {.expect = "00112233445566778899AABBCCDDEEFF"}); }),
              Fault::WrongCard);
    EXPECT_TRUE(card.finished());
}

TEST(LockAll, ACardSwappedDuringTheWorkGetsNoValueAndNothingIsClaimed) {
    ScriptedCard card(survey({}) + lockFirstPin() + Script{powerCycle(), selectCommon(), identity('2')});
    const LockReport report = lockAll(card, set());
    EXPECT_TRUE(card.finished());
    EXPECT_FALSE(report.allLocked());
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->fault(), Fault::WrongCard);
    EXPECT_THAT(outcomes(report), ElementsAre(PinOutcome::Unknown, PinOutcome::Unknown, PinOutcome::Unknown));
}

TEST(LockAll, AnswersOfTheCardAreNotEnoughWhenItCannotBeReadAgain) {
    ScriptedCard script(survey({}) + lockFirstPin() + proof(kZero, kAll));
    CardThatLeaves card(script, 31); // the last wrong value is carried out, its answer lost
    const LockReport report = lockAll(card, set());
    EXPECT_FALSE(report.allLocked());
    EXPECT_FALSE(report.proven);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->fault(), Fault::CardRemoved);
    EXPECT_THAT(outcomes(report), ElementsAre(PinOutcome::Locked, PinOutcome::Locked, PinOutcome::Unknown));
}

TEST(LockAll, ARefusalIsNotTakenForALockWhenTheCardCannotBeReadAgain) {
    ScriptedCard script(survey({"63C3", "63C0", "63C0", "63C0"}) +
                        Script{wrong("9C", "6985"), powerCycle(), selectCommon()});
    CardThatLeaves card(script, 12);
    const LockReport report = lockAll(card, set());
    EXPECT_FALSE(report.proven);
    EXPECT_EQ(report.pins[0].references[0].after, 3U);
    EXPECT_EQ(report.pins[0].outcome(), PinOutcome::NotLocked);
}

TEST(LockAll, PinsNotReachedBeforeTheCardLeftAreKnownToBeOpen) {
    ScriptedCard script(survey({}) + threeWrong("9C"));
    CardThatLeaves card(script, 11);
    const LockReport report = lockAll(card, set());
    EXPECT_THAT(outcomes(report),
                ElementsAre(PinOutcome::NotLocked, PinOutcome::NotLocked, PinOutcome::NotLocked));
    EXPECT_FALSE(report.pins[0].references[0].after);
    EXPECT_EQ(report.pins[0].references[1].after, 3U);
}

TEST(LockAll, ACardThatLeavesDuringTheFirstReadingThrowsAndClaimsNothing) {
    ScriptedCard script(survey({}));
    CardThatLeaves card(script, 7);
    EXPECT_EQ(faultOf([&] { lockAll(card, set()); }), Fault::CardRemoved);
}

TEST(ReadState, TellsEveryReferenceWithoutSpendingATry) {
    ScriptedCard card(survey({"63C0", "63C2", "63C0", "63C3"}, "8F"));
    const StateReport state = readState(card, set());
    EXPECT_TRUE(card.finished());
    EXPECT_EQ(state.card.serial, "111111111111111");
    EXPECT_EQ(state.fingerprint, card::fingerprintOf(state.card));
    EXPECT_EQ(state.signatureCertificate, true);
    EXPECT_FALSE(state.pins[0].locked()); // COMMON 001C has two tries left
    EXPECT_TRUE(state.pins[1].locked());
    EXPECT_FALSE(state.pins[2].locked());
    EXPECT_FALSE(state.allLocked());
}

TEST(ReadState, AnotherKindOfCardIsNamedAsSuchWhateverItAnswers) {
    for (const std::string answer : {"6A82", "6D00", "6999"}) {
        ScriptedCard card({{"JPKI", "00A4040C0A D392F000260100000001", answer}});
        EXPECT_EQ(faultOf([&] { readState(card, set()); }), Fault::NotMyNumberCard) << answer;
    }
}

TEST(ReadState, ACardWithoutTheCommonApplicationIsUnidentified) {
    ScriptedCard card({selectJpki(),
                       certificates(),
                       ask("98", "63C3"),
                       selectText(),
                       ask("91", "63C3"),
                       {"COMMON", "00A4040C0A D3921000310001010100", "6A82"}});
    EXPECT_EQ(faultOf([&] { readState(card, set()); }), Fault::CardUnidentified);
}

TEST(ReadState, OnlyTheByteThatMeansPresentIsTakenForASignatureCertificate) {
    for (const std::string byte : {"00", "0F", "FF"}) {
        ScriptedCard card(survey(kZero, byte));
        EXPECT_EQ(readState(card, set()).signatureCertificate, false) << byte;
    }
}

TEST(ReadState, CertificatePresenceIsUnknownWhenTheCardDoesNotTell) {
    ScriptedCard card(Script{selectJpki(),
                             {"by short id", "00B0880003", "6A82"},
                             {"by selection", "00A4020C02 0008", "6A82"}} +
                      [] {
                          Script rest = survey(kZero);
                          rest.erase(rest.begin(), rest.begin() + 2);
                          return rest;
                      }());
    EXPECT_EQ(readState(card, set()).signatureCertificate, std::nullopt);
    EXPECT_TRUE(card.finished());
}

} // namespace kaomado::lock
