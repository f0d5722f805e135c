// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"

namespace kaomado::test {
namespace {
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kJapanese = "ja_JP.UTF-8";

class RulebookCli : public Cli {
protected:
    Finished rulebook(Arguments more, const std::string& language = "en_US.UTF-8") {
        more.insert(more.begin(), "rulebook");
        return kaomado(std::move(more), {}, language);
    }
    json jsonOf(Arguments more, int exitCode = 0) {
        more.emplace_back("--json");
        const Finished run = rulebook(std::move(more));
        EXPECT_EQ(run.exitCode, exitCode) << run.err;
        return json::parse(run.out);
    }
    /// The edition in force as a folder that a test may change.
    std::string copy() {
        std::filesystem::copy(KAOMADO_RULEBOOK, dir_ / "edition", std::filesystem::copy_options::recursive);
        return path("edition");
    }
    void replace(const std::string& file, const std::string& from, const std::string& to) {
        std::string text = readTextFile(dir_ / "edition" / file);
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        write("edition/" + file, text.replace(at, from.size(), to));
    }
};

TEST_F(RulebookCli, CheckFindsNothingWrongWithTheEditionOfTheProgramNorWithItsFolder) {
    EXPECT_EQ(rulebook({"check"}).exitCode, 0);
    EXPECT_EQ(rulebook({"check", KAOMADO_RULEBOOK}).exitCode, 0);
    EXPECT_EQ(jsonOf({"check"}).at("sound"), true);
}

TEST_F(RulebookCli, CheckNamesFileAndLineOfEveryMistakeAndWhatToDo) {
    const std::string edition = copy();
    replace("steps.yaml", "label: 必要書類の確認", "lable: 必要書類の確認");
    replace("rules/card.yaml", "      mark: S", "      mark: Z");
    const Finished run = rulebook({"check", edition + "/"});
    EXPECT_EQ(run.exitCode, 65);
    EXPECT_THAT(run.out, AllOf(HasSubstr(edition + "/steps.yaml:"), HasSubstr("unknown key 'lable'"),
                               HasSubstr("remedy: remove it or correct its spelling"),
                               HasSubstr(edition + "/rules/card.yaml:"), Not(HasSubstr("//"))));
    EXPECT_THAT(rulebook({"check", edition}, kJapanese).out,
                HasSubstr("知らない項目「lable」です\n  対処：取り除くか、つづりを直してください"));
    const json report = jsonOf({"check", edition}, 65);
    EXPECT_EQ(report.at("sound"), false);
    EXPECT_EQ(report.at("problems").at(0).at("file"), "rules/card.yaml");
    EXPECT_GT(report.at("problems").at(0).at("line").get<int>(), 1);
    EXPECT_EQ(report.at("problems").at(0).at("severity"), "problem");
}

TEST_F(RulebookCli, AFolderThatIsNotThereIsNoInput) {
    EXPECT_EQ(rulebook({"check", path("nowhere")}).exitCode, 66);
    EXPECT_EQ(rulebook({"diff", path("nowhere")}).exitCode, 66);
}

TEST_F(RulebookCli, DiffOfTheSameEditionIsEmptyAndReturnsZero) {
    const Finished run = rulebook({"diff", copy()});
    EXPECT_EQ(run.exitCode, 0) << run.out;
    EXPECT_THAT(run.out, HasSubstr("No differences."));
}

TEST_F(RulebookCli, DiffTellsFirstWhatAClerkNoticesThenEachProcedure) {
    const std::string edition = copy();
    replace("procedures/p2-switch.yaml", "all_of: [F08_power_of_attorney]",
            "all_of: [F08_power_of_attorney, F07_inquiry_response]");
    replace("rules/card.yaml", "原則としてその日のうちに行います", "その日のうちに行います");
    const Finished run = rulebook({"diff", KAOMADO_RULEBOOK, edition}, kJapanese);
    EXPECT_EQ(run.exitCode, 1);
    const std::size_t first = run.out.find("窓口でまず変わること"),
                      own = run.out.find("④’ 通常のマイナンバーカード"), rules = run.out.find("R-CARD-03");
    EXPECT_THAT(run.out, HasSubstr("④’  ＋ 書類「照会書兼回答書（電子証明書）」"));
    EXPECT_LT(first, own);
    EXPECT_LT(own, rules);
    const json changes = jsonOf({"diff", KAOMADO_RULEBOOK, edition}, 1).at("changes");
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes.at(0).at("procedure"), "P04R");
    EXPECT_EQ(changes.at(0).at("what"), "added");
    EXPECT_EQ(changes.at(0).at("subject"), "F07_inquiry_response");
}

TEST_F(RulebookCli, DiffRefusesAnEditionWithMistakes) {
    const std::string edition = copy();
    replace("steps.yaml", "label: 必要書類の確認", "lable: 必要書類の確認");
    const Finished run = rulebook({"diff", edition});
    EXPECT_EQ(run.exitCode, 78);
    EXPECT_THAT(run.err, HasSubstr("unknown key 'lable'"));
}

TEST_F(RulebookCli, ExplainSaysWhatARuleIsWhereItIsUsedAndWhichScenariosTestIt) {
    const Finished run = rulebook({"explain", "R-SET-06"}, kJapanese);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_THAT(run.out, AllOf(HasSubstr("[S] ガイドラインに書かれている"),
                               HasSubstr("「運用中」になったことを確認してから"),
                               HasSubstr("設定の流れ／SRC-GUIDELINE"),
                               HasSubstr("手順「パスワードロックツールで暗証番号ロック」 始める条件"),
                               HasSubstr("libs/pwlocker/src/program.cpp"), HasSubstr("P-082")));
    const json rule = jsonOf({"explain", "R-SET-06"});
    EXPECT_EQ(rule.at("mark"), "S");
    EXPECT_EQ(rule.at("scenarios").at(0), "P-082");
}

TEST_F(RulebookCli, ExplainShowsTheDaysOfARuleThatHasThem) {
    EXPECT_THAT(rulebook({"explain", "R-END-22"}).out, HasSubstr("in force: from 2024-12-02"));
    EXPECT_EQ(jsonOf({"explain", "R-END-22"}).at("validFrom"), "2024-12-02");
    EXPECT_THAT(rulebook({"explain", "R-END-21"}).out, Not(HasSubstr("in force")));
}

TEST_F(RulebookCli, ExplainOfARuleBeyondTheGuidelineSaysWhereItWasReadHowSureItIsAndWhatFollows) {
    const Finished informs = rulebook({"explain", "R-X-43"});
    EXPECT_THAT(informs.out, AllOf(HasSubstr("[X] beyond the guideline"), HasSubstr("個人のページ"),
                                   HasSubstr("L: press, a private page, or inference"),
                                   HasSubstr("For information only")));
    EXPECT_THAT(rulebook({"explain", "R-X-16"}).out, HasSubstr("Not adopted"));
    const json rule = jsonOf({"explain", "R-X-16"});
    EXPECT_EQ(rule.at("beyond").at("confidence"), "H");
    EXPECT_EQ(rule.at("beyond").at("adopted"), false);
}

TEST_F(RulebookCli, ExplainShowsAProcedureAtAGlance) {
    const Finished run = rulebook({"explain", "P04R"}, kJapanese);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_THAT(run.out, AllOf(HasSubstr("④’ 通常のマイナンバーカード"), HasSubstr("来庁者：代理人"),
                               HasSubstr("● 委任状"), HasSubstr("× 照会書兼回答書（電子証明書）"),
                               HasSubstr("なぜ：代理人による切替には"),
                               HasSubstr("1. 顔認証に係る設定切替の申請"), HasSubstr("→ ③’")));
    const json procedure = jsonOf({"explain", "P04R"});
    EXPECT_EQ(procedure.at("papers").at(0).at("documents").at(0), "F04_no_pin_application");
    EXPECT_EQ(procedure.at("steps").back().at("id"), "S23_hand_over");
}

TEST_F(RulebookCli, ExplainKnowsScenariosPapersAndSteps) {
    EXPECT_THAT(rulebook({"explain", "P-042"}).out, HasSubstr("R-P04-06"));
    EXPECT_THAT(rulebook({"explain", "F08_power_of_attorney"}).out,
                AllOf(HasSubstr("委任状"), HasSubstr("④’")));
    EXPECT_EQ(jsonOf({"explain", "S16_lock"}).at("kind"), "step");
}

TEST_F(RulebookCli, ExplainOfSomethingThatIsNotThereIsAMistakeOfTheCaller) {
    const Finished run = rulebook({"explain", "R-P04-99"});
    EXPECT_EQ(run.exitCode, 64);
    EXPECT_THAT(run.err, HasSubstr("R-P04-99"));
}

TEST_F(RulebookCli, EverythingThatIsListedCanBeExplainedInBothLanguages) {
    for (const char* kind : {"procedures", "rules", "beyond", "papers", "steps", "scenarios"}) {
        Arguments all{"explain"};
        const json listed = jsonOf({"list", kind});
        for (const json& row : listed.at(kind))
            all.push_back(row.at("id"));
        for (const char* language : {kJapanese, "C"})
            EXPECT_EQ(rulebook(all, language).exitCode, 0) << kind;
        EXPECT_EQ(jsonOf(all).size(), all.size() - 1) << kind;
    }
}

TEST_F(RulebookCli, ListsTheThirteenProceduresAndAllRulesEachApartFromThoseBeyond) {
    EXPECT_EQ(jsonOf({"list"}).at("procedures").size(), 13U);
    EXPECT_EQ(jsonOf({"list", "rules"}).at("rules").size(), 249U);
    EXPECT_EQ(jsonOf({"list", "beyond"}).at("beyond").size(), 67U);
    EXPECT_EQ(jsonOf({"list", "scenarios"}).at("scenarios").size(), 202U);
    EXPECT_THAT(rulebook({"list"}).out, HasSubstr("P04R  ④’"));
    EXPECT_THAT(rulebook({"list", "dates"}).out, HasSubstr("from 2024-12-02"));
    EXPECT_THAT(rulebook({"list", "settings"}).out, HasSubstr("endorsement_capacity"));
    EXPECT_EQ(rulebook({"list", "everything"}).exitCode, 64);
}

TEST_F(RulebookCli, AnEditionOfOnesOwnCanBeListedAndExplained) {
    const std::string edition = copy();
    replace("rules/card.yaml", "原則としてその日のうちに行います", "見本の文です");
    EXPECT_THAT(rulebook({"explain", "R-CARD-03", "--edition", edition}).out, HasSubstr("見本の文です"));
    EXPECT_EQ(jsonOf({"list", "rules", "--edition", edition}).at("edition"), "2026");
}

} // namespace
} // namespace kaomado::test
