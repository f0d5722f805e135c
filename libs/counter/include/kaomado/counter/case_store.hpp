// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/hash.hpp"
#include "kaomado/procedure/case.hpp"
#include "kaomado/store/database.hpp"

namespace kaomado::counter {

/// Creates or updates the counter's tables. @throws Error as store::migrate
void migrateTables(store::Database& db, const Clock& clock);

/// Names a case: municipality code first, because one municipality is one log and one shard.
struct CaseKey {
    std::string municipality; ///< five digits
    std::string id;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const CaseKey&, const CaseKey&) = default;
};

/// How long a municipality's log is, and the hash of its last event. Kept elsewhere (printed, posted), it
/// later proves that nothing before it was changed or cut off.
struct LogHead {
    std::uint64_t size = 0;
    Sha256 hash{};
    friend bool operator==(const LogHead&, const LogHead&) = default;
};

/// A place where the log is not what was written.
struct Tampering {
    std::uint64_t logIndex = 0;
    CaseKey where;
    std::uint64_t sequence = 0;
    std::string what; ///< English, no content of the event
};
struct Verification {
    LogHead head;
    std::vector<Tampering> problems;
    bool sound() const { return problems.empty(); }
};

/// Public keys of the terminals whose signed chip readings are checked, by terminal name.
using TerminalKeys = std::map<std::string, Bytes>;

/// Events of cases, append only, each chained to the one before it in its municipality's log (SHA-256).
/// @thread one database, one thread
class CaseStore {
public:
    explicit CaseStore(store::Database& db) : db_(db) {}

    /// All of them or none; when it returns they are on the disk.
    /// `expectedSequence`: the number of events that the caller has seen of this case.
    /// @throws Error Fault::StorageConflict when somebody else wrote first; Fault::Storage
    void append(const CaseKey& key, std::uint64_t expectedSequence,
                const std::vector<procedure::Event>& events);

    /// Oldest first; nothing for an unknown case.
    /// @throws Error Fault::StorageTampered when an event does not fit its hash
    std::vector<procedure::Event> read(const CaseKey& key) const;

    /// Cases of a municipality in the order in which they began.
    std::vector<std::string> cases(std::string_view municipality) const;

    LogHead head(std::string_view municipality) const;

    /// Walks the whole log: every hash, every link, every gap, the form of every event, the signature of
    /// every chip reading of a terminal in `terminals`. `known`: a head seen earlier; the log must still hold
    /// it.
    Verification verify(std::string_view municipality, const std::optional<LogHead>& known = {},
                        const TerminalKeys& terminals = {}) const;

private:
    store::Database& db_;
};

} // namespace kaomado::counter
