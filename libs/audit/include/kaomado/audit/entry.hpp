// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/merkle/tree.hpp"

#include <optional>
#include <string>

namespace kaomado::audit {

/// What the tree hashes for an event: one JSON array of what it is filed under and its text, word for word,
/// ["99999","20261123-7F3K2Q",3,{"at":…}]. No two events have one text, whatever their names hold.
std::string leafText(std::string_view municipality, std::string_view caseId, std::uint64_t sequence,
                     std::string_view event);

/// What a leaf's text says. Nothing when it is no text that leafText writes.
struct LeafParts {
    std::string municipality, caseId;
    std::uint64_t sequence = 0;
    std::string_view event; ///< of the text given
};
std::optional<LeafParts> partsOf(std::string_view leaf);

/// A line of a log as it is stored, whatever that is. The views live as long as the line's owner.
struct Entry {
    std::uint64_t index = 0; ///< its place: 0, 1, 2 …
    std::string_view caseId;
    std::uint64_t sequence = 0;            ///< within the case: 1, 2, 3 …
    std::optional<std::string_view> event; ///< nothing when the event is gone
    ByteView hashes; ///< of the leaf, then of every perfect subtree that it completes, 32 bytes each
};

/// Hashes one after the other, as `Entry::hashes` holds them.
Bytes joined(const std::vector<merkle::Hash>& hashes);
/// The hash at that level of them, 0 being the leaf. Nothing when it is not there.
std::optional<merkle::Hash> hashAt(ByteView hashes, unsigned level);

} // namespace kaomado::audit
