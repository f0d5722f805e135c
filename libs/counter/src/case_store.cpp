// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/case_store.hpp"

#include "case_line.hpp"
#include "kaomado/audit/entry.hpp"
#include "kaomado/counter/event_log.hpp"
#include "kaomado/procedure/event_json.hpp"
#include "log_writer.hpp"

#include <algorithm>

namespace kaomado::counter {

namespace {

/// After the event before it and only there: asked and written in one statement, because a city's server is a
/// network away.
void insert(store::Database& db, const CaseKey& key, const procedure::Event& event, std::string_view body) {
    const std::int64_t stored =
        db.run("INSERT INTO event(municipality, case_id, seq, body)"
               " SELECT ?1, ?2, CAST(?3 AS BIGINT), CAST(?4 AS TEXT) WHERE CAST(?3 AS BIGINT) - 1 ="
               " COALESCE((SELECT max(seq) FROM event WHERE municipality = ?1 AND case_id = ?2), 0)",
               key.municipality, key.id, static_cast<std::int64_t>(event.sequence), body);
    if (stored == 0)
        throw Error(Fault::StorageConflict, "case " + key.id + " has other events than the caller has seen");
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

/// Inside a transaction.
void appendTo(store::Database& db, const CaseKey& key, std::uint64_t expectedSequence,
              const std::vector<procedure::Event>& events, Placing placing) {
    std::optional<store::Transaction> held;
    std::optional<LogWriter> log;
    if (placing == Placing::WithAppend) {
        held.emplace(db).hold(logHold(key.municipality));
        EventLog(db, key.municipality).placeWaiting(); // of a time when they were placed later
        log.emplace(db, key.municipality);
    }
    std::uint64_t sequence = expectedSequence;
    for (const procedure::Event& event : events) {
        if (event.sequence != ++sequence)
            throw Error(Fault::Internal, "an event is out of sequence");
        const std::string body = procedure::toJson(event);
        insert(db, key, event, body);
        if (log)
            log->place(key.id, sequence, body);
        else
            wait(db, key, event);
    }
    noteInList(db, key, events);
    if (held)
        held->commit();
}

/// Whether exactly these events are stored.
bool holds(store::Database& db, const CaseKey& key, const std::vector<procedure::Event>& events) {
    return std::ranges::all_of(events, [&](const procedure::Event& event) {
        const store::Rows rows =
            db.query("SELECT body FROM event WHERE municipality = ?1 AND case_id = ?2 AND seq = ?3",
                     key.municipality, key.id, static_cast<std::int64_t>(event.sequence));
        return !rows.empty() && rows[0].text(0) == procedure::toJson(event);
    });
}

/// Writes without changing anything: a commit that waits for the standby has waited for all before it.
void touch(store::Database& db, const CaseKey& key) {
    if (db.run("UPDATE case_list SET events = events WHERE municipality = ?1 AND case_id = ?2",
               key.municipality, key.id) == 0)
        throw Error(Fault::StorageUnknown, "case " + key.id + " is in no list");
}

/// Asks again after an answer was lost; the connection is made anew by that. A conflict says that the first
/// attempt went on in the server and came through while the second one waited for it: then once more.
/// @return false when the engine does not tell
/// @throws Error Fault::StorageConflict when somebody else's events are there
bool tellsWhatBecame(const std::function<void()>& again) {
    for (bool waited = false;; waited = true) {
        try {
            again();
            return true;
        } catch (const Error& error) {
            if (error.fault() != Fault::StorageConflict)
                return false;
            if (waited)
                throw;
        }
    }
}

} // namespace

CaseStore::CaseStore(store::Database& db, std::optional<Placing> placing)
    : db_(db), placing_(placing.value_or(db.runsSideBySide() ? Placing::Later : Placing::WithAppend)) {}

CaseStore::CaseStore(store::Database& reads, store::Writer& writer, std::optional<Placing> placing)
    : CaseStore(reads, placing) {
    writer_ = &writer;
}

void CaseStore::write(const store::Writer::Work& work) {
    if (writer_ != nullptr)
        writer_->write(work);
    else
        store::DirectWriter(db_).write(work);
}

void CaseStore::append(const CaseKey& key, std::uint64_t expectedSequence,
                       const std::vector<procedure::Event>& events) {
    if (events.empty())
        return;
    const auto appending = [&](store::Database& db) {
        appendTo(db, key, expectedSequence, events, placing_);
    };
    try {
        write(appending);
    } catch (const Error& error) {
        if (error.fault() != Fault::StorageUnknown)
            throw;
        const bool stored = tellsWhatBecame([&] {
            write([&](store::Database& db) {
                if (holds(db, key, events))
                    touch(db, key);
                else
                    appending(db);
            });
        });
        if (!stored)
            throw;
    }
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
