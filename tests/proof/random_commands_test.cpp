// SPDX-License-Identifier: Apache-2.0
#include "kaomado/proof/random_walk.hpp"

#include <gtest/gtest.h>

namespace kaomado::proof {
namespace {
constexpr std::size_t kCommands = KAOMADO_PROOF_COMMANDS;
constexpr unsigned kSeed = 20240401;

TEST(RandomCommands, BreakNoLawAndNeverCrashAMillionTimes) {
    const Wandered seen = wander(procedure::Rulebook::builtIn(), kSeed, kCommands);
    std::printf("%zu commands, %zu accepted, %zu refused, %zu not of the edition's words\n", seen.commands,
                seen.accepted, seen.refused, seen.rejected);
    for (const auto& [procedure, count] : seen.cases)
        std::printf("%s: %zu cases\n", procedure.c_str(), count);
    for (const auto& [end, count] : seen.ends)
        std::printf("%s: %zu\n", end.c_str(), count);
    EXPECT_GE(seen.commands, kCommands);
    EXPECT_EQ(seen.cases.size(), 13U);
    EXPECT_GE(seen.ends.size(), 3U) << "cases that never come to an end prove little";
    for (const auto& [law, what] : seen.breaches)
        ADD_FAILURE() << sentence(law, false) << ": " << what;
}

} // namespace
} // namespace kaomado::proof
