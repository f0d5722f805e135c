// SPDX-License-Identifier: Apache-2.0
// The emulated card in process against Debian's vicc in its own process, same commands, same sizes, each
// timed by its own clock around the function that takes the bytes of a command: no socket and no start-up on
// either side.
#include "ratio.hpp"
#include "support/process.hpp"

#include <kaomado/emulator/virtual_card.hpp>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <map>
#include <sstream>

using namespace kaomado;
using namespace kaomado::emulator;

namespace {
struct Case {
    const char *name, *command, *end; ///< what is sent; how the answer ends, on either card
};
constexpr Case kCases[] = {
    {"select-file", "00A4020C02000A", "9000"},
    {"read-binary-256", "00B0000000", "9000"},
    {"read-binary-offset", "00B0010010", "9000"},
};

/// A card with a readable file of 700 bytes, selected.
std::unique_ptr<Chip> readyChip() {
    CardImage image = CardImage::blank();
    CardFile& file = image.at(card::App::Jpki, card::file::kUserAuthCertificate);
    file.exists = true;
    for (unsigned i = 0; i < 700; ++i)
        file.content.push_back(static_cast<std::uint8_t>(i % 251));
    auto chip = std::make_unique<Chip>(std::move(image));
    chip->powerOn();
    chip->process(fromHex("00A4040C0AD392F000260100000001"));
    chip->process(fromHex(kCases[0].command));
    return chip;
}

void process(benchmark::State& state, const Case& sample) {
    const auto chip = readyChip();
    const Bytes command = fromHex(sample.command);
    if (!toHex(*chip->process(command)).ends_with(sample.end))
        state.SkipWithError("the emulated card answered something else");
    for (auto _ : state)
        benchmark::DoNotOptimize(chip->process(command));
}

/// Keeps what Google Benchmark measured, median of its repetitions.
class Keeper final : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs)
            if (run.aggregate_name == "median")
                nanoseconds[run.run_name.function_name] = run.GetAdjustedRealTime();
        ConsoleReporter::ReportRuns(runs);
    }
    std::map<std::string, double> nanoseconds;
};

std::map<std::string, double> peer() {
    std::string lines;
    for (const Case& sample : kCases)
        lines += std::string(sample.name) + ' ' + sample.command + ' ' + sample.end + '\n';
    const test::Finished done = test::run({"/usr/bin/python3", KAOMADO_BENCH_DIR "/emulator/vicc_peer.py"},
                                          lines, {{"PYTHONPATH", KAOMADO_VICC_PATH}});
    if (done.exitCode != 0) {
        std::fprintf(stderr, "the peer did not run (vsmartcard-vpicc, python3-pycryptodome): %s%s\n",
                     done.out.c_str(), done.err.c_str());
        std::exit(2);
    }
    std::map<std::string, double> result;
    std::istringstream out(done.out);
    std::string name;
    for (double value = 0; out >> name >> value;)
        result[name] = value;
    return result;
}
} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    for (const Case& sample : kCases)
        benchmark::RegisterBenchmark(sample.name,
                                     [&sample](benchmark::State& state) { process(state, sample); })
            ->MinTime(0.2)
            ->Repetitions(5)
            ->ReportAggregatesOnly();
    Keeper ours;
    benchmark::RunSpecifiedBenchmarks(&ours);
    std::printf("machine: %s\n", bench::machine().c_str());
    bool all = true;
    for (const auto& [name, theirs] : peer()) {
        std::printf("%-20s ours %8.0f ns, vicc %8.0f ns\n", name.c_str(), ours.nanoseconds[name], theirs);
        all = bench::report(("vicc/ours " + name).c_str(), theirs / ours.nanoseconds[name],
                            bench::Limit::AtLeast, 50) &&
              all;
    }
    return all ? 0 : 1;
}
