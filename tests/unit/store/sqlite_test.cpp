// SPDX-License-Identifier: Apache-2.0
// What is SQLite's own: files, their pages and permissions.
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
    db->script("CREATE TABLE IF NOT EXISTS thing(id BIGINT PRIMARY KEY, name TEXT)");
    return db;
}

std::int64_t count(Database& db) {
    return db.query("SELECT count(*) FROM thing").at(0).integer(0);
}

/// Somebody else's program, which looks into a database when it is told to, and ends. It is there before this
/// one opens the file: what the engine knows of open files would be copied along.
class AnotherProcess {
public:
    AnotherProcess(const std::string& path, std::int64_t expected) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0 || (pid_ = ::fork()) < 0)
            throw std::runtime_error("no process");
        if (pid_ == 0) {
            char word = 0;
            const bool told = ::read(ends[0], &word, 1) == 1;
            const std::int64_t seen = told ? count(*openDatabase(path)) : -1; // and closes it
            ::_exit(seen == expected ? 0 : 1);
        }
        ::close(ends[0]);
        tell_ = ends[1];
    }
    AnotherProcess(const AnotherProcess&) = delete;
    AnotherProcess& operator=(const AnotherProcess&) = delete;
    ~AnotherProcess() { ::close(tell_); }

    bool saw() const {
        int status = -1;
        return ::write(tell_, "!", 1) == 1 && ::waitpid(pid_, &status, 0) == pid_ && status == 0;
    }

private:
    pid_t pid_ = -1;
    int tell_ = -1;
};

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

/// A server has several connections; a command that looks meanwhile must not take the log for its own and
/// remove it when it ends: what the server acknowledges from then on would be nowhere.
TEST(Sqlite, KeepsWhatAProcessOfSeveralConnectionsWritesWhileOthersComeAndGo) {
    const TempDir dir;
    const std::string path = dir / "a.db";
    const AnotherProcess before(path, 0);
    const AnotherProcess after(path, 1);
    const auto first = withTable(path);
    EXPECT_EQ(count(*first), 0);
    const auto second = withTable(path);
    ASSERT_TRUE(before.saw());
    second->run(kInsert, 1, "acknowledged");
    EXPECT_TRUE(after.saw());
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
