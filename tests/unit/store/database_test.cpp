// SPDX-License-Identifier: Apache-2.0
// What every engine keeps to; run once for each (KAOMADO_TEST_DATABASE).
#include <kaomado/store/database.hpp>

#include <gtest/gtest.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

namespace kaomado::store {

using test::faultOf;
using test::TestDatabase;

namespace {

constexpr std::string_view kInsert = "INSERT INTO thing(id, name) VALUES(?1, ?2)";

struct Things : TestDatabase {
    Things() {
        db->prepareSchema();
        db->script("CREATE TABLE thing(id BIGINT PRIMARY KEY, name TEXT, data BLOB, at BIGINT)");
    }
    std::int64_t count() const { return db->query("SELECT count(*) FROM thing").at(0).integer(0); }

    std::unique_ptr<Database> db = open();
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

TEST(Database, GivesBackEveryTypeAsItWasGiven) {
    const Things at;
    const Instant moment{std::chrono::microseconds{1'700'000'000'123'456}};
    const std::string name = "辻\U000E0100 花子"; // a variation selector must survive
    const Bytes data{0x00, 0xFF, 0x00};
    constexpr std::string_view kWhole = "INSERT INTO thing VALUES(?1, ?2, ?3, ?4)";
    at.db->run(kWhole, INT64_MIN, name, data, moment);
    at.db->run(kWhole, 2, std::nullopt, Bytes{}, std::optional<Instant>{});
    at.db->run(kWhole, INT64_MAX, "", std::nullopt, -1);
    const Rows rows = at.db->query("SELECT * FROM thing ORDER BY id");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].integer(0), INT64_MIN);
    EXPECT_EQ(rows[0].text(1), name);
    EXPECT_EQ(rows[0].blob(2), data);
    EXPECT_EQ(rows[0].instant(3), moment);
    EXPECT_TRUE(rows[1].isNull(1));
    EXPECT_TRUE(rows[1].blob(2).empty());
    EXPECT_TRUE(rows[1].isNull(3));
    EXPECT_EQ(rows[2].integer(0), INT64_MAX);
    EXPECT_EQ(rows[2].text(1), "");
    EXPECT_TRUE(rows[2].isNull(2));
    EXPECT_EQ(rows[2].integer(3), -1);
}

TEST(Database, GivesIntegersForWhatIsCountedComparedAndCast) {
    const Things at;
    at.db->run(kInsert, 4, "a");
    at.db->run(kInsert, 5, "a");
    const Row row =
        at.db->query("SELECT count(*), max(id), CAST(sum(id) AS BIGINT), min(id) < 5, max(at) FROM thing")
            .at(0);
    EXPECT_EQ(row.integer(0), 2);
    EXPECT_EQ(row.integer(1), 5);
    EXPECT_EQ(row.integer(2), 9);
    EXPECT_EQ(row.integer(3), 1);
    EXPECT_TRUE(row.isNull(4));
}

TEST(Database, RefusesAColumnOfAnotherTypeThanAskedFor) {
    const Things at;
    at.db->run(kInsert, 1, "a");
    const Row row = at.db->query("SELECT id, name FROM thing").at(0);
    EXPECT_EQ(faultOf([&] { row.text(0); }), Fault::Storage);
    EXPECT_EQ(faultOf([&] { row.integer(2); }), Fault::Storage);
}

TEST(Database, TreatsAParameterAsAValueNeverAsSql) {
    const Things at;
    at.db->run(kInsert, 1, "'; DROP TABLE thing; --");
    EXPECT_EQ(at.count(), 1);
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 2); }), Fault::Storage); // one parameter too few
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 2, "a", 3); }), Fault::Storage);
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 2, std::string("a\0b", 3)); }), Fault::BadInput);
}

TEST(Database, KnowsAParameterFromTheSameCharactersInATextANameOrAComment) {
    const Things at;
    const Row row =
        at.db
            ->query("SELECT '?1', CAST(?2 AS TEXT), 'it''s ?3' /* ?4 */, CAST(?1 AS TEXT) AS \"?5\" -- ?6",
                    "one", "two")
            .at(0);
    EXPECT_EQ(row.text(0), "?1");
    EXPECT_EQ(row.text(1), "two");
    EXPECT_EQ(row.text(2), "it's ?3");
    EXPECT_EQ(row.text(3), "one");
}

