// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/case_store.hpp"

#include "event_row.hpp"
#include "kaomado/procedure/event_json.hpp"

namespace kaomado::counter {

void CaseStore::append(const CaseKey& key, std::uint64_t expectedSequence,
                       const std::vector<procedure::Event>& events) {
    if (events.empty())
        return;
    store::Transaction tx(db_);
    const store::Rows last = db_.query("SELECT count(*) FROM event WHERE municipality = ?1 AND case_id = ?2",
                                       key.municipality, key.id);
    if (static_cast<std::uint64_t>(last.at(0).integer(0)) != expectedSequence)
        throw Error(Fault::StorageConflict, "case " + key.id + " has other events than the caller has seen");
    LogHead tail = head(key.municipality);
    std::uint64_t sequence = expectedSequence;
    for (const procedure::Event& event : events) {
        if (event.sequence != ++sequence)
            throw Error(Fault::Internal, "an event is out of sequence");
        const EventRow row = chained({key, sequence, tail.size, procedure::toJson(event), tail.hash, {}});
        insert(db_, row);
        tail = {row.logIndex + 1, row.hash};
    }
    tx.commit();
}

std::vector<procedure::Event> CaseStore::read(const CaseKey& key) const {
    std::vector<procedure::Event> events;
    const std::string sql =
        std::string(kSelectEvent) + " WHERE municipality = ?1 AND case_id = ?2 ORDER BY seq";
    for (const store::Row& stored : db_.query(sql, key.municipality, key.id)) {
        const EventRow row = eventRow(stored);
        if (hashOf(row) != row.hash)
            throw Error(Fault::StorageTampered, "case " + key.id + ", event " + std::to_string(row.sequence) +
                                                    " does not fit its hash");
        events.push_back(procedure::eventFromJson(row.body));
        if (events.back().sequence != events.size())
            throw Error(Fault::StorageTampered, "case " + key.id + ": an event is missing");
    }
    return events;
}

std::vector<std::string> CaseStore::cases(std::string_view municipality) const {
    std::vector<std::string> ids;
    for (const store::Row& row :
         db_.query("SELECT case_id FROM event WHERE municipality = ?1 AND seq = 1 ORDER BY log_index",
                   municipality))
        ids.push_back(row.text(0));
    return ids;
}

LogHead CaseStore::head(std::string_view municipality) const {
    const store::Rows rows =
        db_.query("SELECT log_index, hash FROM event WHERE municipality = ?1 ORDER BY log_index DESC LIMIT 1",
                  municipality);
    if (rows.empty())
        return {};
    return {static_cast<std::uint64_t>(rows[0].integer(0)) + 1, toSha256(rows[0].blob(1))};
}

} // namespace kaomado::counter
