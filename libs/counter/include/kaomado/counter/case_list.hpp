// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_store.hpp"

namespace kaomado::counter {

/// A case as lists show it. Nothing in it names a person.
struct CaseSummary {
    CaseKey key;
    std::string procedureId; ///< that it is in now
    procedure::Phase phase = procedure::Phase::None;
    std::optional<std::string> lastStep; ///< begun, done or failed; none before the first
    std::optional<std::string> suspendedReason;
    std::optional<std::string> divertedFrom; ///< the procedure before this one
    std::optional<procedure::Outcome> outcome;
    std::optional<std::string> card; ///< fingerprint of the bound card; none before the first
    std::uint64_t events = 0;
    Instant openedAt{}, changedAt{};
    std::optional<Instant> closedAt;
    friend bool operator==(const CaseSummary&, const CaseSummary&) = default;
};

/// Cases of one day in Japan, procedure and outcome.
struct DayCount {
    Date day;
    std::string procedureId;
    std::optional<procedure::Outcome> outcome; ///< none: still open
    std::uint64_t cases = 0;
    friend bool operator==(const DayCount&, const DayCount&) = default;
};

/// Lists of cases, kept up to date by CaseStore::append in the same transaction. They prove nothing: what a
/// case may do next is decided from its events.
/// @thread one database, one thread  @throws Error Fault::Storage
class CaseList {
public:
    explicit CaseList(store::Database& db) : db_(db) {}

    /// The work list: cases not closed, oldest first.
    std::vector<CaseSummary> open(std::string_view municipality, std::size_t most = 500) const;
    /// Cases whose id holds `text`, in capitals or not, newest first: a whole id, its day, or the six
    /// characters that are read out.
    std::vector<CaseSummary> search(std::string_view municipality, std::string_view text,
                                    std::size_t most = 50) const;
    std::optional<CaseSummary> find(const CaseKey& key) const;
    /// Cases to which a card is bound, by its fingerprint, newest first.
    std::vector<CaseSummary> ofCard(std::string_view municipality, std::string_view card) const;

    /// By the day on which they were opened, or closed; `from` and `to` included.
    std::vector<DayCount> openedByDay(std::string_view municipality, Date from, Date to) const;
    std::vector<DayCount> closedByDay(std::string_view municipality, Date from, Date to) const;

    /// Makes the lists of every municipality anew from the events; appending waits meanwhile. @return cases
    /// @throws Error Fault::StorageTampered for an event that cannot be read
    std::size_t rebuild();

private:
    store::Database& db_;
};

} // namespace kaomado::counter
