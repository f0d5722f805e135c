// SPDX-License-Identifier: Apache-2.0
// The proofs can fail: an edition with one mistake in it, and what the explorer says of it.
#include "kaomado/proof/prove.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace kaomado::proof {
namespace {
using namespace procedure;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Report of(const Rulebook& book, const std::string& procedure) {
    Bounds bounds;
    bounds.procedures = {procedure};
    bounds.stopAtFirst = true;
    return explore(book, bounds);
}

auto breaks(Law law, const std::string& what) {
    return Contains(AllOf(Field(&Finding::law, law), Field(&Finding::what, HasSubstr(what)),
                          Field(&Finding::trace, Not(IsEmpty()))));
}

/// Nothing has to come before `then` any more because of `first`.
Rulebook withoutPair(const std::string& first, const std::string& then) {
    Rulebook book = Rulebook::builtIn();
    for (OrderPair& pair : book.order)
        if (std::ranges::find(pair.first, first) != pair.first.end())
            std::erase(pair.then, then);
    return book;
}

Procedure& named(Rulebook& book, const std::string& id) {
    return *std::ranges::find(book.procedures, id, &Procedure::id);
}

TEST(ABrokenEdition, ThatLocksBeforeTheInsuranceRegistrationIsFound) { // R-SET-13
    EXPECT_THAT(of(withoutPair("S15_insurance", "S16_lock"), "P01").findings,
                breaks(Law::GuidelineOrder, "S15_insurance before S16_lock"));
}

TEST(ABrokenEdition, ThatLocksWithoutTheOperatingStatusIsFound) { // R-SET-11
    EXPECT_THAT(of(withoutPair("S14_confirm_status", "S16_lock"), "P01R").findings,
                breaks(Law::GuidelineOrder, "S14_confirm_status before S16_lock"));
}

TEST(ABrokenEdition, ThatStrikesTheEntryBeforeThePinsAreSetIsFound) { // R-UNS-03
    EXPECT_THAT(of(withoutPair("S20_reset_pin", "S19_strike"), "P05").findings,
                breaks(Law::GuidelineOrder, "S20_reset_pin before S19_strike"));
}

TEST(ABrokenEdition, ThatTakesAClerksWordForTheLockIsFound) { // R-SET-16
    Rulebook book = Rulebook::builtIn();
    book.steps.at("S16_lock").after.clear();
    EXPECT_THAT(of(book, "P01R").findings, breaks(Law::DoneIsDone, "S16_lock"));
}

TEST(ABrokenEdition, ThatForgetsTheNoticeIsFound) { // R-P01-05
    Rulebook book = Rulebook::builtIn();
    std::erase_if(named(book, "P01R").documents, [](const DocumentDemand& demand) {
        return demand.documents == std::vector<std::string>{"F02_issuance_notice"};
    });
    EXPECT_THAT(of(book, "P01R").findings, breaks(Law::PaperMissing, "F02_issuance_notice"));
}

TEST(ABrokenEdition, ThatLetsACaseEndWhateverTheChipSaysIsFound) { // R-UNS-06
    Rulebook book = Rulebook::builtIn();
    for (procedure::Goal& goal : book.goals)
        goal.atEnd.clear();
    for (StepUse& use : named(book, "P05").steps)
        if (use.step == "S20_reset_pin")
            use.holds = Condition{};
    EXPECT_THAT(of(book, "P05").findings, breaks(Law::EndFitsChip, ""));
}

TEST(ABrokenEdition, FromWhichACaseCannotEndIsFound) {
    Rulebook book = Rulebook::builtIn();
    Requirement impossible;
    impossible.that.kind = Condition::Kind::Not;
    impossible.that.parts.emplace_back();
    impossible.rules = {"R-UNS-06"};
    for (StepUse& use : named(book, "P05").steps)
        if (use.step == "S23_hand_over")
            use.before.push_back(impossible);
    EXPECT_THAT(of(book, "P05").findings, Contains(Field(&Finding::law, Law::OutcomeReached)));
}

TEST(ABrokenEdition, ThatCannotRevokeWhatCameOnTheCardAfterIssuanceLeavesNothingButAPause) { // R-SET-03
    Rulebook book = Rulebook::builtIn();
    std::erase_if(named(book, "P01R").steps, [](const StepUse& use) { return use.step == "S07_revoke_sig"; });
    EXPECT_GT(of(book, "P01R").procedures.at("P01R").onlyPause, 0U);
}

} // namespace
} // namespace kaomado::proof
