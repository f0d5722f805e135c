// SPDX-License-Identifier: Apache-2.0
#include "kaomado/audit/entry.hpp"
#include "kaomado/counter/event_log.hpp"
#include "log_writer.hpp"

namespace kaomado::counter {

namespace {

audit::Head headOfLog(const audit::SignedHead& head, const std::string& municipality) {
    audit::Head own = audit::headOf(head);
    if (own.municipality != municipality)
        throw Error(Fault::BadInput, "the head is of the log of " + own.municipality);
    return own;
}

} // namespace

audit::Proof EventLog::proveEvents(const audit::SignedHead& head, const std::string& caseId,
                                   std::optional<std::uint64_t> sequence) const {
    const merkle::Tree tree = headOfLog(head, municipality_).tree;
    const merkle::NodeHashes nodes = storedNodes(db_, municipality_);
    audit::Proof proof{.head = head};
    for (const store::Row& row :
         db_.query("SELECT l.log_index, l.seq, e.body FROM log_entry l JOIN event e"
                   " ON e.municipality = l.municipality AND e.case_id = l.case_id AND e.seq = l.seq"
                   " WHERE l.municipality = ?1 AND l.case_id = ?2 ORDER BY l.seq",
                   municipality_, caseId)) {
        const auto place = static_cast<std::uint64_t>(row.integer(0));
        const auto number = static_cast<std::uint64_t>(row.integer(1));
        if ((sequence && number != *sequence) || place >= tree.size)
            continue;
        proof.events.push_back({place, audit::leafText(municipality_, caseId, number, row.text(2)),
                                merkle::inclusionPath(place, tree.size, nodes)});
    }
    if (proof.events.empty())
        throw Error(Fault::BadInput, "the head of size " + std::to_string(tree.size) + " covers no event " +
                                         (sequence ? std::to_string(*sequence) + " " : "") + "of case " +
                                         caseId);
    return proof;
}

audit::Proof EventLog::proveGrowth(const audit::SignedHead& older, const audit::SignedHead& newer) const {
    const std::uint64_t before = headOfLog(older, municipality_).tree.size;
    const std::uint64_t after = headOfLog(newer, municipality_).tree.size;
    return {.head = newer,
            .older = older,
            .fromOlder = merkle::consistencyPath(before, after, storedNodes(db_, municipality_))};
}

} // namespace kaomado::counter
