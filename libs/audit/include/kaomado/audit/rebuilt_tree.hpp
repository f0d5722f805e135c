// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/entry.hpp"

namespace kaomado::audit {

/// The tree built again from stored entries and held against the stored hashes on the way. It goes on with
/// what is stored, so that one change is told once and not as a change of everything after it; and past a
/// gap, the stored subtrees that span it make the root known again.
class RebuiltTree {
public:
    /// A level at which the stored hash is not the one of what is below it.
    using Misfit = std::function<void(unsigned level)>;

    /// Adds the entry at index size(). `leaf` is what its text gives; nothing when there is no text. `stored`
    /// of a wrong length is left out of account.
    void add(const std::optional<merkle::Hash>& leaf, ByteView stored, const Misfit& misfit);
    /// Goes on at another place: nothing is known of those between. index >= size()
    void skipTo(std::uint64_t index);

    std::uint64_t size() const { return size_; }
    /// Nothing when a gap hides it.
    std::optional<merkle::Hash> root() const;

private:
    std::uint64_t size_ = 0;
    std::vector<std::optional<merkle::Hash>> edge_; // as merkle::Frontier's; nothing for what is not known
};

} // namespace kaomado::audit
