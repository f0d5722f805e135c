// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_list.hpp"

namespace kaomado::counter {

/// Something in the records that the card on the reader does not bear out. The card is right.
struct Disagreement {
    std::string code;       ///< "pins_open", …: stable, the key of data/reconcile.json
    std::string caseId;     ///< empty: no case
    std::string what, todo; ///< Japanese, for staff
    std::vector<std::string> rules;
    bool keepCard = false; ///< the card must not leave the counter before this is settled
};

struct Reconciliation {
    std::string card;               ///< fingerprint
    std::vector<std::string> cases; ///< newest first
    std::vector<Disagreement> disagreements;
    bool agrees() const { return disagreements.empty(); }
};

/// One case of the card, as its events tell.
struct RecordedCase {
    std::string id;
    procedure::CaseState state;
};

/// Compares what one reading says with the cases of that card, newest first. Pure.
/// @throws Error Fault::CardUnidentified for a reading without a fingerprint
Reconciliation reconcile(const std::vector<RecordedCase>& cases, const chip::ChipReading& reading,
                         const procedure::Rulebook& rulebook);
/// The same with the cases of a municipality's store. @throws Error Fault::Storage, StorageTampered
Reconciliation reconcile(const CaseList& list, const CaseStore& store, std::string_view municipality,
                         const chip::ChipReading& reading, const procedure::Rulebook& rulebook);

} // namespace kaomado::counter
