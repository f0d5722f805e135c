// SPDX-License-Identifier: Apache-2.0
#include "kaomado/merkle/tree.hpp"

#include <array>
#include <bit>

namespace kaomado::merkle {

namespace {
constexpr std::array<std::uint8_t, 1> kLeaf{0x00};
constexpr std::array<std::uint8_t, 1> kNode{0x01};
} // namespace

Hash emptyRoot() {
    return sha256({});
}

Hash leafHash(ByteView entry) {
    return sha256Of({kLeaf, entry});
}

Hash nodeHash(const Hash& left, const Hash& right) {
    return sha256Of({kNode, left, right});
}

Hash rootAt(std::uint64_t size, const NodeHashes& nodes) {
    return Frontier(size, nodes).root();
}

unsigned completedBy(std::uint64_t index) {
    return static_cast<unsigned>(std::countr_one(index)) + 1;
}

} // namespace kaomado::merkle
