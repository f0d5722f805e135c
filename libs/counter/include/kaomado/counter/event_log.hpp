// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/export.hpp"
#include "kaomado/audit/proof.hpp"
#include "kaomado/store/database.hpp"

#include <map>

namespace kaomado::counter {

/// Public keys of the terminals whose signed chip readings are checked, by terminal name.
using TerminalKeys = std::map<std::string, Bytes>;

/// What a log is held against besides itself.
struct Expected {
    std::vector<audit::Checkpoint> known{}; ///< seen earlier: the log must still hold them
    std::vector<Bytes> logKeys{};           ///< public keys of its signed heads; without them any will do
    TerminalKeys terminals{};               ///< whose chip readings must be signed by them
    bool content = true;                    ///< the form of every event as well; slower by far
};

/// Hears now and then how many places a long work has gone through.
using Progress = std::function<void(std::uint64_t places)>;

/// Municipalities that have events, by code.
std::vector<std::string> municipalitiesIn(store::Database& db);

/// The log of a municipality: the order of its events and the tree of hashes over them.
/// @thread one database, one thread
class EventLog {
public:
    EventLog(store::Database& db, std::string municipality)
        : db_(db), municipality_(std::move(municipality)) {}

    /// Gives the events that wait their places: by time, those of a case one after the other. One program
    /// does so at a time, another one waits for it. @return how many
    /// @throws Error Fault::StorageTampered, Fault::Storage
    std::size_t placeWaiting();

    /// Over every event that has a place.
    merkle::Tree tree() const;

    /// Places what waits and signs the log as it then is, unless this key has signed the same already.
    /// @throws Error Fault::StorageTampered when the log is no continuation of the last head, whoever signed
    /// it: that is never signed; Fault::SignatureInvalid when the last head is forged; Fault::Storage
    audit::SignedHead signHead(const audit::LogKey& key, const Clock& clock);

    /// Signed heads as they are stored, the shortest first.
    std::vector<audit::SignedHead> heads() const;

    /// Walks the whole log: every event and hash, the order, gaps, events without a place, signed heads, the
    /// form of every event, what else is expected. Writes nothing.
    audit::Verification verify(const Expected& expected = {}, const Progress& progress = {}) const;

    /// That the events of a case, or one of them, are in the log that the head vouches for.
    /// @throws Error Fault::BadInput when the head covers none; Fault::StorageTampered
    audit::Proof proveEvents(const audit::SignedHead& head, const std::string& caseId,
                             std::optional<std::uint64_t> sequence = {}) const;
    /// That the newer head's log begins with all of the older one's.
    /// @throws Error Fault::BadInput for heads that are not of this log or stand the wrong way round
    audit::Proof proveGrowth(const audit::SignedHead& older, const audit::SignedHead& newer) const;

    /// Every place and head as it is stored, for somebody without a database. @return places written
    /// @throws Error Fault::StorageTampered when a line cannot be written as one; Fault::Storage
    std::uint64_t exportTo(std::ostream& out, const Progress& progress = {}) const;

private:
    void mustContinue(const merkle::Tree& tree, const audit::SignedHead& last) const;

    store::Database& db_;
    std::string municipality_;
};

/// The same walk over an export. @throws Error Fault::Storage when it cannot be read
audit::Verification verifyExport(audit::ExportReader& log, const Expected& expected = {},
                                 const Progress& progress = {});

} // namespace kaomado::counter
