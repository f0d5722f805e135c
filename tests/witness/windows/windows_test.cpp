// SPDX-License-Identifier: Apache-2.0
// pwlocker.exe under Wine. Wine 8's smart card interface is a stub, so no card is reached here.
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/text_file.hpp>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

namespace kaomado::test {

namespace {
using testing::HasSubstr;
using testing::Not;

const std::string kProgram = KAOMADO_WINDOWS_PWLOCKER;

Environment wine(const Environment& more = {}) {
    Environment all{
        {"WINEPREFIX", KAOMADO_WINE_PREFIX}, {"WINEDEBUG", "-all"}, {"WINEDLLOVERRIDES", "mscoree,mshtml="}};
    all.insert(more.begin(), more.end());
    return all;
}

/// A Wine server for all tests of a run, and for nobody else. The one that a Wine program starts by itself
/// goes away with the last program, and a program that arrives in that moment is thrown out.
class WineServer {
public:
    WineServer() : lock_(::open(KAOMADO_WINE_PREFIX ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
        if (::flock(lock_, LOCK_EX) != 0)
            throw std::runtime_error("lock of the Wine prefix");
        std::filesystem::create_directories(KAOMADO_WINE_PREFIX);
        stop(); // that of a run which was broken off
        start("wineserver --persistent");
        start("wine cmd /c exit"); // makes Wine's own files, which takes seconds, and starts its services
    }
    WineServer(const WineServer&) = delete;
    WineServer& operator=(const WineServer&) = delete;
    ~WineServer() {
        stop();
        ::close(lock_);
    }

private:
    /// What stays behind has no pipe of ours in its hands: a run would wait for it to close it.
    static void start(const std::string& command) {
        const Finished started = run({"sh", "-c", command + " >'" KAOMADO_WINE_PREFIX ".log' 2>&1"}, {},
                                     wine(), std::chrono::seconds{180});
        if (started.exitCode != 0)
            throw std::runtime_error(command + ": " + readTextFile(KAOMADO_WINE_PREFIX ".log"));
    }
    static void stop() {
        run({"wineserver", "--kill"}, {}, wine());
        run({"wineserver", "--wait"}, {}, wine());
    }

    int lock_;
};

class PwlockerExe : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(kProgram))
            GTEST_SKIP() << kProgram << " is not built; `make windows` builds it";
        static const WineServer kServer;
    }

    static Finished runExe(Arguments arguments, const Environment& more = {}) {
        arguments.insert(arguments.begin(), {"wine", kProgram});
        return run(arguments, {}, wine(more));
    }
    /// On a console: a terminal with Wine's console on it.
    static Finished onConsole(const std::string& commandLine, const std::string& keys) {
        return run({"script", "-qec", commandLine, "/dev/null"}, keys, wine());
    }
};
} // namespace

TEST_F(PwlockerExe, TellsItsVersionAsUtf8WhenRedirected) {
    const Finished finished = runExe({"--version"});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    EXPECT_EQ(finished.out, "pwlocker " KAOMADO_VERSION "（ロックする暗証番号：2026 年版、3 種類）\n");
}

TEST_F(PwlockerExe, HelpsInTheLanguageOfTheEnvironment) {
    EXPECT_THAT(runExe({"--help"}).out, HasSubstr("終了コード"));
    EXPECT_THAT(runExe({"--help"}, {{"LC_ALL", "en_US.UTF-8"}}).out, HasSubstr("Exit codes"));
}

TEST_F(PwlockerExe, WithoutASmartCardServiceEndsWithThreeAndNamesTheManual) {
    const Finished finished = runExe({});
    EXPECT_EQ(finished.exitCode, 3);
    EXPECT_THAT(finished.out, HasSubstr("ICカードの読み取りサービスにつながりません。"));
    EXPECT_THAT(finished.out, HasSubstr("『電子証明書業務アプリケーション操作手引書［第1.7版］』 第10章"));
    EXPECT_THAT(finished.out, Not(HasSubstr("本当にロックしても")));
    EXPECT_EQ(runExe({"--status"}).exitCode, 3);
}

TEST_F(PwlockerExe, WritesJsonAloneToStandardOutput) {
    const Finished finished = runExe({"--status", "--json"});
    EXPECT_EQ(finished.exitCode, 3);
    const auto json = nlohmann::json::parse(finished.out);
    EXPECT_EQ(json["failure"]["code"], "pcsc-unavailable");
    EXPECT_THAT(finished.err, HasSubstr("エラー："));
}

TEST_F(PwlockerExe, AnOptionItDoesNotHaveIsSixtyFour) {
    EXPECT_EQ(runExe({"--unlock"}).exitCode, 64);
}

TEST_F(PwlockerExe, ReadsSettingsFromAJapaneseFileNameAndRefusesAnUnpreparedTerminal) {
    const TempDir dir;
    const std::filesystem::path file = dir / "設定.json";
    replaceFile(file, viewOf(R"({"installation":{"marker":"C:\\jpki3\\準備済み.txt"}})"));
    const Finished finished = runExe({"--config", file.string()});
    EXPECT_EQ(finished.exitCode, 4) << finished.out;
    EXPECT_THAT(finished.out, HasSubstr("準備済み.txt"));
    EXPECT_THAT(finished.out, HasSubstr("ショートカットの作成"));
    replaceFile(file, viewOf(R"({"unknown":1})"));
    EXPECT_EQ(runExe({"--config", file.string()}).exitCode, 78);
}

TEST_F(PwlockerExe, ShowsJapaneseOnAConsoleOfEitherCodePage) {
    for (const std::string page : {"932", "65001"}) {
        const Finished finished =
            onConsole("cd '" + std::filesystem::path(kProgram).parent_path().string() +
                          "' && wine cmd /c 'chcp " + page + " && pwlocker.exe --version'",
                      "");
        EXPECT_THAT(finished.out, HasSubstr("page: " + page));
        EXPECT_THAT(finished.out, HasSubstr("（ロックする暗証番号：2026 年版、3 種類）"));
    }
}

TEST_F(PwlockerExe, AnyKeyEndsTheErrorScreenOfAConsole) {
    const Finished finished = onConsole("wine '" + kProgram + "'", "q");
    EXPECT_EQ(finished.exitCode, 3);
    EXPECT_THAT(finished.out, HasSubstr("続行するには何かキーを押してください"));
}

TEST_F(PwlockerExe, NeedsNoLibraryBesidesThoseOfWindows) {
    const Finished finished = run({"x86_64-w64-mingw32-objdump", "-p", kProgram});
    ASSERT_EQ(finished.exitCode, 0);
    std::vector<std::string> libraries;
    for (std::size_t at = 0; (at = finished.out.find("DLL Name: ", at)) != std::string::npos;) {
        at += 10;
        libraries.push_back(finished.out.substr(at, finished.out.find('\n', at) - at));
    }
    EXPECT_THAT(libraries, testing::UnorderedElementsAre("bcrypt.dll", "KERNEL32.dll", "msvcrt.dll",
                                                         "SHELL32.dll", "WinSCard.dll"));
}

} // namespace kaomado::test
