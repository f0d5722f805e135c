// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/pin_screen.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

namespace kaomado::counter {

namespace {

/// ECMA-48 and xterm: to the second page, and back after it was wiped.
constexpr std::string_view kOpen = "\x1b[?1049h\x1b[2J\x1b[H";
constexpr std::string_view kClose = "\x1b[2J\x1b[H\x1b[?1049l";

void put(int screen, const void* bytes, std::size_t size) {
    const char* at = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t written = ::write(screen, at, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        at += written;
        size -= static_cast<std::size_t>(written);
    }
}

void put(int screen, std::string_view text) {
    put(screen, text.data(), text.size());
}

/// What would end or stop the program with the digits still on the screen waits until they are wiped, and is
/// seen by waitForEnter. Other threads keep their own mask.
class HeldSignals {
public:
    HeldSignals() {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP})
            sigaddset(&held, signal);
        ::pthread_sigmask(SIG_BLOCK, &held, &before_);
        arrived_ = ::signalfd(-1, &held, SFD_CLOEXEC);
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    ~HeldSignals() {
        ::close(arrived_);
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    int arrived() const { return arrived_; }

private:
    sigset_t before_{};
    int arrived_;
};

/// Keys typed meanwhile are not echoed beside the PIN, and what was typed too early is forgotten.
class QuietKeys {
public:
    explicit QuietKeys(int keys) : keys_(keys) {
        ::tcgetattr(keys_, &before_);
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(keys_, TCSAFLUSH, &quiet);
    }
    QuietKeys(const QuietKeys&) = delete;
    QuietKeys& operator=(const QuietKeys&) = delete;
    ~QuietKeys() { ::tcsetattr(keys_, TCSAFLUSH, &before_); }

private:
    int keys_;
    termios before_{};
};

/// The second page, wiped whichever way this ends.
class SecondPage {
public:
    explicit SecondPage(int screen) : screen_(screen) { put(screen_, kOpen); }
    SecondPage(const SecondPage&) = delete;
    SecondPage& operator=(const SecondPage&) = delete;
    ~SecondPage() { put(screen_, kClose); }

private:
    int screen_;
};

/// Until a line, the end of the keys, a signal, or the end of the time.
void waitForEnter(int keys, int signals, std::chrono::milliseconds most) {
    const auto end = std::chrono::steady_clock::now() + most;
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        std::array<pollfd, 2> ready{{{keys, POLLIN, 0}, {signals, POLLIN, 0}}};
        const int found = left <= 0 ? 0 : ::poll(ready.data(), ready.size(), static_cast<int>(left));
        if (found < 0 && errno == EINTR)
            continue;
        return;
    }
}

} // namespace

bool TerminalPinScreen::showOnce(const card::Pin& pin) {
    if (::isatty(keys_) != 1 || ::isatty(screen_) != 1)
        return false;
    const HeldSignals held; // let go last, when nothing is to be seen
    const QuietKeys quiet(keys_);
    const SecondPage page(screen_);
    put(screen_, "\r\n  統合端末で「カード内共通暗証番号」に入力する数字：\r\n\r\n      ");
    for (const std::uint8_t& digit : pin.bytes()) {
        put(screen_, &digit, 1);
        put(screen_, " ");
    }
    put(screen_, "\r\n\r\n  入力したら "
                 "Enter。この画面は一度だけ表示し、しばらくすると消えます。書き写さないでください。\r\n");
    waitForEnter(keys_, held.arrived(), most_);
    return true;
}

} // namespace kaomado::counter