TEST(Database, TakesMoreThanNineParametersAndOneOfThemTwice) {
    const Things at;
    at.db->run(
        "INSERT INTO thing(id, name) VALUES(?1, ?2), (?3, ?2), (?4, ?5), (?6, ?7), (?8, ?9), (?10, ?11)", 1,
        "a", 2, 3, "c", 4, "d", 5, "e", 6, "f");
    EXPECT_EQ(at.db->query("SELECT name FROM thing ORDER BY id LIMIT ?1", 2).back().text(0), "a");
    EXPECT_EQ(at.db->query("SELECT name FROM thing WHERE id = ?1", 6).at(0).text(0), "f");
}

TEST(Database, TellsHowManyRowsWereChanged) {
    const Things at;
    EXPECT_EQ(at.db->run(kInsert, 1, "a"), 1);
    EXPECT_EQ(at.db->run("INSERT INTO thing(id, name) VALUES(2, 'b'), (3, 'b')"), 2);
    EXPECT_EQ(at.db->run("UPDATE thing SET name = ?1 WHERE name = ?2", "c", "b"), 2);
    EXPECT_EQ(at.db->run("DELETE FROM thing WHERE id = ?1", 9), 0);
    EXPECT_EQ(at.db->run("INSERT INTO thing(id) VALUES(1) ON CONFLICT (id) DO NOTHING"), 0);
    EXPECT_EQ(at.db
                  ->query("INSERT INTO thing(id) VALUES(1) ON CONFLICT (id) DO UPDATE SET name = ?1"
                          " RETURNING name",
                          "new")
                  .at(0)
                  .text(0),
              "new");
}

TEST(Database, CallsAKeyThatIsThereAConflictAndTellsNoValue) {
    const Things at;
    at.db->run("CREATE UNIQUE INDEX thing_name ON thing(name)");
    at.db->run(kInsert, 1, "a");
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 1, "b"); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 2, "a"); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { at.db->run("INSERT INTO nowhere VALUES(1)"); }), Fault::Storage);
    at.db->run(kInsert, 3, "secret-name");
    const std::string detail = detailOf([&] { at.db->run(kInsert, 4, "secret-name"); });
    EXPECT_EQ(detail.find("secret-name"), std::string::npos) << detail;
}

TEST(Database, StopsWhenTheVisitorHasSeenEnough) {
    const Things at;
    for (int i = 0; i < 5; ++i)
        at.db->run(kInsert, i, "x");
    int seen = 0;
    const auto all = at.db->prepare("SELECT id FROM thing ORDER BY id");
    all->forEach([&](const Row&) { return ++seen < 2; });
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(all->query().size(), 5U); // usable again
}

TEST(Database, GoesOnAfterAVisitorThatThrew) {
    const Things at;
    at.db->run(kInsert, 1, "x");
    at.db->run(kInsert, 2, "x");
    const auto all = at.db->prepare("SELECT id FROM thing");
    EXPECT_EQ(
        faultOf([&] { all->forEach([](const Row&) -> bool { throw Error(Fault::BadInput, "seen"); }); }),
        Fault::BadInput);
    EXPECT_EQ(at.count(), 2);
}

TEST(Database, IsNotUsedInsideAVisitor) {
    const Things at;
    at.db->run(kInsert, 1, "x");
    const auto all = at.db->prepare("SELECT id FROM thing");
    EXPECT_EQ(faultOf([&] { all->forEach([&](const Row&) { return at.count() > 0; }); }), Fault::Internal);
    EXPECT_EQ(at.count(), 1);
}

TEST(Transaction, UndoesEverythingThatWasNotCommitted) {
    const Things at;
    {
        Transaction tx(*at.db);
        at.db->run(kInsert, 1, "a");
    }
    EXPECT_EQ(at.count(), 0);
    Transaction tx(*at.db);
    at.db->run(kInsert, 2, "b");
    tx.commit();
    EXPECT_EQ(at.count(), 1);
    EXPECT_EQ(faultOf([&] { tx.commit(); }), Fault::Internal);
}

