// SPDX-License-Identifier: Apache-2.0
#include "kaomado/merkle/tree.hpp"

#include <bit>

namespace kaomado::merkle {

Frontier::Frontier(std::uint64_t size, const NodeHashes& nodes) : size_(size) {
    std::uint64_t begin = 0;
    for (std::uint64_t left = size; left != 0;) {
        const std::uint64_t span = std::bit_floor(left);
        const auto level = static_cast<unsigned>(std::countr_zero(span));
        edge_.push_back(nodes({level, begin >> level}));
        begin += span;
        left -= span;
    }
}

std::vector<Hash> Frontier::add(const Hash& leaf) {
    std::vector<Hash> completed{leaf};
    for (unsigned rest = completedBy(size_) - 1; rest > 0; --rest) {
        completed.push_back(nodeHash(edge_.back(), completed.back()));
        edge_.pop_back();
    }
    edge_.push_back(completed.back());
    ++size_;
    return completed;
}

Hash Frontier::root() const {
    if (edge_.empty())
        return emptyRoot();
    Hash root = edge_.back();
    for (auto left = std::next(edge_.rbegin()); left != edge_.rend(); ++left)
        root = nodeHash(*left, root);
    return root;
}

} // namespace kaomado::merkle
