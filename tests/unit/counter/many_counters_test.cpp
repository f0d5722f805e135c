// SPDX-License-Identifier: Apache-2.0
// Several counters at one log: nothing is lost, nothing is there twice, and nobody overwrites another.
#include "sample_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <atomic>
#include <latch>
#include <thread>

namespace kaomado::counter {

using test::faultOf;
using test::TestDatabase;

namespace {

constexpr int kCounters = 4;
constexpr std::uint64_t kEvents = 12;
constexpr store::OpenOptions kPatient{.busyTimeout = std::chrono::seconds{60}};

/// Runs the work of every counter at once, each with a connection of its own.
template <class Work>
void atEveryCounter(const TestDatabase& database, const Work& work) {
    std::latch start{kCounters};
    std::vector<std::thread> counters;
    for (int who = 0; who < kCounters; ++who)
        counters.emplace_back([&, who] {
            const auto db = database.open(kPatient);
            start.arrive_and_wait();
            work(who, *db);
        });
    for (std::thread& counter : counters)
        counter.join();
}

/// The log holds every event once, and each has its place.
void expectWholeLog(const TestDatabase& database, std::uint64_t events) {
    const auto db = database.open();
    EventLog log(*db, "99999");
    log.placeWaiting();
    EXPECT_EQ(log.tree().size, events);
    EXPECT_EQ(log.verify().waiting, 0U);
    EXPECT_THAT(log.verify().findings, testing::IsEmpty());
}

class ManyCounters : public testing::TestWithParam<Placing> {
protected:
    ManyCounters() { migrateTables(*database.open(), kClock); }
    TestDatabase database;
};

} // namespace

TEST_P(ManyCounters, WithACaseEachLoseNoEvent) {
    atEveryCounter(database, [](int who, store::Database& db) {
        CaseStore cases(db, GetParam());
        const CaseKey key{"99999", "C" + std::to_string(who)};
        for (std::uint64_t i = 0; i < kEvents; ++i)
            cases.append(key, i, {event(i + 1, "S16_lock")});
    });
    expectWholeLog(database, kCounters * kEvents);
}

TEST_P(ManyCounters, AtOneCaseWriteEachEventOnceAndToldTheOthers) {
    std::atomic<std::uint64_t> stored{0};
    atEveryCounter(database, [&](int who, store::Database& db) {
        CaseStore cases(db, GetParam());
        for (std::uint64_t seen = 0; seen < kEvents; seen = cases.read(kCase).size()) {
            const procedure::Event next = event(seen + 1, "S" + std::to_string(who));
            const auto fault = faultOf([&] { cases.append(kCase, seen, {next}); });
            EXPECT_TRUE(!fault || fault == Fault::StorageConflict);
            if (!fault)
                ++stored;
        }
    });
    EXPECT_EQ(stored, kEvents);
    expectWholeLog(database, kEvents);
}

INSTANTIATE_TEST_SUITE_P(Placing, ManyCounters, testing::Values(Placing::WithAppend, Placing::Later),
                         [](const auto& row) {
                             return row.param == Placing::Later ? "later" : "with_append";
                         });

TEST(CountersTogether, GiveWaitingEventsTheirPlacesWhileOthersGoOnWriting) {
    const TestDatabase database;
    migrateTables(*database.open(), kClock);
    atEveryCounter(database, [](int who, store::Database& db) {
        CaseStore cases(db, Placing::Later);
        EventLog log(db, "99999");
        const CaseKey key{"99999", "C" + std::to_string(who)};
        for (std::uint64_t i = 0; i < kEvents; ++i) {
            cases.append(key, i, {event(i + 1, "S16_lock")});
            log.placeWaiting();
        }
    });
    expectWholeLog(database, kCounters * kEvents);
}

TEST(CountersTogether, SignHeadsThatAllVouchForTheLogWhileOthersGoOnWriting) {
    const TestDatabase database;
    migrateTables(*database.open(), kClock);
    const audit::LogKey key = audit::LogKey::create();
    atEveryCounter(database, [&](int who, store::Database& db) {
        CaseStore cases(db);
        EventLog log(db, "99999");
        for (std::uint64_t i = 0; i < kEvents; ++i) {
            cases.append({"99999", "C" + std::to_string(who)}, i, {event(i + 1, "S16_lock")});
            log.signHead(key, kClock);
        }
    });
    const auto db = database.open();
    const audit::Verification found = EventLog(*db, "99999").verify({.logKeys = {key.publicKey()}});
    EXPECT_THAT(found.findings, testing::IsEmpty());
    EXPECT_EQ(found.covered, kCounters * kEvents);
}

TEST(CountersTogether, ShareOneWriter) {
    const TestDatabase database;
    migrateTables(*database.open(), kClock);
    {
        store::GroupWriter writer(database.open(kPatient));
        atEveryCounter(database, [&](int who, store::Database& db) {
            CaseStore cases(db, writer);
            const CaseKey key{"99999", "C" + std::to_string(who)};
            for (std::uint64_t i = 0; i < kEvents; ++i)
                cases.append(key, i, {event(i + 1, "S16_lock")});
            EXPECT_EQ(faultOf([&] { cases.append(key, 0, {event(1, "S16_lock")}); }), Fault::StorageConflict);
            EXPECT_EQ(cases.read(key).size(), kEvents);
        });
    }
    expectWholeLog(database, kCounters * kEvents);
}

} // namespace kaomado::counter
