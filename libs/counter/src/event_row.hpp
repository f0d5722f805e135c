// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_store.hpp"

namespace kaomado::counter {

/// A line of the table `event`.
struct EventRow {
    CaseKey key{};
    std::uint64_t sequence = 0;
    std::uint64_t logIndex = 0;
    std::string body{};
    Sha256 previous{};
    Sha256 hash{};
};

inline constexpr std::string_view kSelectEvent =
    "SELECT municipality, case_id, seq, log_index, body, previous, hash FROM event";

/// @throws Error Fault::StorageTampered when a column does not hold what belongs there
EventRow eventRow(const store::Row& row);
Sha256 toSha256(ByteView bytes);

/// SHA-256 over everything in the line except the hash itself (docs/schema.md).
Sha256 hashOf(const EventRow& row);
/// The line with its hash.
EventRow chained(EventRow row);

void insert(store::Database& db, const EventRow& row);

} // namespace kaomado::counter
