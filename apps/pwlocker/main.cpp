// SPDX-License-Identifier: Apache-2.0
#include "options.hpp"
#include "platform.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <cstdio>
#include <exception>

namespace {
using namespace kaomado;
using namespace kaomado::pwlocker;

/// Cards on a PC/SC reader.
class PcscSource final : public CardSource {
public:
    explicit PcscSource(std::optional<std::string> reader) : reader_(std::move(reader)) {}
    std::unique_ptr<card::Card> open() override {
        return std::make_unique<pcsc::PcscCard>(pcsc::chooseReader(pcsc::listReaders(), reader_));
    }
    bool waitForCard(std::chrono::seconds limit) override { return pcsc::waitForCard(reader_, limit); }

private:
    std::optional<std::string> reader_;
};

/// The file named, or pwlocker.json beside the program, or none.
Settings loadSettings(const std::optional<std::filesystem::path>& named) {
    const std::filesystem::path path = named ? *named : programFolder() / "pwlocker.json";
    if (!named && !std::filesystem::exists(path))
        return Settings::builtIn();
    return Settings::with(readTextFile(path), path.string());
}

Exit start(const Options& options, Console& console, const Texts& texts) {
    const lock::PinSet& pins = lock::PinSet::builtIn();
    if (options.help) {
        console.show(texts.of("help") + "\n");
        return Exit::Locked;
    }
    if (options.version) {
        console.show(texts.of("version", {{"version", KAOMADO_VERSION},
                                          {"edition", pins.edition},
                                          {"count", std::to_string(pins.pins.size())}}) +
                     "\n");
        return Exit::Locked;
    }
    if (options.unusable) {
        console.show(texts.of("usage", {{"detail", *options.unusable}}) + "\n");
        return Exit::Usage;
    }
    const Settings settings = loadSettings(options.config);
    PcscSource cards(options.reader);
    const SystemClock clock;
    return run(options.request, {cards, console, clock, settings, pins, texts});
}

/// What is told to the person is told here; what escapes is nobody's expectation.
Exit started(int argc, char** argv) {
    const Options options = parseOptions(commandLine(argc, argv));
    const auto console = systemConsole(options.request.json || options.unusable.has_value());
    const Texts texts(languageOfEnvironment());
    try {
        return start(options, *console, texts);
    } catch (const Error& error) {
        const FaultText& text = faultText(error.fault(), texts.language());
        console->show(
            texts.of("error", {{"title", text.title}}) + "\n" +
            texts.of("remedy", {{"remedy", text.remedy}}) + "\n" +
            texts.of("detail", {{"code", std::string(faultCode(error.fault()))}, {"detail", error.what()}}) +
            "\n");
        return Exit::Config;
    }
}
} // namespace

int main(int argc, char** argv) {
    try {
        return static_cast<int>(started(argc, argv));
    } catch (const std::exception& unforeseen) {
        std::fprintf(stderr, "pwlocker: %s\n", unforeseen.what());
        return static_cast<int>(Exit::Failed);
    }
}
