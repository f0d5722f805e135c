// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/store/backup.hpp"

namespace kaomado::counter {

/// The counter's tables, all worth keeping.
store::TableSet tableSet();

/// What a municipality would lose if `old` were replaced by a backup.
struct Loss {
    std::string municipality;
    std::uint64_t events = 0, cases = 0; ///< that the backup has not, or has otherwise; cases they belong to
    std::optional<Instant> newest{};     ///< of those events
    std::uint64_t persons = 0;           ///< cases whose personal attributes only `old` has
    std::uint64_t returning = 0;         ///< cases whose personal attributes `old` has erased
    bool losesAnything() const { return events > 0 || persons > 0; }
};

/// Event by event, in whatever form the tables of the two are; only municipalities with a difference.
/// @throws Error Fault::Storage when one of the two cannot be read
std::vector<Loss> lossOf(store::Database& old, store::Database& backup);

} // namespace kaomado::counter
