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

} // namespace kaomado::test
