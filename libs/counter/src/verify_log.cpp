// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/event_log.hpp"
#include "log_lines.hpp"

namespace kaomado::counter {

namespace {

// One statement, so that a log which grows meanwhile is counted at one moment.
constexpr std::string_view kCounts = "SELECT (SELECT count(*) FROM event WHERE municipality = ?1),"
                                     " (SELECT count(*) FROM log_entry WHERE municipality = ?1),"
                                     " (SELECT count(*) FROM log_waiting WHERE municipality = ?1)";

constexpr std::string_view kLeftOut =
    "SELECT e.case_id, e.seq FROM event e"
    " LEFT JOIN log_entry l ON l.municipality = e.municipality AND l.case_id = e.case_id AND l.seq = e.seq"
    " LEFT JOIN log_waiting w ON w.municipality = e.municipality AND w.case_id = e.case_id AND w.seq = e.seq"
    " WHERE e.municipality = ?1 AND l.seq IS NULL AND w.seq IS NULL ORDER BY e.case_id, e.seq";

constexpr std::string_view kWaitingForNothing =
    "SELECT w.case_id, w.seq FROM log_waiting w"
    " LEFT JOIN event e ON e.municipality = w.municipality AND e.case_id = w.case_id AND e.seq = w.seq"
    " WHERE w.municipality = ?1 AND e.seq IS NULL ORDER BY w.case_id, w.seq";

} // namespace

audit::Verification EventLog::verify(const Expected& expected, const Progress& progress) const {
    audit::Walk walk = expectedWalk(municipality_, heads(), expected);
    const auto report = [&](audit::Problem problem, std::string_view query) {
        for (const store::Row& row : db_.query(query, municipality_))
            walk.report(
                {problem, walk.size(), walk.size(), row.text(0), static_cast<std::uint64_t>(row.integer(1))});
    };
    const auto visit = [&](const std::optional<audit::Entry>& entry) {
        if (entry)
            walk.entry(*entry);
        else
            walk.report(
                {audit::Problem::OutOfOrder, walk.size(), walk.size(), {}, 0, "a place is no number"});
        return true;
    };
    forEachLine(db_, municipality_, visit, progress);
    const store::Rows counts = db_.query(kCounts, municipality_);
    const std::int64_t waiting = counts.at(0).integer(2);
    if (!walk.sound() || waiting != 0 || counts.at(0).integer(0) != counts.at(0).integer(1)) {
        report(audit::Problem::EventLeftOut, kLeftOut);
        report(audit::Problem::EventMissing, kWaitingForNothing);
    }
    audit::Verification found = std::move(walk).finish();
    found.waiting = static_cast<std::uint64_t>(waiting);
    return found;
}

} // namespace kaomado::counter
