// SPDX-License-Identifier: Apache-2.0
#include "edited.hpp"
#include "kaomado/procedure/check.hpp"

#include <gmock/gmock.h>

namespace kaomado::procedure {
namespace {
using test::Edited;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

auto said(const std::string& file, int line, const std::string& what) {
    return AllOf(Field(&Problem::file, file), Field(&Problem::line, line),
                 Field(&Problem::what, HasSubstr(what)));
}

TEST(Check, TheEditionInForceHasNoProblem) {
    for (const Problem& problem : check(Edited().files()))
        EXPECT_TRUE(problem.doubt) << problem.text();
}

TEST(Check, EveryProblemIsGivenWithItsPlaceAndWhatToDo) {
    const Edited edited = Edited()
                              .change("steps.yaml", "label: 必要書類の確認", "lable: 必要書類の確認")
                              .change("facts.yaml", "type: word", "type: words");
    const auto problems = check(edited.files());
    EXPECT_THAT(problems,
                Contains(said("steps.yaml", edited.lineOf("steps.yaml", "lable:"), "unknown key 'lable'")));
    EXPECT_THAT(problems, Contains(said("facts.yaml", edited.lineOf("facts.yaml", "type: words"),
                                        "unknown type 'words'")));
    EXPECT_THAT(problems, Each(Field(&Problem::remedy, Not(IsEmpty()))));
    EXPECT_THAT(problems, Each(Field(&Problem::doubt, false)));
    EXPECT_TRUE(std::ranges::is_sorted(problems, {},
                                       [](const Problem& one) { return std::tie(one.file, one.line); }));
}

TEST(Check, ARuleSaidToLiveInTheDataThatNothingNamesIsADoubt) {
    const Edited edited =
        Edited().change("rules/pin.yaml", "enforced: [libs/counter/include/kaomado/counter/random_pin.hpp]",
                        "enforced: [data]", "R-PIN-09");
    const int line = edited.lineOf("rules/pin.yaml", "enforced: [data]");
    EXPECT_THAT(check(edited.files()), Contains(AllOf(said("rules/pin.yaml", line, "no data name 'R-PIN-09'"),
                                                      Field(&Problem::doubt, true))));
}

TEST(Check, ARuleThatNoScenarioTestsIsADoubt) {
    const Edited edited = Edited().change("scenarios.yaml", "[R-PIN-05]", "[R-PIN-02]");
    EXPECT_THAT(check(edited.files()),
                Contains(said("rules/pin.yaml", edited.lineOf("rules/pin.yaml", "id: R-PIN-05"),
                              "no scenario tests 'R-PIN-05'")));
}

TEST(Check, APaperThatNoProcedureSpeaksOfIsADoubt) {
    const Edited edited =
        Edited().append("documents.yaml", "\n- {id: F99_nothing, title: 見本, attributes: [{id: there, type: "
                                          "yes_no, question: ありますか。}]}\n");
    EXPECT_THAT(check(edited.files()),
                Contains(said("documents.yaml", edited.lineOf("documents.yaml", "F99"), "'F99_nothing'")));
}

TEST(Check, ASettingThatNothingAsksForIsADoubtAndOneOfTheProgramIsNot) {
    const Edited edited =
        Edited().append("settings.yaml", "- {id: unheard, type: yes_no, standard: \"no\", label: 見本}\n");
    const auto problems = check(edited.files());
    EXPECT_THAT(problems,
                Contains(said("settings.yaml", edited.lineOf("settings.yaml", "unheard"), "'unheard'")));
    EXPECT_THAT(problems, Not(Contains(Field(&Problem::what, HasSubstr("reading_max_age_minutes")))));
}

TEST(Check, ASwitchThatNothingAsksForIsAProblem) {
    const Edited edited =
        Edited().change("beyond.yaml", "enforced: [note]",
                        "enforced: [data]\n      switch: {id: unheard, label: 見本}", "R-X-03");
    EXPECT_THAT(check(edited.files()),
                Contains(AllOf(said("beyond.yaml", edited.lineOf("beyond.yaml", "unheard"),
                                    "nothing asks for the switch"),
                               Field(&Problem::doubt, false))));
}

TEST(Check, AFactOrAValueWithoutAShortNameIsADoubt) {
    const auto problems = check(Edited()
                                    .change("words.yaml", "  ins_due: 窓口での利用登録が要ること\n", "")
                                    .change("words.yaml", ", normal_mode: 通常", "")
                                    .files());
    EXPECT_THAT(problems, Contains(Field(&Problem::what, "the fact 'ins_due' has no name")));
    EXPECT_THAT(problems, Contains(Field(&Problem::what, "the value 'normal_mode' of 'wish' has no name")));
}

TEST(Check, EveryFactOfTheEditionInForceHasAShortName) {
    EXPECT_THAT(check(Edited().files()), Not(Contains(Field(&Problem::what, HasSubstr("has no name")))));
}

TEST(Check, AProblemIsToldInJapaneseWithItsOwnNames) {
    const Problem problem{"a.yaml", 7, "'x1' is no value of 'wish'", "use one of its 'values'"};
    const Problem told = procedure::translated(problem, Language::Japanese);
    EXPECT_EQ(told.text(), "a.yaml:7: 「x1」は「wish」の値ではありません; values のどれかを書いてください");
    const Problem order{
        "ordering.yaml", 1,
        "in P04 'A' can never be begun in its place: 'B' must be done first and is not before it", "x"};
    EXPECT_EQ(procedure::translated(order, Language::Japanese).what,
              "P04の「A」は、その位置では始められません。先に済ませるべき「B」が前にありません");
}

TEST(Check, ASentenceThatIsNotKnownInJapaneseStaysAsItIs) {
    const Problem problem{"pins.json", 1, "something of its own", "correct it"};
    EXPECT_EQ(procedure::translated(problem, Language::Japanese).what, "something of its own");
    EXPECT_EQ(procedure::translated(problem, Language::Japanese).remedy, "直してください");
}

} // namespace
} // namespace kaomado::procedure
