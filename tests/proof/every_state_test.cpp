// SPDX-License-Identifier: Apache-2.0
// The states that a case of the edition can reach, procedure by procedure, judged by the laws. Breadth first,
// so that a walk with a bound has seen everything that can happen within so many moves.
// With KAOMADO_EXHAUSTIVE set every walk is whole; choose one with --gtest_filter, the largest take long.
#include "kaomado/proof/prove.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ostream>

namespace kaomado::proof {
namespace {
constexpr std::size_t kWhole = 2'000'000; // far more states than there are
constexpr std::size_t kMost = KAOMADO_PROOF_STATES;
constexpr std::size_t kLarge = 3'000; // whole, these would take longer than every change can wait

struct Walk {
    const char* procedure;
    std::size_t states;

    friend std::ostream& operator<<(std::ostream& out, const Walk& walk) { return out << walk.procedure; }
};
constexpr Walk kWalks[] = {{"P01", kLarge},  {"P01R", kWhole}, {"P02", kLarge},  {"P03", kLarge},
                           {"P03R", kLarge}, {"P04", kLarge},  {"P04R", kLarge}, {"P05", kWhole},
                           {"P05R", kWhole}, {"P06", kWhole},  {"P06R", kWhole}, {"P07", kLarge},
                           {"P07R", kLarge}};

std::size_t boundOf(const Walk& walk) {
    return std::getenv("KAOMADO_EXHAUSTIVE") != nullptr ? kWhole : std::min(walk.states, kMost);
}

class EveryReachableState : public ::testing::TestWithParam<Walk> {};

TEST_P(EveryReachableState, KeepsEveryLaw) {
    Bounds bounds;
    bounds.procedures = {GetParam().procedure};
    bounds.states = boundOf(GetParam());
    const Report report = explore(procedure::Rulebook::builtIn(), bounds);
    std::fputs(toText(report, false).c_str(), stdout);
    std::printf("%s: %zu states visited, %s\n", GetParam().procedure, report.states(),
                report.complete ? "all there are" : "as many as the bound allows");
    EXPECT_TRUE(report.complete || bounds.states < kWhole);
    EXPECT_GT(report.states(), 0U);
    EXPECT_TRUE(report.findings.empty());
    if (report.complete) {
        EXPECT_EQ(report.procedures.at(GetParam().procedure).onlyPause, 0U) << "a case would wait for ever";
    }
}

INSTANTIATE_TEST_SUITE_P(Of, EveryReachableState, ::testing::ValuesIn(kWalks),
                         [](const auto& test) { return std::string(test.param.procedure); });

TEST(EveryReachableState, IsWalkedForAllThirteenProceduresOfTheEdition) {
    EXPECT_EQ(procedure::Rulebook::builtIn().procedures.size(), std::size(kWalks));
}

} // namespace
} // namespace kaomado::proof
