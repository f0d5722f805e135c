// SPDX-License-Identifier: Apache-2.0
// Chapter 13 beside the guideline: it says where it comes from, and decides nothing until it is switched on.
#include "edited.hpp"
#include "kaomado/procedure/engine.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace kaomado::procedure {
namespace {
using ::testing::IsEmpty;
using ::testing::Not;

std::size_t count(const Rulebook& book, bool beyond) {
    return static_cast<std::size_t>(std::ranges::count_if(
        book.rules, [&](const auto& entry) { return (entry.second.mark == 'X') == beyond; }));
}

TEST(BeyondTheGuideline, IsSixtySevenRulesBesideTwoHundredFortyNine) {
    EXPECT_EQ(count(Rulebook::builtIn(), true), 67U);
    EXPECT_EQ(count(Rulebook::builtIn(), false), 249U);
}

TEST(BeyondTheGuideline, EveryRuleSaysWhereItWasReadAndHowSureItIs) {
    for (const auto& [id, rule] : Rulebook::builtIn().rules) {
        ASSERT_EQ(rule.beyond.has_value(), rule.mark == 'X') << id;
        if (!rule.beyond)
            continue;
        EXPECT_THAT(rule.beyond->pages, Not(IsEmpty())) << id;
        EXPECT_NE(std::string_view("HML").find(rule.beyond->confidence), std::string_view::npos) << id;
        EXPECT_FALSE(rule.beyond->effect.empty()) << id;
    }
}

TEST(BeyondTheGuideline, EverySwitchIsOffUntilAMunicipalityTurnsItOn) {
    const Rulebook& book = Rulebook::builtIn();
    const Facts settings = settingsFrom(book, {});
    for (const auto& [id, rule] : book.rules)
        if (rule.beyond && !rule.beyond->switchedBy.empty()) {
            EXPECT_EQ(settings.at(rule.beyond->switchedBy), FactValue(false)) << id;
        }
}

/// Today's edition, in which R-X-11 demands a paper of ④ once it is switched on.
Rulebook withAPaperFromBeyond() {
    const std::string old =
        "    - {all_of: [F04_no_pin_application], before: [S02_documents], rules: [R-P04-01]}\n";
    return test::Edited()
        .change("beyond.yaml", "enforced: [note]",
                "enforced: [data]\n      switch: {id: ask_more, label: もう1枚求める}", "id: R-X-11")
        .change("procedures/p2-switch.yaml", old,
                old +
                    "    - {all_of: [F11_revocation_application], when: [{that: ask_more, rules: [R-X-11]}],"
                    " before: [S02_documents], rules: [R-X-11]}\n")
        .book();
}

bool demands(const Rulebook& book, const Facts& settings, const std::string& paper) {
    const auto papers = documentsOf(book, "P04", {{"sig_cert_on_card", false}}, {.settings = settings});
    return std::ranges::any_of(papers, [&](const PaperView& view) {
        return view.document == paper && view.need == PaperView::Need::Demanded;
    });
}

TEST(BeyondTheGuideline, ARuleDemandsItsPaperOnlyWhereItIsSwitchedOn) {
    const Rulebook book = withAPaperFromBeyond();
    EXPECT_FALSE(demands(book, settingsFrom(book, {}), "F11_revocation_application"));
    EXPECT_TRUE(demands(book, settingsFrom(book, {{"ask_more", "yes"}}), "F11_revocation_application"));
}

} // namespace
} // namespace kaomado::procedure
