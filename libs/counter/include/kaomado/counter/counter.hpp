// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/chip/signed_reading.hpp"
#include "kaomado/counter/case_store.hpp"
#include "kaomado/counter/insurance_portal.hpp"
#include "kaomado/counter/pin_pad.hpp"
#include "kaomado/counter/random_pin.hpp"
#include "kaomado/procedure/engine.hpp"

namespace kaomado::counter {

class Performance;

/// Everything a counter works with; the caller owns it all.
struct Equipment {
    const procedure::Rulebook& rulebook;
    CaseStore& cases;
    const Clock& clock;
    CardReader& reader;
    IntegratedTerminal& terminal;
    InsurancePortal& portal;
    PinPad& pad;
    const chip::TerminalKey& key; ///< signs the chip readings
    std::string terminalName;     ///< who reads
    std::string municipality;     ///< five digits
    procedure::Facts settings;
    std::set<std::string> roles{"clerk", "terminal_operator"};
    RandomSource random = systemRandom;
    /// Told of each event after it is on the disk.
    std::function<void(const CaseKey&, const procedure::Event&)> afterCommit{};
};

/// What became of a request.
struct Told {
    procedure::CaseState state{};           ///< after it
    std::vector<procedure::Event> events{}; ///< what it added; none when it had been done before
    std::optional<std::string> failure{};   ///< the step did not succeed; its reason in the rulebook
    std::vector<std::string> notes{};       ///< Japanese, for staff
};
using Answer = std::variant<Told, procedure::Refusal>;

/// The work at one counter. Keeps nothing that is not in the log, except a provisional PIN between its
/// setting and the lock (it must be nowhere else; when it is lost, another one is set). Another Counter, or
/// the same after a crash, goes on from the log and the chip.
///
/// A step that changes something: its intent is committed, then it is done, then the chip is read and signed,
/// then its completion is committed, then the caller is told. A chip step first makes sure that the card on
/// the reader is the one of the case, and holds it until the end.
///
/// Faults of every function: Fault::Storage, StorageConflict (somebody else works on the case: read it
/// again), StorageTampered, BadInput (a step, fact or paper that the rulebook does not know); of those that
/// read a card also CardSession::card and chip::readChip. A fault during a step is recorded as its failure
/// where the rulebook has one for it; otherwise the step stays begun and is simply done again.
/// @thread one counter, one thread
class Counter {
public:
    explicit Counter(Equipment equipment) : with_(std::move(equipment)) {}

    struct Opened {
        CaseKey key;
        Told told;
    };
    /// `facts`: "visitor" and what else is known. `request`: names the wish to open a case, so that somebody
    /// who did not hear the answer and asks again, that day, is given the case opened before; empty: a new
    /// one each time.
    std::variant<Opened, procedure::Refusal> open(const procedure::Officer& officer,
                                                  const std::string& procedure, const procedure::Facts& facts,
                                                  std::optional<procedure::Word> overrideReason = {},
                                                  std::string_view request = {});

    Answer bindCard(const procedure::Officer& officer, const CaseKey& key);
    /// A reading in between, e.g. after a pulled card or a pause.
    Answer observeCard(const procedure::Officer& officer, const CaseKey& key);
    Answer stateFact(const procedure::Officer& officer, const CaseKey& key, const std::string& fact,
                     const procedure::FactValue& value);
    Answer recordDocument(const procedure::Officer& officer, const CaseKey& key,
                          const procedure::RecordDocument& document);

    /// Does a step from wherever it stands. `facts`: what Action::askStart and askEnd name; what the terminal
    /// or the program itself knows is filled in.
    Answer perform(const procedure::Officer& officer, const CaseKey& key, const std::string& step,
                   const procedure::Facts& facts = {});
    /// A step of staff did not succeed.
    Answer fail(const procedure::Officer& officer, const CaseKey& key, const std::string& step,
                const procedure::Word& reason);

    /// After the insurance registration (R-INS-10).
    Answer logOutOfPortal(const procedure::Officer& officer, const CaseKey& key);

    Answer suspend(const procedure::Officer& officer, const CaseKey& key, const procedure::Word& reason);
    /// Takes up a case after a pause or a crash: what the log says, and what the chip says now.
    Answer resume(const procedure::Officer& officer, const CaseKey& key);
    Answer withdraw(const procedure::Officer& officer, const CaseKey& key, const procedure::Word& reason);

    procedure::CaseState look(const CaseKey& key) const;
    procedure::Next next(const procedure::CaseState& state) const;
    procedure::Context context() const { return {with_.clock.now(), with_.settings, with_.roles}; }

private:
    friend class Performance;

    Answer decide(const CaseKey& key, const procedure::CaseState& state, const procedure::Command& command);
    procedure::Evidence read(CardSession& session) const;

    Equipment with_;
    std::map<CaseKey, std::optional<card::Pin>> provisional_;
};

} // namespace kaomado::counter
