// SPDX-License-Identifier: Apache-2.0
// What depends on the day alone: rules with dates, and who may take a face check in place of the PIN.
#include "kaomado/procedure/approved_bodies.hpp"

#include <gmock/gmock.h>

namespace kaomado::procedure {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kPurpose = "online_eligibility_check";

std::vector<std::string> approvedOn(const Rulebook& book, const char* day) {
    std::vector<std::string> ids;
    for (const ApprovedBody& body : approvedBodies(book, dateFrom(day)))
        ids.push_back(body.id);
    return ids;
}

std::optional<Reason> refusal(const Rulebook& book, const char* body, const char* day,
                              const char* purpose = kPurpose) {
    return approvalRefusal(book, body, purpose, dateFrom(day));
}

TEST(Dates, P_134_TheAdviceOnTheEligibilityCertificateBeginsWithTheEndOfTheInsuranceCard) {
    const Rule& advice = Rulebook::builtIn().rules.at("R-END-22");
    EXPECT_FALSE(advice.inForce(dateFrom("2024-12-01")));
    EXPECT_TRUE(advice.inForce(dateFrom("2024-12-02")));
    EXPECT_TRUE(advice.inForce(dateFrom("2026-04-01")));
    EXPECT_TRUE(
        Rulebook::builtIn().rules.at("R-END-21").inForce(dateFrom("2023-12-15"))); // the rest is older
}

TEST(Dates, NobodyWasApprovedBeforeTheSchemeBeganAndThePaymentFundIsSince) {
    EXPECT_THAT(approvedOn(Rulebook::builtIn(), "2023-12-14"), IsEmpty());
    EXPECT_THAT(approvedOn(Rulebook::builtIn(), "2023-12-15"), ElementsAre("payment_fund"));
    EXPECT_THAT(approvedOn(Rulebook::builtIn(), "2026-11-23"), ElementsAre("payment_fund"));
}

TEST(Dates, P_132_AShopWithoutApprovalMayNotVerifyByFace) {
    const auto reason = refusal(Rulebook::builtIn(), "shop", "2026-11-23");
    ASSERT_TRUE(reason);
    EXPECT_THAT(reason->rules, ElementsAre("R-CARD-10", "R-CARD-11"));
    EXPECT_FALSE(reason->text.empty());
    EXPECT_FALSE(reason->remedy.empty());
}

TEST(Dates, AnApprovedBodyIsApprovedForItsPurposeOnly) {
    EXPECT_FALSE(refusal(Rulebook::builtIn(), "payment_fund", "2026-11-23"));
    EXPECT_TRUE(refusal(Rulebook::builtIn(), "payment_fund", "2026-11-23", "opening_an_account"));
}

/// Today's edition with one body more.
Rulebook withOneMore(const std::string& row) {
    auto files = readEdition(KAOMADO_RULEBOOK);
    files["dated.yaml"] += row;
    return Rulebook::parse(files);
}

TEST(Dates, P_197_ABodyApprovedFromTomorrowIsRefusedTodayAndAcceptedTomorrow) {
    const Rulebook book = withOneMore(
        "  - {id: new_body, name: 見本機関, purposes: [online_eligibility_check], rules: [R-CARD-10],"
        " valid_from: \"2026-11-24\", source: SRC-GUIDELINE}\n");
    EXPECT_TRUE(refusal(book, "new_body", "2026-11-23"));
    EXPECT_FALSE(refusal(book, "new_body", "2026-11-24"));
    EXPECT_THAT(approvedOn(book, "2026-11-24"), ElementsAre("payment_fund", "new_body"));
}

TEST(Dates, AnApprovalThatHasEndedIsNoneFromTheDayAfter) {
    const Rulebook book = withOneMore(
        "  - {id: old_body, name: 見本機関, purposes: [online_eligibility_check], rules: [R-CARD-10],"
        " valid_from: \"2024-01-01\", valid_to: \"2026-11-23\", source: SRC-GUIDELINE}\n");
    EXPECT_FALSE(refusal(book, "old_body", "2026-11-23"));
    EXPECT_TRUE(refusal(book, "old_body", "2026-11-24"));
}

TEST(Dates, P_198_WhatTheGuidelineOnlyAnnouncesIsInTheTableAndDecidesNothing) {
    const Rulebook& book = Rulebook::builtIn();
    for (const char* id : {"R-TIME-02", "R-TIME-03", "R-TIME-04", "R-TIME-06"}) {
        const auto row = std::ranges::find_if(book.dated, [&](const Dated& one) {
            return std::ranges::find(one.rules, id) != one.rules.end();
        });
        ASSERT_NE(row, book.dated.end()) << id;
        EXPECT_FALSE(row->decides) << id;
        EXPECT_FALSE(row->note.empty()) << id;
        EXPECT_EQ(book.rules.at(id).dates, Dates{}) << id << " is applied on any day";
    }
}

TEST(Dates, EveryRowOfTheTableSaysWhereItsDayComesFrom) {
    for (const Dated& row : Rulebook::builtIn().dated) {
        EXPECT_FALSE(row.rules.empty());
        EXPECT_TRUE(row.source.starts_with("SRC-")) << row.note;
        EXPECT_TRUE(!row.decides || row.dates.from || row.dates.to) << row.note;
    }
}

} // namespace
} // namespace kaomado::procedure
