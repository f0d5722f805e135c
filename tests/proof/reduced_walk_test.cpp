// SPDX-License-Identifier: Apache-2.0
// What a walk leaves out, it leaves out rightly: beside one that leaves nothing out (Bounds::reduced).
#include "kaomado/proof/prove.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace kaomado::proof {
namespace {
using namespace procedure;

Report walk(const Rulebook& book, const std::string& procedure, bool reduced) {
    Bounds bounds;
    bounds.procedures = {procedure};
    bounds.reduced = reduced;
    bounds.collect = true;
    return explore(book, bounds);
}

/// Which laws, where and why; not by which way.
std::set<std::string> findingsOf(const Report& report) {
    std::set<std::string> all;
    for (const Finding& finding : report.findings)
        all.insert(finding.procedure + ' ' + std::string(nameOf(finding.law)) + ' ' + finding.what);
    return all;
}

void expectTheSame(const Rulebook& book, const std::string& procedure) {
    const Report whole = walk(book, procedure, false), reduced = walk(book, procedure, true);
    std::printf("%s: %zu states, reduced to %zu\n", procedure.c_str(), whole.states(), reduced.states());
    EXPECT_TRUE(whole.complete);
    EXPECT_TRUE(reduced.complete);
    EXPECT_FALSE(whole.reached.empty());
    EXPECT_TRUE(whole.reached == reduced.reached)
        << whole.reached.size() << " and " << reduced.reached.size() << " states";
    EXPECT_EQ(findingsOf(whole), findingsOf(reduced));
}

TEST(AReducedWalk, ReachesTheStatesOfAWholeOne) {
    std::vector<const char*> procedures{"P05", "P05R"};
    if (std::getenv("KAOMADO_EXHAUSTIVE") != nullptr)
        procedures.push_back("P01R"); // ten times as long
    for (const char* procedure : procedures)
        expectTheSame(Rulebook::builtIn(), procedure);
}

TEST(AReducedWalk, FindsWhatAWholeOneFindsWhereTheOrderIsBroken) {
    Rulebook book = Rulebook::builtIn();
    for (OrderPair& pair : book.order)
        if (std::ranges::find(pair.first, "S20_reset_pin") != pair.first.end())
            std::erase(pair.then, "S19_strike");
    expectTheSame(book, "P05");
}

TEST(AReducedWalk, FindsWhatAWholeOneFindsWhereACaseEndsWhateverTheChipSays) {
    Rulebook book = Rulebook::builtIn();
    for (procedure::Goal& goal : book.goals)
        goal.atEnd.clear();
    expectTheSame(book, "P05");
}

} // namespace
} // namespace kaomado::proof
