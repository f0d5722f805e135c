// SPDX-License-Identifier: Apache-2.0
// The states that a case of the edition can reach, procedure by procedure, judged by the laws. Breadth first,
// so that a walk with a bound has seen everything that can happen within so many moves.
#include "kaomado/proof/prove.hpp"

#include <gtest/gtest.h>

namespace kaomado::proof {
namespace {
constexpr std::size_t kWhole = 2'000'000; // far more states than there are
constexpr std::size_t kMost = KAOMADO_PROOF_STATES;

struct Walk {
    const char* procedure;
    std::size_t states;
};
constexpr Walk kWalks[] = {{"P05", kWhole}, {"P05R", kWhole}};

class EveryReachableState : public ::testing::TestWithParam<Walk> {};

TEST_P(EveryReachableState, KeepsEveryLaw) {
    Bounds bounds;
    bounds.procedures = {GetParam().procedure};
    bounds.states = std::min(GetParam().states, kMost);
    const Report report = explore(procedure::Rulebook::builtIn(), bounds);
    std::fputs(toText(report, false).c_str(), stdout);
    EXPECT_TRUE(report.complete || bounds.states < kWhole);
    EXPECT_GT(report.states(), 0U);
    EXPECT_TRUE(report.findings.empty());
}

INSTANTIATE_TEST_SUITE_P(Of, EveryReachableState, ::testing::ValuesIn(kWalks),
                         [](const auto& test) { return std::string(test.param.procedure); });

} // namespace
} // namespace kaomado::proof
