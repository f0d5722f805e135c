// SPDX-License-Identifier: Apache-2.0
#include "log_writer.hpp"

#include "kaomado/audit/entry.hpp"

namespace kaomado::counter {

merkle::NodeHashes storedNodes(store::Database& db, std::string_view municipality) {
    return [&db, municipality = std::string(municipality)](const merkle::Node& node) {
        const std::uint64_t place = ((node.index + 1) << node.level) - 1;
        const store::Rows rows =
            db.query("SELECT hashes FROM log_entry WHERE municipality = ?1 AND log_index = ?2", municipality,
                     static_cast<std::int64_t>(place));
        const auto hash = rows.empty() ? std::nullopt : audit::hashAt(rows[0].blob(0), node.level);
        if (!hash)
            throw Error(Fault::StorageTampered, "the log has no hash of level " + std::to_string(node.level) +
                                                    " at its place " + std::to_string(place));
        return *hash;
    };
}

std::uint64_t logSize(store::Database& db, std::string_view municipality) {
    const store::Rows rows =
        db.query("SELECT log_index FROM log_entry WHERE municipality = ?1 ORDER BY log_index DESC LIMIT 1",
                 municipality);
    return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].integer(0)) + 1;
}

LogWriter::LogWriter(store::Database& db, std::string municipality)
    : db_(db),
      municipality_(std::move(municipality)),
      frontier_(logSize(db, municipality_), storedNodes(db, municipality_)) {}

void LogWriter::place(std::string_view caseId, std::uint64_t sequence, std::string_view body) {
    const auto place = static_cast<std::int64_t>(frontier_.size());
    const std::string text = audit::leafText(municipality_, caseId, sequence, body);
    const Bytes hashes = audit::joined(frontier_.add(merkle::leafHash(viewOf(text))));
    db_.run("INSERT INTO log_entry(municipality, log_index, case_id, seq, hashes) VALUES(?1, ?2, ?3, ?4, ?5)",
            municipality_, place, caseId, static_cast<std::int64_t>(sequence), hashes);
}

} // namespace kaomado::counter
