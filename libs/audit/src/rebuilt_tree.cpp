// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/rebuilt_tree.hpp"

#include <bit>

namespace kaomado::audit {

void RebuiltTree::add(const std::optional<merkle::Hash>& leaf, ByteView stored, const Misfit& misfit) {
    const unsigned levels = merkle::completedBy(size_);
    const bool whole = stored.size() == levels * sizeof(merkle::Hash);
    std::optional<merkle::Hash> hash = leaf;
    for (unsigned level = 0;; ++level) {
        const auto kept = whole ? hashAt(stored, level) : std::nullopt;
        if (kept && hash && *kept != *hash)
            misfit(level);
        if (kept)
            hash = kept;
        if (level + 1 == levels)
            break;
        const std::optional<merkle::Hash> left = edge_.back();
        edge_.pop_back();
        hash = left && hash ? std::optional(merkle::nodeHash(*left, *hash)) : std::nullopt;
    }
    edge_.push_back(hash);
    ++size_;
}

void RebuiltTree::skipTo(std::uint64_t index) {
    // The largest subtrees stay as long as both places have them.
    std::vector<std::optional<merkle::Hash>> edge;
    bool same = true;
    for (std::uint64_t rest = index; rest != 0;) {
        const std::uint64_t span = std::bit_floor(rest);
        same = same && std::bit_floor(size_ - (index - rest)) == span;
        edge.push_back(same ? edge_[edge.size()] : std::nullopt);
        rest -= span;
    }
    edge_ = std::move(edge);
    size_ = index;
}

std::optional<merkle::Hash> RebuiltTree::root() const {
    if (edge_.empty())
        return merkle::emptyRoot();
    std::optional<merkle::Hash> root = edge_.back();
    for (auto left = std::next(edge_.rbegin()); left != edge_.rend(); ++left)
        root = *left && root ? std::optional(merkle::nodeHash(**left, *root)) : std::nullopt;
    return root;
}

} // namespace kaomado::audit
