// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/random.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/store/backup.hpp>

#include <gmock/gmock.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>
#include <sys/stat.h>

#include <atomic>
#include <thread>

namespace kaomado::store {

using test::faultOf;
using test::TempDir;
using test::TestDatabase;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

const SystemClock kClock;

/// A ledger whose two accounts always hold a hundred together, and sessions, which nobody needs again.
TableSet ledger(std::size_t steps = 2) {
    const std::vector<Migration> all{
        {1, "ledger",
         "CREATE TABLE account(name TEXT NOT NULL PRIMARY KEY, holds BIGINT NOT NULL);"
         "CREATE TABLE entry(number BIGINT NOT NULL PRIMARY KEY, said TEXT, seal BLOB);"
         "CREATE TABLE session(token TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
         " FOREIGN KEY (name) REFERENCES account (name))"},
        {2, "note", "ALTER TABLE account ADD COLUMN note TEXT"}};
    return {"ledger", {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(steps)}, {"session"}};
}

void fill(Database& db) {
    db.run("INSERT INTO account(name, holds) VALUES('a', 60)");
    db.run("INSERT INTO account(name, holds) VALUES('b', 40)");
    db.run("INSERT INTO entry(number, said, seal) VALUES(?1, ?2, ?3)", 1, "見本　花子", toBytes("\x01\xFF"));
    db.run("INSERT INTO entry(number, said, seal) VALUES(?1, ?2, ?3)", 2, std::nullopt, Bytes{});
    db.run("INSERT INTO session(token, name) VALUES('t', 'a')");
}

std::int64_t sum(Database& db) {
    return db.query("SELECT CAST(sum(holds) AS BIGINT) FROM account").at(0).integer(0);
}

/// On PostgreSQL what is kept shares its names with that of other tests.
RestoreOrder order() {
    return {.sets = {ledger()}, .keepAs = "then" + toHex(randomBytes(4))};
}

/// A filled database of the engine under test, and room for backups of it.
struct Sample {
    explicit Sample(std::size_t steps = 2) {
        const TableSet set = ledger(steps);
        const auto db = at.open();
        migrate(*db, set.name, set.steps, kClock);
        fill(*db);
    }
    std::string file(const std::string& name) const { return dir / name; }
    std::string backup(const BackupOrder& order = {.sets = {ledger()}}) const {
        std::string target = file("b.backup");
        writeBackup(*at.open(), target, order);
        return target;
    }
    static std::string restore(const std::string& backup, const std::string& address,
                               const RestoreOrder& how = order()) {
        return restoreBackup(*openBackup(backup), address, how);
    }
    TestDatabase at;
    TempDir dir;
};

/// Everything that a restore must bring back.
void expectFilled(Database& db) {
    const Rows rows = db.query("SELECT number, said, seal FROM entry ORDER BY number");
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_EQ(rows[0].text(1), "見本　花子");
    EXPECT_EQ(rows[0].blob(2), toBytes("\x01\xFF"));
    EXPECT_TRUE(rows[1].isNull(1));
    EXPECT_EQ(rows[1].blob(2), Bytes{});
    EXPECT_EQ(sum(db), 100);
    EXPECT_THAT(db.query("SELECT token FROM session"), IsEmpty());
}

std::vector<std::string> namesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename());
    return names;
}

} // namespace

TEST(Backup, HoldsEveryRowAndNoSessionAndIsItsOwnersAlone) {
    const Sample sample;
    const std::string file = sample.backup({.sets = {ledger()}, .notes = {{"made", "today"}}});
    const auto backup = openBackup(file);
    expectFilled(*backup);
    const BackupContent content = readBackup(*backup);
    EXPECT_THAT(content.damage, IsEmpty());
    EXPECT_EQ(content.notes.at("made"), "today");
    EXPECT_EQ(content.rows, 6); // two accounts, two entries, two steps
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_THAT(namesIn(sample.dir.path()), testing::ElementsAre("b.backup"));
}

