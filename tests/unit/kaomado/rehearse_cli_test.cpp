// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"

namespace kaomado::test {
namespace {
using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class RehearseCli : public Cli {
protected:
    Finished rehearse(Arguments more) {
        more.insert(more.begin(), "rehearse");
        return kaomado(std::move(more));
    }
    static std::vector<json> linesOf(const std::string& out) {
        std::vector<json> lines;
        std::istringstream text(out);
        for (std::string line; std::getline(text, line);)
            lines.push_back(json::parse(line));
        return lines;
    }
    using Lines = std::vector<std::string>;
    /// What stands below the line of a step, up to the next step.
    static Lines toldOf(const std::string& out, const std::string& step) {
        Lines told;
        std::istringstream text(out);
        bool below = false;
        for (std::string line; std::getline(text, line);) {
            const bool heading = !line.starts_with("   ");
            if (below && heading)
                break;
            if (below)
                told.push_back(line);
            below = below || (heading && line.find(" " + step + " ") != std::string::npos);
        }
        return told;
    }
    static json stepNamed(const std::vector<json>& lines, const std::string& step) {
        for (const json& line : lines)
            if (line.value("step", "") == step)
                return line;
        return {};
    }
};

TEST_F(RehearseCli, SetsAndUnsetsOneCardFileOneAfterTheOther) {
    const std::string card = path("a.card");
    const Finished set = rehearse({"P04", "--card", card, "--json"});
    ASSERT_EQ(set.exitCode, 0) << set.out << set.err;
    EXPECT_EQ(stateOf(show(card), "user_auth_pin"), "locked");
    const Finished back = rehearse({"P05", "--card", card, "--json"});
    ASSERT_EQ(back.exitCode, 0) << back.out << back.err;
    EXPECT_EQ(stateOf(show(card), "user_auth_pin"), "set");
}

TEST_F(RehearseCli, WorksOnACardOfCardNewAndLeavesItsSwitchesOff) {
    const std::string card = path("a.card");
    ASSERT_EQ(kaomado({"card", "new", "-o", card, "--ca", path("ca")}).exitCode, 0);
    const Finished set = rehearse({"P04", "--card", card, "--ca", path("ca"), "--json"});
    ASSERT_EQ(set.exitCode, 0) << set.out << set.err;
    EXPECT_EQ(show(card)["looksLike"], "face-auth");
    EXPECT_EQ(show(card)["settings"]["admin"], false);
}

TEST_F(RehearseCli, TellsEachStepWithItsRulesAndTheChipBeforeAndAfter) {
    const Finished run = rehearse({"P04", "--json"});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    const auto lines = linesOf(run.out);
    const json lock = stepNamed(lines, "S16_lock");
    EXPECT_EQ(lock.at("outcome"), "done");
    EXPECT_EQ(lock.at("label"), "パスワードロックツールで暗証番号ロック");
    EXPECT_EQ(lock.at("before").at("pins").size(), 3U);
    EXPECT_EQ(lock.at("before").at("pins").at("jukiap_pin"),
              json::parse(R"({"locked":false,"references":{"JUKI/001C":3,"COMMON/001C":3}})"));
    EXPECT_EQ(lock.at("after").at("pins").at("jukiap_pin"),
              json::parse(R"({"locked":true,"references":{"JUKI/001C":0,"COMMON/001C":0}})"));
    const json unchanged = stepNamed(lines, "S17_confirm_lock");
    EXPECT_EQ(unchanged.at("before"), unchanged.at("after")) << "in full for programs";
    EXPECT_EQ(unchanged.at("after").at("pins").size(), 3U);
    EXPECT_EQ(stepNamed(lines, "S07_revoke_sig").at("before").at("signature_certificate"), true);
    EXPECT_EQ(stepNamed(lines, "S07_revoke_sig").at("after").at("signature_certificate"), false);
    EXPECT_EQ(lines.back().at("outcome"), "returned");
    EXPECT_EQ(lines.back().at("log").at("sound"), true);
}

TEST_F(RehearseCli, ReturnsTwoWithTheRuleWhenAPaperIsMissing) {
    const Finished run = rehearse({"P05R", "--given", "F07P_inquiry_response_pin=no", "--json"});
    EXPECT_EQ(run.exitCode, 2) << run.err;
    const json end = linesOf(run.out).back();
    EXPECT_EQ(end.at("reached"), false);
    EXPECT_THAT(end.at("reasons").dump(), HasSubstr("R-P05-03"));
}

TEST_F(RehearseCli, SaysInPeoplesWordsWhatHappened) {
    const Finished run = kaomado({"rehearse", "P04", "--fault", "status-pending"}, {}, "ja_JP.UTF-8");
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_THAT(run.out, HasSubstr("④ 通常のマイナンバーカード→顔認証マイナンバーカードの切替"));
    EXPECT_THAT(run.out, HasSubstr("R-SET-12"));
    EXPECT_THAT(run.out, HasSubstr("手続は成立しませんでした： 中断"));
}

TEST_F(RehearseCli, TellsPeopleOnlyWhatAStepChangedOnTheChip) {
    const Finished run = kaomado({"rehearse", "P04"}, {}, "ja_JP.UTF-8");
    ASSERT_EQ(run.exitCode, 0) << run.err;
    EXPECT_EQ(
        toldOf(run.out, "bind"),
        Lines({"     住民基本台帳用暗証番号: 使用可  (JUKI/001C 3, COMMON/001C 3)",
               "     券面事項入力補助用暗証番号: 使用可  (TEXT/0011 3)",
               "     利用者証明用電子証明書暗証番号: 使用可  (JPKI/0018 3)", "     署名用電子証明書: あり"}));
    EXPECT_EQ(toldOf(run.out, "S02_documents"), Lines({"     チップ：読み取りなし"}));
    EXPECT_EQ(toldOf(run.out, "S07_revoke_sig"), Lines({"     署名用電子証明書: あり → なし"}));
    EXPECT_EQ(toldOf(run.out, "S17_confirm_lock"), Lines({"     チップ：変化なし"}));
    EXPECT_THAT(toldOf(run.out, "S16_lock"),
                Contains("     住民基本台帳用暗証番号: 使用可 → ロック  (JUKI/001C 3→0, COMMON/001C 3→0)"));
    EXPECT_THAT(toldOf(run.out, "S16_lock"), Not(Contains(HasSubstr("署名用電子証明書"))));
}

TEST_F(RehearseCli, SetsTheFirstAndTheLastStateSideBySideAtTheEnd) {
    const Finished run = kaomado({"rehearse", "P04"}, {}, "en_US.UTF-8");
    ASSERT_EQ(run.exitCode, 0) << run.err;
    const std::string end = run.out.substr(run.out.find("The procedure reached its outcome: returned"));
    EXPECT_THAT(end, HasSubstr("\nchip (first → last)\n"));
    EXPECT_THAT(end, HasSubstr("PIN of the card-face text application: open → locked  (TEXT/0011 3→0)\n"));
    EXPECT_THAT(end, HasSubstr("signature certificate: on the card → not on the card\n"));
    EXPECT_THAT(toldOf(run.out, "S17_confirm_lock"), Lines({"     chip: unchanged"}));
}

TEST_F(RehearseCli, NeverCallsAChipUnchangedThatWasPulledAndNotReadAgain) {
    const Finished run = kaomado({"rehearse", "P04", "--fault", "pull@60"}, {}, "ja_JP.UTF-8");
    const auto fault = run.out.find("… 障害 (card-removed)");
    ASSERT_NE(fault, std::string::npos) << run.out;
    const std::string below = run.out.substr(run.out.find('\n', fault) + 1);
    EXPECT_THAT(below, StartsWith("     チップ：読み直すまで不明\n"));
}

TEST_F(RehearseCli, RefusesACommandLineThatItDoesNotUnderstand) {
    for (const Arguments& wrong : std::vector<Arguments>{{},
                                                         {"P99"},
                                                         {"P02R"},
                                                         {"P04", "--given", "no_such_fact=yes"},
                                                         {"P04", "--fault", "pull@0"},
                                                         {"P04", "--fault", "pull@x"},
                                                         {"P04", "--fault", "wrong-sw@3=6F"},
                                                         {"P04", "--fault", "earthquake"},
                                                         {"P04", "--reader", "nfc"},
                                                         {"P04", "--branch", "nowhere"},
                                                         {"--all", "P99"},
                                                         {"--all", "--given", "ins_registered=no"},
                                                         {"--all", "--data", "x"},
                                                         {"--list"},
                                                         {"--resume", "20261123-AAAAAA"}})
        EXPECT_EQ(rehearse(wrong).exitCode, 64) << (wrong.empty() ? "" : wrong.back());
}

TEST_F(RehearseCli, TakesEveryBranchOfEveryProcedureToTheEndThatItMustHave) {
    const Finished all = run({KAOMADO, "rehearse", "--all", "--json"}, {}, {}, std::chrono::seconds{600});
    EXPECT_EQ(all.exitCode, 0) << all.err;
    const auto lines = linesOf(all.out);
    std::set<std::string> procedures;
    for (const json& line : lines) {
        if (line.at("type") == "branch") {
            procedures.insert(line.at("procedure"));
            EXPECT_EQ(line.at("as_said"), true) << line.dump();
        }
    }
    EXPECT_EQ(procedures.size(), 13U);
    EXPECT_EQ(lines.back().at("otherwise"), 0);
    EXPECT_EQ(lines.back().at("branches"), lines.size() - 1);
}

TEST_F(RehearseCli, TakesTheBranchesOfOneProcedureAndShowsThemInATable) {
    const Finished all = kaomado({"rehearse", "P05R", "--all", "--progress"}, {}, "ja_JP.UTF-8");
    ASSERT_EQ(all.exitCode, 0) << all.out << all.err;
    EXPECT_THAT(all.out, StartsWith("⑤’ P05R 顔認証マイナンバーカード→通常のマイナンバーカードの切替\n"));
    EXPECT_THAT(all.out, HasSubstr("○ no-response"));
    EXPECT_THAT(all.out, HasSubstr("取りやめ"));
    EXPECT_THAT(all.out, HasSubstr("[R-P05-03] 照会書兼回答書がない\n"));
    EXPECT_THAT(all.out, Not(HasSubstr("P04")));
    EXPECT_THAT(all.err, HasSubstr("練習中"));
}

TEST_F(RehearseCli, ReturnsTwoWhenABranchEndsOtherwiseThanItsFileSays) {
    const std::string file = write("branches.json", R"({"P05": {"card": "face-auth", "branches": [
        {"id": "good", "title": "a"}, {"id": "mailed", "title": "b", "ends": "mailed"},
        {"id": "why", "title": "c", "given": ["F09_pin_reset_application=no"], "ends": "withdrawn",
         "because": "R-P04-01"}]}})");
    const Finished all = rehearse({"--all", "--branches", file, "--json"});
    EXPECT_EQ(all.exitCode, 2) << all.err;
    const auto lines = linesOf(all.out);
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0].at("as_said"), true);
    EXPECT_EQ(lines[1].at("as_said"), false);
    EXPECT_EQ(lines[1].at("outcome"), "handed_over");
    EXPECT_EQ(lines[2].at("as_said"), false);
    EXPECT_THAT(lines[2].at("rules"), Contains("R-P05-01"));
    const Finished told = kaomado({"rehearse", "--all", "--branches", file}, {}, "en_US.UTF-8");
    EXPECT_THAT(told.out, HasSubstr("must end: P05 mailed"));
    EXPECT_THAT(told.out, HasSubstr("3 branches, 2 ended otherwise than they must"));
}

