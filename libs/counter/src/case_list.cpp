// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/case_list.hpp"

#include "case_line.hpp"
#include "kaomado/procedure/event_json.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

constexpr std::string_view kSelect =
    "SELECT municipality, case_id, procedure_id, last_step, suspended_reason, diverted_from, outcome, card,"
    " events, opened_us, changed_us, closed_us FROM case_list ";

std::optional<std::string> textAt(const store::Row& row, std::size_t column) {
    return row.isNull(column) ? std::nullopt : std::optional(row.text(column));
}

std::optional<procedure::Outcome> outcomeAt(const store::Row& row, std::size_t column) {
    return row.isNull(column) ? std::nullopt : procedure::outcomeNamed(row.text(column));
}

procedure::Phase phaseOf(const CaseSummary& line) {
    if (line.outcome)
        return procedure::Phase::Closed;
    if (line.suspendedReason)
        return procedure::Phase::Suspended;
    return procedure::Phase::Open;
}

CaseSummary summaryOf(const store::Row& row) {
    CaseSummary line{.key = {row.text(0), row.text(1)},
                     .procedureId = row.text(2),
                     .lastStep = textAt(row, 3),
                     .suspendedReason = textAt(row, 4),
                     .divertedFrom = textAt(row, 5),
                     .outcome = outcomeAt(row, 6),
                     .card = textAt(row, 7),
                     .events = static_cast<std::uint64_t>(row.integer(8)),
                     .openedAt = row.instant(9),
                     .changedAt = row.instant(10),
                     .closedAt = row.isNull(11) ? std::nullopt : std::optional(row.instant(11))};
    line.phase = phaseOf(line);
    return line;
}

std::vector<CaseSummary> summaries(const store::Rows& rows) {
    std::vector<CaseSummary> lines;
    lines.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(lines), summaryOf);
    return lines;
}

std::int64_t dayNumber(Date day) {
    return std::chrono::sys_days(day).time_since_epoch().count();
}

/// `column` is opened_day or closed_day.
std::vector<DayCount> counts(store::Database& db, const std::string& column, std::string_view municipality,
                             Date from, Date to) {
    std::vector<DayCount> days;
    for (const store::Row& row :
         db.query("SELECT " + column +
                      ", procedure_id, outcome, count(*) FROM case_list WHERE municipality = ?1"
                      " AND " +
                      column + " BETWEEN ?2 AND ?3 GROUP BY " + column +
                      ", procedure_id, outcome ORDER BY 1, 2, outcome IS NOT NULL, 3",
                  municipality, dayNumber(from), dayNumber(to)))
        days.push_back({Date(std::chrono::sys_days(std::chrono::days(row.integer(0)))), row.text(1),
                        outcomeAt(row, 2), static_cast<std::uint64_t>(row.integer(3))});
    return days;
}

/// Digits, capitals and the hyphen, of which ids are made: nothing that LIKE would read otherwise.
std::optional<std::string> partOfId(std::string_view text) {
    std::string part;
    for (const char c : text) {
        const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (capital != '-' && (capital < '0' || capital > '9') && (capital < 'A' || capital > 'Z'))
            return std::nullopt;
        part += capital;
    }
    return part;
}

/// Events of all cases in the order of the cases, a block at a time.
class EveryEvent {
public:
    explicit EveryEvent(store::Database& db) : db_(db) {}

    template <class Visit>
    void forEach(const Visit& visit) {
        for (;;) {
            const store::Rows rows = db_.query("SELECT municipality, case_id, seq, body FROM event"
                                               " WHERE (municipality, case_id, seq) > (?1, ?2, ?3)"
                                               " ORDER BY municipality, case_id, seq LIMIT 2000",
                                               municipality_, caseId_, sequence_);
            if (rows.empty())
                return;
            for (const store::Row& row : rows)
                visit(CaseKey{row.text(0), row.text(1)}, procedure::eventFromJson(row.text(3)));
            municipality_ = rows.back().text(0);
            caseId_ = rows.back().text(1);
            sequence_ = rows.back().integer(2);
        }
    }

private:
    store::Database& db_;
    std::string municipality_, caseId_;
    std::int64_t sequence_ = 0;
};

} // namespace

std::vector<CaseSummary> CaseList::open(std::string_view municipality, std::size_t most) const {
    return summaries(db_.query(std::string(kSelect) + "WHERE municipality = ?1 AND outcome IS NULL"
                                                      " ORDER BY opened_us, case_id LIMIT ?2",
                               municipality, static_cast<std::int64_t>(most)));
}

std::vector<CaseSummary> CaseList::search(std::string_view municipality, std::string_view text,
                                          std::size_t most) const {
    const auto part = partOfId(text);
    if (!part || part->empty())
        return {};
    if (auto whole = find({std::string(municipality), *part}))
        return {std::move(*whole)};
    return summaries(db_.query(std::string(kSelect) +
                                   "WHERE municipality = ?1 AND case_id LIKE ?2"
                                   " ORDER BY opened_day DESC, opened_us DESC, case_id LIMIT ?3",
                               municipality, "%" + *part + "%", static_cast<std::int64_t>(most)));
}

std::optional<CaseSummary> CaseList::find(const CaseKey& key) const {
    const store::Rows rows = db_.query(std::string(kSelect) + "WHERE municipality = ?1 AND case_id = ?2",
                                       key.municipality, key.id);
    return rows.empty() ? std::nullopt : std::optional(summaryOf(rows[0]));
}

std::vector<CaseSummary> CaseList::ofCard(std::string_view municipality, std::string_view card) const {
    return summaries(db_.query(std::string(kSelect) + "WHERE municipality = ?1 AND card = ?2"
                                                      " ORDER BY opened_us DESC, case_id",
                               municipality, card));
}

std::vector<DayCount> CaseList::openedByDay(std::string_view municipality, Date from, Date to) const {
    return counts(db_, "opened_day", municipality, from, to);
}

std::vector<DayCount> CaseList::closedByDay(std::string_view municipality, Date from, Date to) const {
    return counts(db_, "closed_day", municipality, from, to);
}

std::size_t CaseList::rebuild() {
    store::Transaction tx(db_);
    tx.holdTable("case_list");
    db_.run("DELETE FROM case_list");
    std::size_t cases = 0;
    std::optional<CaseLine> line;
    const auto finish = [&] {
        if (line && line->insert(db_))
            ++cases;
    };
    EveryEvent(db_).forEach([&](const CaseKey& key, const procedure::Event& event) {
        if (!line || line->key() != key) {
            finish();
            line.emplace(key);
        }
        line->add(event);
    });
    finish();
    tx.commit();
    return cases;
}

} // namespace kaomado::counter
