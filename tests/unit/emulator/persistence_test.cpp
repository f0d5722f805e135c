// SPDX-License-Identifier: Apache-2.0
#include "sample_card.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/error.hpp>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;
using test::ask;

namespace {
constexpr const char* kSelectJpki = "00A4040C0AD392F000260100000001";
constexpr const char* kWrongPin = "002000980430303030";
constexpr const char* kRightPin = "002000980431323334";

unsigned triesOnDisk(const std::filesystem::path& path) {
    return CardImage::load(path).at(App::Jpki, card::file::kUserAuthPin).tries;
}

/// Runs the work in a process of its own that is killed by it. True when it was.
bool killedIn(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int how = 0;
    ::waitpid(child, &how, 0);
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL;
}
} // namespace

TEST(Persistence, AWrongTryIsOnDiskWhenTheProgramDiesBeforeItsAnswer) {
    const test::TempDir dir;
    const auto path = dir / "card.json";
    test::sampleCard().save(path);
    EXPECT_TRUE(killedIn([&] {
        Chip chip(CardImage::load(path), saveTo(path));
        chip.faults().powerLostAfter = 2; // executes VERIFY, does not answer
        chip.powerOn();
        ask(chip, kSelectJpki);
        if (ask(chip, kWrongPin).empty() && !chip.powered())
            ::raise(SIGKILL);
    }));
    EXPECT_EQ(triesOnDisk(path), 2U);
}

TEST(Persistence, ThereIsTheOldCardOrTheNewOneWheneverTheProgramIsKilled) {
    const test::TempDir dir;
    const auto path = dir / "card.json";
    test::sampleCard().save(path);
    EXPECT_TRUE(killedIn([&] {
        Chip chip(CardImage::load(path), [](const CardImage&) { ::raise(SIGKILL); });
        chip.powerOn();
        ask(chip, kSelectJpki);
        ask(chip, kWrongPin);
    }));
    EXPECT_EQ(triesOnDisk(path), 3U) << "not yet kept, and nobody got an answer";
    EXPECT_TRUE(killedIn([&] {
        Chip chip(CardImage::load(path), [&](const CardImage& image) {
            image.save(path);
            ::raise(SIGKILL);
        });
        chip.powerOn();
        ask(chip, kSelectJpki);
        ask(chip, kWrongPin);
    }));
    EXPECT_EQ(triesOnDisk(path), 2U);
}

TEST(Persistence, PullingTheCardRestoresNoTry) {
    const test::TempDir dir;
    const auto path = dir / "card.json";
    test::sampleCard().save(path);
    for (unsigned left = 3; left > 0; --left) {
        Chip chip(CardImage::load(path), saveTo(path));
        chip.powerOn();
        ask(chip, kSelectJpki);
        ask(chip, kWrongPin);
        EXPECT_EQ(triesOnDisk(path), left - 1);
    }
    Chip chip(CardImage::load(path), saveTo(path));
    chip.powerOn();
    ask(chip, kSelectJpki);
    EXPECT_EQ(ask(chip, kRightPin), "6984");
}

TEST(Persistence, OnlyAChangeIsKeptAndOnlyOnce) {
    int kept = 0;
    Chip chip(test::sampleCard(), [&](const CardImage&) { ++kept; });
    chip.powerOn();
    ask(chip, kSelectJpki);
    ask(chip, "00200098");
    ask(chip, "00B0880000");
    ask(chip, kRightPin);
    ask(chip, "802A0097014100");
    EXPECT_EQ(kept, 0) << "nothing of the card changed";
    ask(chip, kWrongPin);
    EXPECT_EQ(kept, 1);
    ask(chip, kRightPin);
    EXPECT_EQ(kept, 2) << "the counter went back up";
    ask(chip, "002401980439383736");
    EXPECT_EQ(kept, 3);
}

TEST(Persistence, ACardThatCannotBeKeptFallsSilentForGood) {
    Chip chip(test::sampleCard(), [](const CardImage&) { throw Error(Fault::Storage, "disk full"); });
    chip.powerOn();
    ask(chip, kSelectJpki);
    EXPECT_THROW(ask(chip, kWrongPin), Error);
    EXPECT_EQ(ask(chip, kSelectJpki), "");
    chip.powerOn();
    EXPECT_FALSE(chip.powered());
    EXPECT_EQ(ask(chip, kSelectJpki), "");
}
