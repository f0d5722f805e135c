// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/hash.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace kaomado::merkle {

/// The tree of RFC 9162: a list of n entries is split after the largest power of two below n, each half
/// likewise. It commits to every entry and to their order. @source SRC-RFC9162
using Hash = Sha256;

/// SHA-256 of nothing: the root over no entry.
Hash emptyRoot();
/// SHA-256 of 0x00 and the entry.
Hash leafHash(ByteView entry);
/// SHA-256 of 0x01 and both. The different first byte keeps a node from passing for an entry.
Hash nodeHash(const Hash& left, const Hash& right);

/// A perfect subtree: over 2^level entries, the index-th of its level from the left. Once complete it never
/// changes, however long the list becomes.
struct Node {
    unsigned level = 0;
    std::uint64_t index = 0;
    friend bool operator==(const Node&, const Node&) = default;
};

/// The hash of a complete perfect subtree, from wherever they are kept.
using NodeHashes = std::function<Hash(const Node&)>;

/// The root over the first `size` entries; asks for as many nodes as `size` has binary ones.
Hash rootAt(std::uint64_t size, const NodeHashes& nodes);

/// The right edge of a growing tree: what is needed to add entries and to know the root, some 64 hashes at
/// most. @thread one object, one thread
class Frontier {
public:
    /// Over no entry.
    Frontier() = default;
    /// Over the first `size` entries.
    Frontier(std::uint64_t size, const NodeHashes& nodes);

    /// @return the perfect subtrees that this entry completes: the leaf itself, then upwards. There are
    /// completedBy(index of the entry) of them.
    std::vector<Hash> add(const Hash& leaf);

    std::uint64_t size() const { return size_; }
    Hash root() const;

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> edge_; // one perfect subtree for each binary one of size_, the largest first
};

/// How many perfect subtrees the entry at `index` completes, the leaf counted.
unsigned completedBy(std::uint64_t index);

} // namespace kaomado::merkle