/// The first table takes long enough to read that the writer changes the second one meanwhile.
TEST(Backup, TakenWhileOthersWriteIsOneMoment) {
    const Sample sample;
    {
        const auto db = sample.at.open();
        Transaction tx(*db);
        for (int i = 0; i < 20'000; ++i)
            db->run("INSERT INTO account(name, holds) VALUES(?1, 0)", "other " + std::to_string(i));
        tx.commit();
    }
    std::atomic<bool> enough = false;
    std::atomic<std::int64_t> written = 0;
    std::thread writer([&] {
        const auto db = sample.at.open();
        for (std::int64_t number = 3; !enough; ++number, ++written) {
            Transaction tx(*db);
            db->run("UPDATE account SET holds = holds - 1 WHERE name = 'a'");
            db->run("INSERT INTO entry(number, said) VALUES(?1, 'moved')", number);
            db->run("UPDATE account SET holds = holds + 1 WHERE name = 'b'");
            tx.commit();
        }
    });
    for (int i = 0; i < 3; ++i) {
        const std::int64_t before = written;
        const auto backup = openBackup(sample.backup({.sets = {ledger()}, .replace = true}));
        while (written == before) // the writer was not held up: it goes on in any case
            std::this_thread::yield();
        EXPECT_EQ(sum(*backup), 100);
        const std::int64_t moved =
            backup->query("SELECT count(*) FROM entry WHERE said = 'moved'").at(0).integer(0);
        EXPECT_EQ(backup->query("SELECT holds FROM account WHERE name = 'a'").at(0).integer(0), 60 - moved);
        EXPECT_GE(moved, before);
    }
    enough = true;
    writer.join();
}

TEST(Backup, NeverReplacesAFileUnlessToldTo) {
    const Sample sample;
    const std::string file = sample.file("b.backup");
    replaceFile(file, toBytes("mine"));
    EXPECT_EQ(faultOf([&] { sample.backup(); }), Fault::BadInput);
    EXPECT_EQ(readTextFile(file), "mine");
    sample.backup({.sets = {ledger()}, .replace = true});
    expectFilled(*openBackup(file));
}

TEST(Backup, AFileThatAppearsMeanwhileStays) {
    const Sample sample;
    const std::string file = sample.file("b.backup");
    const auto race = [&](Database&) { replaceFile(file, toBytes("mine")); };
    EXPECT_EQ(faultOf([&] { sample.backup({.sets = {ledger()}, .check = race}); }), Fault::BadInput);
    EXPECT_EQ(readTextFile(file), "mine");
    EXPECT_THAT(namesIn(sample.dir.path()), SizeIs(1));
}

TEST(Backup, ThatFailsLeavesTheOlderOneAndNothingElse) {
    const Sample sample;
    sample.backup();
    const std::string older = readTextFile(sample.file("b.backup"));
    const auto refuse = [](Database&) { throw Error(Fault::StorageTampered, "not good"); };
    EXPECT_EQ(faultOf([&] { sample.backup({.sets = {ledger()}, .replace = true, .check = refuse}); }),
              Fault::StorageTampered);
    EXPECT_EQ(faultOf([&] { // the disk is full
                  sample.backup({.sets = {ledger()}, .replace = true, .options = {.maxPages = 6}});
              }),
              Fault::Storage);
    EXPECT_EQ(faultOf([&] { writeBackup(*sample.at.open(), "/nowhere/b.backup", {.sets = {ledger()}}); }),
              Fault::Storage);
    EXPECT_EQ(readTextFile(sample.file("b.backup")), older);
    EXPECT_THAT(namesIn(sample.dir.path()), SizeIs(1));
}

TEST(Backup, OfANewerProgramsDatabaseIsRefused) {
    const Sample sample;
    EXPECT_EQ(faultOf([&] { sample.backup({.sets = {ledger(1)}}); }), Fault::Configuration);
}

TEST(Backup, AChangedRowIsFoundAndLocated) {
    const Sample sample;
    {
        const auto db = sample.at.open();
        Transaction tx(*db);
        for (int number = 3; number <= 2500; ++number)
            db->run("INSERT INTO entry(number, said) VALUES(?1, 'row')", number);
        tx.commit();
    }
    const std::string file = sample.backup();
    openDatabase(file)->run("UPDATE entry SET said = 'Row' WHERE number = 1234");
    const BackupContent content = readBackup(*openBackup(file));
    ASSERT_THAT(content.damage, SizeIs(1));
    EXPECT_EQ(content.damage[0].table, "entry");
    EXPECT_EQ(content.damage[0].first, 1001);
    EXPECT_EQ(content.damage[0].last, 2000);
}

TEST(Backup, RowsAndTablesTooManyOrTooFewAreFound) {
    for (const auto& [change, table] :
         {std::pair{"DELETE FROM entry", "entry"},
          std::pair{"INSERT INTO session VALUES('u', 'a')", "session"},
          std::pair{"CREATE TABLE other(x BIGINT)", "other"}, std::pair{"DROP TABLE entry", "entry"},
          std::pair{"UPDATE backup_note SET value = 'x'", "backup_note"},
          std::pair{"DELETE FROM backup_part WHERE name = 'entry'", "entry"}}) {
        const Sample sample;
        const std::string file = sample.backup({.sets = {ledger()}, .notes = {{"made", "today"}}});
        openDatabase(file)->script(change);
        const BackupContent content = readBackup(*openBackup(file));
        ASSERT_FALSE(content.damage.empty()) << change;
        EXPECT_EQ(content.damage[0].table, table) << change;
    }
}

/// A backup with one byte of it turned either shows it or still holds every row.
TEST(Backup, NoTurnedByteGoesUnseen) {
    const Sample sample;
    const std::string whole = readTextFile(sample.backup());
    std::size_t found = 0;
    for (std::size_t at = 0; at < whole.size(); at += 37) {
        std::string turned = whole;
        turned[at] = static_cast<char>(~turned[at]);
        const std::string file = sample.file("turned");
        replaceFile(file, viewOf(turned));
        try {
            const auto backup = openBackup(file);
            if (readBackup(*backup).damage.empty())
                expectFilled(*backup);
            else
                ++found;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::FileMalformed) << at << ' ' << error.what();
            ++found;
        }
        ASSERT_FALSE(testing::Test::HasFailure()) << "byte " << at;
    }
    EXPECT_GT(found, 10U); // most of so small a file are pages that hold little
}

