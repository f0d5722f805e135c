// SPDX-License-Identifier: Apache-2.0
// What is SQLite's own: files, their pages and permissions.
#include <kaomado/base/text_file.hpp>
#include <kaomado/store/database.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>
#include <sys/stat.h>

namespace kaomado::store {

using test::faultOf;
using test::TempDir;

namespace {

constexpr std::string_view kInsert = "INSERT INTO thing(id, name) VALUES(?1, ?2)";

std::unique_ptr<Database> withTable(const std::string& path, const OpenOptions& options = {}) {
    auto db = openDatabase(path, options);
    db->script("CREATE TABLE IF NOT EXISTS thing(id BIGINT PRIMARY KEY, name TEXT)");
    return db;
}

std::int64_t count(Database& db) {
    return db.query("SELECT count(*) FROM thing").at(0).integer(0);
}

} // namespace

TEST(Sqlite, FailsWhenTheDiskIsFullAndLeavesTheOldState) {
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

TEST(Sqlite, RefusesAFileThatIsNoDatabase) {
    const TempDir dir;
    const auto path = dir / "garbage.db";
    replaceFile(path, toBytes(std::string(8192, 'g')));
    EXPECT_EQ(faultOf([&] { openDatabase(path.string()); }), Fault::Storage);
    EXPECT_EQ(readTextFile(path), std::string(8192, 'g')); // and leaves it alone
}

TEST(Sqlite, RefusesAnAddressItDoesNotSpeak) {
    EXPECT_EQ(faultOf([] { openDatabase("mysql://localhost/kaomado"); }), Fault::Configuration);
    EXPECT_EQ(faultOf([] { openDatabase(""); }), Fault::Configuration);
    EXPECT_EQ(faultOf([] { openDatabase("sqlite:/nowhere/at/all.db"); }), Fault::Storage);
}

TEST(Sqlite, MakesAFileThatOnlyItsOwnerReads) {
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

TEST(Sqlite, LeavesNoByteOfWhatWasDeletedAfterAPurge) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    const auto db = withTable(path);
    const std::string trace = "to-be-forgotten-entirely";
    db->run(kInsert, 1, trace);
    db->run("DELETE FROM thing WHERE id = ?1", 1);
    db->purgeDeleted("thing");
    EXPECT_EQ(readTextFile(path).find(trace), std::string::npos);
    EXPECT_EQ(readTextFile(path + "-wal").find(trace), std::string::npos);
}

} // namespace kaomado::store
