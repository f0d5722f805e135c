// SPDX-License-Identifier: Apache-2.0
// The lock, torn after every one of its commands.
#include "support/lockable_card.hpp"

#include <kaomado/lock/lock.hpp>

#include <gmock/gmock.h>

#include <functional>
#include <set>

namespace kaomado {

namespace {
using namespace test;
using emulator::CardImage;
using emulator::Chip;
using emulator::EmulatedCard;

constexpr unsigned kCommandsOfARun = 32;

/// Notes which references called themselves blocked (63C0, 6983 or 6984) when asked, since the last reset.
/// Fails the test when a value is presented before it is known which card this is, or after a fault.
class Witness final : public card::Card {
public:
    explicit Witness(card::Card& card) : card_(card) {}
    card::Response transmit(const card::Command& command) override {
        const bool value = command.ins == 0x20 && !command.data.empty();
        EXPECT_TRUE(!value || (identified_ && !broken_));
        card::Response answer = passOn(command);
        identified_ = identified_ || command.ins == 0xB2;
        accepted_ = accepted_ || (value && answer.sw.ok());
        if (command.ins == 0xA4 && command.p1 == 0x04)
            for (const card::App app : card::kAllApps)
                if (std::ranges::equal(command.data, card::aidOf(app)))
                    at_ = {app, 0};
        if (command.ins == 0xA4 && command.p1 == 0x02)
            at_.file = static_cast<card::FileId>(command.data[0] << 8U | command.data[1]);
        if (command.ins == 0x20 && command.data.empty() && answer.sw.blocked())
            zero_.insert(command.p2 == 0x80 ? at_ : card::Reference{at_.app, shortId(command.p2)});
        return answer;
    }
    void reset() override {
        zero_.clear();
        identified_ = accepted_ = false;
        card_.reset();
    }
    Bytes atr() const override { return card_.atr(); }

    bool sawEveryReferenceAtZero() const {
        return !accepted_ && std::ranges::all_of(kLockedReferences,
                                                 [&](const auto& where) { return zero_.contains(where); });
    }

private:
    card::Response passOn(const card::Command& command) {
        try {
            return card_.transmit(command);
        } catch (const Error&) {
            broken_ = true;
            throw;
        }
    }
    static card::FileId shortId(std::uint8_t p2) { return static_cast<card::FileId>(p2 & 0x1FU); }

    card::Card& card_;
    card::Reference at_{card::App::Jpki, 0};
    std::set<card::Reference> zero_;
    bool identified_ = false, broken_ = false;
    bool accepted_ = false; ///< a value, since the last reset: its success may still be in force
};

/// What a card keeps without power: its counters survive whatever happens to the reader.
class KeptCard {
public:
    KeptCard() { keep(lockableCard()); }
    CardImage load() const { return CardImage::parse(toText(json_.bytes()), "kept card"); }
    emulator::Persist persist() {
        return [this](const CardImage& image) { keep(image); };
    }

private:
    void keep(const CardImage& image) { json_ = image.toJson(); }
    SecretBytes json_;
};

/// One run; true when it claimed success. A claim without a fresh word from each reference fails the test.
bool claimsSuccess(card::Card& card) {
    Witness witness(card);
    try {
        const lock::LockReport report = lock::lockAll(witness, lock::PinSet::builtIn());
        EXPECT_TRUE(!report.allLocked() || witness.sawEveryReferenceAtZero());
        return report.allLocked();
    } catch (const Error&) {
        return false;
    }
}

/// Tears one command, counted over the whole run: the chip itself counts anew whenever its power comes back.
class TornOnce final : public card::Card {
public:
    using Arm = std::function<void(emulator::CardFaults&, unsigned)>;

    TornOnce(Chip& chip, unsigned n, Arm arm) : chip_(chip), card_(chip), n_(n), arm_(std::move(arm)) {}
    card::Response transmit(const card::Command& command) override {
        ++inSession_;
        if (++inRun_ == n_)
            arm_(chip_.faults(), inSession_);
        return card_.transmit(command);
    }
    void reset() override {
        inSession_ = 0;
        chip_.faults() = {};
        card_.reset();
    }
    Bytes atr() const override { return card_.atr(); }
    bool torn() const { return inRun_ >= n_; }

private:
    Chip& chip_;
    EmulatedCard card_;
    unsigned n_, inRun_ = 0, inSession_ = 0;
    Arm arm_;
};

/// Gone for good once it failed: no power cycle brings it back.
class Lost final : public card::Card {
public:
    explicit Lost(card::Card& card) : card_(card) {}
    card::Response transmit(const card::Command& command) override {
        return unlessGone([&] { return card_.transmit(command); });
    }
    void reset() override {
        unlessGone([&] { card_.reset(); });
    }
    Bytes atr() const override { return card_.atr(); }

private:
    template <class Work>
    auto unlessGone(Work work) -> decltype(work()) {
        if (gone_)
            throw Error(Fault::CardRemoved, "gone");
        try {
            return work();
        } catch (const Error&) {
            gone_ = true;
            throw;
        }
    }

