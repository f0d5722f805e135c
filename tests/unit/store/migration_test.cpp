// SPDX-License-Identifier: Apache-2.0
#include <kaomado/store/migration.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>

#include <thread>

namespace kaomado::store {

using test::faultOf;
using test::TempDir;

namespace {
const Migration kOne{1, "first", "CREATE TABLE a(x BIGINT); CREATE TABLE b(x BIGINT);"};
const Migration kTwo{2, "second", "ALTER TABLE a ADD COLUMN y TEXT;"};
const Migration kBroken{2, "broken", "CREATE TABLE c(x BIGINT); CREATE TABLE a(x BIGINT);"};
const SystemClock kClock;

std::int64_t tables(Database& db, std::string_view name) {
    return db.query("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1", name)
        .at(0)
        .integer(0);
}
} // namespace

TEST(Migration, AppliesWhatIsMissingAndNothingTwice) {
    const auto db = openDatabase(":memory:");
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
    const auto db = openDatabase(":memory:");
    const std::vector<Migration> steps{kOne, kBroken};
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", steps, kClock); }), Fault::Storage);
    EXPECT_EQ(tables(*db, "a"), 1);
    EXPECT_EQ(tables(*db, "c"), 0);
    EXPECT_EQ(appliedMigrations(*db, "room").size(), 1U);
}

TEST(Migration, IsRefusedWhenAnAppliedStepWasChanged) {
    const auto db = openDatabase(":memory:");
    const std::vector<Migration> steps{kOne};
    migrate(*db, "room", steps, kClock);
    const std::vector<Migration> changed{{1, "first", "CREATE TABLE a(x TEXT);"}};
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", changed, kClock); }), Fault::StorageTampered);
    db->run("UPDATE migration SET sha256 = 'other'");
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", steps, kClock); }), Fault::StorageTampered);
}

TEST(Migration, IsRefusedOnADatabaseOfANewerProgram) {
    const auto db = openDatabase(":memory:");
    const std::vector<Migration> both{kOne, kTwo};
    const std::vector<Migration> older{kOne};
    migrate(*db, "room", both, kClock);
    EXPECT_EQ(faultOf([&] { migrate(*db, "room", older, kClock); }), Fault::Configuration);
}

TEST(Migration, RunByTwoProgramsAtOnceHappensOnce) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    const std::vector<Migration> both{kOne, kTwo};
    std::size_t applied[2]{};
    const auto work = [&](std::size_t who) {
        const auto db = openDatabase(path);
        applied[who] = migrate(*db, "room", both, kClock);
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    EXPECT_EQ(applied[0] + applied[1], 2U);
}

} // namespace kaomado::store