TEST_F(RehearseCli, TakesOneBranchStepByStep) {
    const Finished run = rehearse({"P04", "--branch", "pin-forgotten", "--json"});
    ASSERT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_EQ(stepNamed(linesOf(run.out), "S10_set_provisional").at("outcome"), "done");
    EXPECT_THAT(rehearse({"P04", "--branch", "no-such-branch"}).err, HasSubstr("pin-forgotten"));
}

TEST_F(RehearseCli, ListsCasesAndResumesOnlyOneThatItKnows) {
    const std::string data = path("log");
    ASSERT_EQ(rehearse({"P04", "--data", data}).exitCode, 0);
    const Finished listed = rehearse({"--list", "--data", data, "--json"});
    ASSERT_EQ(listed.exitCode, 0) << listed.err;
    const json one = linesOf(listed.out).at(0);
    EXPECT_EQ(one.at("procedure"), "P04");
    EXPECT_EQ(one.at("outcome"), "returned");
    EXPECT_EQ(rehearse({"--resume", "20261123-AAAAAA", "--data", data}).exitCode, 64);
    const Finished again = rehearse({"--resume", one.at("case").get<std::string>(), "--data", data});
    EXPECT_EQ(again.exitCode, 0); // it has reached its outcome, and nothing is done twice
}

} // namespace
} // namespace kaomado::test
