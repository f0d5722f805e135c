// SPDX-License-Identifier: Apache-2.0
// What becomes of a wait and of a lock when the service dies or the card vanishes in the middle of it.
#include "pcsc_service.hpp"
#include "support/fault.hpp"
#include "support/pcscd/wire_tap.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <fstream>
#include <future>

namespace kaomado::test {

namespace {
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// Commands of `pwlocker --yes` on a fresh card: 10 of the reading before the question that --yes leaves out,
/// 32 of the lock.
constexpr unsigned kPoints[] = {
    5,  // the reading before the question
    13, // the first reading of the lock
    22, // a value before the power cycle
    29, // the identity after it
    35, // a value after it
    42, // the last question
};

/// Until the thread sleeps in the kernel: there is no other sign of a wait from outside.
void waitUntilAsleep(pid_t thread) {
    const std::string path = "/proc/self/task/" + std::to_string(thread) + "/stat";
    for (int step = 0; step < 1000; ++step) {
        std::ifstream file(path);
        std::string stat;
        std::getline(file, stat);
        if (stat.find(") S ") != std::string::npos)
            return;
        ::poll(nullptr, 0, 1);
    }
}

const Arguments kLockNow{PWLOCKER, "--yes", "--json"};

/// Neither the exit code, nor the screen, nor the report of the run speaks of success.
void expectFailure(const Finished& run, const std::string& code, const std::string& remedy) {
    EXPECT_EQ(run.exitCode, 3);
    EXPECT_THAT(run.err, Not(HasSubstr("ロックされました")));
    EXPECT_THAT(run.err, HasSubstr(remedy));
    const auto report = nlohmann::json::parse(run.out);
    EXPECT_EQ(report["result"], "failed");
    EXPECT_EQ(report["failure"]["code"], code);
}
} // namespace

class TornRun : public PcscService {
protected:
    /// One run of the program, in which `act` happens at command `n`.
    Finished runTornAt(unsigned n, const WireTap::Act& act) {
        WireTap tap(n, act);
        const CardInReader inserted(chip_, tap.port());
        waitUntilSeen();
        Finished run = test::run(kLockNow);
        EXPECT_TRUE(tap.acted());
        return run;
    }
    /// The same card once more, in peace.
    void expectASecondRunLocks(const std::vector<unsigned>& others) {
        const CardInReader inserted(chip_);
        waitUntilSeen();
        const Finished again = test::run(kLockNow);
        EXPECT_EQ(again.exitCode, 0) << again.out << again.err;
        EXPECT_TRUE(allAtZero(kept()));
        EXPECT_EQ(otherTries(kept()), others);
    }
};

class TornRunAt : public TornRun, public testing::WithParamInterface<unsigned> {};

INSTANTIATE_TEST_SUITE_P(Lock, TornRunAt, testing::ValuesIn(kPoints),
                         [](const auto& of) { return "Command" + std::to_string(of.param); });

TEST_P(TornRunAt, AServiceThatDiesIsNamedAndASecondRunLocks) {
    const auto others = otherTries(kept());
    const Finished torn = runTornAt(GetParam(), [&] {
        service().die();
        return WireTap::Answer::PassOn;
    });
    expectFailure(torn, "pcsc-unavailable", "サービスを開始してから、もう一度実行してください。");
    service().start();
    expectASecondRunLocks(others);
}

TEST_P(TornRunAt, ACardThatVanishesIsRemovedAndLockedByASecondRunWhenItIsBack) {
    const auto others = otherTries(kept());
    const Finished torn = runTornAt(GetParam(), [] { return WireTap::Answer::Cut; });
    expectFailure(torn, "card-removed", "同じカードを置き直し、もう一度実行してください。");
    expectASecondRunLocks(others);
}

TEST_F(TornRun, AServiceThatDiesEndsAWaitForWhatHappensAtTheReaders) {
    pcsc::Monitor monitor;
    ASSERT_FALSE(monitor.wait(10s).empty()); // the readers
    std::promise<pid_t> waiting;
    auto ended = std::async(std::launch::async, [&] {
        waiting.set_value(::gettid());
        return faultOf([&] { monitor.wait(); }); // no limit: only the service can end it
    });
    waitUntilAsleep(waiting.get_future().get());
    service().die();
    EXPECT_EQ(ended.get(), Fault::PcscUnavailable);
    EXPECT_EQ(faultOf([] { pcsc::waitForCard(std::nullopt, 10s); }), Fault::PcscUnavailable);
    service().start();
    EXPECT_EQ(pcsc::listReaders().size(), 2U);
}

// On a terminal of its own (`script` makes one): only somebody who sits there is asked to put the card back.
TEST_F(TornRun, AServiceThatDiesWhileTheProgramWaitsForTheCardIsNamed) {
    WireTap tap(22, [] { return WireTap::Answer::Cut; });
    const CardInReader inserted(chip_, tap.port());
    waitUntilSeen();
    Background program({"script", "--quiet", "--return", "--command", PWLOCKER, "/dev/null"});
    program.send("y\n");
    std::string line;
    while (line.find("置き直してください。状態を読み直します。") == std::string::npos)
        line = program.nextLine();
    service().die();
    std::string screen;
    while (line.find("続行するには何かキーを押してください") == std::string::npos)
        screen += line = program.nextLine();
    EXPECT_THAT(screen, HasSubstr("サービスを開始してから、もう一度実行してください。"));
    EXPECT_THAT(screen, HasSubstr("状態を読み直せませんでした。"));
    program.send("\n");
    EXPECT_EQ(program.stop(0), 3);
    service().start();
}

} // namespace kaomado::test
