// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/merkle/proof.hpp>

#include <span>

namespace kaomado::merkle::definition {

// The tree and its proofs word for word as RFC 9162 §2.1 defines them, over a list that is all there: by
// recursion and without a thought for speed. The room itself works from stored subtrees instead.

using Leaves = std::span<const Hash>;

/// The largest power of two below n, n > 1.
inline std::size_t split(std::size_t n) {
    std::size_t k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

/// MTH(D_n)
inline Hash treeHash(Leaves d) {
    if (d.empty())
        return sha256({});
    if (d.size() == 1)
        return d.front();
    const std::size_t k = split(d.size());
    return nodeHash(treeHash(d.first(k)), treeHash(d.subspan(k)));
}

inline Path with(Path path, const Hash& last) {
    path.push_back(last);
    return path;
}

/// PATH(m, D_n)
inline Path inclusion(std::size_t m, Leaves d) {
    if (d.size() == 1)
        return {};
    const std::size_t k = split(d.size());
    return m < k ? with(inclusion(m, d.first(k)), treeHash(d.subspan(k)))
                 : with(inclusion(m - k, d.subspan(k)), treeHash(d.first(k)));
}

/// SUBPROOF(m, D_n, b)
inline Path subproof(std::size_t m, Leaves d, bool known) {
    if (m == d.size())
        return known ? Path{} : Path{treeHash(d)};
    const std::size_t k = split(d.size());
    return m <= k ? with(subproof(m, d.first(k), known), treeHash(d.subspan(k)))
                  : with(subproof(m - k, d.subspan(k), false), treeHash(d.first(k)));
}

/// PROOF(m, D_n), 0 < m
inline Path consistency(std::size_t m, Leaves d) {
    return subproof(m, d, true);
}

} // namespace kaomado::merkle::definition
