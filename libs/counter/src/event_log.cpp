// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/event_log.hpp"

#include "log_writer.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

/// An event that waits for its place.
struct Waiting {
    std::string caseId;
    std::int64_t sequence;
    std::int64_t at; ///< microseconds; never before that of an earlier event of the case
};

/// By time; clocks of two counters may differ, so a case's events never overtake each other.
std::vector<Waiting> inOrder(const store::Rows& byCase) {
    std::vector<Waiting> waiting;
    waiting.reserve(byCase.size());
    for (const store::Row& row : byCase) {
        Waiting next{row.text(0), row.integer(1), row.integer(2)};
        if (!waiting.empty() && waiting.back().caseId == next.caseId)
            next.at = std::max(next.at, waiting.back().at);
        waiting.push_back(std::move(next));
    }
    std::ranges::stable_sort(waiting, {}, &Waiting::at);
    return waiting;
}

} // namespace

/// From one to the next by the key: the events of a city are not gone through.
std::vector<std::string> municipalitiesIn(store::Database& db) {
    std::vector<std::string> codes;
    for (std::string last;; last = codes.back()) {
        const store::Rows next = db.query(
            "SELECT municipality FROM event WHERE municipality > ?1 ORDER BY municipality LIMIT 1", last);
        if (next.empty())
            return codes;
        codes.push_back(next[0].text(0));
    }
}

std::size_t EventLog::placeWaiting() {
    if (db_.query("SELECT seq FROM log_waiting WHERE municipality = ?1 LIMIT 1", municipality_).empty())
        return 0;
    store::Transaction tx(db_);
    tx.hold(logHold(municipality_));
    const std::vector<Waiting> waiting = inOrder(
        db_.query("SELECT case_id, seq, at_us FROM log_waiting WHERE municipality = ?1 ORDER BY case_id, seq",
                  municipality_));
    LogWriter log(db_, municipality_);
    std::size_t placed = 0;
    for (const Waiting& next : waiting) {
        const store::Rows rows =
            db_.query("SELECT body FROM event WHERE municipality = ?1 AND case_id = ?2 AND seq = ?3",
                      municipality_, next.caseId, next.sequence);
        if (rows.empty()) // goes on waiting, which verify() tells
            continue;
        log.place(next.caseId, static_cast<std::uint64_t>(next.sequence), rows[0].text(0));
        db_.run("DELETE FROM log_waiting WHERE municipality = ?1 AND case_id = ?2 AND seq = ?3",
                municipality_, next.caseId, next.sequence);
        ++placed;
    }
    tx.commit();
    return placed;
}

merkle::Tree EventLog::tree() const {
    const std::uint64_t size = logSize(db_, municipality_);
    return {size, merkle::rootAt(size, storedNodes(db_, municipality_))};
}

} // namespace kaomado::counter
