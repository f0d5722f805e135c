// SPDX-License-Identifier: Apache-2.0
// The pcsc room and the pwlocker program against pcscd and its virtual reader.
#include "pcsc_service.hpp"
#include "support/fault.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/card/commands.hpp>
#include <kaomado/lock/lock.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <ctime>

namespace kaomado::pcsc {

namespace {
using namespace test;
using namespace std::chrono_literals;
using testing::HasSubstr;

std::vector<EventKind> kinds(const std::vector<Event>& events) {
    std::vector<EventKind> list;
    for (const Event& event : events)
        list.push_back(event.kind);
    return list;
}
} // namespace

TEST_F(PcscService, ReportsReadersACardThatComesAndACardThatGoes) {
    Monitor monitor;
    EXPECT_THAT(kinds(monitor.wait(10s)),
                testing::ElementsAre(EventKind::ReaderArrived, EventKind::ReaderArrived));
    {
        const CardInReader inserted(chip_);
        const auto came = monitor.wait(10s);
        ASSERT_EQ(came.size(), 1U);
        EXPECT_EQ(came[0].kind, EventKind::CardArrived);
        EXPECT_EQ(came[0].reader, firstReader());
        EXPECT_EQ(came[0].atr, chip_.image().atr);
    }
    EXPECT_THAT(kinds(monitor.wait(10s)), testing::ElementsAre(EventKind::CardLeft));
    EXPECT_TRUE(monitor.wait(50ms).empty());
}

TEST_F(PcscService, WaitingTakesNoProcessorTime) {
    Monitor monitor;
    monitor.wait(10s);
    const std::clock_t before = std::clock();
    EXPECT_TRUE(monitor.wait(2s).empty());
    const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 0.1); // of two seconds
}

TEST_F(PcscService, AWaitIsCancelledFromAnotherThread) {
    Monitor monitor;
    monitor.wait(10s);
    std::jthread other([&] { monitor.cancel(); });
    EXPECT_TRUE(monitor.wait().empty()); // without a limit: only the cancellation ends it
    EXPECT_TRUE(monitor.cancelled());
}

TEST_F(PcscService, ACardIsLockedThroughTheServiceAndProvenAfterItsPowerCycle) {
    const CardInReader inserted(chip_);
    waitUntilSeen();
    {
        PcscCard card(firstReader());
        EXPECT_EQ(card.atr(), chip_.image().atr);
        const lock::LockReport report = lock::lockAll(card, lock::PinSet::builtIn());
        EXPECT_TRUE(report.allLocked());
        EXPECT_EQ(report.commands, 32U);
    }
    EXPECT_TRUE(allAtZero(kept()));
}

TEST_F(PcscService, AResetEndsWhatWasVerified) {
    using namespace card;
    const CardInReader inserted(chip_);
    waitUntilSeen();
    PcscCard card(firstReader());
    const Reference numberB{App::Visual, file::kVisualNumberB};
    ASSERT_TRUE(std::holds_alternative<Verified>(verify(card, numberB, Pin("55021720352285"))));
    ASSERT_TRUE(selectFile(card, file::kVisualFace));
    EXPECT_TRUE(readFile(card).has_value());
    card.reset();
    ASSERT_TRUE(selectApp(card, App::Visual));
    ASSERT_TRUE(selectFile(card, file::kVisualFace));
    EXPECT_FALSE(readFile(card).has_value());
}

TEST_F(PcscService, ASecondProgramIsToldThatTheCardIsBusyAndGetsItAfterwards) {
    const CardInReader inserted(chip_);
    waitUntilSeen();
    {
        const PcscCard first(firstReader());
        EXPECT_EQ(faultOf([&] { const PcscCard second(firstReader(), 100ms); }), Fault::CardBusy);
    }
    EXPECT_NO_THROW(PcscCard{firstReader()});
}

TEST_F(PcscService, AnEmptyReaderAndAnUnknownOneAreTwoFaults) {
    EXPECT_EQ(faultOf([&] { const PcscCard none(firstReader()); }), Fault::CardMissing);
    EXPECT_EQ(faultOf([&] { const PcscCard none("No such reader"); }), Fault::ReaderMissing);
}

