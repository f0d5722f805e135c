// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/merkle/tree.hpp"

namespace kaomado::merkle {

/// Hashes that lead from an entry, or from an older root, to a root. @source SRC-RFC9162
using Path = std::vector<Hash>;

/// The path of the entry at `index` to the root over the first `size` entries.
/// @throws Error Fault::BadInput unless index < size
Path inclusionPath(std::uint64_t index, std::uint64_t size, const NodeHashes& nodes);

/// The path that shows that the first `older` of `newer` entries are still what they were.
/// @throws Error Fault::BadInput unless older <= newer
Path consistencyPath(std::uint64_t older, std::uint64_t newer, const NodeHashes& nodes);

/// Whether the path leads from the leaf at `index` to the root over `size` entries.
bool includes(const Hash& root, std::uint64_t size, std::uint64_t index, const Hash& leaf, const Path& path);

/// A size and the root over that many entries.
struct Tree {
    std::uint64_t size = 0;
    Hash root{};
    friend bool operator==(const Tree&, const Tree&) = default;
};

/// Whether the path shows that `newer` begins with all of `older`. The empty tree begins every tree.
bool extends(const Tree& newer, const Tree& older, const Path& path);

} // namespace kaomado::merkle
