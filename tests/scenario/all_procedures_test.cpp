// SPDX-License-Identifier: Apache-2.0
#include "desk.hpp"

namespace kaomado::test {

class EveryProcedure : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryProcedure, ComesToItsOwnEndOnAnOrdinaryDay) {
    Desk desk;
    const std::string id = GetParam();
    const bool marked = id.starts_with("P05") || id.starts_with("P06") || id.starts_with("P07");
    if (marked)
        desk.chip.lock();
    desk.begin(id);
    desk.walk();
    EXPECT_EQ(desk.now.phase, Phase::Closed);
    EXPECT_EQ(desk.now.outcome, desk.book.procedure(id)->outcome);
    if (desk.now.phase != Phase::Closed)
        for (const Action& action : desk.next().actions)
            if (action.state != Action::State::Done && action.state != Action::State::NotApplicable)
                for (const Reason& reason : action.why)
                    ADD_FAILURE() << action.step << ": " << ::testing::PrintToString(reason.rules)
                                  << reason.text;
}

INSTANTIATE_TEST_SUITE_P(All, EveryProcedure,
                         ::testing::Values("P01", "P01R", "P02", "P03", "P03R", "P04", "P04R", "P05", "P05R",
                                           "P06", "P06R", "P07", "P07R"),
                         [](const auto& test) { return test.param; });

TEST(Asked, WhoAttendsTheRegistrationWhenNothingElseIsMissingForIt) {
    Desk desk;
    desk.answers = {{"ins_registered", false}, {"ins_wanted", true}};
    desk.begin("P02");
    desk.walk();
    const Action waiting = desk.action("S15_insurance");
    ASSERT_FALSE(waiting.allowed);
    ASSERT_EQ(waiting.questions.size(), 1U);
    EXPECT_EQ(waiting.questions[0].fact, "second_officer");
    desk.state("second_officer", Officer("mihon.jiro"));
    EXPECT_TRUE(desk.action("S15_insurance").allowed);
    EXPECT_TRUE(desk.action("S15_insurance").questions.empty());
}

TEST(Papers, OfAReissueAreAskedForWhenTheCardIsGivenBackForIt) {
    for (const char* procedure : {"P03", "P03R", "P04", "P04R", "P06", "P06R"}) {
        Desk desk;
        if (desk.book.procedure(procedure)->goal == "face_auth_kept")
            desk.chip.lock();
        desk.answers = {{"lines_used", count(4)},
                        {"reissue_choice", word("visit_at_application")},
                        {"told_insurance_stops", true}};
        desk.begin(procedure);
        desk.walk("S28_collect_card");
        EXPECT_EQ(desk.paperView("F16_reissue_application").need, PaperView::Need::Demanded) << procedure;
        desk.walk();
        EXPECT_EQ(desk.now.outcome, Outcome::RetainedForReissue) << procedure;
    }
}

} // namespace kaomado::test