TEST(Backup, ThatWasCutOffIsDamaged) {
    const Sample sample;
    const std::string whole = readTextFile(sample.backup());
    for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{4096}, std::size_t{50}}) {
        const std::string file = sample.file("cut");
        replaceFile(file, viewOf(whole.substr(0, size)));
        try {
            EXPECT_THAT(readBackup(*openBackup(file)).damage, testing::Not(IsEmpty())) << size;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::FileMalformed) << size;
        }
    }
}

TEST(Backup, WhatIsNoneIsNotTakenForOne) {
    const Sample sample;
    EXPECT_EQ(faultOf([&] { openBackup(sample.file("none")); }), Fault::FileMissing);
    EXPECT_EQ(faultOf([&] { openBackup(sample.dir.path()); }), Fault::FileMissing);
    openDatabase(sample.file("other.db"))->script("CREATE TABLE entry(number BIGINT)");
    EXPECT_EQ(faultOf([&] { openBackup(sample.file("other.db")); }), Fault::FileMalformed);
}

TEST(Restore, IntoNothingBringsEveryRowBack) {
    const Sample sample;
    const std::string backup = sample.backup();
    const TestDatabase empty;
    EXPECT_EQ(Sample::restore(backup, empty.address()), "");
    const auto db = empty.open();
    expectFilled(*db);
    EXPECT_THAT(appliedMigrations(*db, "ledger"), SizeIs(2));
    EXPECT_EQ(faultOf([&] { db->run("INSERT INTO session(token, name) VALUES('u', 'nobody')"); }),
              Fault::Storage); // its rules came along
}

