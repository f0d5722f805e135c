// SPDX-License-Identifier: Apache-2.0
#include "sample_case.hpp"

#include <kaomado/counter/entry_plan.hpp>

#include <gmock/gmock.h>

namespace kaomado::counter {
namespace {
using procedure::Count;
using procedure::Rulebook;
using State = EntryPlan::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const Date kDay = dateFrom("2026-11-25");

class Plan : public testing::Test {
protected:
    std::optional<EntryPlan> plan() const {
        return planEntry(stationery, Rulebook::builtIn(), procedure::fold(change.events()),
                         {.now = morningOf(kDay), .settings = settingsFrom(Rulebook::builtIn(), {})});
    }
    void used(unsigned lines) { change.add(procedure::FactStated{"lines_used", Count(lines)}); }

    Stationery stationery = Stationery::ofTraining("no-such-folder");
    SampleCase change{morningOf(kDay)};
};

TEST_F(Plan, GoesIntoTheNextFreeLineWithTheWordTheDayAndTheSeal) {
    used(1);
    const auto made = plan();
    EXPECT_EQ(made->state, State::Ready);
    EXPECT_EQ(made->line, 2U);
    EXPECT_EQ(made->entry.text(), "顔認証　令和8年11月25日　見本市長印");
    EXPECT_TRUE(made->fit->legible());
}

TEST_F(Plan, KeepsTheLineThatWasStatedWhenTheStepBegan) {
    used(1);
    change.add(procedure::StepStarted{"S18_endorse", {{"entry_line", Count(3)}}, true, true});
    EXPECT_EQ(plan()->line, 3U);
}

TEST_F(Plan, NamesNoLineBeforeSomebodyHasLookedAtTheField) {
    EXPECT_EQ(plan()->state, State::LineUnknown);
    EXPECT_EQ(plan()->line, 0U);
}

TEST_F(Plan, AFullFieldHasNoLine) {
    used(4);
    EXPECT_EQ(plan()->state, State::FieldFull);
    EXPECT_THAT(plan()->rules, ElementsAre("R-END-14"));
}

TEST_F(Plan, TheFieldHasNoMoreLinesThanWereMeasuredOnTheCard) {
    stationery.profile.lines = 3;
    used(3);
    EXPECT_EQ(plan()->state, State::FieldFull);
}

TEST_F(Plan, TooLongALineIsToldBeforeAnythingIsPrinted) {
    used(0);
    stationery.office["municipality.head"] = "見本県見本郡見本見本見本見本見本町長職務代理者";
    EXPECT_EQ(plan()->state, State::ByHand);
    EXPECT_LT(plan()->fit->points, plan()->fit->smallest);
    EXPECT_THAT(plan()->rules, ElementsAre("R-END-04"));
}

TEST_F(Plan, CharactersThatCannotBePrintedAreWrittenByHand) {
    used(0);
    stationery.office["municipality.head"] = "葛\U000E0110城市長";
    EXPECT_EQ(plan()->state, State::ByHand);
}

TEST_F(Plan, WithoutAHeadNobodysSealIsDrawn) {
    used(0);
    stationery.office.clear();
    EXPECT_EQ(plan()->state, State::HeadUnknown);
}

TEST_F(Plan, MayNotBePrintedBeforeTheLockIsConfirmed) {
    used(0);
    const EntryPlan made = plan().value();
    std::vector<std::string> rules;
    for (const procedure::Reason& reason : made.notYet)
        rules.insert(rules.end(), reason.rules.begin(), reason.rules.end());
    EXPECT_THAT(rules, testing::Contains("R-SET-08"));
}

TEST_F(Plan, MayBePrintedAgainWhileTheStepRunsAndNotOnceTheCaseIsClosed) {
    used(0);
    change.add(procedure::StepStarted{"S18_endorse", {{"entry_line", Count(1)}}, true, true});
    EXPECT_THAT(plan()->notYet, IsEmpty());
    change.close();
    EXPECT_THAT(plan()->notYet, Not(IsEmpty()));
}

TEST_F(Plan, WhereNothingIsWrittenIntoTheFieldThereIsNone) {
    change = SampleCase(morningOf(kDay), "P05");
    EXPECT_FALSE(plan());
}

TEST_F(Plan, InTrainingNeitherPictureNorPrintIsOnlyTheEntry) {
    used(0);
    const EntryPlan made = *plan();
    Stationery real = stationery;
    real.training = false;
    EXPECT_NE(previewOf(stationery, made, {}).png(0, 100), previewOf(real, made, {}).png(0, 100));
    EXPECT_NE(printOf(stationery, made, {}).png(0, 100), printOf(real, made, {}).png(0, 100));
}

} // namespace
} // namespace kaomado::counter
