// SPDX-License-Identifier: Apache-2.0
#include <kaomado/counter/branches.hpp>
#include <kaomado/counter/rehearsal.hpp>
#include <kaomado/training/make_card.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <algorithm>

namespace kaomado::counter {

using test::faultOf;

namespace {

const auto& kRulebook = procedure::Rulebook::builtIn();

std::vector<Branch> of(const std::string& procedure) {
    std::vector<Branch> branches = branchesOf(kRulebook);
    std::erase_if(branches, [&](const Branch& branch) { return branch.procedure != procedure; });
    return branches;
}

bool anyGives(const std::string& procedure, const std::string& assignment) {
    return std::ranges::any_of(of(procedure), [&](const Branch& branch) {
        return std::ranges::find(branch.given, assignment) != branch.given.end();
    });
}

} // namespace

TEST(Branches, SayOnlyWhatTheRulebookAndTheCardsKnow) {
    std::set<std::string> names;
    for (const Branch& branch : branchesOf(kRulebook)) {
        const std::string name = branch.procedure + "/" + branch.id;
        EXPECT_TRUE(names.insert(name).second) << name << " stands there twice";
        EXPECT_TRUE(training::profileNamed(branch.card).has_value()) << name;
        EXPECT_TRUE(procedure::outcomeNamed(branch.ends).has_value()) << name;
        EXPECT_TRUE(branch.because.empty() || kRulebook.rules.contains(branch.because)) << name;
        EXPECT_FALSE(branch.title.empty()) << name;
        Script script{.procedure = branch.procedure};
        for (const std::string& assignment : branch.given)
            EXPECT_EQ(faultOf([&] { give(script, kRulebook, assignment); }), std::nullopt)
                << name << " " << assignment;
    }
}

TEST(Branches, OfEveryProcedureComeToItsOwnOutcomeOnce) {
    for (const procedure::Procedure& procedure : kRulebook.procedures) {
        const auto branches = of(procedure.id);
        EXPECT_TRUE(std::ranges::any_of(branches, [&](const Branch& branch) {
            return branch.endsAs == procedure.id && branch.ends == nameOf(procedure.outcome);
        })) << procedure.id;
    }
}

TEST(Branches, OfARepresentativesProcedureKnowEachKindOfRepresentative) {
    for (const procedure::Procedure& procedure : kRulebook.procedures)
        for (const std::string& kind : kRulebook.fact("rep_kind")->values)
            EXPECT_TRUE(procedure.visitor != "representative" || anyGives(procedure.id, "rep_kind=" + kind))
                << procedure.id << " " << kind;
}

TEST(Branches, OfAnApplicantsProcedureThatRegistersTheInsuranceKnowConsentAndNoConsent) {
    for (const procedure::Procedure& procedure : kRulebook.procedures)
        if (procedure.visitor == "applicant" && procedure.use("S15_insurance") != nullptr) {
            EXPECT_TRUE(anyGives(procedure.id, "F05_insurance_consent=no")) << procedure.id;
            EXPECT_TRUE(anyGives(procedure.id, "ins_wanted=no")) << procedure.id;
            EXPECT_TRUE(anyGives(procedure.id, "ins_registered=no")) << procedure.id;
        }
}

TEST(Branches, OfAProcedureThatMayFindTheColumnFullKnowEachWayOn) {
    for (const procedure::Procedure& procedure : kRulebook.procedures)
        if (procedure.use("S28_collect_card") != nullptr) {
            EXPECT_TRUE(anyGives(procedure.id, "lines_used=4")) << procedure.id;
            EXPECT_TRUE(anyGives(procedure.id, "reissue_choice=visit_at_application")) << procedure.id;
            EXPECT_TRUE(procedure.use("S27_mark_case") == nullptr ||
                        anyGives(procedure.id, "reissue_choice=visit_at_handover"))
                << procedure.id;
        }
}

TEST(Branches, ThatNameWhatNobodyKnowsAreRefused) {
    const auto faultFor = [](const std::string& text) {
        return faultOf([&] { branchesFrom(text, kRulebook); });
    };
    EXPECT_EQ(faultFor(R"({"P04": {"card": "normal", "branches": [{"id": "a", "title": "b"}]}})"),
              std::nullopt);
    for (const char* wrong :
         {"", "[]", R"({"P99": {"card": "normal", "branches": [{"id": "a", "title": "b"}]}})",
          R"({"P04": {"branches": []}, "P05": {"branches": [{"id": "a", "title": "b"}]}})",
          R"({"P04": {"card": "normal", "branches": [{"title": "b"}]}})",
          R"({"P04": {"card": "normal", "branches": [{"id": "a", "title": "b", "as": "P99"}]}})"})
        EXPECT_EQ(faultFor(wrong), Fault::FileMalformed) << wrong;
}

} // namespace kaomado::counter
