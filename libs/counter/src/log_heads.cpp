// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/event_log.hpp"
#include "log_writer.hpp"

namespace kaomado::counter {

namespace {

constexpr std::string_view kSelect = "SELECT head, signature, public_key, tree_size FROM log_head";

/// One that is filed under another size than its own, or in columns whose type somebody changed, fits
/// nothing.
audit::SignedHead headIn(const store::Row& row) {
    try {
        const std::string size = "\"size\":" + std::to_string(row.integer(3)) + ",";
        if (row.text(0).find(size) != std::string::npos)
            return {row.text(0), row.blob(1), row.blob(2)};
    } catch (const Error&) { // as below
    }
    return {};
}

} // namespace

std::vector<audit::SignedHead> EventLog::heads() const {
    std::vector<audit::SignedHead> heads;
    for (const store::Row& row : db_.query(
             std::string(kSelect) + " WHERE municipality = ?1 ORDER BY tree_size, public_key", municipality_))
        heads.push_back(headIn(row));
    return heads;
}

/// Cheap, and enough to keep the key from ever vouching for two stories: the stored subtrees must still give
/// the root that was signed last, whichever key that was.
void EventLog::mustContinue(const merkle::Tree& tree, const audit::SignedHead& last) const {
    const merkle::Tree signedTree = audit::headOf(last).tree;
    const merkle::NodeHashes nodes = storedNodes(db_, municipality_);
    if (signedTree.size > tree.size ||
        !merkle::extends(tree, signedTree, merkle::consistencyPath(signedTree.size, tree.size, nodes)))
        throw Error(Fault::StorageTampered,
                    "the log of " + municipality_ + " is no continuation of its head of size " +
                        std::to_string(signedTree.size) + "; see kaomado audit verify");
}

audit::SignedHead EventLog::signHead(const audit::LogKey& key, const Clock& clock) {
    placeWaiting();
    store::Transaction tx(db_);
    tx.hold(logHold(municipality_));
    const merkle::Tree now = tree();
    const std::string newest = " WHERE municipality = ?1 AND tree_size = (SELECT max(tree_size) FROM "
                               "log_head WHERE municipality = ?1)";
    for (const store::Row& row : db_.query(std::string(kSelect) + newest, municipality_)) {
        audit::SignedHead last = headIn(row);
        mustContinue(now, last);
        if (last.publicKey == key.publicKey() && audit::headOf(last).tree == now)
            return last;
    }
    audit::SignedHead head = audit::sign({municipality_, now, clock.now()}, key);
    db_.run("INSERT INTO log_head(municipality, tree_size, public_key, head, signature)"
            " VALUES(?1, ?2, ?3, ?4, ?5)",
            municipality_, static_cast<std::int64_t>(now.size), head.publicKey, head.json, head.signature);
    tx.commit();
    return head;
}

} // namespace kaomado::counter
