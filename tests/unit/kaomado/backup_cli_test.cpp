// SPDX-License-Identifier: Apache-2.0
// kaomado db backup and restore, as programs, on the engine under test.
#include <kaomado/base/text_file.hpp>
#include <kaomado/counter/case_list.hpp>
#include <kaomado/counter/event_log.hpp>
#include <kaomado/counter/person_store.hpp>
#include <kaomado/procedure/event_json.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <support/database/test_database.hpp>
#include <sys/stat.h>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
using counter::CaseKey;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const SystemClock kClock;
constexpr int kWouldLose = 2;

procedure::Event event(std::uint64_t sequence) {
    const Instant at = std::chrono::sys_days(2026y / 11 / 23);
    if (sequence == 1)
        return {1, at, procedure::Officer("hanako"), procedure::CaseOpened{"P04", "2026", {}, std::nullopt}};
    return {sequence, at, procedure::Officer("hanako"), procedure::StepStarted{"S16_lock", {}, false, false}};
}

/// A database with one case, its person's name, and the folder of its keys.
class BackupCli : public testing::Test {
protected:
    BackupCli() {
        const auto db = database_.open();
        counter::migrateTables(*db, kClock);
        add(*db, "C1", 1);
        counter::PersonStore(*db, data_ / "keys").put({"99999", "C1"}, {{"name", "見本　花子"}});
    }
    static void add(store::Database& db, const std::string& id, std::uint64_t sequence) {
        counter::CaseStore(db, counter::Placing::WithAppend)
            .append({"99999", id}, sequence - 1, {event(sequence)});
    }
    Finished db(const std::string& task, const std::string& file, const Arguments& more = {},
                const std::string& address = {}) const {
        Arguments all{KAOMADO,  "db",         task,
                      file,     "--database", address.empty() ? database_.address() : address,
                      "--data", data_.path()};
        all.insert(all.end(), more.begin(), more.end());
        return run(all, {}, {{"LC_ALL", "en_US.UTF-8"}});
    }
    std::string backup() const {
        const Finished made = db("backup", file_);
        EXPECT_EQ(made.exitCode, 0) << made.err;
        return file_;
    }
    static json jsonOf(const Finished& finished) { return json::parse(finished.out); }
    static std::size_t events(const std::string& address) {
        return counter::CaseStore(*store::openDatabase(address)).read({"99999", "C1"}).size();
    }

    TestDatabase database_;
    TempDir data_, dir_;
    std::string file_ = dir_ / "b.backup";
};

TEST_F(BackupCli, TellsTheRootOfTheLogAndWhatIsNotInside) {
    const std::string root = toHex(counter::EventLog(*database_.open(), "99999").tree().root);
    const Finished made = db("backup", file_);
    ASSERT_EQ(made.exitCode, 0) << made.err;
    EXPECT_THAT(made.out, AllOf(HasSubstr(root), HasSubstr("It holds no keys"),
                                HasSubstr("person-99999.key opens the personal attributes of 1 cases")));
    const json told = jsonOf(db("backup", file_, {"--force", "--json"}));
    EXPECT_EQ(told.at("logs").at(0).at("root"), root);
    EXPECT_EQ(told.at("bytes"), std::filesystem::file_size(file_));
    EXPECT_THAT(readTextFile(file_), Not(HasSubstr("見本　花子")));
}

TEST_F(BackupCli, GoesFromAnyDatabaseIntoAFreshFileThatAnAuditorAccepts) {
    const std::string fresh = dir_ / "fresh.db";
    const Finished restored = db("restore", backup(), {}, fresh);
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_THAT(restored.out, HasSubstr("Restored: " + fresh));
    EXPECT_EQ(events(fresh), 1U);
    EXPECT_EQ(run({KAOMADO, "audit", "verify", "--database", fresh}).exitCode, 0);
    const auto at = store::openDatabase(fresh);
    EXPECT_TRUE(counter::PersonStore(*at, data_ / "keys").get({"99999", "C1"}).has_value());
    EXPECT_EQ(at->query("SELECT count(*) FROM case_list").at(0).integer(0), 1);
}

