// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card.hpp"
#include "rehearse_options.hpp"
#include "rehearse_portal.hpp"

#include <kaomado/counter/chip_reader.hpp>
#include <kaomado/counter/counter.hpp>
#include <kaomado/counter/event_log.hpp>
#include <kaomado/counter/simulated_terminal.hpp>
#include <kaomado/counter/troubled_reader.hpp>
#include <kaomado/training/make_card.hpp>

namespace kaomado::app {

/// The municipality of rehearsals: no real one has this code.
inline constexpr const char* kTrainingMunicipality = "99999";

/// Who rehearses.
inline const procedure::Officer kRehearsingOfficer{"rehearsal"};

/// What takes time to make, for many counters one after another: a CA and the keys of a card.
struct RehearseStock {
    trust::TrainingCa ca = trust::TrainingCa::inMemory();
    training::CardKeys keys = training::CardKeys::generate();
};

/// A counter made for one rehearsal: log, keys, training CA, card, reader, terminal, portal. With --data it
/// is the same counter every time; without, everything is forgotten at the end.
class RehearseBench {
public:
    /// `stock`, when given, outlives it and takes the place of a CA and card keys of its own.
    RehearseBench(const RehearseOptions& options, const RehearseFaults& faults,
                  const counter::Confirm& confirm, RehearseStock* stock = nullptr);
    ~RehearseBench();

    counter::Counter& counter() { return *counter_; }
    counter::CaseStore& cases() { return *cases_; }
    counter::EventLog log() { return {*db_, kTrainingMunicipality}; }
    /// A signed head over all that happened, where the log is kept.
    void signLog();
    /// False when the simulated terminal is to work on a card in a PC/SC reader that does not answer its
    /// commands.
    bool terminalReachesCard();
    const procedure::Rulebook& rulebook() const { return rulebook_; }
    counter::TerminalKeys terminals() const;

private:
    void layCard(const RehearseOptions& options, const RehearseFaults& faults);
    void layWrongCard();
    void equip(const RehearseOptions& options, const RehearseFaults& faults, const counter::Confirm& confirm);
    emulator::CardImage makeCard(training::Profile profile);
    trust::TrainingCa& ca();
    void countEvent();

    const procedure::Rulebook& rulebook_;
    RehearseStock* stock_;
    SystemClock clock_;
    std::filesystem::path dataFolder_; ///< empty: nothing is kept
    std::filesystem::path caFolder_;
    std::filesystem::path cardFile_;
    std::optional<CardFileLock> cardLock_;
    std::optional<trust::TrainingCa> ca_;
    std::unique_ptr<store::Database> db_;
    std::optional<counter::CaseStore> cases_;
    chip::TerminalKey key_;
    std::unique_ptr<emulator::Chip> chip_, wrongChip_;
    std::unique_ptr<counter::CardReader> real_, wrong_;
    std::optional<counter::TroubledReader> reader_;
    std::unique_ptr<counter::PinScreen> pinScreen_;
    std::unique_ptr<counter::IntegratedTerminal> terminal_;
    std::unique_ptr<counter::ManualPortal> manualPortal_;
    std::unique_ptr<RehearsePortal> portal_;
    std::unique_ptr<counter::PinPad> pad_;
    std::optional<counter::Counter> counter_;
    std::optional<unsigned> killAtEvent_;
    unsigned events_ = 0;
};

} // namespace kaomado::app
