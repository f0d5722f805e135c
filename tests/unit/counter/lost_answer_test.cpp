// SPDX-License-Identifier: Apache-2.0
// The answer to a commit is lost on its way: whether the event was stored is found out, not guessed.
#include "sample_case.hpp"

#include <kaomado/counter/event_log.hpp>

#include <gtest/gtest.h>
#include <support/database/missing_standby.hpp>
#include <support/fault.hpp>

#include <cstdlib>
#include <future>

namespace kaomado::counter {

using test::faultOf;
using test::MissingStandby;
using test::TestDatabase;

namespace {

const SystemClock kClock;
const CaseKey kCase{"99999", "C1"};

std::vector<procedure::Event> opening(const std::string& procedure) {
    return SampleCase(Instant{}, procedure).events();
}

class LostAnswer : public testing::Test {
protected:
    static void SetUpTestSuite() { ::setenv("KAOMADO_TEST_DATABASE", "postgresql", 1); }
    LostAnswer() { migrateTables(*db, kClock); }

    std::future<std::optional<Fault>> appending(const std::string& procedure) {
        return std::async(std::launch::async, [this, procedure] {
            return faultOf([&] { cases.append(kCase, 0, opening(procedure)); });
        });
    }

    TestDatabase database;
    std::unique_ptr<store::Database> db = database.open();
    CaseStore cases{*db};
};

} // namespace

TEST_F(LostAnswer, ToACommitThatHappenedIsFoundOutAndTheEventIsThereOnce) {
    std::future<std::optional<Fault>> answer;
    {
        MissingStandby standby;
        answer = appending("P04");
        ASSERT_TRUE(standby.isWaitedFor());
        EXPECT_EQ(standby.endWaiting(), 1U);
        ASSERT_TRUE(
            standby.isWaitedFor()); // asking again waits for the standby too, rather than take its word
    }
    EXPECT_EQ(answer.get(), std::nullopt);
    EXPECT_EQ(cases.read(kCase).size(), 1U);
    EventLog log(*db, "99999");
    EXPECT_EQ(log.placeWaiting(), 1U);
    EXPECT_TRUE(log.verify().sound());
}

TEST_F(LostAnswer, ToACommitThatDidNotHappenIsFoundOutAndTheEventIsStoredThen) {
    db->script(
        "CREATE TABLE died(once BIGINT);"
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(20); RETURN NULL; END';"
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION die()");
    EXPECT_EQ(faultOf([&] { cases.append(kCase, 0, opening("P04")); }), Fault::StorageUnknown);
    db->script("DROP TRIGGER at_commit ON event");
    EXPECT_EQ(cases.read(kCase).size(), 0U);
    cases.append(kCase, 0, opening("P04"));
    EXPECT_EQ(cases.read(kCase).size(), 1U);
}

TEST_F(LostAnswer, IsNotTakenForSomebodyElsesEventInThePlace) {
    std::future<std::optional<Fault>> answer;
    {
        MissingStandby standby;
        answer = appending("P04");
        ASSERT_TRUE(standby.isWaitedFor());
        standby.endWaiting();
        ASSERT_TRUE(standby.isWaitedFor());
        const auto other = database.open();
        EXPECT_EQ(faultOf([&] { CaseStore(*other).append(kCase, 0, opening("P05")); }),
                  Fault::StorageConflict);
    }
    EXPECT_EQ(answer.get(), std::nullopt);
}

TEST_F(LostAnswer, WithTheServerGoneForGoodStaysUnknown) {
    MissingStandby standby;
    auto answer = appending("P04");
    ASSERT_TRUE(standby.isWaitedFor());
    standby.endWaiting();
    ASSERT_TRUE(standby.isWaitedFor());
    standby.endWaiting();
    EXPECT_EQ(answer.get(), Fault::StorageUnknown);
}

} // namespace kaomado::counter
