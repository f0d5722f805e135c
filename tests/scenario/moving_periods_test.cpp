// SPDX-License-Identifier: Apache-2.0
// ⑥ ⑥’ after a move from another municipality, where the periods of R-X-39 are checked: 14 days from the
// move, and 30 from the planned day of moving out, to the notice; 90 from the notice to today; and no further
// move in between.
#include "desk.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kPapers = "S02_documents";

/// A face-authentication card with a notice of moving at the counter; the periods are checked.
struct Moved : Desk {
    explicit Moved(const char* procedure = "P06", const char* notWith = "F12_face_item_change") {
        context.settings = settingsFrom(book, {{"check_moving_periods", "yes"}});
        chip.lock();
        withheld = {notWith};
        layOutPapers(procedure);
    }

    /// Answers what the step asks, one thing after the other. @return what was asked
    std::vector<std::string> answerAll() {
        std::vector<std::string> asked;
        for (auto open = action(kPapers).questions; !open.empty(); open = action(kPapers).questions) {
            asked.push_back(open.front().fact);
            state(asked.back(), answerTo(asked.back()));
        }
        return asked;
    }
};

/// A move, and when the resident comes for the card: days in Japan, `comes` in UTC.
struct Move {
    const char *name, *moved, *plannedOut, *notified, *comes;
    bool again, kept;
};

void PrintTo(const Move& move, std::ostream* out) {
    *out << move.name;
}
} // namespace

class MovingPeriods : public ::testing::TestWithParam<Move> {};

TEST_P(MovingPeriods, X_39_DecideWhetherTheCardIsUsedOn) {
    const Move& move = GetParam();
    Moved desk;
    desk.answers = {{"moved_in", true},
                    {"moved_on", dateFrom(move.moved)},
                    {"planned_move_out_on", dateFrom(move.plannedOut)},
                    {"move_notified_on", dateFrom(move.notified)},
                    {"moved_on_again", move.again}};
    desk.answerAll();
    desk.context.now = instantFromIso(move.comes);
    if (move.kept)
        return desk.confirmPapers();
    const Refusal refusal = desk.papersRefused();
    EXPECT_THAT(refusal.rules(), ElementsAre("R-X-39"));
    EXPECT_THAT(textOf(refusal), AllOf(HasSubstr("14日以内"), HasSubstr("再交付申請を案内")));
    EXPECT_FALSE(desk.now.cardTouched);
}

INSTANTIATE_TEST_SUITE_P(
    Of, MovingPeriods,
    ::testing::Values(Move{"NoticeOnTheFourteenthDay", "2026-09-17", "2026-09-17", "2026-10-01",
                           "2026-10-01T01:00:00Z", false, true},
                      Move{"NoticeOnTheFifteenthDay", "2026-09-16", "2026-09-16", "2026-10-01",
                           "2026-10-01T01:00:00Z", false, false},
                      Move{"NoticeThirtyDaysAfterThePlannedDay", "2026-09-20", "2026-09-01", "2026-10-01",
                           "2026-10-01T01:00:00Z", false, true},
                      Move{"NoticeThirtyOneDaysAfterThePlannedDay", "2026-09-20", "2026-08-31", "2026-10-01",
                           "2026-10-01T01:00:00Z", false, false},
                      Move{"CardInTheLastMinuteOfTheNinetiethDay", "2026-09-30", "2026-09-30", "2026-10-01",
                           "2026-12-30T14:59:59Z", false, true},
                      Move{"CardWhenTheNinetyFirstDayBegins", "2026-09-30", "2026-09-30", "2026-10-01",
                           "2026-12-30T15:00:00Z", false, false},
                      Move{"MovedBeforeThePlannedDay", "2026-09-20", "2026-09-25", "2026-09-28",
                           "2026-10-01T01:00:00Z", false, true},
                      Move{"MovedOnBeforeTheCardWasShown", "2026-09-20", "2026-09-20", "2026-09-28",
                           "2026-10-01T01:00:00Z", true, false}),
    [](const auto& test) { return std::string(test.param.name); });

namespace {
TEST(MovingPeriods, X_39_TheDaysAreAskedOfThoseWhoMovedInFromElsewhere) {
    Moved desk;
    desk.answers = {{"moved_in", true},
                    {"moved_on", dateFrom("2026-09-28")},
                    {"planned_move_out_on", dateFrom("2026-09-28")},
                    {"move_notified_on", dateFrom("2026-10-01")},
                    {"moved_on_again", false}};
    EXPECT_THAT(desk.answerAll(), ElementsAre("moved_in", "moved_on", "move_notified_on",
                                              "planned_move_out_on", "moved_on_again"));
    desk.walk();
    EXPECT_EQ(desk.now.outcome, Outcome::Returned);
}

TEST(MovingPeriods, X_39_AMoveWithinTheMunicipalityHasNone) {
    Moved desk("P06R");
    desk.answers = {{"moved_in", false}};
    EXPECT_THAT(desk.answerAll(), ElementsAre("moved_in"));
    desk.confirmPapers();
}

TEST(MovingPeriods, X_39_AChangeOfNameHasNone) {
    Moved desk("P06", "F13_move_notification");
    EXPECT_THAT(desk.answerAll(), IsEmpty());
    desk.confirmPapers();
}

TEST(MovingPeriods, X_39_NobodyIsAskedWhereTheyAreNotChecked) {
    Moved desk;
    desk.context.settings = settingsFrom(desk.book, {});
    EXPECT_THAT(desk.answerAll(), IsEmpty());
    desk.confirmPapers();
}

} // namespace
} // namespace kaomado::test
