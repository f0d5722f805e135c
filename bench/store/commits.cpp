// SPDX-License-Identifier: Apache-2.0
// Durable steps a second against bare C programs that write the same rows to the same database, one commit
// each. Ours parses and serialises events, checks what the case has seen, keeps the tree of hashes (SQLite)
// and joins commits of many writers (SQLite); theirs does nothing but write.
#include "ratio.hpp"
#include "steps.hpp"

#include <atomic>
#include <cstdlib>
#include <latch>

using namespace kaomado;

namespace {

constexpr std::size_t kRounds = 3;
constexpr std::chrono::milliseconds kTime{1500};
constexpr double kLimit = 0.6;

struct Target {
    const char* name;
    std::string address;
    const char* bareProgram;
};

/// One that works alone writes in its own thread; many share a writer where the engine writes one at a time.
double oursPerSecond(const Target& target, unsigned writers) {
    const auto own = store::openDatabase(target.address, {.busyTimeout = std::chrono::seconds{60}});
    std::optional<store::GroupWriter> shared;
    if (!own->runsSideBySide() && writers > 1)
        shared.emplace(store::openDatabase(target.address, {.busyTimeout = std::chrono::seconds{60}}));
    std::latch ready{writers};
    std::latch start{1};
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> steps{0};
    const std::string run = "OURS-" + toHex(randomBytes(4)) + "-";
    std::vector<std::thread> threads;
    for (unsigned who = 0; who < writers; ++who)
        threads.emplace_back([&, who] {
            const auto db = store::openDatabase(target.address);
            counter::CaseStore cases = shared ? counter::CaseStore(*db, *shared) : counter::CaseStore(*db);
            bench::GrowingCase growing(cases, run + std::to_string(who));
            ready.count_down();
            start.wait();
            for (; !stop; ++steps)
                growing.step();
        });
    ready.wait();
    const auto begun = std::chrono::steady_clock::now();
    start.count_down();
    std::this_thread::sleep_for(kTime);
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    return static_cast<double>(steps) / took.count();
}

double barePerSecond(const Target& target, unsigned writers) {
    const auto db = store::openDatabase(target.address);
    // Its places come after ours, and the place that its last row had may be anywhere: take a range of its
    // own.
    static std::int64_t place = std::int64_t{1} << 40;
    place += std::int64_t{1} << 24;
    const test::Finished done =
        test::run({target.bareProgram, target.address, std::to_string(writers), std::to_string(kTime.count()),
                   std::to_string(bench::GrowingCase::bodySize()), std::to_string(place)});
    if (done.exitCode != 0)
        throw std::runtime_error(done.err);
    // What the bare program wrote is no log; ours must not have to go on from it.
    db->run("DELETE FROM log_entry WHERE log_index >= ?1", place);
    db->run("DELETE FROM log_waiting WHERE case_id LIKE 'BARE-%'");
    return std::stod(done.out);
}

bool measure(const Target& target, unsigned writers) {
    std::vector<double> ratios, our, bare;
    for (std::size_t i = 0; i < kRounds; ++i) {
        bare.push_back(barePerSecond(target, writers));
        our.push_back(oursPerSecond(target, writers));
        ratios.push_back(our.back() / bare.back());
    }
    std::printf("%-10s %2u writers: %7.0f steps/s, bare C %7.0f commits/s\n", target.name, writers,
                bench::median(our), bench::median(bare));
    const std::string what = std::string(target.name) + "-steps-" + std::to_string(writers) + "-writers";
    return bench::report(what.c_str(), bench::median(ratios), bench::Limit::AtLeast, kLimit);
}

} // namespace

int main() {
    const test::TempDir dir;
    const Target targets[] = {{"sqlite", (dir / "log.db").string(), KAOMADO_BARE_SQLITE},
                              {"postgresql", bench::measuredServer().address(), KAOMADO_BARE_POSTGRES}};
    std::printf("machine: %s; a step is stored in %zu bytes\n", bench::machine().c_str(),
                bench::GrowingCase::bodySize());
    bool holds = true;
    for (const Target& target : targets) {
        counter::migrateTables(*store::openDatabase(target.address), SystemClock());
        for (const unsigned writers : {1U, 8U, 32U})
            holds = measure(target, writers) && holds;
    }
    return holds ? EXIT_SUCCESS : EXIT_FAILURE;
}
