// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <merkletree/merkle_tree.h>
#include <merkletree/merkle_verifier.h>
#include <support/grown_tree.hpp>

namespace kaomado {

namespace {

using test::GrownTree;
constexpr std::size_t kMany = 130;

std::string textOf(const merkle::Hash& hash) {
    return toText(hash);
}

std::vector<std::string> textOf(const merkle::Path& path) {
    std::vector<std::string> steps;
    for (const merkle::Hash& hash : path)
        steps.push_back(textOf(hash));
    return steps;
}

/// Both trees over the same entries: ours, and the one of the Certificate Transparency project.
struct Both {
    Both() {
        for (std::size_t i = 0; i < kMany; ++i) {
            const std::string entry = "entry " + std::to_string(i);
            ours.add(viewOf(entry));
            theirs.AddLeaf(entry);
        }
    }
    GrownTree ours;
    MerkleTree theirs{std::make_unique<Sha256Hasher>()};
    MerkleVerifier verifier{std::make_unique<Sha256Hasher>()};
};

Both& both() {
    static Both kBoth;
    return kBoth;
}

} // namespace

TEST(MerkleWitness, HasOurRootsOverTheSameEntries) {
    for (std::size_t size = 0; size <= kMany; ++size)
        EXPECT_EQ(both().theirs.RootAtSnapshot(size), textOf(both().ours.roots.at(size))) << size;
}

TEST(MerkleWitness, AcceptsOurProofOfEveryEntryInEveryShapeAndWouldMakeTheSame) {
    const merkle::NodeHashes nodes = both().ours.nodes();
    for (std::size_t size = 1; size <= kMany; ++size)
        for (std::size_t index = 0; index < size; ++index) {
            const auto path = textOf(merkle::inclusionPath(index, size, nodes));
            const std::string root = textOf(both().ours.roots[size]);
            // They count entries from 1.
            ASSERT_TRUE(
                both().verifier.VerifyPath(index + 1, size, path, root, "entry " + std::to_string(index)))
                << index << " in " << size;
            ASSERT_EQ(both().theirs.PathToRootAtSnapshot(index + 1, size), path) << index << " in " << size;
        }
}

TEST(MerkleWitness, AcceptsOurProofOfEveryPairOfSizesAndWouldMakeTheSame) {
    const merkle::NodeHashes nodes = both().ours.nodes();
    for (std::size_t newer = 1; newer <= kMany; ++newer)
        for (std::size_t older = 1; older <= newer; ++older) {
            const auto path = textOf(merkle::consistencyPath(older, newer, nodes));
            ASSERT_TRUE(both().verifier.VerifyConsistency(older, newer, textOf(both().ours.roots[older]),
                                                          textOf(both().ours.roots[newer]), path))
                << older << " of " << newer;
            ASSERT_EQ(both().theirs.SnapshotConsistency(older, newer), path) << older << " of " << newer;
        }
}

} // namespace kaomado
