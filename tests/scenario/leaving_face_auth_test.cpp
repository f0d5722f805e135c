// SPDX-License-Identifier: Apache-2.0
// Out of ⑥ ⑥’ ⑦ ⑦’ into ⑤ or ⑤’: what the resident came for is done first, then the card becomes a normal
// one.
#include "desk.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace kaomado::test {
namespace {
using ::testing::Contains;
using ::testing::Field;
using ::testing::IsSupersetOf;

struct Way {
    const char *from, *to, *work; ///< the step for which the resident came
    std::vector<std::string> papers;
};

void PrintTo(const Way& way, std::ostream* out) {
    *out << way.from;
}

/// A locked card with 「顔認証」 on its face; the resident does not want to go on with it.
void arrive(Desk& desk, const Way& way) {
    desk.answers = {{"wish", word("normal_mode")}, {"identity_level", word("card_issue")}};
    desk.chip.lock();
    desk.begin(way.from);
}

bool isBefore(const Desk& desk, const std::string& first, const std::string& then) {
    const auto steps = desk.steps();
    return std::ranges::find(steps, first) < std::ranges::find(steps, then);
}
} // namespace

class LeavingFaceAuth : public ::testing::TestWithParam<Way> {};

TEST_P(LeavingFaceAuth, P_076_TheChangeIsDoneAndThenTheEntryStruckAndThePinsChosen) {
    const Way& way = GetParam();
    Desk desk;
    arrive(desk, way);
    desk.walk();
    EXPECT_EQ(desk.now.procedure, way.to);
    EXPECT_EQ(desk.now.divertedFrom, way.from);
    EXPECT_EQ(desk.now.outcome, Outcome::HandedOver);
    EXPECT_EQ(desk.next().mode, CardMode::Normal);
    EXPECT_TRUE(isBefore(desk, way.work, "S20_reset_pin"));
    EXPECT_TRUE(isBefore(desk, "S20_reset_pin", "S19_strike"));
    EXPECT_THAT(desk.steps(),
                ::testing::Not(Contains("S16_lock"))); // a lock would only have to be opened again
    EXPECT_EQ(desk.now.facts.at("marked_on_face"), FactValue(false));
}

TEST_P(LeavingFaceAuth, P_076_ThePapersOfBothAreAskedForAtTheBeginning) {
    const Way& way = GetParam();
    for (const std::string& missing : way.papers) {
        Desk desk;
        desk.withheld = {missing};
        arrive(desk, way);
        desk.walk("S02_documents");
        EXPECT_THAT(desk.askedFor(), IsSupersetOf(way.papers));
        EXPECT_TRUE(desk.papersRefused().names("R-PROC-15")) << missing;
        desk.handIn(missing);
        desk.confirmPapers();
    }
}

TEST_P(LeavingFaceAuth, P_076_WithStaffsPinOnItTheCardStaysWhateverTheResidentThinks) {
    const Way& way = GetParam();
    Desk desk;
    arrive(desk, way);
    desk.walk(way.work);
    desk.perform(way.work);
    EXPECT_EQ(desk.now.procedure, way.to);
    EXPECT_EQ(desk.next().mode, CardMode::Inconsistent);
    EXPECT_THAT(desk.next().notices, Contains(Field(&Reason::rules, Contains("R-PROC-15"))));
    EXPECT_TRUE(desk.refused(Withdraw{Word("resident_changed_mind"), desk.evidence()}).names("R-UNS-06"));
    EXPECT_TRUE(desk.refused(StartStep{"S23_hand_over", {}, desk.evidence()}).names("R-UNS-06"));
    EXPECT_TRUE(desk.refused(Suspend{Word("resident_left"), false}).names("R-PROC-10"));
}

TEST_P(LeavingFaceAuth, P_076_APinOfStaffsChoiceDoesNotEndIt) {
    const Way& way = GetParam();
    Desk desk;
    arrive(desk, way);
    desk.walk("S20_reset_pin");
    desk.start("S20_reset_pin");
    desk.chip.setPins();
    EXPECT_TRUE(desk.refused(CompleteStep{
                                 "S20_reset_pin", {{"pin_chosen_by", word("staff_random")}}, desk.evidence()})
                    .names("R-UNS-08"));
}

INSTANTIATE_TEST_SUITE_P(
    Of, LeavingFaceAuth,
    ::testing::Values(
        Way{"P06", "P05", "S22_face_update", {"F09_pin_reset_application"}},
        Way{"P06R", "P05R", "S22_face_update", {"F09_pin_reset_application", "F07P_inquiry_response_pin"}},
        Way{"P07", "P05", "S09_reissue_user_cert", {"F09_pin_reset_application"}},
        Way{"P07R",
            "P05R",
            "S09_reissue_user_cert",
            {"F09_pin_reset_application", "F07P_inquiry_response_pin"}}),
    [](const auto& test) { return std::string(test.param.from); });

} // namespace kaomado::test
