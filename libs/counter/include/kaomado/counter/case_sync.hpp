// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_list.hpp"
#include "kaomado/counter/person_store.hpp"

namespace kaomado::counter {

/// How a case of an outreach store stands to the case of the same name in the city's store.
enum class Standing {
    Same,   ///< both have the same events
    New,    ///< the city has none of it
    Longer, ///< it goes on where the city's ends
    Behind, ///< the city's goes on where it ends
    Parted, ///< they went on differently, each at its place
};
/// "same", "new" …
std::string_view nameOf(Standing standing);

/// A case compared, or brought.
struct SyncedCase {
    CaseKey key;
    Standing standing = Standing::Same; ///< before anything was brought
    std::uint64_t agreed = 0;           ///< events that both had
    std::uint64_t ahead = 0;            ///< events that only the outreach store had
    bool person = false;                ///< personal attributes go, or went, along
    std::vector<CaseSummary> sameCard;  ///< the city's other cases of this card that were open meanwhile

    /// Somebody has to look: the card was at work in two places, or the records went on in two places.
    bool conflict() const { return standing == Standing::Parted || !sameCard.empty(); }
};

/// One store of cases and, where there are personal attributes, what seals them.
struct SyncSide {
    store::Database& db;
    PersonStore* persons = nullptr;
};

/// Brings the cases that were handled without network into the city's store. Each case is one transaction
/// with its personal attributes, and what is there already is not written again: however often it is run
/// and wherever it is cut off, every event arrives once. Nothing of the outreach store is changed or
/// forgotten, and nothing in the city's store is replaced by it.
/// @thread as the two databases
class CaseSync {
public:
    CaseSync(SyncSide outreach, SyncSide city) : from_(outreach), to_(city) {}

    /// What bring() would do. Writes nothing.
    /// @throws Error Fault::StorageTampered when an event of either side does not fit its hash;
    /// Fault::Storage
    SyncedCase compare(const CaseKey& key) const;

    /// Of a case that parted nothing is brought. Personal attributes go along with events only: what the city
    /// has erased of a case that it has whole stays erased.
    /// @throws Error as compare; Fault::StorageUnknown, StorageConflict: bring it again
    SyncedCase bring(const CaseKey& key);

    /// After the last case: they get their places in the city's log.
    void finish(const std::string& municipality);

private:
    struct Comparison {
        SyncedCase told;
        std::vector<procedure::Event> rest; ///< that the city does not have
        std::optional<PersonalAttributes> person;
    };
    Comparison compared(const CaseKey& key) const;
    void write(const Comparison& found);
    std::vector<CaseSummary> sameCard(const CaseKey& key) const;

    SyncSide from_, to_;
};

} // namespace kaomado::counter