TEST(Database, KnowsItsTables) {
    const Things at;
    EXPECT_TRUE(at.db->hasTable("thing"));
    EXPECT_FALSE(at.db->hasTable("another"));
}

TEST(Transaction, UndoesATableToo) {
    const Things at;
    {
        Transaction tx(*at.db);
        at.db->script("CREATE TABLE another(x BIGINT)");
    }
    EXPECT_EQ(faultOf([&] { at.db->query("SELECT x FROM another"); }), Fault::Storage);
}

TEST(Transaction, InsideAnotherIsUndoneAlone) {
    const Things at;
    Transaction outer(*at.db);
    at.db->run(kInsert, 1, "kept");
    {
        Transaction inner(*at.db);
        at.db->run(kInsert, 2, "undone");
    }
    {
        Transaction inner(*at.db);
        at.db->run(kInsert, 3, "kept");
        inner.commit();
    }
    outer.commit();
    EXPECT_EQ(at.db->query("SELECT id FROM thing ORDER BY id").back().integer(0), 3);
    EXPECT_EQ(at.count(), 2);
}

TEST(Transaction, WithAFailedStatementCanOnlyBeUndone) {
    const Things at;
    at.db->run(kInsert, 1, "old");
    {
        Transaction tx(*at.db);
        at.db->run(kInsert, 2, "new");
        EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 1, "again"); }), Fault::StorageConflict);
        EXPECT_EQ(faultOf([&] { at.count(); }), Fault::Storage);
        EXPECT_EQ(faultOf([&] { tx.commit(); }), Fault::Storage);
    }
    EXPECT_EQ(at.count(), 1);
}

TEST(Transaction, LosesToAFailureOnlyTheSavepointItHappenedIn) {
    const Things at;
    Transaction outer(*at.db);
    at.db->run(kInsert, 1, "a");
    {
        const Transaction inner(*at.db);
        EXPECT_EQ(faultOf([&] { at.db->run(kInsert, 1, "again"); }), Fault::StorageConflict);
    }
    at.db->run(kInsert, 2, "b");
    outer.commit();
    EXPECT_EQ(at.count(), 2);
}

TEST(Transaction, IsStillThereAfterTheProcessThatCommittedWasKilled) {
    const Things at;
    const pid_t child = ::fork();
    if (child == 0) {
        const auto db = at.open();
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
    const Rows rows = at.open()->query("SELECT id FROM thing");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].integer(0), 1);
}

TEST(Transaction, ThatHoldsANameOrATableIsWaitedForAndAtLastGivenUp) {
    const Things at;
    const auto other = at.open({.busyTimeout = std::chrono::milliseconds{50}});
    const std::vector<std::function<void(Transaction&)>> holds{
        [](Transaction& tx) { tx.hold("log of a city"); },
        [](Transaction& tx) { tx.holdTable("thing"); },
    };
    for (const auto& hold : holds) {
        const auto attempt = [&] {
            Transaction tx(*other);
            hold(tx);
            other->run(kInsert, 1, "late");
        };
        {
            Transaction tx(*at.db);
            hold(tx);
            EXPECT_EQ(other->query("SELECT id FROM thing").size(), 0U); // reading goes on
            EXPECT_EQ(faultOf(attempt), Fault::Storage);
        }
        EXPECT_EQ(faultOf(attempt), std::nullopt);
    }
}

TEST(Transaction, HeldByNameLetsNobodyComeBetweenReadingAndWriting) {
    const Things at;
    constexpr int kThreads = 4;
    constexpr int kEach = 10;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&] {
            const auto db = at.open({.busyTimeout = std::chrono::seconds{60}});
            for (int j = 0; j < kEach; ++j) {
                Transaction tx(*db);
                tx.hold("numbers");
                const std::int64_t next = db->query("SELECT count(*) FROM thing").at(0).integer(0);
                db->run(kInsert, next, "x");
                tx.commit();
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(at.count(), kThreads * kEach);
    EXPECT_EQ(at.db->query("SELECT max(id) FROM thing").at(0).integer(0), kThreads * kEach - 1);
}

} // namespace kaomado::store
