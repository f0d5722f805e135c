// SPDX-License-Identifier: Apache-2.0
#include "definition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/grown_tree.hpp>

#include <fstream>
#include <sstream>

namespace kaomado::merkle {

using test::faultOf;
using test::GrownTree;
using testing::ElementsAre;

namespace {

constexpr std::size_t kMany = 130; // past 2^7, so that every shape up to seven levels occurs

Hash toHash(const std::string& hex) {
    Hash hash{};
    std::ranges::copy(fromHex(hex), hash.begin());
    return hash;
}

Path pathFrom(std::istream& words) {
    Path path;
    for (std::string hex; words >> hex;)
        path.push_back(toHash(hex));
    return path;
}

const GrownTree& manyEntries() {
    static const GrownTree kTree = [] {
        GrownTree tree;
        for (std::size_t i = 0; i < kMany; ++i)
            tree.add(toBytes("entry " + std::to_string(i)));
        return tree;
    }();
    return kTree;
}

definition::Leaves firstLeaves(std::size_t count) {
    return definition::Leaves(manyEntries().leaves).first(count);
}

/// Every path that differs from this one by one change: a step changed, left out, doubled, or one too many.
std::vector<Path> spoilt(const Path& good) {
    std::vector<Path> all;
    for (std::size_t i = 0; i < good.size(); ++i) {
        Path changed = good;
        changed[i].front() ^= 1;
        all.push_back(changed);
        Path shorter = good;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        all.push_back(shorter);
    }
    Path longer = good;
    longer.push_back(good.empty() ? emptyRoot() : good.back());
    all.push_back(longer);
    return all;
}

} // namespace

TEST(MerkleTree, GivesTheRootsAndProofsPublishedForTheReferenceTree) {
    std::ifstream file(KAOMADO_VECTORS "/merkle/reference-tree.vec");
    GrownTree tree;
    unsigned checked = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string kind;
        std::uint64_t first = 0, second = 0;
        words >> kind;
        if (kind == "entry") {
            std::string hex;
            words >> hex;
            tree.add(hex == "-" ? Bytes{} : fromHex(hex));
        } else if (kind == "root") {
            words >> first;
            EXPECT_EQ(pathFrom(words), Path{tree.roots.at(first)}) << line;
            EXPECT_EQ(rootAt(first, tree.nodes()), tree.roots.at(first)) << line;
            ++checked;
        } else if (kind == "inclusion") {
            words >> first >> second;
            const Path path = pathFrom(words);
            EXPECT_EQ(inclusionPath(first, second, tree.nodes()), path) << line;
            EXPECT_TRUE(includes(tree.roots.at(second), second, first, tree.leaves.at(first), path)) << line;
            ++checked;
        } else if (kind == "consistency") {
            words >> first >> second;
            const Path path = pathFrom(words);
            EXPECT_EQ(consistencyPath(first, second, tree.nodes()), path) << line;
            EXPECT_TRUE(extends(tree.at(second), tree.at(first), path)) << line;
            ++checked;
        }
    }
    EXPECT_EQ(checked, 9U + 5U + 4U);
}

TEST(MerkleTree, OfEveryShapeHasTheRootOfTheDefinition) {
    for (std::size_t size = 0; size <= kMany; ++size) {
        EXPECT_EQ(manyEntries().roots.at(size), definition::treeHash(firstLeaves(size))) << size;
        EXPECT_EQ(rootAt(size, manyEntries().nodes()), manyEntries().roots.at(size)) << size;
    }
}

TEST(MerkleTree, GoesOnGrowingFromAnyStoredSize) {
    for (std::size_t size = 0; size < kMany; ++size) {
        Frontier taken(size, manyEntries().nodes());
        EXPECT_EQ(taken.root(), manyEntries().roots.at(size));
        EXPECT_EQ(taken.add(manyEntries().leaves.at(size)).size(), completedBy(size));
        EXPECT_EQ(taken.root(), manyEntries().roots.at(size + 1)) << size;
        EXPECT_EQ(taken.size(), size + 1);
    }
}

TEST(MerkleTree, ATreeOverOneEntryIsNotATreeOverItsHash) {
    GrownTree two, one;
    two.add(viewOf("a"));
    two.add(viewOf("b"));
    Bytes both;
    append(both, two.leaves[0]);
    append(both, two.leaves[1]);
    one.add(both);
    EXPECT_NE(one.roots[1], two.roots[2]);
}

TEST(MerkleProof, OfEveryEntryInEveryShapeIsTheOneOfTheDefinition) {
    const GrownTree& tree = manyEntries();
    for (std::size_t size = 1; size <= kMany; ++size)
        for (std::size_t index = 0; index < size; ++index) {
            const Path path = inclusionPath(index, size, tree.nodes());
            ASSERT_EQ(path, definition::inclusion(index, firstLeaves(size))) << index << " in " << size;
            ASSERT_TRUE(includes(tree.roots[size], size, index, tree.leaves[index], path))
                << index << " in " << size;
        }
}

