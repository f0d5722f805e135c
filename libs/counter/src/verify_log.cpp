// SPDX-License-Identifier: Apache-2.0
#include "content_check.hpp"
#include "kaomado/counter/event_log.hpp"

namespace kaomado::counter {

namespace {

constexpr std::string_view kEveryPlace =
    "SELECT l.log_index, l.case_id, l.seq, l.hashes, e.body FROM log_entry l LEFT JOIN event e"
    " ON e.municipality = l.municipality AND e.case_id = l.case_id AND e.seq = l.seq"
    " WHERE l.municipality = ?1 ORDER BY l.log_index";

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

/// A column whose type somebody changed holds nothing.
template <class Get>
auto orNothing(const Get& get) -> std::optional<std::decay_t<decltype(get())>> {
    try {
        return get();
    } catch (const Error&) {
        return std::nullopt;
    }
}

void walkLine(audit::Walk& walk, const store::Row& row) {
    const auto index = orNothing([&] { return row.integer(0); });
    if (!index || *index < 0) {
        walk.report({audit::Problem::OutOfOrder, walk.size(), walk.size(), {}, 0, "a place is no number"});
        return;
    }
    walk.entry({.index = static_cast<std::uint64_t>(*index),
                .caseId = orNothing([&] { return std::string_view(row.text(1)); }).value_or(""),
                .sequence = static_cast<std::uint64_t>(orNothing([&] { return row.integer(2); }).value_or(0)),
                .event = orNothing([&] { return std::string_view(row.text(4)); }),
                .hashes = orNothing([&] { return ByteView(row.blob(3)); }).value_or(ByteView{})});
}

} // namespace

audit::Verification EventLog::verify(const Expected& expected) const {
    std::vector<audit::Finding> forged;
    std::vector<audit::Checkpoint> vouched =
        audit::vouchedFor(heads(), municipality_, expected.logKeys, forged);
    vouched.insert(vouched.end(), expected.known.begin(), expected.known.end());
    audit::Walk walk(municipality_, std::move(vouched),
                     expected.content ? contentCheck(expected.terminals) : audit::ContentCheck{});
    for (audit::Finding& finding : forged)
        walk.report(std::move(finding));
    const auto report = [&](audit::Problem problem, std::string_view query) {
        for (const store::Row& row : db_.query(query, municipality_))
            walk.report(
                {problem, walk.size(), walk.size(), row.text(0), static_cast<std::uint64_t>(row.integer(1))});
    };
    db_.prepare(kEveryPlace)
        ->forEach(
            [&](const store::Row& row) {
                walkLine(walk, row);
                return true;
            },
            municipality_);
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
