// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"

namespace kaomado::test {
namespace {
using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kJapanese = "ja_JP.UTF-8";

/// Facts of somebody for whom ④ is proposed, but for `without`.
Arguments switchWithout(const std::string& without = "nothing") {
    Arguments all;
    for (const char* fact : {"visitor=applicant", "wish=face_auth", "new_card=no", "face_item_due=no",
                             "cert_due=no", "marked_on_face=no", "marked_on_case=no"})
        if (!std::string(fact).starts_with(without))
            all.insert(all.end(), {"--fact", fact});
    return all;
}

class ChooseCli : public Cli {
protected:
    Finished choose(Arguments more, const std::string& input = {}, const std::string& language = kJapanese) {
        more.insert(more.begin(), "choose");
        return kaomado(std::move(more), input, language);
    }
    json jsonOf(Arguments more, int exitCode = 0) {
        more.emplace_back("--json");
        const Finished run = choose(std::move(more));
        EXPECT_EQ(run.exitCode, exitCode) << run.err;
        return json::parse(run.out);
    }
    static Arguments joined(Arguments first, const Arguments& second) {
        first.insert(first.end(), second.begin(), second.end());
        return first;
    }
    /// What the log holds of the one case in it.
    std::string opening() {
        const Finished run = kaomado({"audit", "export", "--data", path("log"), "-o", path("log.jsonl")});
        EXPECT_EQ(run.exitCode, 0) << run.err;
        return readTextFile(path("log.jsonl"));
    }
};

TEST_F(ChooseCli, AsksOnlyWhatStillMattersAndTellsTheProcedureWithReasonsAndPapers) {
    const Finished run = choose(switchWithout("cert_due"), "2\n");
    EXPECT_EQ(run.exitCode, 0) << run.err;
    EXPECT_THAT(run.out,
                AllOf(HasSubstr("電子証明書の発行や更新も要りますか"), HasSubstr("質問はあと最大 1 問"),
                      Not(HasSubstr("今日は何のために来ましたか。  （")),
                      HasSubstr("■ ④ 通常のマイナンバーカード→顔認証マイナンバーカードの切替 (P04)"),
                      HasSubstr("[R-PROC-11 R-P04-06]"), HasSubstr("● 暗証番号の設定を希望しない旨の申請書"),
                      HasSubstr("代理の人だけ → ④’")));
}

TEST_F(ChooseCli, AWholeTalkEndsInOneProcedure) {
    // every answer is the first one; which question comes when is the program's business
    const Finished run = choose({}, "1\n1\n1\n1\n1\n");
    EXPECT_EQ(run.exitCode, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("■ ① "));
}

TEST_F(ChooseCli, WhoIsNotSureIsToldHowToFindOutAndNothingIsGuessed) {
    const Finished run = choose(switchWithout("cert_due"), "?\n2\n");
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_THAT(run.out, AllOf(HasSubstr("有効期限通知書が届き"), HasSubstr("カードを読み取り"),
                               HasSubstr("→ ③"), HasSubstr("→ ④"), Not(HasSubstr("■ ④"))));
}

TEST_F(ChooseCli, GoesBackAndAsksAgainWhenAnAnswerIsNone) {
    const Finished run = choose(switchWithout("cert_due"), "7\nabc\n\nb\n2\n");
    EXPECT_EQ(run.exitCode, 0) << run.err;
    EXPECT_THAT(run.out, AllOf(HasSubstr("1～2、?、b、q のどれかで答えてください。"),
                               HasSubstr("これが最初の質問です。"), HasSubstr("■ ④")));
    Arguments two{"--fact", "visitor=applicant", "--fact", "new_card=no",      "--fact", "face_item_due=no",
                  "--fact", "wish=face_auth",    "--fact", "marked_on_face=no"};
    const Finished back = choose(two, "1\nb\n2\n2\n2\n");
    EXPECT_EQ(back.out.find("■ ③"), std::string::npos) << back.out;
}

TEST_F(ChooseCli, AnEarlyEndOfTheInputLeavesItOpen) {
    for (const char* input : {"", "q\n", "1\n"}) {
        const Finished run = choose({}, input);
        EXPECT_EQ(run.exitCode, 2);
        EXPECT_THAT(run.out, HasSubstr("まだ決まりません"));
    }
}

TEST_F(ChooseCli, WithNothingToSwitchItSaysWhy) {
    Arguments facts = switchWithout("wish");
    facts.insert(facts.end(), {"--fact", "wish=normal_mode"});
    const Finished run = choose(facts);
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_THAT(run.out, AllOf(HasSubstr("■ あてはまる手続はありません"), HasSubstr("通常のカードのまま"),
                               HasSubstr("対処：用件に応じて")));
    EXPECT_EQ(jsonOf(facts, 2).at("chosen").at("none"), "normal_already");
}

TEST_F(ChooseCli, JsonGivesTheNextQuestionWithWhatEachAnswerMeans) {
    const json first = jsonOf({}, 2);
    EXPECT_EQ(first.at("possible").size(), 13U);
    EXPECT_LE(first.at("ask").at("atMost").get<int>(), 5);
    const json last = jsonOf(switchWithout("cert_due"), 2).at("ask");
    EXPECT_EQ(last.at("question"), "certificate");
    EXPECT_EQ(last.at("answers").at(0).at("facts"), json({{"cert_due", "yes"}}));
    const json chosen = jsonOf(switchWithout()).at("chosen");
    EXPECT_EQ(chosen.at("procedure"), "P04");
    EXPECT_THAT(chosen.at("overridable").get<std::vector<std::string>>(),
                ElementsAre("P01", "P02", "P03", "P05", "P06", "P07"));
}

TEST_F(ChooseCli, TheAnswersToItsQuestionsLeadFromOneToTheNextWithoutAnybodyAtTheKeys) {
    std::string answers;
    json said = jsonOf({}, 2);
    for (unsigned count = 0; said.contains("ask") && count < 9U; ++count) {
        const json& ask = said.at("ask");
        answers += (answers.empty() ? "" : ",") + ask.at("question").get<std::string>() + "=" +
                   ask.at("answers").at(0).at("id").get<std::string>();
        const Finished next = choose({"--json", "--answers", answers});
        said = json::parse(next.out);
    }
    EXPECT_EQ(said.at("chosen").at("procedure"), "P01") << answers;
}

TEST_F(ChooseCli, WhatWasAnsweredIsNotAskedAgain) {
    const Finished all = choose({"--answers", "who=applicant,errand=present_card,certificate=not_due",
                                 "--answers", "marked=nowhere,wish=face_auth"});
    EXPECT_EQ(all.exitCode, 0) << all.err;
    EXPECT_THAT(all.out, AllOf(HasSubstr("■ ④"), Not(HasSubstr("質問はあと最大"))));
    const Finished rest =
        choose({"--answers", "who=applicant,errand=present_card,marked=nowhere,wish=face_auth"}, "1\n");
    EXPECT_THAT(rest.out, AllOf(HasSubstr("■ ③"), HasSubstr("質問はあと最大 1 問")));
}

TEST_F(ChooseCli, AnAnswerMayBeThatNobodyIsSure) {
    const Arguments unsure = joined(switchWithout("cert_due"), {"--answers", "certificate=?"});
    const json clue = jsonOf(unsure, 2);
    EXPECT_EQ(clue.at("unsure"), json({"certificate"}));
    EXPECT_EQ(clue.at("ask").at("question"), "expiry_notice");
    const json helped = jsonOf(joined(unsure, {"--answers", "expiry_notice=came"}));
    EXPECT_EQ(helped.at("chosen").at("procedure"), "P03");
    const json told = jsonOf(joined(unsure, {"--answers", "expiry_notice=？"}), 2);
    EXPECT_EQ(told.at("findOut").at(0).at("question"), "certificate");
}

TEST_F(ChooseCli, AtTheEndTheClerkDecidesWhetherToOpenTheProcedureProposed) {
    const Arguments known = joined(switchWithout(), {"--data", path("log")});
    const Finished opened = choose(known, "1\n");
    EXPECT_EQ(opened.exitCode, 0) << opened.err;
    EXPECT_THAT(opened.out, AllOf(HasSubstr("1  ④ 通常のマイナンバーカード"), HasSubstr("提案された手続"),
                                  HasSubstr("④ (P04) を受け付け、記録しました")));
    for (const char* input : {"q\n", "", "2\nq\n", "2\n"}) {
        const Finished left = choose(joined(switchWithout(), {"--data", path("empty")}), input);
        EXPECT_EQ(left.exitCode, 2);
        EXPECT_THAT(left.out, Not(HasSubstr("記録しました")));
    }
    EXPECT_FALSE(std::filesystem::exists(path("empty")));
}

TEST_F(ChooseCli, OrGoesIntoAnotherWithAReasonThatIsShownWithTheCase) {
    const Arguments known = joined(switchWithout(), {"--data", path("log"), "--officer", "hanako"});
    // 2 to 7: ① ② ③ ⑤ ⑥ ⑦
    const Finished opened = choose(known, "9\n5\n1\n");
    EXPECT_EQ(opened.exitCode, 0) << opened.err;
    EXPECT_THAT(opened.out,
                AllOf(HasSubstr("1～7、q のどれか"), HasSubstr("（理由が要ります）"),
                      HasSubstr("理由「カードの現物を確認して判断した」"), HasSubstr("⑤ (P05) を受け付け")));
    EXPECT_THAT(opening(), AllOf(HasSubstr("card_seen"), HasSubstr("P05")));
    EXPECT_THAT(kaomado({"rehearse", "--data", path("log"), "--list"}, {}, kJapanese).out,
                HasSubstr("提案と違う手続（理由：カードの現物を確認して判断した）"));
    const Finished list = kaomado({"rehearse", "--data", path("log"), "--list", "--json"});
    EXPECT_EQ(json::parse(list.out).at("override"), "card_seen");
}

TEST_F(ChooseCli, AnotherProcedureIsOpenedWithAReasonThatStaysInTheLog) {
    const Arguments other{"--override", "P05",       "--reason",  "card_seen",
                          "--data",     path("log"), "--officer", "hanako"};
    const json opened = jsonOf(joined(switchWithout(), other)).at("opening");
    EXPECT_EQ(opened.at("accepted"), true);
    EXPECT_EQ(opened.at("reason"), "card_seen");
    const Finished list = kaomado({"rehearse", "--data", path("log"), "--list"});
    EXPECT_THAT(list.out, HasSubstr(opened.at("case").get<std::string>()));
    EXPECT_THAT(opening(), AllOf(HasSubstr("card_seen"), HasSubstr("P05"), HasSubstr("hanako")));
}

TEST_F(ChooseCli, TheProposedProcedureIsOpenedWithoutAReason) {
    const json opened = jsonOf(joined(switchWithout(), {"--data", path("log")})).at("opening");
    EXPECT_EQ(opened.at("procedure"), "P04");
    EXPECT_TRUE(opened.at("reason").is_null());
    EXPECT_THAT(opening(), Not(HasSubstr("override")));
}

TEST_F(ChooseCli, ARepresentativeIsAskedForTheRelationBeforeTheCaseIsOpened) {
    Arguments facts = switchWithout("visitor");
    facts.insert(facts.end(), {"--fact", "visitor=representative", "--data", path("log")});
    EXPECT_THAT(choose(facts, "1\n2\n").out, AllOf(HasSubstr("代理人と本人との関係は何ですか"),
                                                   HasSubstr("④’ (P04R) を受け付け、記録しました")));
    const json refused = jsonOf(facts, 2).at("opening");
    EXPECT_EQ(refused.at("accepted"), false);
    EXPECT_EQ(refused.at("refusal").at(0).at("rules"), json({"R-PROC-16"}));
}

TEST_F(ChooseCli, NoReasonLeadsARepresentativeIntoP02) {
    const Finished run =
        choose({"--fact", "visitor=representative", "--fact", "rep_kind=other", "--fact", "new_card=yes",
                "--fact", "wish=face_auth", "--override", "P02", "--reason", "instructed"});
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_THAT(run.out,
                AllOf(HasSubstr("■ ①’"), HasSubstr("② (P02) は受け付けられません"), HasSubstr("R-P02-04")));
}

TEST_F(ChooseCli, WrongArgumentsAreNamedWithWhatIsRight) {
    const auto refused = [&](const Arguments& arguments) {
        const Finished run = choose(arguments);
        EXPECT_EQ(run.exitCode, 64) << run.out;
        return run.err;
    };
    EXPECT_THAT(refused({"--fact", "wish"}), HasSubstr("FACT=VALUE"));
    EXPECT_THAT(refused({"--fact", "colour=red"}), HasSubstr("FACT=VALUE"));
    EXPECT_THAT(refused({"--fact", "pins_all_locked=yes"}), HasSubstr("staff state"));
    EXPECT_THAT(refused({"--fact", "wish=red"}), HasSubstr("face_auth normal_mode"));
    EXPECT_THAT(refused({"--fact", "wish=face_auth", "--fact", "wish=normal_mode"}),
                HasSubstr("given before"));
    EXPECT_THAT(refused({"--answers", "weather=?"}), AllOf(HasSubstr("weather"), HasSubstr("who errand")));
    EXPECT_THAT(refused({"--answers", "wish"}), HasSubstr("QUESTION=ANSWER"));
    EXPECT_THAT(refused({"--answers", "wish=red"}), HasSubstr("face_auth normal_mode ?"));
    EXPECT_THAT(refused({"--answers", "wish=face_auth,wish=normal_mode"}), HasSubstr("given before"));
    EXPECT_THAT(refused({"--fact", "new_card=yes", "--answers", "errand=present_card"}),
                HasSubstr("new_card=yes was given before"));
    EXPECT_THAT(refused({"--override", "P05"}), HasSubstr("card_seen"));
    EXPECT_THAT(refused({"--reason", "card_seen"}), HasSubstr("--override"));
    EXPECT_THAT(refused({"--override", "P99", "--reason", "card_seen"}), HasSubstr("P01 P01R P02"));
    EXPECT_THAT(refused({"--override", "P05", "--reason", "mood"}), HasSubstr("card_seen"));
    EXPECT_THAT(refused({"--officer", "1234", "--override", "P05", "--reason", "card_seen", "--json"}),
                Not(HasSubstr("1234"))); // nothing that could be a PIN is repeated
    EXPECT_EQ(choose({"--edition", path("nowhere")}).exitCode, 66);
}

TEST_F(ChooseCli, HelpIsThereInBothLanguages) {
    EXPECT_THAT(choose({"--help"}).out, AllOf(HasSubstr("--override"), HasSubstr("終了コード")));
    EXPECT_THAT(choose({"--help"}, {}, "en_US.UTF-8").out, HasSubstr("nothing is guessed"));
}

} // namespace
} // namespace kaomado::test
