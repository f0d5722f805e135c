// SPDX-License-Identifier: Apache-2.0
// The lock, torn after every one of its commands.
#include "support/lockable_card.hpp"

#include <kaomado/lock/lock.hpp>

#include <gmock/gmock.h>

#include <set>

namespace kaomado {

namespace {
using namespace test;
using emulator::CardImage;
using emulator::Chip;
using emulator::EmulatedCard;

constexpr unsigned kCommandsOfARun = 32;

/// Notes which references called themselves blocked (63C0, 6983 or 6984) when asked, since the last reset.
class Witness final : public card::Card {
public:
    explicit Witness(card::Card& card) : card_(card) {}
    card::Response transmit(const card::Command& command) override {
        card::Response answer = card_.transmit(command);
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
        card_.reset();
    }
    Bytes atr() const override { return card_.atr(); }

    bool sawEveryReferenceAtZero() const {
        return std::ranges::all_of(kLockedReferences,
                                   [&](const auto& where) { return zero_.contains(where); });
    }

private:
    static card::FileId shortId(std::uint8_t p2) { return static_cast<card::FileId>(p2 & 0x1FU); }

    card::Card& card_;
    card::Reference at_{card::App::Jpki, 0};
    std::set<card::Reference> zero_;
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
bool claimsSuccess(Chip& chip) {
    EmulatedCard card(chip);
    Witness witness(card);
    try {
        const lock::LockReport report = lock::lockAll(witness, lock::PinSet::builtIn());
        EXPECT_TRUE(!report.allLocked() || witness.sawEveryReferenceAtZero());
        return report.allLocked();
    } catch (const Error&) {
        return false;
    }
}

/// Tears a run by `arm`, then repeats it on the card as it was kept.
template <class Arm>
void tearAndRepeat(unsigned n, Arm arm) {
    SCOPED_TRACE("torn at command " + std::to_string(n));
    KeptCard kept;
    const auto others = otherTries(kept.load());
    {
        Chip chip(kept.load(), kept.persist());
        arm(chip.faults());
        const bool success = claimsSuccess(chip);
        EXPECT_TRUE(!success || allAtZero(kept.load()));
    }
    EXPECT_EQ(otherTries(kept.load()), others);
    Chip again(kept.load(), kept.persist());
    again.faults() = {};
    EXPECT_TRUE(claimsSuccess(again));
    EXPECT_TRUE(allAtZero(kept.load()));
    EXPECT_EQ(otherTries(kept.load()), others);
}
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
        tearAndRepeat(n, [&](emulator::CardFaults& faults) { faults.powerLostAfter = n; });
}

TEST(TornLock, ACardThatFallsMuteAfterAnyCommandIsMadeGoodByRepeating) {
    for (unsigned n = 0; n <= kCommandsOfARun; ++n)
        tearAndRepeat(n, [&](emulator::CardFaults& faults) { faults.muteAfter = n; });
}

TEST(TornLock, AnOddAnswerToAnyCommandIsMadeGoodByRepeating) {
    constexpr std::uint16_t kOdd[] = {0x6F00, 0x6983, 0x9000, 0x63C0};
    for (const std::uint16_t odd : kOdd)
        for (unsigned n = 1; n <= kCommandsOfARun; ++n)
            tearAndRepeat(n, [&](emulator::CardFaults& faults) { faults.wrongStatusWords[n] = odd; });
}

} // namespace kaomado
