// SPDX-License-Identifier: Apache-2.0
#include "kaomado/merkle/proof.hpp"

#include "kaomado/base/error.hpp"

#include <bit>

namespace kaomado::merkle {

namespace {

/// Entries begin … end-1 as the tree groups them: begin is a multiple of a power of two not below their
/// number.
struct Range {
    std::uint64_t begin, end;
    std::uint64_t size() const { return end - begin; }
    bool perfect() const { return std::has_single_bit(size()); }
    /// Where the right half begins.
    std::uint64_t middle() const { return begin + std::bit_floor(size() - 1); }
};

Hash hashOf(const Range& range, const NodeHashes& nodes) {
    if (!range.perfect())
        return nodeHash(hashOf({range.begin, range.middle()}, nodes),
                        hashOf({range.middle(), range.end}, nodes));
    const auto level = static_cast<unsigned>(std::countr_zero(range.size()));
    return nodes({level, range.begin >> level});
}

/// Goes down to the subtree that ends the walk, noting the other half at each turn.
template <class GoesLeft, class Ends>
Path turnsTo(Range range, const NodeHashes& nodes, const GoesLeft& goesLeft, const Ends& ends) {
    Path path;
    while (!ends(range)) {
        const Range left{range.begin, range.middle()}, right{range.middle(), range.end};
        const bool down = goesLeft(range.middle());
        path.push_back(hashOf(down ? right : left, nodes));
        range = down ? left : right;
    }
    return {path.rbegin(), path.rend()}; // from the bottom up, as a proof is read
}

/// Where a proof is read: the position of the subtree in hand at its level, and of the last one there.
struct Place {
    std::uint64_t at, last;
    bool isRight() const { return (at & 1U) != 0; }
    void up() {
        at >>= 1U;
        last >>= 1U;
    }
    /// A last subtree without a neighbour stands on higher levels unchanged.
    void upWhileAlone() {
        while (!isRight() && at != 0)
            up();
    }
};

} // namespace

Path inclusionPath(std::uint64_t index, std::uint64_t size, const NodeHashes& nodes) {
    if (index >= size)
        throw Error(Fault::BadInput,
                    "entry " + std::to_string(index) + " is not in a tree of size " + std::to_string(size));
    return turnsTo(
        {0, size}, nodes, [&](std::uint64_t middle) { return index < middle; },
        [](const Range& range) { return range.size() == 1; });
}

Path consistencyPath(std::uint64_t older, std::uint64_t newer, const NodeHashes& nodes) {
    if (older > newer)
        throw Error(Fault::BadInput, "a tree of size " + std::to_string(older) +
                                         " does not begin one of size " + std::to_string(newer));
    if (older == 0 || older == newer)
        return {};
    // The walk ends at the last perfect subtree that both trees have, right at the older one's end.
    Range lastCommon{};
    Path path = turnsTo(
        {0, newer}, nodes, [&](std::uint64_t middle) { return older <= middle; },
        [&](const Range& range) {
            lastCommon = range;
            return range.end == older;
        });
    // From the left edge it is the older root itself, which the reader has.
    if (lastCommon.begin != 0)
        path.insert(path.begin(), hashOf(lastCommon, nodes));
    return path;
}

bool includes(const Hash& root, std::uint64_t size, std::uint64_t index, const Hash& leaf, const Path& path) {
    if (index >= size)
        return false;
    Place place{index, size - 1};
    Hash hash = leaf;
    for (const Hash& step : path) {
        if (place.last == 0)
            return false;
        if (place.isRight() || place.at == place.last) {
            hash = nodeHash(step, hash);
            place.upWhileAlone();
        } else {
            hash = nodeHash(hash, step);
        }
        place.up();
    }
    return place.last == 0 && hash == root;
}

bool extends(const Tree& newer, const Tree& older, const Path& path) {
    if (older.size == 0)
        return path.empty() && older.root == emptyRoot();
    if (older.size == newer.size)
        return path.empty() && older.root == newer.root;
    if (older.size > newer.size)
        return false;
    Place place{older.size - 1, newer.size - 1};
    while (place.isRight())
        place.up();
    // A perfect older tree is a subtree of the newer one, and the first step is its root.
    const bool perfect = std::has_single_bit(older.size);
    if (!perfect && path.empty())
        return false;
    auto step = path.begin();
    Hash olderRoot = perfect ? older.root : *step++;
    Hash newerRoot = olderRoot;
    for (; step != path.end(); ++step) {
        if (place.last == 0)
            return false;
        if (place.isRight() || place.at == place.last) {
            olderRoot = nodeHash(*step, olderRoot);
            newerRoot = nodeHash(*step, newerRoot);
            place.upWhileAlone();
        } else {
            newerRoot = nodeHash(newerRoot, *step);
        }
        place.up();
    }
    return place.last == 0 && olderRoot == older.root && newerRoot == newer.root;
}

} // namespace kaomado::merkle
