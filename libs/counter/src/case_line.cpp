// SPDX-License-Identifier: Apache-2.0
#include "case_line.hpp"

#include "kaomado/procedure/event_json.hpp"

namespace kaomado::counter {

namespace {

/// Days since 1970-01-01 of the calendar day in Japan.
std::optional<std::int64_t> dayOf(const std::optional<Instant>& at) {
    if (!at)
        return std::nullopt;
    return std::chrono::sys_days(dayInJapan(*at)).time_since_epoch().count();
}

std::vector<procedure::Event> storedEvents(store::Database& db, const CaseKey& key) {
    std::vector<procedure::Event> events;
    for (const store::Row& row :
         db.query("SELECT body FROM event WHERE municipality = ?1 AND case_id = ?2 ORDER BY seq",
                  key.municipality, key.id))
        events.push_back(procedure::eventFromJson(row.text(0)));
    return events;
}

CaseLine lineOf(const CaseKey& key, const std::vector<procedure::Event>& events) {
    CaseLine line(key);
    for (const procedure::Event& event : events)
        line.add(event);
    return line;
}

} // namespace

void CaseLine::add(const procedure::Event& event) {
    events_ = static_cast<std::int64_t>(event.sequence);
    changedAt_ = event.time;
    std::visit(
        [&]<class What>(const What& what) {
            if constexpr (std::is_same_v<What, procedure::CaseOpened>) {
                procedureId_ = what.procedure;
                openedAt_ = event.time;
            } else if constexpr (std::is_same_v<What, procedure::Suspended>) {
                paused_ = true;
                suspendedReason_ = what.reason.text();
            } else if constexpr (std::is_same_v<What, procedure::Resumed>) {
                paused_ = true;
                suspendedReason_ = std::nullopt;
            } else if constexpr (std::is_same_v<What, procedure::Diverted>) {
                divertedFrom_ = procedureId_;
                procedureId_ = what.to;
            } else if constexpr (std::is_same_v<What, procedure::CardBound>) {
                card_ = what.observation.fingerprint;
            } else if constexpr (std::is_same_v<What, procedure::CaseClosed>) {
                outcome_ = nameOf(what.outcome);
                closedAt_ = event.time;
            } else if constexpr (requires { what.step; }) {
                lastStep_ = what.step;
            }
        },
        event.what);
}

bool CaseLine::insert(store::Database& db) const {
    if (!procedureId_)
        return false;
    db.run("INSERT INTO case_list(municipality, case_id, procedure_id, last_step, suspended_reason, "
           "diverted_from,"
           " outcome, events, opened_us, opened_day, changed_us, closed_us, closed_day, card)"
           " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
           key_.municipality, key_.id, *procedureId_, lastStep_, suspendedReason_, divertedFrom_, outcome_,
           events_, openedAt_, dayOf(openedAt_), changedAt_, closedAt_, dayOf(closedAt_), card_);
    return true;
}

bool CaseLine::update(store::Database& db) const {
    return db.run(
               "UPDATE case_list SET last_step = COALESCE(?3, last_step),"
               " suspended_reason = CASE WHEN ?4 = 1 THEN ?5 ELSE suspended_reason END,"
               " diverted_from = CASE WHEN CAST(?6 AS TEXT) IS NULL THEN diverted_from ELSE procedure_id END,"
               " procedure_id = COALESCE(?6, procedure_id), outcome = COALESCE(?7, outcome), events = ?8,"
               " changed_us = ?9, closed_us = COALESCE(?10, closed_us), closed_day = COALESCE(?11, "
               "closed_day), card = COALESCE(?12, card)"
               " WHERE municipality = ?1 AND case_id = ?2",
               key_.municipality, key_.id, lastStep_, paused_ ? 1 : 0, suspendedReason_, procedureId_,
               outcome_, events_, changedAt_, closedAt_, dayOf(closedAt_), card_) > 0;
}

void noteInList(store::Database& db, const CaseKey& key, const std::vector<procedure::Event>& events) {
    const CaseLine line = lineOf(key, events);
    if (events.front().sequence == 1)
        line.insert(db);
    else if (!line.update(db)) // lost; the events have all that it held
        lineOf(key, storedEvents(db, key)).insert(db);
}

} // namespace kaomado::counter
