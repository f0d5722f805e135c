// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/database/test_database.hpp"
#include "support/sample_card.hpp"
#include "support/training_office.hpp"

#include <kaomado/counter/chip_reader.hpp>
#include <kaomado/counter/event_log.hpp>
#include <kaomado/counter/troubled_reader.hpp>

#include <gtest/gtest.h>

namespace kaomado::test {

/// Somebody at the keys who always types the same.
struct FakePad final : counter::PinPad {
    std::string existing{kUserAuthPin}, fresh = "7314", password = "NEWPASS7", securityCode;
    std::vector<unsigned> triesShown; ///< at each entry of the existing PIN

    card::Pin existingPin(const std::string&, unsigned triesLeft) override {
        triesShown.push_back(triesLeft);
        return card::Pin(existing);
    }
    card::Pin newPin(const std::string&) override { return card::Pin(fresh); }
    card::Pin newSignaturePassword() override { return card::Pin(password); }
    counter::PrintedItems printedItems() override {
        counter::PrintedItems items;
        items.securityCode = securityCode;
        return items;
    }
};

const chip::TerminalKey& oneTerminalKey();

inline const procedure::Officer kHanako{"hanako"};
inline const procedure::Facts kSigned{{"signed", true}};

/// Stands at a moment of the test's choice and moves by a millisecond with each look, so that nothing happens
/// at once and two runs are alike.
class TickingClock final : public Clock {
public:
    explicit TickingClock(Instant at) : at_(at) {}
    Instant now() const override { return at_ += std::chrono::milliseconds{1}; }
    void set(Instant at) { at_ = at; }

private:
    mutable Instant at_;
};

/// A counter with a real virtual card, the real engine, lock, log, training CA and portal; the clock stands
/// and moves by a second with each request. `address`: of the log, e.g. one that a second rig
/// opens too; unless given an empty one of the engine under test.
class CounterRig {
public:
    explicit CounterRig(training::Profile profile, const std::string& address = {},
                        counter::ReaderTroubles troubles = {});
    explicit CounterRig(emulator::CardImage image, const std::string& address = {},
                        counter::ReaderTroubles troubles = {});

    /// The program ends and is started again: what was only in memory is gone.
    void restart();

    void open(const std::string& procedure, const procedure::Facts& facts);
    counter::Answer state(const std::string& fact, const procedure::FactValue& value);
    void paper(const std::string& document, const procedure::Facts& attributes = kSigned);
    void bind();
    counter::Answer perform(const std::string& step, const procedure::Facts& facts = {});
    /// Fails the test unless the step is done.
    counter::Told must(const std::string& step, const procedure::Facts& facts = {});
    /// Fails the test unless the step is refused.
    procedure::Refusal refused(const std::string& step, const procedure::Facts& facts = {});

    /// ④ with all in order, up to and with the operating status (S14) and the revocation (S07).
    void receive(const procedure::Facts& insurance = {{"ins_registered", true}});
    void lock();    ///< S16, S17
    void endorse(); ///< S18
    void handOver();
    /// ⑤ up to and with the identity check.
    void receiveBack(bool wantsSignature = false);

    procedure::CaseState look() const { return counter->look(key); }
    std::vector<procedure::Event> events() const { return office.cases.read(key); }
    /// Every event, hash and chip reading.
    bool logIsSound() const;
    /// Whether the log has an event of that step that began it.
    bool began(const std::string& step) const;
    unsigned triesOf(card::App app, card::FileId file) const { return chip.image().find(app, file)->tries; }
    bool allLocked() const;
    bool hasSignature() const;

    TickingClock clock{kSampleTime + std::chrono::hours{24}};
    FreshDatabase log;
    store::Database* db = log.db.get();
    emulator::Chip chip;
    counter::ChipReader real{chip};
    counter::TroubledReader reader;
    TrainingOffice office;
    FakePad pad;
    const chip::TerminalKey& terminalKey = oneTerminalKey(); ///< of all rigs of this process
    counter::RandomSource random = counter::systemRandom;
    std::optional<counter::Counter> counter;
    counter::CaseKey key{"99999", ""};
};

/// "The chip is the truth": what a closed case says is what the card is.
void expectTruth(const procedure::CaseState& state, const emulator::CardImage& card);

} // namespace kaomado::test
