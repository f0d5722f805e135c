// SPDX-License-Identifier: Apache-2.0
#include <kaomado/store/migration.hpp>

#include <gtest/gtest.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>

#include <thread>

namespace kaomado::store {

using test::faultOf;
using test::TestDatabase;

namespace {
const Migration kOne{1, "first", "CREATE TABLE a(x BIGINT); CREATE TABLE b(x BLOB NOT NULL);"};
const Migration kTwo{2, "second", "ALTER TABLE a ADD COLUMN y TEXT;"};
const Migration kBroken{2, "broken", "CREATE TABLE c(x BIGINT); CREATE TABLE a(x BIGINT);"};
const SystemClock kClock;

bool hasTable(Database& db, const std::string& name) {
    return !faultOf([&] { db.query("SELECT * FROM " + name); });
}
} // namespace

TEST(Migration, AppliesWhatIsMissingAndNothingTwice) {
    const TestDatabase at;
    const auto db = at.open();
    const std::vector<Migration> first{kOne};
    const std::vector<Migration> both{kOne, kTwo};
    EXPECT_EQ(migrate(*db, "room", first, kClock), 1U);
    EXPECT_EQ(migrate(*db, "room", both, kClock), 1U);
    EXPECT_EQ(migrate(*db, "room", both, kClock), 0U);
    ASSERT_EQ(appliedMigrations(*db, "room").size(), 2U);
    EXPECT_EQ(appliedMigrations(*db, "room")[1].name, "second");
    EXPECT_TRUE(appliedMigrations(*db, "another").empty());
    db->run("INSERT INTO a(x, y) VALUES(1, 'two')");
}

TEST(Migration, ThatFailsHalfwayLeavesNothingBehind) {
    const TestDatabase at;
    const auto db = at.open();
    const std::vector<Migration> steps{kOne, kBroken};
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", steps, kClock); }), Fault::Storage);
    EXPECT_TRUE(hasTable(*db, "a"));
    EXPECT_FALSE(hasTable(*db, "c"));
    EXPECT_EQ(appliedMigrations(*db, "room").size(), 1U);
}

TEST(Migration, IsRefusedWhenAnAppliedStepWasChanged) {
    const TestDatabase at;
    const auto db = at.open();
    const std::vector<Migration> steps{kOne};
    migrate(*db, "room", steps, kClock);
    const std::vector<Migration> changed{{1, "first", "CREATE TABLE a(x TEXT);"}};
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", changed, kClock); }), Fault::StorageTampered);
    db->run("UPDATE migration SET sha256 = 'other'");
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", steps, kClock); }), Fault::StorageTampered);
}

TEST(Migration, IsRefusedOnADatabaseOfANewerProgram) {
    const TestDatabase at;
    const auto db = at.open();
    const std::vector<Migration> both{kOne, kTwo};
    const std::vector<Migration> older{kOne};
    migrate(*db, "room", both, kClock);
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", older, kClock); }), Fault::Configuration);
}

TEST(Migration, RunByTwoProgramsAtOnceHappensOnce) {
    const TestDatabase at;
    const std::vector<Migration> both{kOne, kTwo};
    std::size_t applied[2]{};
    const auto work = [&](std::size_t who) {
        const auto db = at.open();
        applied[who] = migrate(*db, "room", both, kClock);
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    EXPECT_EQ(applied[0] + applied[1], 2U);
}

} // namespace kaomado::store