TEST(MerkleProof, OfInclusionHoldsForNothingElse) {
    const GrownTree& tree = manyEntries();
    for (std::size_t size = 1; size <= kMany; ++size)
        for (std::size_t index = 0; index < size; ++index) {
            const Path path = inclusionPath(index, size, tree.nodes());
            const auto holds = [&](std::size_t root, std::size_t of, std::size_t at, std::size_t leaf,
                                   const Path& steps) {
                return includes(tree.roots[root], of, at, tree.leaves[leaf % kMany], steps);
            };
            for (const Path& bad : spoilt(path))
                ASSERT_FALSE(holds(size, size, index, index, bad)) << index << " in " << size;
            ASSERT_FALSE(holds(size, size, index, index + 1, path)) << index << " in " << size;
            ASSERT_FALSE(holds(size, size, index + 1, index, path)) << index << " in " << size;
            ASSERT_FALSE(holds(size, size, index + size, index, path)) << index << " in " << size;
            ASSERT_FALSE(holds(size - 1, size, index, index, path)) << index << " in " << size;
        }
    EXPECT_FALSE(includes(emptyRoot(), 0, 0, emptyRoot(), {}));
}

TEST(MerkleProof, OfEveryPairOfSizesIsTheOneOfTheDefinition) {
    const GrownTree& tree = manyEntries();
    for (std::size_t newer = 1; newer <= kMany; ++newer)
        for (std::size_t older = 1; older <= newer; ++older) {
            const Path path = consistencyPath(older, newer, tree.nodes());
            ASSERT_EQ(path, definition::consistency(older, firstLeaves(newer))) << older << " of " << newer;
            ASSERT_TRUE(extends(tree.at(newer), tree.at(older), path)) << older << " of " << newer;
        }
}

TEST(MerkleProof, OfConsistencyHoldsForNothingElse) {
    const GrownTree& tree = manyEntries();
    for (std::size_t newer = 1; newer <= kMany; ++newer)
        for (std::size_t older = 1; older <= newer; ++older) {
            const Path path = consistencyPath(older, newer, tree.nodes());
            for (const Path& bad : spoilt(path))
                ASSERT_FALSE(extends(tree.at(newer), tree.at(older), bad)) << older << " of " << newer;
            const Tree forged{newer, tree.roots[newer - 1]}, other{older, tree.roots[older - 1]};
            ASSERT_FALSE(extends(forged, tree.at(older), path)) << older << " of " << newer;
            ASSERT_FALSE(extends(tree.at(newer), other, path)) << older << " of " << newer;
            ASSERT_FALSE(older != newer && extends(tree.at(older), tree.at(newer), path))
                << older << " of " << newer;
        }
}

TEST(MerkleProof, DoesNotHoldForATreeOfAnotherDepthWithTheSameRoot) {
    const GrownTree& tree = manyEntries();
    for (std::size_t size = 1; size <= kMany / 4; ++size)
        for (const std::size_t claimed : {size * 2, size * 4, size / 2, size / 4}) {
            for (std::size_t index = 0; index < size; ++index)
                ASSERT_FALSE(includes(tree.roots[size], claimed, index, tree.leaves[index],
                                      inclusionPath(index, size, tree.nodes())))
                    << index << " in " << size << " taken for " << claimed;
            for (std::size_t older = 1; older < size; ++older)
                ASSERT_FALSE(extends({claimed, tree.roots[size]}, tree.at(older),
                                     consistencyPath(older, size, tree.nodes())))
                    << older << " of " << size << " taken for " << claimed;
        }
}

TEST(MerkleProof, DoesNotGoOnAboveTheRoot) {
    const GrownTree& tree = manyEntries();
    const Hash above = leafHash(viewOf("above"));
    EXPECT_FALSE(includes(nodeHash(above, tree.leaves[0]), 1, 0, tree.leaves[0], {above}));
    Path path = consistencyPath(3, 4, tree.nodes());
    path.push_back(above);
    EXPECT_FALSE(extends({4, nodeHash(above, tree.roots[4])}, {3, nodeHash(above, tree.roots[3])}, path));
}

TEST(MerkleProof, TheEmptyTreeBeginsEveryTreeAndNothingElseOfItsSizeDoes) {
    const GrownTree& tree = manyEntries();
    EXPECT_THAT(consistencyPath(0, kMany, tree.nodes()), ElementsAre());
    EXPECT_TRUE(extends(tree.at(kMany), tree.at(0), {}));
    EXPECT_TRUE(extends(tree.at(0), tree.at(0), {}));
    EXPECT_FALSE(extends(tree.at(kMany), {0, tree.roots[1]}, {}));
    EXPECT_FALSE(extends(tree.at(kMany), tree.at(0), {tree.roots[1]}));
}

TEST(MerkleProof, IsNotMadeForWhatTheTreeDoesNotHave) {
    const NodeHashes nodes = manyEntries().nodes();
    EXPECT_EQ(faultOf([&] { inclusionPath(5, 5, nodes); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { inclusionPath(0, 0, nodes); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { consistencyPath(6, 5, nodes); }), Fault::BadInput);
}

} // namespace kaomado::merkle
