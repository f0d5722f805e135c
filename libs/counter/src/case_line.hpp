// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_store.hpp"

namespace kaomado::counter {

/// What events of one case change of its line in `case_list`.
class CaseLine {
public:
    explicit CaseLine(CaseKey key) : key_(std::move(key)) {}

    void add(const procedure::Event& event);
    const CaseKey& key() const { return key_; }

    /// The line of a case whose events were all added. @return false for one without its opening, which only
    /// a damaged log has: it is in no list, and the audit tells
    bool insert(store::Database& db) const;
    /// Changes the line by the events added. @return false when there is none
    bool update(store::Database& db) const;

private:
    CaseKey key_;
    std::optional<std::string> procedureId_, lastStep_, suspendedReason_, divertedFrom_, outcome_, card_;
    bool paused_ = false; ///< suspendedReason_ says something, be it that it is over
    std::int64_t events_ = 0;
    std::optional<Instant> openedAt_, closedAt_;
    Instant changedAt_{};
};

/// Brings the line of a case up to date with events that were just stored in the same transaction.
void noteInList(store::Database& db, const CaseKey& key, const std::vector<procedure::Event>& events);

} // namespace kaomado::counter
