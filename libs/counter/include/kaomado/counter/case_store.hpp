// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/case.hpp"
#include "kaomado/store/migration.hpp"
#include "kaomado/store/writer.hpp"

namespace kaomado::counter {

/// The counter's tables as numbered steps of the set kTableSet.
inline constexpr std::string_view kTableSet = "counter";
std::vector<store::Migration> tableSteps();

/// Creates or updates the counter's tables, and makes the lists anew after a change. @return steps applied
/// @throws Error as store::migrate
std::size_t migrateTables(store::Database& db, const Clock& clock);

/// Names a case: municipality code first, because one municipality is one log and one shard.
struct CaseKey {
    std::string municipality; ///< five digits
    std::string id;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const CaseKey&, const CaseKey&) = default;
};

/// When an event gets its place in the municipality's log.
enum class Placing {
    WithAppend, ///< in the transaction that stores it: an engine with one writer at a time (SQLite)
    Later,      ///< by EventLog::placeWaiting: many counters write at once and none waits for another
};

/// Events of cases, append only. @thread one database, one thread
class CaseStore {
public:
    /// `placing`: unless given, as suits the engine.
    explicit CaseStore(store::Database& db, std::optional<Placing> placing = {});
    /// Reads by `reads` and appends by `writer`, e.g. one that many counters share; the writer outlives it.
    CaseStore(store::Database& reads, store::Writer& writer, std::optional<Placing> placing = {});

    /// All of them or none; when it returns they are on the disk. Appending the same once more after
    /// Fault::StorageUnknown, be it by another program, stores them once.
    /// `expectedSequence`: the number of events that the caller has seen of this case.
    /// @throws Error Fault::StorageConflict when somebody else wrote first; Fault::StorageTampered when the
    /// log is so damaged that it cannot grow; Fault::StorageUnknown when the connection broke and asking
    /// again did not tell either; Fault::Storage
    void append(const CaseKey& key, std::uint64_t expectedSequence,
                const std::vector<procedure::Event>& events);

    /// Oldest first; nothing for an unknown case.
    /// @throws Error Fault::StorageTampered when an event does not fit its hash in the log
    std::vector<procedure::Event> read(const CaseKey& key) const;

    /// Cases of a municipality in the order in which they began.
    std::vector<std::string> cases(std::string_view municipality) const;

private:
    void write(const store::Writer::Work& work);

    store::Database& db_;
    store::Writer* writer_ = nullptr; ///< none: by db_
    Placing placing_;
};

} // namespace kaomado::counter
