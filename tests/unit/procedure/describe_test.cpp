// SPDX-License-Identifier: Apache-2.0
#include "kaomado/procedure/describe.hpp"

#include <gtest/gtest.h>

namespace kaomado::procedure {
namespace {
using Kind = Condition::Kind;
using enum Language;

Condition is(const char* fact, FactValue value = true) {
    return {Kind::Is, fact, {}, std::move(value), {}};
}
Condition of(Kind kind, std::vector<Condition> parts) {
    return {kind, {}, {}, true, std::move(parts)};
}
std::string english(const Condition& condition) {
    return describe(Rulebook::builtIn(), condition, English);
}
std::string japanese(const Condition& condition) {
    return describe(Rulebook::builtIn(), condition, Japanese);
}

TEST(Describe, AFactGoesByItsNameInJapaneseAndByItsIdentifierInEnglish) {
    EXPECT_EQ(english(is("ins_wanted")), "ins_wanted is yes");
    EXPECT_EQ(japanese(is("ins_wanted")), "「窓口での利用登録の希望」がはい");
    EXPECT_EQ(japanese(is("visitor", Word("representative"))), "「来庁者」が「代理人」");
}

TEST(Describe, WithoutANameItGoesByItsQuestionAndWithoutAQuestionByItsIdentifier) {
    EXPECT_EQ(japanese(is("require_f11_in_p04")),
              "「④④’で署名用電子証明書を失効させるとき、失効申請書を求める」がはい");
    EXPECT_EQ(japanese(is("no_such_fact")), "「no_such_fact」がはい");
}

TEST(Describe, NotYesIsNoAndNotNoIsYes) {
    EXPECT_EQ(english(of(Kind::Not, {is("ins_wanted")})), "ins_wanted is no");
    EXPECT_EQ(english(of(Kind::Not, {is("ins_wanted", false)})), "ins_wanted is yes");
    EXPECT_EQ(english(of(Kind::Not, {of(Kind::Any, {is("a"), is("b")})})), "not (a is yes or b is yes)");
}

TEST(Describe, WhatIsNotYetSoIsSaidWithoutTurningItAround) {
    EXPECT_EQ(english(of(Kind::Not, {{Kind::Done, "S16_lock", {}, true, {}}})), "S16_lock is not done");
    EXPECT_EQ(japanese(of(Kind::Not, {{Kind::Begun, "S16_lock", {}, true, {}}})),
              "「パスワードロックツールで暗証番号ロック」がまだ始まっていない");
    EXPECT_EQ(english(of(Kind::Not, {{Kind::Known, "channel", {}, true, {}}})), "channel is not known");
    EXPECT_EQ(english(of(Kind::Not, {{Kind::Paper, "F08_power_of_attorney", {}, true, {}}})),
              "F08_power_of_attorney is not in order");
    EXPECT_EQ(english(of(Kind::Not, {{Kind::InForce, "R-END-22", {}, true, {}}})),
              "R-END-22 is not in force");
}

TEST(Describe, SeveralConditionsWithinOthersAreInBrackets) {
    EXPECT_EQ(english(of(Kind::All, {is("a"), of(Kind::Any, {is("b"), is("c", false)})})),
              "a is yes and (b is yes or c is no)");
    EXPECT_EQ(english(of(Kind::All, {is("a")})), "a is yes");
}

TEST(Describe, EveryComparisonHasItsWords) {
    EXPECT_EQ(english({}), "always");
    EXPECT_EQ(english(is("visitor", Word("representative"))), "visitor is representative");
    EXPECT_EQ(english({Kind::AtLeast, "lines_free", {}, Count(2), {}}), "lines_free is at least 2");
    EXPECT_EQ(english({Kind::AtLeastFact, "endorsement_capacity", "entry_line", true, {}}),
              "endorsement_capacity is at least entry_line");
    EXPECT_EQ(english({Kind::Above, "entry_line", "lines_used", true, {}}),
              "entry_line is more than lines_used");
    EXPECT_EQ(english({Kind::NotPast, "valid_until", {}, true, {}}), "valid_until is not past");
    EXPECT_EQ(english({Kind::Within, "moved_on", "move_notified_on", Count(14), {}}),
              "move_notified_on is within 14 days of moved_on");
    EXPECT_EQ(japanese({Kind::Within, "move_notified_on", {}, Count(90), {}}),
              "「転入届の日」から今日まで90日以内");
    EXPECT_EQ(english({Kind::Known, "channel", {}, true, {}}), "channel is known");
    EXPECT_EQ(english({Kind::InForce, "R-END-22", {}, true, {}}), "R-END-22 is in force");
    EXPECT_EQ(japanese({Kind::Done, "S16_lock", {}, true, {}}),
              "「パスワードロックツールで暗証番号ロック」が済んでいる");
    EXPECT_EQ(english({Kind::Begun, "S16_lock", {}, true, {}}), "S16_lock is begun");
    EXPECT_EQ(japanese({Kind::Paper, "F08_power_of_attorney", {}, true, {}}), "「委任状」がそろっている");
}

TEST(Describe, OnAPaperItsOwnAttributesAreMeant) {
    EXPECT_EQ(japanese({Kind::On, "F08_power_of_attorney", {}, true, {is("sealed")}}),
              "「委任状」があり、「申請者の押印がありますか。」がはい");
    EXPECT_EQ(english({Kind::On, "F08_power_of_attorney", {}, true, {is("sealed")}}),
              "F08_power_of_attorney is handed in and sealed is yes");
}

TEST(Describe, ARequirementSaysItsRulesAndItsOwnSentences) {
    const Requirement requirement{
        is("ins_wanted"), {"R-INS-08", "R-P04-10"}, "なぜなら。", "こうしてください。"};
    EXPECT_EQ(describe(Rulebook::builtIn(), requirement, English),
              "ins_wanted is yes [R-INS-08 R-P04-10] なぜなら。 こうしてください。");
}

} // namespace
} // namespace kaomado::procedure
