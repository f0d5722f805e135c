// SPDX-License-Identifier: Apache-2.0
// What is PostgreSQL's own: the server at the other end of a connection that may break at any moment.
#include <kaomado/base/text_file.hpp>
#include <kaomado/store/database.hpp>

#include <gtest/gtest.h>
#include <support/database/missing_standby.hpp>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

namespace kaomado::store {

using test::faultOf;
using test::MissingStandby;
using test::postgresServer;
using test::PostgresServer;

namespace {

constexpr std::string_view kInsert = "INSERT INTO thing(id, name) VALUES(?1, ?2)";

/// A schema of the test's own, whatever engine the run is about.
struct Things {
    Things() {
        const std::string schema = "t" + toHex(randomBytes(8));
        admin->script("CREATE SCHEMA " + schema);
        address = postgresServer().address("&options=-csearch_path%3D" + schema);
        db = open();
        db->script("CREATE TABLE thing(id BIGINT PRIMARY KEY, name TEXT)");
    }
    std::unique_ptr<Database> open() const { return openDatabase(address); }
    std::int64_t count() const { return open()->query("SELECT count(*) FROM thing").at(0).integer(0); }

    static std::int64_t sessionOf(Database& session) {
        return session.query("SELECT pg_backend_pid()").at(0).integer(0);
    }
    /// The server ends the session, as when it is shut down or its machine changes.
    void end(std::int64_t session) const {
        admin->query("SELECT pg_terminate_backend(CAST(?1 AS INT), 20000)", session);
    }
    void endSession() const { end(sessionOf(*db)); }

    std::unique_ptr<Database> admin = openDatabase(postgresServer().address());
    std::string address;
    std::unique_ptr<Database> db;
};

std::string detailOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "no fault";
}

} // namespace

TEST(OpenPostgres, RefusesAnAddressItCannotReadAndDoesNotRepeatItsPassword) {
    const auto open = [] { openDatabase("postgresql://clerk:hushhush@[host/kaomado"); };
    EXPECT_EQ(faultOf(open), Fault::Configuration);
    EXPECT_EQ(detailOf(open).find("hushhush"), std::string::npos);
    EXPECT_EQ(faultOf([] { openDatabase("postgresql://localhost/kaomado?no_such_word=1"); }),
              Fault::Configuration);
}

TEST(OpenPostgres, FailsWhenNobodyAnswersOrTheDatabaseIsMissing) {
    EXPECT_EQ(faultOf([] { openDatabase("postgresql:///kaomado?host=/nowhere"); }), Fault::Storage);
    EXPECT_EQ(faultOf([] {
                  openDatabase("postgresql:///nothing?user=kaomado&host=" + postgresServer().socketFolder());
              }),
              Fault::Storage);
}

TEST(OpenPostgres, TakesTheServerOfSeveralThatCanBeWrittenTo) {
    const std::string hosts = "/nowhere," + postgresServer().socketFolder();
    const auto db = openDatabase("postgresql:///postgres?user=kaomado&host=" + hosts);
    EXPECT_EQ(db->query("SELECT 1").at(0).integer(0), 1);
    EXPECT_EQ(faultOf([&] { openDatabase(postgresServer().address("&target_session_attrs=standby")); }),
              Fault::Storage);
}

TEST(OpenPostgres, RefusesAServerThatWouldLoseWhatItConfirmed) {
    const PostgresServer careless(std::map<std::string, std::string>{{"fsync", "off"}});
    EXPECT_EQ(faultOf([&] { openDatabase(careless.address()); }), Fault::Configuration);
}

TEST(OpenPostgres, RefusesADatabaseThatWouldDamageNames) {
    const Things at;
    at.admin->script("DROP DATABASE IF EXISTS latin");
    at.admin->script(
        "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
    EXPECT_EQ(faultOf([&] {
                  openDatabase("postgresql:///latin?user=kaomado&host=" + postgresServer().socketFolder());
              }),
              Fault::Configuration);
}

TEST(Postgres, WaitsForTheDiskWhateverTheServersDefaultIs) {
    const Things at;
    const auto lax = openDatabase(at.address + "%20-csynchronous_commit%3Doff%20-cstatement_timeout%3D1");
    EXPECT_EQ(lax->query("SHOW synchronous_commit").at(0).text(0), "on");
    EXPECT_EQ(lax->query("SHOW statement_timeout").at(0).text(0), "0");
}

TEST(Postgres, TellsNoValueThatAColumnRefused) {
    const Things at;
    const std::string detail = detailOf([&] { at.db->run(kInsert, "secret-text", "x"); });
    EXPECT_EQ(detail.find("secret-text"), std::string::npos) << detail;
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 1, "\xFF\xFE"); }), Fault::BadInput); // no UTF-8
}

