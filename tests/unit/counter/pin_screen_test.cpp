// SPDX-License-Identifier: Apache-2.0
// The screen for a drawn PIN, at a real pseudo-terminal.
#include <kaomado/counter/pin_screen.hpp>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <future>

namespace kaomado::counter {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

namespace {

class Window {
public:
    Window() { EXPECT_EQ(::openpty(&person_, &program_, nullptr, nullptr, nullptr), 0); }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window() {
        ::close(person_);
        ::close(program_);
    }
    int program() const { return program_; }
    void type(std::string_view keys) const {
        EXPECT_EQ(::write(person_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
    }
    /// What the person sees, until it holds `text`.
    std::string readUntil(std::string_view text) {
        std::string seen;
        while (seen.find(text) == std::string::npos) {
            pollfd ready{person_, POLLIN, 0};
            if (::poll(&ready, 1, 20'000) != 1)
                break;
            std::array<char, 512> block{};
            const ssize_t got = ::read(person_, block.data(), block.size());
            if (got <= 0)
                break;
            seen.append(block.data(), static_cast<std::size_t>(got));
        }
        return seen;
    }
    bool echoes() const {
        termios now{};
        ::tcgetattr(program_, &now);
        return (now.c_lflag & ECHO) != 0;
    }

private:
    int person_ = -1, program_ = -1;
};

constexpr std::string_view kSecondPage = "\x1b[?1049h", kWipedAndBack = "\x1b[2J\x1b[H\x1b[?1049l";

} // namespace

TEST(PinScreen, ShowsThePinOnThePageWithoutHistoryAndWipesItWhenStaffIsDone) {
    Window window;
    TerminalPinScreen screen(window.program(), window.program());
    auto shown = std::async(std::launch::async, [&] { return screen.showOnce(card::Pin("7315")); });
    const std::string seen = window.readUntil("書き写さないでください");
    EXPECT_THAT(seen, HasSubstr("7 3 1 5"));
    EXPECT_LT(seen.find(kSecondPage), seen.find("7 3 1 5"));
    EXPECT_FALSE(window.echoes());
    window.type("\n");
    EXPECT_TRUE(shown.get());
    const std::string after = window.readUntil(kWipedAndBack);
    EXPECT_THAT(after, HasSubstr(std::string(kWipedAndBack)));
    EXPECT_THAT(after, Not(HasSubstr("7 3 1 5")));
    EXPECT_TRUE(window.echoes());
}

TEST(PinScreen, ClearsItselfWhenNobodyComes) {
    Window window;
    TerminalPinScreen screen(window.program(), window.program(), 50ms);
    EXPECT_TRUE(screen.showOnce(card::Pin("7315")));
    EXPECT_THAT(window.readUntil(kWipedAndBack), HasSubstr(std::string(kWipedAndBack)));
}

TEST(PinScreen, IsWipedBeforeTheProgramEndsByASignal) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        Window window;
        const pid_t program = ::fork();
        ASSERT_GE(program, 0);
        if (program == 0) {
            TerminalPinScreen(window.program(), window.program()).showOnce(card::Pin("7315"));
            ::_exit(0);
        }
        EXPECT_THAT(window.readUntil("書き写さないでください"), HasSubstr("7 3 1 5"));
        ::kill(program, signal);
        EXPECT_THAT(window.readUntil(kWipedAndBack), HasSubstr(std::string(kWipedAndBack)));
        int ended = 0;
        EXPECT_EQ(::waitpid(program, &ended, 0), program);
        EXPECT_TRUE(WIFSIGNALED(ended) && WTERMSIG(ended) == signal) << ended;
        EXPECT_TRUE(window.echoes());
    }
}

TEST(PinScreen, ShowsNothingInAFileOrAPipe) {
    int ends[2] = {-1, -1};
    ASSERT_EQ(::pipe2(ends, O_NONBLOCK), 0);
    Window window;
    EXPECT_FALSE(TerminalPinScreen(window.program(), ends[1]).showOnce(card::Pin("7315")));
    EXPECT_FALSE(TerminalPinScreen(ends[0], window.program()).showOnce(card::Pin("7315")));
    char nothing = 0;
    EXPECT_EQ(::read(ends[0], &nothing, 1), -1);
    ::close(ends[0]);
    ::close(ends[1]);
}

} // namespace kaomado::counter
