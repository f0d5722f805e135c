// SPDX-License-Identifier: Apache-2.0
// `kaomado serve` as a program: where it listens, how it stops, what it prints.
#include "cli.hpp"
#include "unit/server/raw_client.hpp"

#include <kaomado/store/database.hpp>

#include <csignal>
#include <memory>

namespace kaomado::test {

using testing::HasSubstr;
using testing::Not;

namespace {

class Serve : public Cli {
protected:
    /// Starts it on a free port and reads the line that names it.
    std::uint16_t start(Arguments more = {"--training"}) {
        caFolder();
        Arguments all{KAOMADO, "serve", "--listen", "127.0.0.1:0", "--data", (dir_ / "data").string()};
        all.insert(all.end(), more.begin(), more.end());
        program = std::make_unique<Background>(all, Environment{{"LC_ALL", "en_US.UTF-8"}}, path("log"));
        const std::string line = program->nextLine(std::chrono::seconds{60});
        return static_cast<std::uint16_t>(std::stoul(line.substr(line.rfind(':') + 1)));
    }
    static std::string get(std::uint16_t port, const std::string& target,
                           const std::string& host = "127.0.0.1") {
        RawClient client(port);
        client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        return client.readToEnd();
    }

    std::unique_ptr<Background> program;
};

TEST_F(Serve, ItIsHealthyAndStopsOrderly) {
    const std::uint16_t port = start();
    EXPECT_THAT(get(port, "/health"), HasSubstr(R"({"status":"ok"})"));
    EXPECT_THAT(get(port, "/v1/site"), HasSubstr(R"("training":true)"));
    EXPECT_THAT(get(port, "/metrics"),
                HasSubstr("kaomado_requests_total{operation=\"health\",status=\"200\"} 1"));
    EXPECT_EQ(program->stop(SIGTERM), 0);
}

TEST_F(Serve, EveryAnswerHasTheHeadersThatKeepOthersOut) {
    const std::uint16_t port = start();
    for (const char* target : {"/", "/health", "/v1/cases", "/nothing.here"}) {
        const std::string answer = get(port, target);
        EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n")) << target;
        EXPECT_THAT(answer, HasSubstr("Content-Security-Policy: default-src '")) << target;
        EXPECT_THAT(answer, HasSubstr("frame-ancestors 'none'")) << target;
        EXPECT_THAT(answer, Not(HasSubstr("unsafe"))) << target;
    }
}

TEST_F(Serve, TheLogHasNoPathsAndNoNames) {
    const std::uint16_t port = start();
    get(port, "/v1/cases?search=ABC123");
    EXPECT_EQ(program->stop(SIGTERM), 0);
    const std::string log = readTextFile(path("log"));
    EXPECT_THAT(log, HasSubstr(R"("operation":"listCases","status":401)"));
    EXPECT_THAT(log, Not(HasSubstr("ABC123")));
}

TEST_F(Serve, ItAnswersToTheNamesItWasGiven) {
    const std::uint16_t port =
        start({"--training", "--host", "Madoguchi.example", "--host", "other.example"});
    for (const char* name : {"madoguchi.example", "other.example:443", "localhost"})
        EXPECT_THAT(get(port, "/health", name), HasSubstr(" 200 ")) << name;
    EXPECT_THAT(get(port, "/health", "evil.example"), HasSubstr(" 421 "));
    EXPECT_EQ(kaomado({"serve", "--training", "--host", "https://madoguchi.example"}).exitCode, 64);
}

TEST_F(Serve, IsBackedUpWhileItRunsAndRestoredWhenItHasStopped) {
    start();
    const std::string database = (dir_ / "data" / "server.db").string();
    const auto db = [&](const std::string& task) {
        return kaomado({"db", task, path("b.backup"), "--database", database});
    };
    const Finished made = db("backup");
    ASSERT_EQ(made.exitCode, 0) << made.err;
    const Finished refused = db("restore");
    EXPECT_EQ(refused.exitCode, 75);
    EXPECT_THAT(refused.err, oneMessage("another process has it open"));
    EXPECT_EQ(program->stop(SIGTERM), 0);
    const Finished restored = db("restore");
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_THAT(get(start(), "/health"), HasSubstr(R"({"status":"ok"})"));
}

/// A room that got tables of its own and is not named to the backup would be lost.
TEST_F(Serve, EveryTableThatItMakesIsInABackup) {
    start();
    const std::string database = (dir_ / "data" / "server.db").string();
    ASSERT_EQ(kaomado({"db", "backup", path("b.backup"), "--database", database}).exitCode, 0);
    std::vector<std::string> tables = store::openDatabase(database)->tables();
    tables.insert(tables.begin(), {"backup_note", "backup_part"});
    EXPECT_THAT(store::openDatabase(path("b.backup"))->tables(), testing::UnorderedElementsAreArray(tables));
}

TEST_F(Serve, AWrongAddressIsAMistakeOfUsage) {
    EXPECT_EQ(kaomado({"serve", "--training", "--listen", "nowhere"}).exitCode, 64);
}

TEST_F(Serve, RealWorkNeedsTheCodeOfTheMunicipality) {
    const Finished refused = kaomado({"serve", "--listen", "127.0.0.1:0"});
    EXPECT_EQ(refused.exitCode, 78);
    EXPECT_THAT(refused.err, HasSubstr("five digits"));
}

TEST_F(Serve, RealWorkIsNotOpenedToOtherMachinesWithoutTls) {
    const Finished refused = kaomado({"serve", "--listen", "0.0.0.0:0", "--municipality", "13101"});
    EXPECT_EQ(refused.exitCode, 78);
    EXPECT_THAT(refused.err, HasSubstr("--behind-proxy"));
}

TEST_F(Serve, BehindAProxyTheCookieIsForHttpsOnly) {
    const std::uint16_t port = start({"--training", "--behind-proxy"});
    EXPECT_THAT(get(port, "/health"), HasSubstr("Strict-Transport-Security: "));
}

} // namespace
} // namespace kaomado::test
