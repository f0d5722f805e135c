// SPDX-License-Identifier: Apache-2.0
#include "kaomado/pwlocker/console.hpp"

#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

namespace kaomado::pwlocker {

namespace {
/// Keys one by one, unseen, until the scope ends.
class RawKeys {
public:
    RawKeys() : good_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        termios raw = before_;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        good_ = good_ && ::tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
    }
    RawKeys(const RawKeys&) = delete;
    RawKeys& operator=(const RawKeys&) = delete;
    ~RawKeys() {
        if (good_)
            ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }

private:
    termios before_{};
    bool good_;
};

class PosixConsole final : public Console {
public:
    explicit PosixConsole(bool screenOnError) : screen_(screenOnError ? std::cerr : std::cout) {}

    void show(std::string_view text) override { screen_ << text << std::flush; }
    void report(std::string_view text) override { std::cout << text << std::flush; }
    std::optional<std::string> readLine() override {
        std::string line;
        if (!std::getline(std::cin, line))
            return std::nullopt;
        return line;
    }
    void waitForKey() override {
        if (!interactive())
            return;
        const RawKeys raw;
        char key = 0;
        while (::read(STDIN_FILENO, &key, 1) < 0 && errno == EINTR) {
        }
        show("\n");
    }
    bool interactive() const override { return ::isatty(STDIN_FILENO) != 0; }

private:
    std::ostream& screen_;
};
} // namespace

std::unique_ptr<Console> systemConsole(bool screenOnError) {
    return std::make_unique<PosixConsole>(screenOnError);
}

} // namespace kaomado::pwlocker
