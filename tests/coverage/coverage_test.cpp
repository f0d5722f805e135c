// SPDX-License-Identifier: Apache-2.0
#include "coverage.hpp"
#include "kaomado/base/bytes.hpp"
#include "kaomado/base/text_file.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>

namespace kaomado::coverage {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// A small project: a folder of tests, a file of a room. Its scenarios have numbers that no real one has, for
/// this file is among those that are searched for real ones.
class Coverage : public ::testing::Test {
protected:
    void write(const std::string& name, const std::string& content) {
        const auto path = root.path() / name;
        std::filesystem::create_directories(path.parent_path());
        replaceFile(path, toBytes(content));
    }
    const test::TempDir root;
};

/// One rule said to live in a file, one scenario.
procedure::Rulebook book() {
    procedure::Rulebook made;
    procedure::Rule rule;
    rule.id = "R-PIN-01";
    rule.enforced = {{procedure::Home::Kind::Code, "libs/pin.cpp"}};
    made.rules.emplace(rule.id, rule);
    made.scenarios = {{"P-901", "a", {"R-PIN-01"}}};
    return made;
}

TEST_F(Coverage, AScenarioIsTestedWhenTheNameOfATestBeginsWithIt) {
    write("tests/a_test.cpp", "TEST(Scenario, P_942_SomethingIsSo) {}\nTEST_F(Rig, P_907_SomethingElse) {}");
    write("tests/deep/b_test.cpp", "{\"P_990_FromATable\", 3}, TEST(Switch, X_92_Off) {}");
    EXPECT_THAT(testedUnder(root.path() / "tests"), UnorderedElementsAre("P-907", "P-942", "P-990", "X-92"));
}

TEST_F(Coverage, WhatOnlyLooksLikeAScenarioIsNone) {
    write("tests/a_test.cpp",
          "TEST(MAP_942_X, Y) {} P_42_Short P_1234_Long P_950_… // P-942 in a comment, TOP_901_X");
    write("tests/notes.txt", "P_901_InNoSource");
    EXPECT_THAT(testedUnder(root.path() / "tests"), IsEmpty());
}

TEST_F(Coverage, AFileNamesARuleOnlyByItsWholeName) {
    write("libs/a.cpp", "// R-PIN-010 and R-PIN-1\n");
    EXPECT_FALSE(names(root.path() / "libs/a.cpp", "R-PIN-01"));
    write("libs/a.cpp", "// (R-PIN-01)\n");
    EXPECT_TRUE(names(root.path() / "libs/a.cpp", "R-PIN-01"));
    EXPECT_TRUE(names(root.path() / "libs", "R-PIN-01"));
    EXPECT_FALSE(names(root.path() / "nowhere", "R-PIN-01"));
}

TEST_F(Coverage, AllIsWellWhenTheFileNamesTheRuleAndTheScenarioHasATest) {
    write("libs/pin.cpp", "// R-PIN-01");
    write("tests/a_test.cpp", "TEST(Pin, P_901_IsRandom) {}");
    EXPECT_THAT(complaints(report(book(), root.path()), {}), IsEmpty());
}

TEST_F(Coverage, AFileThatDoesNotNameItsRuleAndAScenarioWithoutATestAreComplaints) {
    write("libs/pin.cpp", "// nothing");
    write("tests/a_test.cpp", "");
    const Report made = report(book(), root.path());
    EXPECT_THAT(complaints(made, {}),
                UnorderedElementsAre(HasSubstr("P-901 has no test"),
                                     HasSubstr("R-PIN-01 is said to live in libs/pin.cpp")));
    EXPECT_THAT(complaints(made, {"P-901", "R-PIN-01"}), IsEmpty());
}

TEST_F(Coverage, AGapThatIsClosedIsToldAndFailsNothing) {
    write("libs/pin.cpp", "// R-PIN-01");
    write("tests/a_test.cpp", "TEST(Pin, P_901_IsRandom) {}");
    const Report made = report(book(), root.path());
    EXPECT_THAT(closed(made, {"P-901", "P-999", "R-PIN-01"}), ElementsAre("P-901", "P-999", "R-PIN-01"));
    EXPECT_THAT(complaints(made, {"P-901"}), IsEmpty());
}

TEST_F(Coverage, AGapThatIsOpenStays) {
    write("libs/pin.cpp", "// nothing");
    write("tests/a_test.cpp", "");
    EXPECT_THAT(closed(report(book(), root.path()), {"P-901", "R-PIN-01"}), IsEmpty());
}

TEST_F(Coverage, ARuleWithoutAHomeIsAComplaintThatNoGapExcuses) {
    write("tests/a_test.cpp", "TEST(Pin, P_901_IsRandom) {}");
    procedure::Rulebook made = book();
    made.rules.at("R-PIN-01").enforced.clear();
    EXPECT_THAT(complaints(report(made, root.path()), {"R-PIN-01"}),
                ElementsAre(HasSubstr("R-PIN-01 lives nowhere")));
}

TEST_F(Coverage, ARuleWithoutAScenarioIsAComplaintThatNoGapExcuses) {
    write("libs/pin.cpp", "// R-PIN-01");
    write("tests/a_test.cpp", "");
    procedure::Rulebook made = book();
    made.scenarios.clear();
    EXPECT_THAT(complaints(report(made, root.path()), {}),
                ElementsAre(HasSubstr("R-PIN-01 has no scenario")));
}

TEST_F(Coverage, ARuleSaidToLiveInTheDataMustBeNamedThere) {
    write("tests/a_test.cpp", "TEST(Pin, P_901_IsRandom) {}");
    procedure::Rulebook made = book();
    made.rules.at("R-PIN-01").enforced = {{procedure::Home::Kind::Data, {}}};
    EXPECT_FALSE(report(made, root.path()).guideline.front().atHome());
    procedure::Step step;
    step.id = "S12_set_random";
    step.rules = {"R-PIN-01"};
    made.steps.emplace(step.id, step);
    EXPECT_TRUE(report(made, root.path()).guideline.front().atHome());
}

TEST_F(Coverage, ASwitchForARuleFromBeyondTheGuidelineNeedsATestOfItsOwn) {
    write("libs/pin.cpp", "// R-PIN-01");
    write("tests/a_test.cpp", "TEST(Pin, P_901_IsRandom) {}");
    procedure::Rulebook made = book();
    procedure::Rule rule;
    rule.id = "R-X-92";
    rule.mark = 'X';
    rule.enforced = {{procedure::Home::Kind::Note, {}}};
    rule.beyond = procedure::Beyond{.pages = {"a"}, .confidence = 'H', .effect = "b", .switchedBy = "c"};
    made.rules.emplace(rule.id, rule);
    EXPECT_THAT(complaints(report(made, root.path()), {}),
                ElementsAre(HasSubstr("R-X-92 has a switch and no test")));
    write("tests/b_test.cpp", "TEST(Switch, X_92_DemandsAnotherPaper) {}");
    EXPECT_THAT(complaints(report(made, root.path()), {}), IsEmpty());
}

TEST_F(Coverage, GapsAreReadOneALineWithComments) {
    write("gaps.txt", "# what is missing\nP-901\n\nR-MED-01 # no station yet\n");
    EXPECT_THAT(readGaps(root.path() / "gaps.txt"), UnorderedElementsAre("P-901", "R-MED-01"));
}

} // namespace
} // namespace kaomado::coverage
