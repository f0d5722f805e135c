// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/case_store.hpp"

#include "case_line.hpp"
#include "kaomado/audit/entry.hpp"
#include "kaomado/counter/event_log.hpp"
#include "kaomado/procedure/event_json.hpp"
#include "log_writer.hpp"

namespace kaomado::counter {

namespace {

void insert(store::Database& db, const CaseKey& key, const procedure::Event& event, std::string_view body) {
    db.run("INSERT INTO event(municipality, case_id, seq, body) VALUES(?1, ?2, ?3, ?4)", key.municipality,
           key.id, static_cast<std::int64_t>(event.sequence), body);
}

void wait(store::Database& db, const CaseKey& key, const procedure::Event& event) {
    db.run("INSERT INTO log_waiting(municipality, case_id, seq, at_us) VALUES(?1, ?2, ?3, ?4)",
           key.municipality, key.id, static_cast<std::int64_t>(event.sequence), event.time);
}

[[noreturn]] void tampered(const CaseKey& key, std::uint64_t sequence, const char* what) {
    throw Error(Fault::StorageTampered,
                "case " + key.id + ", event " + std::to_string(sequence) + ": " + what);
}

/// The stored text when it is what the log has the hash of; one that waits for its place has none yet.
void checkHash(const CaseKey& key, const store::Row& row) {
    if (row.isNull(2))
        return;
    const auto sequence = static_cast<std::uint64_t>(row.integer(0));
    const std::string text = audit::leafText(key.municipality, key.id, sequence, row.text(1));
    if (audit::hashAt(row.blob(2), 0) != merkle::leafHash(viewOf(text)))
        tampered(key, sequence, "does not fit its hash");
}

} // namespace

void CaseStore::append(const CaseKey& key, std::uint64_t expectedSequence,
                       const std::vector<procedure::Event>& events) {
    if (events.empty())
        return;
    store::Transaction tx(db_);
    const store::Rows last = db_.query("SELECT count(*) FROM event WHERE municipality = ?1 AND case_id = ?2",
                                       key.municipality, key.id);
    if (static_cast<std::uint64_t>(last.at(0).integer(0)) != expectedSequence)
        throw Error(Fault::StorageConflict, "case " + key.id + " has other events than the caller has seen");
    std::optional<LogWriter> log;
    if (placing_ == Placing::WithAppend) {
        tx.hold(logHold(key.municipality));
        EventLog(db_, key.municipality).placeWaiting(); // of a time when they were placed later
        log.emplace(db_, key.municipality);
    }
    std::uint64_t sequence = expectedSequence;
    for (const procedure::Event& event : events) {
        if (event.sequence != ++sequence)
            throw Error(Fault::Internal, "an event is out of sequence");
        const std::string body = procedure::toJson(event);
        insert(db_, key, event, body);
        if (log)
            log->place(key.id, sequence, body);
        else
            wait(db_, key, event);
    }
    noteInList(db_, key, events);
    tx.commit();
}

std::vector<procedure::Event> CaseStore::read(const CaseKey& key) const {
    std::vector<procedure::Event> events;
    for (const store::Row& row :
         db_.query("SELECT e.seq, e.body, l.hashes FROM event e LEFT JOIN log_entry l"
                   " ON l.municipality = e.municipality AND l.case_id = e.case_id AND l.seq = e.seq"
                   " WHERE e.municipality = ?1 AND e.case_id = ?2 ORDER BY e.seq",
                   key.municipality, key.id)) {
        checkHash(key, row);
        events.push_back(procedure::eventFromJson(row.text(1)));
        if (events.back().sequence != events.size())
            tampered(key, events.size(), "is missing");
    }
    return events;
}

std::vector<std::string> CaseStore::cases(std::string_view municipality) const {
    std::vector<std::string> ids;
    for (const store::Row& row :
         db_.query("SELECT e.case_id FROM event e LEFT JOIN log_entry l"
                   " ON l.municipality = e.municipality AND l.case_id = e.case_id AND l.seq = e.seq"
                   " WHERE e.municipality = ?1 AND e.seq = 1"
                   " ORDER BY l.log_index IS NULL, l.log_index, e.case_id", // those that wait come last
                   municipality))
        ids.push_back(row.text(0));
    return ids;
}

} // namespace kaomado::counter
