// SPDX-License-Identifier: Apache-2.0
#include <kaomado/store/writer.hpp>

#include <gtest/gtest.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>

#include <future>
#include <latch>

namespace kaomado::store {

using test::faultOf;
using test::TestDatabase;

namespace {

struct Things : TestDatabase {
    Things() {
        db->script("CREATE TABLE thing(id BIGINT PRIMARY KEY,"
                   " parent BIGINT REFERENCES thing(id) DEFERRABLE INITIALLY DEFERRED)");
    }
    std::int64_t count() const { return db->query("SELECT count(*) FROM thing").at(0).integer(0); }

    std::unique_ptr<Database> db = open();
};

Writer::Work inserting(std::int64_t id, std::optional<std::int64_t> parent = {}) {
    return [=](Database& db) { db.run("INSERT INTO thing(id, parent) VALUES(?1, ?2)", id, parent); };
}

/// Hands over all pieces while the writer is held up by an earlier one, so that they meet in one commit.
/// @return the fault of each
std::vector<std::optional<Fault>> writtenTogether(GroupWriter& writer,
                                                  const std::vector<Writer::Work>& pieces) {
    std::latch begun{1};
    std::latch goOn{1};
    auto first = std::async(std::launch::async, [&] {
        writer.write([&](Database&) {
            begun.count_down();
            goOn.wait();
        });
    });
    begun.wait();
    std::vector<std::future<std::optional<Fault>>> answers;
    for (const Writer::Work& piece : pieces) {
        answers.push_back(
            std::async(std::launch::async, [&] { return faultOf([&] { writer.write(piece); }); }));
        while (writer.counts().waiting < answers.size()) // the order of the pieces is the order of the list
            std::this_thread::yield();
    }
    goOn.count_down();
    first.get();
    std::vector<std::optional<Fault>> faults;
    for (auto& answer : answers)
        faults.push_back(answer.get());
    return faults;
}

} // namespace

TEST(DirectWriter, CommitsWhatTheWorkDidOrUndoesIt) {
    const Things at;
    DirectWriter writer(*at.db);
    writer.write(inserting(1));
    EXPECT_EQ(faultOf([&] {
                  writer.write([](Database& db) {
                      inserting(2)(db);
                      inserting(1)(db);
                  });
              }),
              Fault::StorageConflict);
    EXPECT_EQ(at.open()->query("SELECT id FROM thing").size(), 1U);
}

TEST(GroupWriter, HasCommittedWhenItReturns) {
    const Things at;
    GroupWriter writer(at.open());
    writer.write(inserting(1));
    EXPECT_EQ(at.count(), 1); // as another connection sees it
}

TEST(GroupWriter, CommitsOnceForAllThatWait) {
    const Things at;
    GroupWriter writer(at.open());
    std::vector<Writer::Work> pieces;
    for (int i = 0; i < 8; ++i)
        pieces.push_back(inserting(i));
    for (const auto& fault : writtenTogether(writer, pieces))
        EXPECT_EQ(fault, std::nullopt);
    EXPECT_EQ(at.count(), 8);
    EXPECT_EQ(writer.counts().commits, 2U); // the one that held it up, and the eight
    EXPECT_EQ(writer.counts().written, 9U);
}

TEST(GroupWriter, UndoesAPieceThatFailsAndNoOther) {
    const Things at;
    GroupWriter writer(at.open());
    const auto faults = writtenTogether(writer, {inserting(1), inserting(1), inserting(2)});
    EXPECT_EQ(faults, (std::vector<std::optional<Fault>>{{}, Fault::StorageConflict, {}}));
    EXPECT_EQ(at.count(), 2);
}

TEST(GroupWriter, LetsAPieceSeeWhatThoseBeforeItDid) {
    const Things at;
    GroupWriter writer(at.open());
    const Writer::Work counting = [](Database& db) {
        if (db.query("SELECT id FROM thing").size() != 1)
            throw Error(Fault::BadInput, "not one");
    };
    EXPECT_EQ(writtenTogether(writer, {inserting(1), counting}), (std::vector<std::optional<Fault>>{{}, {}}));
}

TEST(GroupWriter, TellsEveryoneWhenTheCommitFails) {
    const Things at;
    GroupWriter writer(at.open());
    const auto faults =
        writtenTogether(writer, {inserting(1), inserting(2, 99)}); // 99 is not there at the commit
    EXPECT_EQ(faults, (std::vector<std::optional<Fault>>{Fault::Storage, Fault::Storage}));
    EXPECT_EQ(at.count(), 0);
    writer.write(inserting(1)); // and goes on
    EXPECT_EQ(at.count(), 1);
}

TEST(GroupWriter, WritesForManyAtOnce) {
    const Things at;
    constexpr int kThreads = 8;
    constexpr int kEach = 25;
    {
        GroupWriter writer(at.open());
        std::vector<std::thread> threads;
        for (int who = 0; who < kThreads; ++who)
            threads.emplace_back([&, who] {
                for (int i = 0; i < kEach; ++i)
                    writer.write(inserting(who * kEach + i));
            });
        for (std::thread& thread : threads)
            thread.join();
    }
    EXPECT_EQ(at.count(), kThreads * kEach);
}

} // namespace kaomado::store