TEST(Postgres, RefusesATypeThatIsNotOursAndSaysWhatHelps) {
    const Things at;
    EXPECT_NE(
        detailOf([&] { at.db->query("SELECT sum(id) FROM thing UNION ALL SELECT 1.5"); }).find("BIGINT"),
        std::string::npos);
}

TEST(Postgres, BeginsOnANewConnectionWhenTheOldOneBrokeInAPause) {
    const Things at;
    at.db->run(kInsert, 1, "before");
    at.endSession();
    Transaction tx(*at.db);
    at.db->run(kInsert, 2, "after"); // a statement that the old connection had prepared
    tx.commit();
    EXPECT_EQ(at.count(), 2);
}

TEST(Postgres, ReadsOnANewConnectionWhenTheOldOneBrokeInAPause) {
    const Things at;
    at.db->run(kInsert, 1, "before");
    at.endSession();
    EXPECT_EQ(at.db->query("SELECT name FROM thing").at(0).text(0), "before");
}

TEST(Postgres, CommitsATransactionInWhichNothingWasDone) {
    const Things at;
    EXPECT_EQ(faultOf([&] { Transaction(*at.db).commit(); }), std::nullopt);
    at.db->run(kInsert, 1, "a transaction of its own");
    EXPECT_EQ(at.count(), 1);
}

TEST(Postgres, BeginsATransactionWhateverIsDoneFirstInIt) {
    const Things at;
    const auto all = at.db->prepare("SELECT id FROM thing");
    const std::vector<std::function<void()>> firsts{
        [&] { at.db->run(kInsert, 1, "a"); },
        [&] { at.db->script("INSERT INTO thing VALUES(1, 'a')"); },
        [&] { all->forEach([](const Row&) { return true; }); },
        [&] { const Transaction inner(*at.db); },
        [&] { faultOf([&] { at.db->run(kInsert, "no number", "a"); }); },
    };
    for (const auto& first : firsts) {
        {
            const Transaction undone(*at.db);
            first();
            faultOf([&] { at.db->run(kInsert, 2, "b"); });
        }
        EXPECT_EQ(at.count(), 0);
    }
}

TEST(Postgres, UndoesATransactionWhoseConnectionBrokeAndGoesOnAfterIt) {
    const Things at;
    {
        Transaction tx(*at.db);
        at.db->run(kInsert, 1, "lost");
        at.endSession();
        EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 2, "lost"); }), Fault::Storage);
        EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 3, "lost"); }), Fault::Storage);
        EXPECT_EQ(faultOf([&] { tx.commit(); }), Fault::Storage);
    }
    EXPECT_EQ(at.count(), 0);
    at.db->run(kInsert, 4, "kept");
    EXPECT_EQ(at.count(), 1);
}

TEST(Postgres, CallsALoneWriteUnknownWhenTheConnectionBreaksInIt) {
    const Things at;
    at.db->run(kInsert, 1, "before");
    at.endSession();
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 2, "perhaps"); }), Fault::StorageUnknown);
}