TEST_F(BackupCli, AFileThatIsThereStaysUnlessForced) {
    const std::string first = readTextFile(backup());
    const Finished refused = db("backup", file_);
    EXPECT_EQ(refused.exitCode, 64);
    EXPECT_THAT(refused.err, HasSubstr("there is such a file already"));
    EXPECT_EQ(readTextFile(file_), first);
    EXPECT_EQ(db("backup", file_, {"--force"}).exitCode, 0);
}

TEST_F(BackupCli, TheDatabaseIsNoTargetAndAPathThatIsNotThereNoSource) {
    if (engineUnderTest() == Engine::Sqlite) {
        EXPECT_EQ(db("backup", database_.address(), {"--force"}).exitCode, 64);
        EXPECT_EQ(events(database_.address()), 1U);
    }
    const std::string nowhere = dir_ / "nowhere.db";
    EXPECT_EQ(db("backup", file_, {}, nowhere).exitCode, 66);
    EXPECT_FALSE(std::filesystem::exists(nowhere));
    EXPECT_EQ(db("backup", "/nowhere/b.backup").exitCode, 74);
    store::openDatabase(nowhere);
    EXPECT_EQ(db("backup", file_, {}, nowhere).exitCode, 78);
}

TEST_F(BackupCli, ALogThatDoesNotHoldIsNoBackupAndIsLocated) {
    const std::string good = readTextFile(backup());
    database_.open()->run("UPDATE event SET body = replace(body, 'hanako', 'jiro')");
    const Finished refused = db("backup", file_, {"--force"});
    EXPECT_EQ(refused.exitCode, 65);
    EXPECT_THAT(refused.out, HasSubstr("place 0 (case C1, event 1)"));
    EXPECT_EQ(readTextFile(file_), good);
}

TEST_F(BackupCli, ADamagedBackupIsLocatedAndChangesNothing) {
    store::openDatabase(backup())->run("UPDATE person SET nonce = sealed");
    const std::string fresh = dir_ / "fresh.db";
    const Finished refused = db("restore", file_, {"--force"}, fresh);
    EXPECT_EQ(refused.exitCode, 65);
    EXPECT_THAT(refused.out, HasSubstr("table person, rows 1 to 1"));
    EXPECT_FALSE(std::filesystem::exists(fresh));
    std::filesystem::resize_file(file_, std::filesystem::file_size(file_) / 2);
    EXPECT_EQ(db("restore", file_, {}, fresh).exitCode, 65);
    EXPECT_EQ(db("restore", dir_ / "none").exitCode, 66);
}

TEST_F(BackupCli, NewerEventsAreToldAndOnlyForceReplacesThem) {
    backup();
    add(*database_.open(), "C1", 2);
    for (const Arguments& how : {Arguments{}, Arguments{"--dry-run"}}) {
        const Finished refused = db("restore", file_, how);
        EXPECT_EQ(refused.exitCode, kWouldLose) << refused.err;
        EXPECT_THAT(refused.out, AllOf(HasSubstr("1 events of 1 cases are not in the backup"),
                                       HasSubstr("2026-11-23T00:00:00"), HasSubstr("--force")));
        EXPECT_EQ(events(database_.address()), 2U);
    }
    const Finished forced = db("restore", file_, {"--force", "--json"});
    ASSERT_EQ(forced.exitCode, 0) << forced.err;
    EXPECT_EQ(events(database_.address()), 1U);
    const std::string kept = jsonOf(forced).at("kept");
    if (engineUnderTest() == Engine::Sqlite)
        EXPECT_EQ(events(kept), 2U);
    else
        EXPECT_EQ(database_.open()->query("SELECT count(*) FROM " + kept + ".event").at(0).integer(0), 2);
}

TEST_F(BackupCli, WithoutLossItIsRestoredAtOnceAndTheKeptOneNamed) {
    backup();
    EXPECT_THAT(db("restore", file_, {"--dry-run"}).out, HasSubstr("Nothing would be lost"));
    const Finished restored = db("restore", file_);
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_THAT(restored.out, HasSubstr("replaced"));
    EXPECT_EQ(events(database_.address()), 1U);
}