    card::Card& card_;
    bool gone_ = false;
};

/// A run that `run` tears, then another on the card as it was kept.
template <class Run>
void runTornAndRepeat(unsigned n, Run run) {
    SCOPED_TRACE("torn at command " + std::to_string(n));
    KeptCard kept;
    const auto others = otherTries(kept.load());
    {
        Chip chip(kept.load(), kept.persist());
        const bool success = run(chip);
        EXPECT_TRUE(!success || allAtZero(kept.load()));
    }
    EXPECT_EQ(otherTries(kept.load()), others);
    Chip again(kept.load(), kept.persist());
    again.faults() = {};
    EmulatedCard card(again);
    EXPECT_TRUE(claimsSuccess(card));
    EXPECT_TRUE(allAtZero(kept.load()));
    EXPECT_EQ(otherTries(kept.load()), others);
}

void tearAndRepeat(unsigned n, const TornOnce::Arm& arm) {
    for (const bool comesBack : {true, false})
        runTornAndRepeat(n, [&](Chip& chip) {
            TornOnce torn(chip, n, arm);
            Lost lost(torn);
            const bool success = claimsSuccess(comesBack ? static_cast<card::Card&>(torn) : lost);
            EXPECT_TRUE(torn.torn());
            return success;
        });
}

/// The fault meets command n of every session: that of the run and, where n comes again, those after it.
template <class Arm>
void tearEverySessionAndRepeat(unsigned n, Arm arm) {
    runTornAndRepeat(n, [&](Chip& chip) {
        arm(chip.faults());
        EmulatedCard card(chip);
        return claimsSuccess(card);
    });
}

constexpr std::uint16_t kOdd[] = {0x6F00, 0x6983, 0x9000, 0x63C0};
} // namespace

TEST(TornLock, ARunWithoutFaultsTakesAsManyCommandsAsAreTornBelow) {
    Chip chip(lockableCard());
    EmulatedCard card(chip);
    const lock::LockReport report = lock::lockAll(card, lock::PinSet::builtIn());
    EXPECT_TRUE(report.allLocked());
    EXPECT_EQ(report.commands, kCommandsOfARun);
}

TEST(TornLock, PowerLostAfterAnyCommandIsMadeGoodByRepeating) {
    for (unsigned n = 1; n <= kCommandsOfARun; ++n)
        tearAndRepeat(n, [](emulator::CardFaults& faults, unsigned at) { faults.powerLostAfter = at; });
}

TEST(TornLock, ACardThatFallsMuteBeforeAnyCommandIsMadeGoodByRepeating) {
    for (unsigned n = 1; n <= kCommandsOfARun; ++n)
        tearAndRepeat(n, [](emulator::CardFaults& faults, unsigned at) { faults.muteAfter = at - 1; });
}

TEST(TornLock, AnOddAnswerToAnyCommandIsMadeGoodByRepeating) {
    for (const std::uint16_t odd : kOdd)
        for (unsigned n = 1; n <= kCommandsOfARun; ++n)
            tearAndRepeat(
                n, [=](emulator::CardFaults& faults, unsigned at) { faults.wrongStatusWords[at] = odd; });
}

TEST(TornLock, PowerLostAgainAndAgainIsMadeGoodByRepeating) {
    for (unsigned n = 1; n <= kCommandsOfARun; ++n)
        tearEverySessionAndRepeat(n, [&](emulator::CardFaults& faults) { faults.powerLostAfter = n; });
}

TEST(TornLock, ACardThatFallsMuteAgainAndAgainIsMadeGoodByRepeating) {
    for (unsigned n = 0; n <= kCommandsOfARun; ++n)
        tearEverySessionAndRepeat(n, [&](emulator::CardFaults& faults) { faults.muteAfter = n; });
}

TEST(TornLock, OddAnswersBeforeAndAfterThePowerCycleAreMadeGoodByRepeating) {
    for (const std::uint16_t odd : kOdd)
        for (unsigned n = 1; n <= kCommandsOfARun; ++n)
            tearEverySessionAndRepeat(
                n, [&](emulator::CardFaults& faults) { faults.wrongStatusWords[n] = odd; });
}

} // namespace kaomado
