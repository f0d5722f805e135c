// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/text_file.hpp>
#include <kaomado/store/database.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kaomado::store {

using test::faultOf;
using test::TempDir;

namespace {

constexpr std::string_view kInsert = "INSERT INTO thing(id, name) VALUES(?1, ?2)";

std::unique_ptr<Database> withTable(const std::string& path, const OpenOptions& options = {}) {
    auto db = openDatabase(path, options);
    db->script("CREATE TABLE IF NOT EXISTS thing(id BIGINT PRIMARY KEY, name TEXT, data BLOB, at BIGINT)");
    return db;
}

std::int64_t count(Database& db) {
    return db.query("SELECT count(*) FROM thing").at(0).integer(0);
}

} // namespace

TEST(Database, GivesBackEveryTypeAsItWasGiven) {
    const auto db = withTable(":memory:");
    const Instant at{std::chrono::microseconds{1'700'000'000'123'456}};
    const std::string name = "辻\U000E0100 花子"; // a variation selector must survive
    const Bytes data{0x00, 0xFF, 0x00};
    db->run("INSERT INTO thing VALUES(?1, ?2, ?3, ?4)", INT64_MIN, name, data, at);
    db->run("INSERT INTO thing VALUES(?1, ?2, ?3, ?4)", 2, std::nullopt, Bytes{}, std::optional<Instant>{});
    const Rows rows = db->query("SELECT * FROM thing ORDER BY id");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].integer(0), INT64_MIN);
    EXPECT_EQ(rows[0].text(1), name);
    EXPECT_EQ(rows[0].blob(2), data);
    EXPECT_EQ(rows[0].instant(3), at);
    EXPECT_TRUE(rows[1].isNull(1));
    EXPECT_TRUE(rows[1].blob(2).empty());
    EXPECT_TRUE(rows[1].isNull(3));
}

TEST(Database, RefusesAColumnOfAnotherTypeThanAskedFor) {
    const auto db = withTable(":memory:");
    db->run(kInsert, 1, "a");
    const Row row = db->query("SELECT id, name FROM thing").at(0);
    EXPECT_EQ(faultOf([&] { row.text(0); }), Fault::Storage);
    EXPECT_EQ(faultOf([&] { row.integer(2); }), Fault::Storage);
}

TEST(Database, TreatsAParameterAsAValueNeverAsSql) {
    const auto db = withTable(":memory:");
    db->run(kInsert, 1, "'; DROP TABLE thing; --");
    EXPECT_EQ(count(*db), 1);
    EXPECT_EQ(faultOf([&] { db->run(kInsert, 2); }), Fault::Storage); // one parameter too few
}

TEST(Database, CallsAKeyThatIsThereAConflict) {
    const auto db = withTable(":memory:");
    db->run(kInsert, 1, "a");
    EXPECT_EQ(faultOf([&] { db->run(kInsert, 1, "b"); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { db->run("INSERT INTO nowhere VALUES(1)"); }), Fault::Storage);
}

TEST(Database, StopsWhenTheVisitorHasSeenEnough) {
    const auto db = withTable(":memory:");
    for (int i = 0; i < 5; ++i)
        db->run(kInsert, i, "x");
    int seen = 0;
    const auto all = db->prepare("SELECT id FROM thing ORDER BY id");
    all->forEach([&](const Row&) { return ++seen < 2; });
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(all->query().size(), 5U); // usable again
}

TEST(Transaction, UndoesEverythingThatWasNotCommitted) {
    const auto db = withTable(":memory:");
    {
        Transaction tx(*db);
        db->run(kInsert, 1, "a");
    }
    EXPECT_EQ(count(*db), 0);
    Transaction tx(*db);
    db->run(kInsert, 2, "b");
    tx.commit();
    EXPECT_EQ(count(*db), 1);
    EXPECT_EQ(faultOf([&] { tx.commit(); }), Fault::Internal);
}

TEST(Transaction, InsideAnotherIsUndoneAlone) {
    const auto db = withTable(":memory:");
    Transaction outer(*db);
    db->run(kInsert, 1, "kept");
    {
        Transaction inner(*db);
        db->run(kInsert, 2, "undone");
    }
    {
        Transaction inner(*db);
        db->run(kInsert, 3, "kept");
        inner.commit();
    }
    outer.commit();
    EXPECT_EQ(db->query("SELECT id FROM thing ORDER BY id").back().integer(0), 3);
    EXPECT_EQ(count(*db), 2);
}

TEST(Transaction, IsStillThereAfterTheProcessThatCommittedWasKilled) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    withTable(path);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto db = openDatabase(path);
        {
            Transaction tx(*db);
            db->run(kInsert, 1, "acknowledged");
            tx.commit();
        }
        const Transaction open(*db);
        db->run(kInsert, 2, "never committed");
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto db = openDatabase(path);
    const Rows rows = db->query("SELECT id FROM thing");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].integer(0), 1);
}

