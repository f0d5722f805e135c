// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/walk.hpp"
#include "kaomado/store/database.hpp"

#include <map>

namespace kaomado::counter {

/// Public keys of the terminals whose signed chip readings are checked, by terminal name.
using TerminalKeys = std::map<std::string, Bytes>;

/// What a log is held against besides itself.
struct Expected {
    std::vector<audit::Checkpoint> heads{}; ///< the log must still hold what they vouch for
    TerminalKeys terminals{};               ///< whose chip readings must be signed by them
    bool content = true;                    ///< the form of every event as well; slower by far
};

/// The log of a municipality: the order of its events and the tree of hashes over them.
/// @thread one database, one thread
class EventLog {
public:
    EventLog(store::Database& db, std::string municipality)
        : db_(db), municipality_(std::move(municipality)) {}

    /// Gives the events that wait their places: by time, those of a case one after the other. One program
    /// does so at a time, another one waits for it. @return how many
    /// @throws Error Fault::StorageTampered, Fault::Storage
    std::size_t placeWaiting();

    /// Over every event that has a place.
    merkle::Tree tree() const;

    /// Walks the whole log: every event and hash, the order, gaps, events without a place, the form of every
    /// event, the heads and terminals of `expected`. Writes nothing.
    audit::Verification verify(const Expected& expected = {}) const;

private:
    store::Database& db_;
    std::string municipality_;
};

} // namespace kaomado::counter
