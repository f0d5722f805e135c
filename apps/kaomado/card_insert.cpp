// SPDX-License-Identifier: Apache-2.0
#include "card.hpp"
#include "stop_on_signal.hpp"

#include <kaomado/emulator/reader_wire.hpp>

#include <charconv>
#include <iostream>

namespace kaomado::app {

namespace {
struct Options {
    std::string file, blocked;
    unsigned reader = 0;
    std::optional<std::uint16_t> port;
    std::optional<std::uint32_t> delayMicroseconds;
    std::optional<unsigned> muteAfter, powerLostAfter;
    std::vector<std::string> wrong;
    bool admin = false, terminalAuthentication = false;
};

template <typename Number>
bool readNumber(std::string_view text, Number& to, int base) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to, base);
    return error == std::errc{} && end == text.data() + text.size();
}

/// "3=6983": command 3 answers 6983.
std::pair<unsigned, std::uint16_t> wrongStatusWord(const std::string& text) {
    const std::size_t at = text.find('=');
    unsigned number = 0;
    std::uint16_t status = 0;
    const bool good = at != std::string::npos && text.size() == at + 5 &&
                      readNumber(std::string_view(text).substr(0, at), number, 10) && number > 0 &&
                      readNumber(std::string_view(text).substr(at + 1), status, 16);
    if (!good)
        throw Error(Fault::BadInput,
                    "--wrong-sw " + text + ": a command number from 1, '=', a status word: 3=6983");
    return {number, status};
}

void apply(const Options& o, emulator::CardSettings& settings) {
    emulator::CardFaults& faults = settings.faults;
    if (o.delayMicroseconds)
        faults.answerDelay = std::chrono::microseconds{*o.delayMicroseconds};
    if (o.muteAfter)
        faults.muteAfter = o.muteAfter;
    if (o.powerLostAfter)
        faults.powerLostAfter = o.powerLostAfter;
    for (const std::string& one : o.wrong)
        faults.wrongStatusWords.insert_or_assign(wrongStatusWord(one).first, wrongStatusWord(one).second);
    if (!o.blocked.empty())
        settings.blockedStatus = o.blocked == "6983" ? 0x6983 : 0x6984;
    settings.admin = settings.admin || o.admin;
    settings.terminalAuthentication = settings.terminalAuthentication || o.terminalAuthentication;
}

std::uint16_t portOf(const Options& o) {
    return o.port ? *o.port : static_cast<std::uint16_t>(emulator::ReaderWire::kFirstPort + o.reader);
}

int finish(emulator::WireEnd end, const Frame& frame) {
    using enum emulator::WireEnd;
    const auto say = [&](const char* key) { std::cout << frame.text(key) << std::endl; };
    switch (end) {
    case Stopped:
        say("card.insert.removed");
        return kOk;
    case ReaderClosed:
        say("card.insert.closed");
        return kUnavailable;
    case PowerLost:
        say("card.insert.power");
        return kTemporary;
    case Mute:
        say("card.insert.mute");
        return kTemporary;
    }
    throw Error(Fault::Internal, "the wire ended in an unknown way");
}

int run(const Options& o, const Frame& frame) {
    const StopOnSignal stop;
    const CardFileLock lock(o.file);
    auto image = emulator::CardImage::load(o.file);
    auto persist = saveWithSettings(o.file, image.settings);
    apply(o, image.settings);
    emulator::Chip chip(std::move(image), std::move(persist));
    const std::uint16_t port = portOf(o);
    emulator::ReaderWire wire(port);
    const auto noticed = [&] {
        std::cout << fill(frame.text("card.insert.in"), {{"file", o.file}, {"port", std::to_string(port)}})
                  << std::endl;
    };
    return finish(wire.serve(chip, stop.token(), noticed), frame);
}
} // namespace

void addCardInsert(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "insert", "card.insert");
    const auto o = std::make_shared<Options>();
    const auto text = [&](const char* key) { return frame.text(std::string("card.insert.") + key); };
    command->add_option("file", o->file, frame.text("card.file"))->option_text("FILE")->required();
    auto* reader = command->add_option("--reader", o->reader, text("reader"));
    reader->type_name("N")->check(CLI::Range(0, 15))->option_text("N");
    auto* port = command->add_option("--port", o->port, text("port"));
    port->check(CLI::Range(1, 65535))->option_text("PORT")->excludes(reader);
    command->add_option("--delay-us", o->delayMicroseconds, text("delay-us"))->option_text("N");
    command->add_option("--mute-after", o->muteAfter, text("mute-after"))->option_text("N");
    command->add_option("--power-lost-after", o->powerLostAfter, text("power-lost-after"))->option_text("N");
    command->add_option("--wrong-sw", o->wrong, text("wrong-sw"))
        ->option_text("N=SW")
        ->expected(1)
        ->take_all();
    command->add_option("--blocked-sw", o->blocked, text("blocked-sw"))
        ->check(CLI::IsMember({"6983", "6984"}))
        ->option_text("SW");
    command->add_flag("--admin", o->admin, text("admin"));
    command->add_flag("--terminal-authentication", o->terminalAuthentication,
                      text("terminal-authentication"));
    frame.run(command, [o, &frame] { return run(*o, frame); });
}

} // namespace kaomado::app
