// SPDX-License-Identifier: Apache-2.0
// How fast a log is verified, from the database and from an export, against SHA-256 over the same bytes in
// one piece. The walk hashes every event and every node of the tree and reads all of it from the disk's
// cache.
#include "ratio.hpp"

#include <kaomado/chip/signed_reading.hpp>
#include <kaomado/counter/case_store.hpp>
#include <kaomado/counter/event_log.hpp>

#include <support/temp_dir.hpp>

#include <cstdlib>
#include <fstream>

using namespace kaomado;

namespace {

constexpr std::size_t kCases = 6000;
constexpr std::uint64_t kEventsOfACase = 20;

/// Two of five events carry a signed chip reading, as in a case that sets the face mode.
std::vector<procedure::Event> oneCase() {
    const chip::TerminalKey key = chip::TerminalKey::create();
    const Instant at{std::chrono::seconds{1'800'000'000}};
    chip::ChipReading reading{
        .fingerprint = "00112233445566778899AABBCCDDEEFF", .terminal = "counter-1", .time = at};
    for (const char* reference :
         {"user_auth_pin", "jukiap_pin", "jukiap_pin@common", "profile_ap_pin", "signature_password"})
        reading.tries[reference] = 3;
    procedure::Observation observation;
    observation.fingerprint = reading.fingerprint;
    observation.terminal = reading.terminal;
    observation.time = at;
    observation.signedJson = chip::toJson(chip::sign(reading, key));
    std::vector<procedure::Event> events;
    for (std::uint64_t i = 1; i <= kEventsOfACase; ++i) {
        events.push_back(
            {i, at, procedure::Officer("hanako"), procedure::StepStarted{"S16_lock", {}, true, true}});
        if (i % 5 < 2)
            events.back().what = procedure::CardObserved{observation};
    }
    return events;
}

void fill(store::Database& db) {
    counter::migrateTables(db, SystemClock());
    counter::CaseStore cases(db);
    const std::vector<procedure::Event> events = oneCase();
    store::Transaction tx(db);
    for (std::size_t i = 0; i < kCases; ++i)
        cases.append({"99999", "20261123-" + std::to_string(100'000 + i)}, 0, events);
    tx.commit();
}

void must(const audit::Verification& found) {
    if (!found.sound() || found.size != kCases * kEventsOfACase) {
        std::puts("the log is not sound");
        std::exit(EXIT_FAILURE);
    }
}

/// The bar is 200 MB/s, or half of what the machine's SHA-256 gives alone, whichever it clears.
bool told(const char* what, double bytes, double nanoseconds, double rawNanoseconds) {
    const double rate = bytes * 1e3 / nanoseconds, raw = bytes * 1e3 / rawNanoseconds;
    std::printf("%s %.0f MB/s, SHA-256 alone %.0f MB/s, of it %.3f\n", what, rate, raw, rate / raw);
    return bench::report((std::string(what) + "/bar").c_str(), rate / std::min(200.0, raw / 2),
                         bench::Limit::AtLeast, 1);
}

bool holds() {
    const test::TempDir dir;
    const std::string path = dir / "log.db", file = dir / "log.jsonl";
    const auto db = store::openDatabase(path);
    fill(*db);
    const counter::EventLog log(*db, "99999");
    {
        std::ofstream out(file, std::ios::binary);
        log.exportTo(out);
    }
    const counter::Expected expected{.content = false};
    const auto bytes = static_cast<std::size_t>(log.verify(expected).bytes);
    const Bytes same(bytes, 'x');
    Sha256 kept{};
    const auto raw = [&] { kept = sha256(same); };
    const auto fromDatabase = [&] { must(log.verify(expected)); };
    const auto fromExport = [&] {
        std::ifstream in(file, std::ios::binary);
        audit::ExportReader reader(in);
        must(counter::verifyExport(reader, expected));
    };
    constexpr std::size_t kRounds = 5;
    std::printf("machine: %s; %zu events, %.1f MB\n", bench::machine().c_str(), kCases * kEventsOfACase,
                static_cast<double>(bytes) / 1e6);
    const auto [database, rawBeside] = bench::inTurn(kRounds, fromDatabase, raw, bench::processorNanoseconds);
    const auto [exported, rawThen] = bench::inTurn(kRounds, fromExport, raw, bench::processorNanoseconds);
    const bool stored = told("audit verify of the database", static_cast<double>(bytes), database, rawBeside);
    const bool both =
        told("audit verify of an export", static_cast<double>(bytes), exported, rawThen) && stored;
    return both && kept != Sha256{};
}

} // namespace

int main() {
    return bench::exitCode(holds);
}