TEST(Postgres, CallsACommitUnknownThatTheServerDidNotLiveToDo) {
    const Things at;
    at.db->script(
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(20); RETURN NULL; END';"
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON thing DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION die()");
    EXPECT_EQ(faultOf([&] {
                  Transaction tx(*at.db);
                  at.db->run(kInsert, 1, "a");
                  tx.commit();
              }),
              Fault::StorageUnknown);
    EXPECT_EQ(at.count(), 0);
}

namespace {
/// The fault of a commit to which somebody does something while it waits for the standby.
std::optional<Fault> disturbedCommit(const Things& at, const std::string& disturb) {
    MissingStandby standby;
    const std::int64_t session = Things::sessionOf(*at.db);
    auto fault = std::async(std::launch::async, [&] {
        return faultOf([&] {
            Transaction tx(*at.db);
            at.db->run(kInsert, 1, "a");
            tx.commit();
        });
    });
    EXPECT_TRUE(standby.isWaitedFor());
    at.admin->query("SELECT " + disturb + "(CAST(?1 AS INT))", session);
    return fault.get();
}
} // namespace

TEST(Postgres, CallsACommitUnknownWhoseAnswerWasLost) {
    const Things at;
    EXPECT_EQ(disturbedCommit(at, "pg_terminate_backend"), Fault::StorageUnknown);
    EXPECT_EQ(at.count(), 1); // it had happened
}

TEST(Postgres, CallsACommitUnknownThatStoppedWaitingForItsStandby) {
    const Things at;
    EXPECT_EQ(disturbedCommit(at, "pg_cancel_backend"), Fault::StorageUnknown); // the server says COMMIT
    EXPECT_EQ(at.count(), 1);
}

TEST(Postgres, CallsACommitRefusedByTheServerUndone) {
    const Things at;
    at.db->script("ALTER TABLE thing ADD CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
    EXPECT_EQ(faultOf([&] {
                  Transaction tx(*at.db);
                  at.db->run(kInsert, 1, "a");
                  at.db->run(kInsert, 2, "a");
                  tx.commit();
              }),
              Fault::StorageConflict);
    EXPECT_EQ(at.count(), 0);
}

TEST(Postgres, LetsTransactionsRunSideBySide) {
    const Things at;
    const auto other = at.open();
    Transaction one(*at.db);
    at.db->run(kInsert, 1, "a");
    {
        Transaction two(*other);
        other->run(kInsert, 2, "b");
        two.commit(); // without waiting for the first
    }
    one.commit();
    EXPECT_EQ(at.count(), 2);
}

TEST(Postgres, SolvesADeadlockByAConflictForOneOfTheTwo) {
    const Things at;
    at.db->script("INSERT INTO thing VALUES(1, 'a'), (2, 'b')");
    const auto change = [&](Database& db, std::int64_t first, std::int64_t second, const auto& between) {
        return faultOf([&] {
            Transaction tx(db);
            db.run("UPDATE thing SET name = 'x' WHERE id = ?1", first);
            between();
            db.run("UPDATE thing SET name = 'x' WHERE id = ?1", second);
            tx.commit();
        });
    };
    std::promise<void> taken;
    std::promise<void> otherTaken;
    auto other = std::async(std::launch::async, [&] {
        const auto db = at.open();
        return change(*db, 2, 1, [&] {
            otherTaken.set_value();
            taken.get_future().wait();
        });
    });
    const auto mine = change(*at.db, 1, 2, [&] {
        taken.set_value();
        otherTaken.get_future().wait();
    });
    const auto his = other.get();
    EXPECT_EQ((mine == Fault::StorageConflict) + (his == Fault::StorageConflict), 1);
    EXPECT_EQ((mine == std::nullopt) + (his == std::nullopt), 1);
}

TEST(Postgres, LeavesNoByteOfWhatWasDeletedInItsTablesAfterAPurge) {
    const Things at;
    const std::string trace = "to-be-forgotten-entirely";
    at.db->run(kInsert, 1, trace);
    at.db->run(kInsert, 2, "kept");
    const auto found = [&] {
        at.admin->script("CHECKPOINT");
        const auto files =
            std::filesystem::recursive_directory_iterator(postgresServer().dataFolder() / "base");
        return std::ranges::count_if(files, [&](const auto& entry) {
            return entry.is_regular_file() &&
                   readTextFile(entry.path(), 64U << 20U).find(trace) != std::string::npos;
        });
    };
    ASSERT_GT(found(), 0);
    at.db->run("DELETE FROM thing WHERE id = ?1", 1);
    at.db->purgeDeleted("thing");
    EXPECT_EQ(found(), 0);
    EXPECT_EQ(at.count(), 1);
}

TEST(Postgres, KeepsEveryAcknowledgedRowWhenItsServerIsKilled) {
    PostgresServer server;
    openDatabase(server.address())->script("CREATE TABLE thing(id BIGINT PRIMARY KEY, name TEXT)");
    constexpr std::int64_t kWriters = 3;
    std::atomic<int> written{0};
    std::atomic<std::int64_t> acknowledged[kWriters]{};
    std::vector<std::thread> writers;
    for (std::int64_t who = 0; who < kWriters; ++who)
        writers.emplace_back([&, who] {
            try {
                const auto db = openDatabase(server.address());
                for (std::int64_t i = 0;; ++i) {
                    Transaction tx(*db);
                    db->run(kInsert, i * kWriters + who, "x");
                    tx.commit();
                    acknowledged[who] = i + 1;
                    ++written;
                }
            } catch (const Error&) {
                return; // the server is gone
            }
        });
    ASSERT_TRUE(test::soon([&] { return written >= 100; }));
    server.kill();
    for (std::thread& writer : writers)
        writer.join();
    server.start();
    const auto db = openDatabase(server.address());
    for (std::int64_t who = 0; who < kWriters; ++who)
        for (std::int64_t i = 0; i < acknowledged[who]; ++i)
            EXPECT_EQ(db->query("SELECT id FROM thing WHERE id = ?1", i * kWriters + who).size(), 1U)
                << "row " << i << " of writer " << who;
}

} // namespace kaomado::store
