// SPDX-License-Identifier: Apache-2.0
// What is a file's own: damage, logs left behind by a crash, what stands beside.
#include <kaomado/base/text_file.hpp>
#include <kaomado/store/backup.hpp>

#include <gmock/gmock.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace kaomado::store {

using test::faultOf;
using test::TempDir;
using testing::UnorderedElementsAre;

namespace {

const SystemClock kClock;

TableSet things() {
    return {"things", {{1, "thing", "CREATE TABLE thing(number BIGINT NOT NULL PRIMARY KEY)"}}};
}

class RestoreSqlite : public testing::Test {
protected:
    void SetUp() override {
        {
            const auto db = openDatabase(path_);
            const TableSet set = things();
            migrate(*db, set.name, set.steps, kClock);
            db->run("INSERT INTO thing(number) VALUES(1)");
            writeBackup(*db, dir_ / "b.backup", {.sets = {things()}});
            db->run("INSERT INTO thing(number) VALUES(2)");
        }
    }
    std::string restore(bool overUnreadable = false, std::function<void(Database&)> before = {}) {
        return restoreBackup(*openBackup(dir_ / "b.backup"), path_,
                             {.sets = {things()},
                              .keepAs = "then",
                              .overUnreadable = overUnreadable,
                              .before = std::move(before)});
    }
    static std::int64_t count(const std::string& path) {
        return openDatabase(path)->query("SELECT count(*) FROM thing").at(0).integer(0);
    }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(dir_.path()))
            all.push_back(entry.path().filename());
        return all;
    }

    TempDir dir_;
    std::string path_ = dir_ / "counter.db";
};

} // namespace

TEST_F(RestoreSqlite, NothingButTheTwoIsLeft) {
    EXPECT_EQ(restore(), path_ + ".replaced-then");
    EXPECT_THAT(names(), UnorderedElementsAre("b.backup", "counter.db", "counter.db.replaced-then"));
    EXPECT_EQ(count(path_), 1);
    EXPECT_EQ(count(path_ + ".replaced-then"), 2);
}

TEST_F(RestoreSqlite, WhatAKilledServerLeftInItsLogIsKeptToo) {
    const pid_t server = ::fork();
    if (server == 0) { // writes and dies without closing
        openDatabase(path_).release()->run("INSERT INTO thing(number) VALUES(3)");
        ::_exit(0);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(server, &status, 0), server);
    ASSERT_TRUE(std::filesystem::exists(path_ + "-wal"));
    std::int64_t seen = 0;
    restore(false, [&](Database& old) { seen = old.query("SELECT count(*) FROM thing").at(0).integer(0); });
    EXPECT_EQ(seen, 3);
    EXPECT_EQ(count(path_), 1);
    EXPECT_EQ(count(path_ + ".replaced-then"), 3);
}

TEST_F(RestoreSqlite, WhatIsNoDatabaseIsReplacedOnlyWhenToldTo) {
    const std::string garbage(8192, 'g');
    replaceFile(path_, viewOf(garbage));
    EXPECT_EQ(faultOf([&] { restore(); }), Fault::Storage);
    EXPECT_EQ(readTextFile(path_), garbage);
    restore(true);
    EXPECT_EQ(count(path_), 1);
    EXPECT_EQ(readTextFile(path_ + ".replaced-then"), garbage);
}

TEST_F(RestoreSqlite, AFileThatCannotBeMadeLeavesTheOldOne) {
    EXPECT_EQ(faultOf([&] {
                  restoreBackup(*openBackup(dir_ / "b.backup"), "/nowhere/counter.db", {.sets = {things()}});
              }),
              Fault::Storage);
    replaceFile(path_ + ".replaced-then", toBytes("of an earlier restore"));
    EXPECT_EQ(faultOf([&] { restore(); }), Fault::Storage);
    EXPECT_EQ(count(path_), 2);
    EXPECT_EQ(readTextFile(path_ + ".replaced-then"), "of an earlier restore");
}

} // namespace kaomado::store
