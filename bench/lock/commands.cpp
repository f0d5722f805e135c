// SPDX-License-Identifier: Apache-2.0
// Commands of a whole lock run on a fresh card against the most that it may take, and the floor beside it:
// the wrong values and the selections of applications that no order avoids. What lies above is safety: every
// reference asked before the first wrong value and again after the power cycle, the identity read in both
// sessions, the certificates once.
#include "ratio.hpp"
#include "support/lockable_card.hpp"

#include <kaomado/lock/lock.hpp>

#include <cstdlib>

using namespace kaomado;

namespace {
constexpr unsigned kMostCommands = 32;

/// Passes commands through and sorts them.
class Counter final : public card::Card {
public:
    explicit Counter(card::Card& card) : card_(card) {}
    card::Response transmit(const card::Command& command) override {
        ++all;
        if (command.ins == 0xA4 && command.p1 == 0x04)
            ++selections;
        if (command.ins == 0x20)
            ++(command.data.empty() ? questions : wrong);
        return card_.transmit(command);
    }
    void reset() override { card_.reset(); }
    Bytes atr() const override { return card_.atr(); }

    unsigned all = 0, selections = 0, wrong = 0, questions = 0;

private:
    card::Card& card_;
};

unsigned triesToSpend() {
    unsigned tries = 0;
    for (const lock::SetPin& pin : lock::PinSet::builtIn().pins)
        for (const lock::Target& target : pin.targets)
            tries += target.limit;
    return tries;
}
} // namespace

int main() {
    emulator::Chip chip(test::lockableCard());
    emulator::EmulatedCard emulated(chip);
    Counter card(emulated);
    if (!lock::lockAll(card, lock::PinSet::builtIn()).allLocked()) {
        std::puts("the card was not locked");
        return EXIT_FAILURE;
    }
    constexpr unsigned kApplications = 4; // each selected before the first wrong value and after the cycle
    const unsigned floor = triesToSpend() + 2 * kApplications;
    std::printf("machine: %s\n", bench::machine().c_str());
    std::printf(
        "commands %u of %u = %u wrong values + %u selections + %u questions + %u readings; floor %u\n",
        card.all, kMostCommands, card.wrong, card.selections, card.questions,
        card.all - card.wrong - card.selections - card.questions, floor);
    const double ratio = static_cast<double>(card.all) / kMostCommands;
    return bench::report("lock-commands-over-limit", ratio, bench::Limit::AtMost, 1.0) ? EXIT_SUCCESS
                                                                                       : EXIT_FAILURE;
}
