// SPDX-License-Identifier: Apache-2.0
// Round trip through the PC/SC service: the emulated card in one virtual reader, an echo card in the other,
// the same service, the same command, the same size of answer, in turn.
#include "emulator/echo_card.hpp"
#include "ratio.hpp"
#include "support/pcscd/pcscd.hpp"

#include <kaomado/emulator/reader_wire.hpp>
#include <kaomado/pcsc/monitor.hpp>
#include <kaomado/pcsc/pcsc_card.hpp>

#include <cstdlib>

using namespace kaomado;

namespace {
constexpr std::size_t kRounds = 3000;

std::unique_ptr<pcsc::PcscCard> connect(std::size_t slot) {
    const std::string reader = pcsc::listReaders().at(slot);
    if (!pcsc::waitForCard(reader, std::chrono::seconds{10})) {
        std::fprintf(stderr, "no card appeared in %s\n", reader.c_str());
        std::exit(2);
    }
    return std::make_unique<pcsc::PcscCard>(reader);
}

bool compare(const char* name, card::Card& ours, card::Card& echo, const card::Command& command) {
    const auto once = [&](card::Card& on) {
        return [&] {
            if (on.transmit(command).data.size() != 256)
                std::exit(2);
        };
    };
    bench::inTurn(100, once(ours), once(echo)); // warm
    const auto [mine, theirs] = bench::inTurn(kRounds, once(ours), once(echo));
    std::printf("%s: emulated card %.1f us, echo card %.1f us (medians of %zu)\n", name, mine / 1000,
                theirs / 1000, kRounds);
    return bench::report("round trip emulated/echo", mine / theirs, bench::Limit::AtMost, 1.3);
}

bool holds() {
    const test::PrivatePcscd service;
    bench::EchoCard echo(test::PrivatePcscd::kFirstPort, [] {
        Bytes answer(256, 0x55);
        answer.push_back(0x90);
        answer.push_back(0x00);
        return answer;
    }());
    emulator::CardImage image = emulator::CardImage::load(KAOMADO_VECTORS "/emulator/sample-card.json");
    emulator::Chip chip(std::move(image));
    emulator::ReaderWire wire(test::PrivatePcscd::kFirstPort + 1);
    std::jthread serving([&](const std::stop_token& stop) { wire.serve(chip, stop); });

    const auto echoCard = connect(0);
    const auto ourCard = connect(1);
    const auto jpki = card::aidOf(card::App::Jpki);
    ourCard->transmit({.ins = 0xA4, .p1 = 0x04, .p2 = 0x0C, .data = jpki});
    std::printf("machine: %s\n", bench::machine().c_str());
    return compare("READ BINARY 256", *ourCard, *echoCard, {.ins = 0xB0, .p1 = 0x8A, .le = 256});
}
} // namespace

int main() {
    return bench::exitCode(holds);
}