TEST(Transaction, FailsWhenTheDiskIsFullAndLeavesTheOldState) {
    const TempDir dir;
    const auto db = withTable(dir / "full.db", {.maxPages = 16});
    db->run(kInsert, 1, "old");
    const std::string large(4096, 'x');
    EXPECT_EQ(faultOf([&] {
                  Transaction tx(*db);
                  for (int i = 2; i < 100; ++i)
                      db->run(kInsert, i, large);
                  tx.commit();
              }),
              Fault::Storage);
    EXPECT_EQ(count(*db), 1);
    Transaction tx(*db); // and the connection goes on
    db->run(kInsert, 2, "small");
    tx.commit();
    EXPECT_EQ(count(*db), 2);
}

TEST(Transaction, GivesUpWhenAnotherProcessHoldsTheWriteLock) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    withTable(path);
    int ready[2];
    int done[2];
    ASSERT_EQ(::pipe(ready) + ::pipe(done), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto db = openDatabase(path);
        const Transaction held(*db);
        char byte = 'r';
        const bool told = ::write(ready[1], &byte, 1) == 1 && ::read(done[0], &byte, 1) == 1;
        ::_exit(told ? 0 : 1);
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    const auto db = openDatabase(path, {.busyTimeout = std::chrono::milliseconds{50}});
    EXPECT_EQ(count(*db), 0); // reading goes on beside a writer
    EXPECT_EQ(faultOf([&] { const Transaction tx(*db); }), Fault::Storage);
    ASSERT_EQ(::write(done[1], &byte, 1), 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(faultOf([&] { Transaction(*db).commit(); }), std::nullopt);
}

TEST(OpenDatabase, RefusesAFileThatIsNoDatabase) {
    const TempDir dir;
    const auto path = dir / "garbage.db";
    replaceFile(path, toBytes(std::string(8192, 'g')));
    EXPECT_EQ(faultOf([&] { openDatabase(path.string()); }), Fault::Storage);
    EXPECT_EQ(readTextFile(path), std::string(8192, 'g')); // and leaves it alone
}

TEST(OpenDatabase, RefusesAnAddressItDoesNotSpeak) {
    EXPECT_EQ(faultOf([] { openDatabase("postgresql://localhost/kaomado"); }), Fault::Configuration);
    EXPECT_EQ(faultOf([] { openDatabase(""); }), Fault::Configuration);
    EXPECT_EQ(faultOf([] { openDatabase("sqlite:/nowhere/at/all.db"); }), Fault::Storage);
}

TEST(OpenDatabase, MakesAFileThatOnlyItsOwnerReads) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    const auto db = withTable(path);
    db->run(kInsert, 1, "a");
    for (const char* suffix : {"", "-wal", "-shm"}) {
        struct stat info {};
        ASSERT_EQ(::stat((path + suffix).c_str(), &info), 0) << suffix;
        EXPECT_EQ(info.st_mode & 0777U, 0600U) << suffix;
    }
}

TEST(Database, LeavesNoByteOfWhatWasDeletedAfterAPurge) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    const auto db = withTable(path);
    const std::string trace = "to-be-forgotten-entirely";
    db->run(kInsert, 1, trace);
    db->run("DELETE FROM thing WHERE id = ?1", 1);
    db->purgeDeleted();
    EXPECT_EQ(readTextFile(path).find(trace), std::string::npos);
    EXPECT_EQ(readTextFile(path + "-wal").find(trace), std::string::npos);
}

} // namespace kaomado::store