TEST_F(PcscService, ACardPulledDuringWorkIsRemovedAndNotMute) {
    auto inserted = std::make_unique<CardInReader>(chip_);
    waitUntilSeen();
    PcscCard card(firstReader());
    ASSERT_TRUE(card::selectApp(card, card::App::Text));
    inserted.reset();
    EXPECT_EQ(faultOf([&] { card::selectApp(card, card::App::Jpki); }), Fault::CardRemoved);
    EXPECT_EQ(faultOf([&] { card.reset(); }), Fault::CardRemoved);
}

TEST_F(PcscService, WaitingForACardEndsWhenItComesAndWhenTheTimePassed) {
    EXPECT_FALSE(waitForCard(std::nullopt, 50ms));
    std::unique_ptr<CardInReader> inserted;
    std::jthread hand([&] { inserted = std::make_unique<CardInReader>(chip_); });
    EXPECT_TRUE(waitForCard(std::nullopt, 10s));
}

TEST_F(PcscService, WithoutAServiceTheProgramSaysSo) {
    const Finished finished =
        run({PWLOCKER, "--status", "--json"}, {}, {{"PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm"}});
    EXPECT_EQ(finished.exitCode, 3);
    EXPECT_EQ(nlohmann::json::parse(finished.out)["failure"]["code"], "pcsc-unavailable");
}

TEST_F(PcscService, TheProgramLocksACardAndSaysSoByScreenJsonAndExitCode) {
    const CardInReader inserted(chip_);
    waitUntilSeen();
    const Finished before = run({PWLOCKER, "--status", "--json"});
    EXPECT_EQ(before.exitCode, 2) << before.err;
    const auto state = nlohmann::json::parse(before.out);
    EXPECT_EQ(state["pins"][2]["references"][0]["tries"], 3);

    const Finished refused = run({PWLOCKER, "--expect", "00000000000000000000000000000000"}, "y\n");
    EXPECT_EQ(refused.exitCode, 4);
    EXPECT_EQ(run({PWLOCKER}, "n\n").exitCode, 1);
    EXPECT_EQ(run({PWLOCKER}).exitCode, 1); // the end of the input is a no
    EXPECT_EQ(triesOf(kept(), kLockedReferences[0]), 3U);

    const Finished locked = run({PWLOCKER, "--expect", state["card"]["fingerprint"]}, "x\ny\n");
    EXPECT_EQ(locked.exitCode, 0) << locked.out << locked.err;
    EXPECT_THAT(locked.out, HasSubstr("このマイナンバーカードのパスワードはロックされました。"));
    EXPECT_TRUE(allAtZero(kept()));
    EXPECT_EQ(run({PWLOCKER, "--status"}).exitCode, 0);
    EXPECT_EQ(run({PWLOCKER, "--yes", "--reader", "no such reader"}).exitCode, 3);
}

TEST_F(PcscService, TheProgramReadsItsSettingsFromTheFileNamedAndRefusesWrongOnes) {
    const TempDir dir;
    const auto write = [&](std::string_view json) { replaceFile(dir / "p.json", viewOf(json)); };
    const Arguments command{PWLOCKER, "--config", (dir / "p.json").string()};
    write(R"({"manual":{"edition":"第2.0版"}})");
    const Finished empty = run(command);
    EXPECT_EQ(empty.exitCode, 3);
    EXPECT_THAT(empty.out, HasSubstr("［第2.0版］"));
    write(R"({"installation":{"marker":"/nonexistent/prepared"}})");
    EXPECT_EQ(run(command).exitCode, 4);
    write(R"({"instalation":{}})");
    const Finished wrong = run(command);
    EXPECT_EQ(wrong.exitCode, 78);
    EXPECT_THAT(wrong.out, HasSubstr("/instalation"));
    EXPECT_EQ(run({PWLOCKER, "--config", "/nonexistent/p.json"}).exitCode, 78);
}

} // namespace kaomado::pcsc