TEST_F(BackupCli, ShowsNoPasswordThatStandsInAnAddress) {
    const auto doctor = [&](const std::string& address) {
        return run({KAOMADO, "doctor", "--data", data_.path(), "--database", address}, {},
                   {{"LC_ALL", "en_US.UTF-8"}})
            .out;
    };
    EXPECT_THAT(doctor("postgresql://kaomado:tsubame@nowhere.invalid/db?connect_timeout=1"),
                AllOf(HasSubstr("✗ database"), Not(HasSubstr("tsubame"))));
    if (engineUnderTest() == Engine::Sqlite)
        return;
    backup();
    const std::string address = database_.address() + "&password=tsubame";
    const Finished restored = db("restore", file_, {}, address);
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_THAT(restored.out, AllOf(HasSubstr("Restored: postgresql://"), Not(HasSubstr("tsubame"))));
    EXPECT_THAT(doctor(address), AllOf(HasSubstr("✓ database: opens"), Not(HasSubstr("tsubame"))));
}

TEST_F(BackupCli, ErasedAttributesThatComeBackAreTold) {
    backup();
    counter::PersonStore(*database_.open(), data_ / "keys").erase({"99999", "C1"});
    const Finished restored = db("restore", file_);
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_THAT(restored.out, HasSubstr("run kaomado db retention afterwards"));
}

TEST_F(BackupCli, ADatabaseThatSomebodyHasOpenIsLeftAloneEvenByForce) {
    backup();
    const auto server = database_.open();
    EXPECT_EQ(server->query("SELECT count(*) FROM event").at(0).integer(0), 1);
    const Finished refused = db("restore", file_, {"--force"});
    EXPECT_EQ(refused.exitCode, 75);
    EXPECT_THAT(refused.err, HasSubstr("Stop the counter server"));
    add(*server, "C1", 2);
    EXPECT_EQ(events(database_.address()), 2U);
}

TEST_F(BackupCli, SaysWhenTheKeyIsNotHere) {
    backup();
    std::filesystem::remove_all(data_ / "keys");
    const Finished restored = db("restore", file_);
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_THAT(restored.out, HasSubstr("cannot be read until"));
    const json told = jsonOf(db("restore", file_, {"--dry-run", "--json"}));
    EXPECT_EQ(told.at("keys").at(0).at("opens"), false);
    EXPECT_EQ(told.at("keys").at(0).at("cases"), 1);
}

/// Before there were lists of cases: the tables as the third step left them.
TEST_F(BackupCli, AnOlderFormIsBackedUpAsItIsAndComesBackInTheNewest) {
    const TestDatabase older;
    {
        const auto db = older.open();
        const std::vector<store::Migration> steps = counter::tableSteps();
        store::migrate(*db, counter::kTableSet, std::span(steps).first(3), kClock);
        db->run("INSERT INTO event(municipality, case_id, seq, body) VALUES('99999', 'C1', 1, ?1)",
                procedure::toJson(event(1)));
        db->run("INSERT INTO log_waiting(municipality, case_id, seq, at_us) VALUES('99999', 'C1', 1, 0)");
    }
    ASSERT_EQ(db("backup", file_, {}, older.address()).exitCode, 0);
    const TestDatabase fresh;
    const Finished restored = db("restore", file_, {}, fresh.address());
    ASSERT_EQ(restored.exitCode, 0) << restored.err;
    EXPECT_EQ(events(fresh.address()), 1U);
    EXPECT_EQ(fresh.open()->query("SELECT procedure_id FROM case_list").at(0).text(0), "P04");
    EXPECT_EQ(store::appliedMigrations(*fresh.open(), counter::kTableSet).size(),
              counter::tableSteps().size());
}

TEST_F(BackupCli, ExplainsKeysAndExitCodesInJapanese) {
    for (const char* task : {"backup", "restore"}) {
        const Finished help = run({KAOMADO, "db", task, "--help"}, {}, {{"LC_ALL", "ja_JP.UTF-8"}});
        EXPECT_EQ(help.exitCode, 0);
        EXPECT_THAT(help.out, AllOf(HasSubstr("鍵"), HasSubstr("終了コード"))) << task;
    }
    EXPECT_EQ(run({KAOMADO, "db", "backup", file_}).exitCode, 64); // which database?
}

} // namespace
} // namespace kaomado::test
