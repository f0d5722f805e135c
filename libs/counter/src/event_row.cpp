// SPDX-License-Identifier: Apache-2.0
#include "event_row.hpp"

#include "embedded/m0001_event_sql.hpp"
#include "embedded/m0002_person_sql.hpp"
#include "kaomado/store/migration.hpp"

namespace kaomado::counter {

namespace {

/// Eight bytes, big-endian.
void appendNumber(Bytes& to, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        to.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
}

/// Length first, so that no two different lines give the same bytes.
void appendText(Bytes& to, std::string_view text) {
    appendNumber(to, text.size());
    append(to, viewOf(text));
}

} // namespace

void migrateTables(store::Database& db, const Clock& clock) {
    const std::array steps{store::Migration{1, "event", embedded::m0001_event_sql()},
                           store::Migration{2, "person", embedded::m0002_person_sql()}};
    store::migrate(db, "counter", steps, clock);
}

Sha256 toSha256(ByteView bytes) {
    Sha256 hash{};
    if (bytes.size() != hash.size())
        throw Error(Fault::StorageTampered, "a stored hash does not have 32 bytes");
    std::ranges::copy(bytes, hash.begin());
    return hash;
}

EventRow eventRow(const store::Row& row) {
    try {
        return {{row.text(0), row.text(1)},
                static_cast<std::uint64_t>(row.integer(2)),
                static_cast<std::uint64_t>(row.integer(3)),
                row.text(4),
                toSha256(row.blob(5)),
                toSha256(row.blob(6))};
    } catch (const Error& error) {
        throw Error(Fault::StorageTampered, error.what());
    }
}

Sha256 hashOf(const EventRow& row) {
    Bytes message = toBytes("kaomado event v1\n");
    append(message, row.previous);
    appendNumber(message, row.logIndex);
    appendText(message, row.key.municipality);
    appendText(message, row.key.id);
    appendNumber(message, row.sequence);
    appendText(message, row.body);
    return sha256(message);
}

EventRow chained(EventRow row) {
    row.hash = hashOf(row);
    return row;
}

void insert(store::Database& db, const EventRow& row) {
    db.run("INSERT INTO event(municipality, case_id, seq, log_index, body, previous, hash)"
           " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
           row.key.municipality, row.key.id, static_cast<std::int64_t>(row.sequence),
           static_cast<std::int64_t>(row.logIndex), row.body, ByteView(row.previous), ByteView(row.hash));
}

} // namespace kaomado::counter
