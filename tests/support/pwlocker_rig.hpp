// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/lockable_card.hpp"

#include <kaomado/pwlocker/program.hpp>

#include <deque>
#include <functional>

namespace kaomado::test {

/// Keys typed in advance and everything that was shown. `beforeLine` runs when the program waits for a line.
class TypedConsole final : public pwlocker::Console {
public:
    void show(std::string_view text) override { screen += text; }
    void report(std::string_view text) override { reported += text; }
    std::optional<std::string> readLine() override {
        if (beforeLine)
            beforeLine();
        if (lines.empty())
            return std::nullopt;
        std::string line = lines.front();
        lines.pop_front();
        screen += line + "\n";
        return line;
    }
    void waitForKey() override { ++keysAwaited; }
    bool interactive() const override { return someone; }

    std::deque<std::string> lines;
    std::function<void()> beforeLine;
    bool someone = true;
    std::string screen, reported;
    int keysAwaited = 0;
};

/// A reader with one card in memory, or with whatever fault `opening` says.
class MemoryReader final : public pwlocker::CardSource {
public:
    explicit MemoryReader(emulator::Chip& chip) : card(chip) {}

    std::unique_ptr<card::Card> open() override {
        if (opening)
            throw Error(*opening, "as the test wants it");
        if (!card.present())
            throw Error(Fault::CardMissing, "nothing on the reader");
        ++opened;
        return std::make_unique<Handle>(card);
    }
    bool waitForCard(std::chrono::seconds) override {
        if (whileWaiting)
            whileWaiting();
        return card.present();
    }

    emulator::EmulatedCard card;
    std::optional<Fault> opening;
    std::function<void()> whileWaiting;
    int opened = 0;

private:
    class Handle final : public card::Card {
    public:
        explicit Handle(card::Card& card) : card_(card) {}
        card::Response transmit(const card::Command& command) override { return card_.transmit(command); }
        void reset() override { card_.reset(); }
        Bytes atr() const override { return card_.atr(); }

    private:
        card::Card& card_;
    };
};

/// Everything that one run of the utility needs, in memory.
struct PwlockerRig {
    explicit PwlockerRig(emulator::CardImage image = lockableCard()) : chip(std::move(image)), reader(chip) {}

    pwlocker::Exit run(const pwlocker::Request& request = {}, Language language = Language::Japanese) {
        const pwlocker::Texts texts(language);
        return pwlocker::run(request, {reader, console, clock, settings, lock::PinSet::builtIn(), texts});
    }
    bool shows(std::string_view text) const { return console.screen.find(text) != std::string::npos; }
    const emulator::CardImage& image() const { return chip.image(); }

    emulator::Chip chip;
    MemoryReader reader;
    TypedConsole console;
    FixedClock clock{instantFromIso("2026-11-24T01:00:00Z")}; // Tuesday, 10:00 in Japan
    pwlocker::Settings settings = pwlocker::Settings::builtIn();
};

inline constexpr std::string_view kPrompt = "本当にロックしてもよろしいですか？（Y/N）：";
inline constexpr std::string_view kLocked = "このマイナンバーカードのパスワードはロックされました。";

} // namespace kaomado::test
