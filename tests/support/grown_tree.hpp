// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/merkle/proof.hpp>

#include <map>
#include <utility>

namespace kaomado::test {

/// A tree grown entry by entry, with every subtree that was completed on the way kept.
class GrownTree {
public:
    void add(ByteView entry) {
        const merkle::Hash leaf = merkle::leafHash(entry);
        const std::uint64_t index = frontier_.size();
        unsigned level = 0;
        for (const merkle::Hash& hash : frontier_.add(leaf)) {
            kept_[{level, index >> level}] = hash;
            ++level;
        }
        leaves.push_back(leaf);
        roots.push_back(frontier_.root());
    }
    merkle::NodeHashes nodes() const {
        return [this](const merkle::Node& node) { return kept_.at({node.level, node.index}); };
    }
    merkle::Tree at(std::size_t size) const { return {size, roots.at(size)}; }

    std::vector<merkle::Hash> leaves;
    std::vector<merkle::Hash> roots{merkle::emptyRoot()}; ///< by size

private:
    merkle::Frontier frontier_;
    std::map<std::pair<unsigned, std::uint64_t>, merkle::Hash> kept_;
};

} // namespace kaomado::test