TEST(Restore, GoesFromEitherDatabaseIntoAFile) {
    const Sample sample;
    const std::string file = sample.file("laptop.db");
    Sample::restore(sample.backup(), file);
    expectFilled(*openDatabase(file));
}

TEST(Restore, KeepsWhatItReplaces) {
    const Sample sample;
    const std::string backup = sample.backup();
    sample.at.open()->run("INSERT INTO entry(number, said) VALUES(3, 'newer')");
    const std::string kept = Sample::restore(backup, sample.at.address());
    expectFilled(*sample.at.open());
    ASSERT_THAT(kept, HasSubstr("then"));
    const auto newer = [](Database& db, const std::string& table) {
        return db.query("SELECT said FROM " + table + " WHERE number = 3").at(0).text(0);
    };
    if (test::engineUnderTest() == test::Engine::Sqlite)
        EXPECT_EQ(newer(*openDatabase(kept), "entry"), "newer");
    else
        EXPECT_EQ(newer(*sample.at.open(), kept + ".entry"), "newer");
}

TEST(Restore, BringsAnOlderFormBackAndLetsItBeBroughtOn) {
    const Sample sample(1);
    const std::string backup = sample.backup();
    const TestDatabase empty;
    const auto bringOn = [](Database& fresh) {
        EXPECT_THAT(appliedMigrations(fresh, "ledger"), SizeIs(1));
        const TableSet set = ledger();
        migrate(fresh, set.name, set.steps, kClock);
    };
    RestoreOrder how = order();
    how.after = bringOn;
    Sample::restore(backup, empty.address(), how);
    expectFilled(*empty.open());
    EXPECT_TRUE(empty.open()->query("SELECT note FROM account").at(0).isNull(0));
}

TEST(Restore, OfANewerProgramsBackupIsRefused) {
    const Sample sample;
    const std::string backup = sample.backup();
    const TestDatabase empty;
    EXPECT_EQ(faultOf([&] { Sample::restore(backup, empty.address(), {.sets = {ledger(1)}}); }),
              Fault::Configuration);
    EXPECT_THAT(empty.open()->tables(), IsEmpty());
}

TEST(Restore, ThatIsRefusedOrFailsChangesNothing) {
    const Sample sample;
    const std::string backup = sample.backup();
    sample.at.open()->run("INSERT INTO entry(number, said) VALUES(3, 'newer')");
    const auto refuse = [](Database&) { throw Error(Fault::BadInput, "no"); };
    for (const auto when : {&RestoreOrder::before, &RestoreOrder::after}) {
        RestoreOrder how = order();
        how.*when = refuse;
        EXPECT_EQ(faultOf([&] { Sample::restore(backup, sample.at.address(), how); }), Fault::BadInput);
        const auto db = sample.at.open();
        EXPECT_EQ(db->query("SELECT said FROM entry WHERE number = 3").at(0).text(0), "newer");
        EXPECT_THAT(db->query("SELECT token FROM session"), SizeIs(1));
    }
}

TEST(Restore, IsRefusedWhileAnybodyHasTheDatabaseOpen) {
    const Sample sample;
    const std::string backup = sample.backup();
    const auto server = sample.at.open();
    EXPECT_EQ(sum(*server), 100);
    EXPECT_EQ(faultOf([&] { Sample::restore(backup, sample.at.address()); }), Fault::StorageConflict);
    server->run("INSERT INTO entry(number, said) VALUES(3, 'goes on')");
    EXPECT_THAT(server->query("SELECT token FROM session"), SizeIs(1));
}

TEST(Restore, NobodyOpensADatabaseThatIsBeingRestored) {
    const Sample sample;
    const std::string backup = sample.backup();
    std::optional<Fault> other;
    const auto look = [&](Database&) {
        other = faultOf([&] { sample.at.open({.busyTimeout = std::chrono::milliseconds{1}}); });
    };
    RestoreOrder how = order();
    how.after = look;
    Sample::restore(backup, sample.at.address(), how);
    EXPECT_THAT(other, testing::AnyOf(Fault::StorageConflict, Fault::Storage));
}

} // namespace kaomado::store
