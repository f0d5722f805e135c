// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/text_file.hpp>
#include <kaomado/counter/case_store.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>

namespace kaomado::counter {

using procedure::Event;
using test::faultOf;
using test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const SystemClock kClock;
const CaseKey kCase{"99999", "C1"};
const CaseKey kOther{"99999", "C2"};

Event event(std::uint64_t sequence, const std::string& step) {
    return {sequence, Instant{std::chrono::microseconds{1'700'000'000'000'000}}, procedure::Officer("hanako"),
            procedure::StepStarted{step, {{"lines", procedure::Count(3)}}, true, true}};
}

struct Log {
    explicit Log(const std::string& path = ":memory:") : db(store::openDatabase(path)) {
        migrateTables(*db, kClock);
    }
    /// Two cases, interleaved: C1 has events 1, 2, 3 at 0, 2, 3 of the log; C2 has 1 at 1.
    void fill() {
        cases.append(kCase, 0, {event(1, "S01_accept")});
        cases.append(kOther, 0, {event(1, "S01_accept")});
        cases.append(kCase, 1, {event(2, "S16_lock"), event(3, "S18_endorse")});
    }
    std::unique_ptr<store::Database> db;
    CaseStore cases{*db};
};

} // namespace

TEST(CaseStore, GivesBackTheEventsOfACaseInOrder) {
    Log log;
    log.fill();
    EXPECT_THAT(log.cases.read(kCase),
                ElementsAre(event(1, "S01_accept"), event(2, "S16_lock"), event(3, "S18_endorse")));
    EXPECT_THAT(log.cases.read({"99999", "C3"}), ElementsAre());
    EXPECT_THAT(log.cases.read({"11111", "C1"}), ElementsAre());
    EXPECT_THAT(log.cases.cases("99999"), ElementsAre("C1", "C2"));
    EXPECT_EQ(log.cases.head("99999").size, 4U);
    EXPECT_EQ(log.cases.head("11111"), LogHead{});
    EXPECT_TRUE(log.cases.verify("99999").sound());
}

TEST(CaseStore, RefusesAnAppendWhenSomebodyElseWroteFirst) {
    Log log;
    log.fill();
    EXPECT_EQ(faultOf([&] { log.cases.append(kCase, 1, {event(2, "S16_lock")}); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { log.cases.append(kCase, 4, {event(5, "S16_lock")}); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { log.cases.append(kCase, 3, {event(5, "S16_lock")}); }), Fault::Internal);
    EXPECT_EQ(log.cases.head("99999").size, 4U);
}

TEST(CaseStore, AppendsAllEventsOrNone) {
    Log log;
    EXPECT_EQ(faultOf([&] {
                  log.cases.append(kCase, 0, {event(1, "S01_accept"), event(3, "S16_lock")});
              }),
              Fault::Internal);
    EXPECT_EQ(log.cases.head("99999"), LogHead{});
}

TEST(CaseStore, KeepsOneLogPerMunicipality) {
    Log log;
    log.fill();
    log.cases.append({"88888", "C1"}, 0, {event(1, "S01_accept")});
    EXPECT_EQ(log.cases.head("88888").size, 1U);
    EXPECT_EQ(log.cases.head("99999").size, 4U);
    EXPECT_TRUE(log.cases.verify("88888").sound());
}

namespace {
struct Change {
    const char* what;
    const char* sql;
    std::uint64_t logIndex; // where it must be located
};
} // namespace

class TamperedLog : public testing::TestWithParam<Change> {};

TEST_P(TamperedLog, IsFoundAndLocated) {
    Log log;
    log.fill();
    log.db->script(GetParam().sql);
    const Verification found = log.cases.verify("99999");
    ASSERT_FALSE(found.sound());
    EXPECT_EQ(found.problems[0].logIndex, GetParam().logIndex) << found.problems[0].what;
}

INSTANTIATE_TEST_SUITE_P(
    Column, TamperedLog,
    testing::Values(
        Change{"body", "UPDATE event SET body = replace(body, 'S16', 'S17') WHERE log_index = 2", 2},
        Change{"time", "UPDATE event SET body = replace(body, '2023', '2024') WHERE log_index = 1", 1},
        Change{"officer", "UPDATE event SET body = replace(body, 'hanako', 'hanaco') WHERE log_index = 0", 0},
        Change{"case", "UPDATE event SET case_id = 'C9' WHERE log_index = 3", 3},
        Change{"sequence", "UPDATE event SET seq = 9 WHERE log_index = 3", 3},
        Change{"index", "UPDATE event SET log_index = 9 WHERE log_index = 3", 9},
        Change{"previous", "UPDATE event SET previous = zeroblob(32) WHERE log_index = 2", 2},
        Change{"hash", "UPDATE event SET hash = zeroblob(32) WHERE log_index = 2", 2},
        Change{"type", "UPDATE event SET hash = 'text' WHERE log_index = 2", 2},
        Change{"deleted", "DELETE FROM event WHERE log_index = 1", 2},
        Change{"swapped",
               "UPDATE event SET body = (SELECT body FROM event WHERE log_index = 2) WHERE log_index = 3",
               3}),
    [](const auto& row) { return std::string(row.param.what); });

TEST(CaseStore, FindsEveryByteOfAnEventThatIsChangedInTheFile) {
    const TempDir dir;
    const std::string path = dir / "log.db";
    std::string body;
    {
        Log log(path);
        log.fill();
        body = log.db->query("SELECT body FROM event WHERE log_index = 3").at(0).text(0);
    }
    const std::string good = readTextFile(path);
    const std::size_t at = good.find(body);
    ASSERT_NE(at, std::string::npos);
    for (std::size_t i = 0; i < body.size(); ++i) {
        std::string bad = good;
        bad[at + i] = static_cast<char>(bad[at + i] ^ 1);
        replaceFile(path, viewOf(bad));
        const Log log(path);
        const Verification found = log.cases.verify("99999");
        ASSERT_FALSE(found.sound()) << "byte " << i;
        EXPECT_EQ(found.problems[0].logIndex, 3U);
        EXPECT_EQ(faultOf([&] { log.cases.read(kCase); }), Fault::StorageTampered);
    }
}

TEST(CaseStore, FindsACutEndByAHeadSeenEarlier) {
    Log log;
    log.fill();
    const LogHead seen = log.cases.head("99999");
    log.cases.append(kOther, 1, {event(2, "S16_lock")});
    EXPECT_TRUE(log.cases.verify("99999", seen).sound()); // grown since, and still holds it
    log.db->script("DELETE FROM event WHERE log_index >= 3");
    EXPECT_TRUE(log.cases.verify("99999").sound()); // by itself the shorter log looks whole
    const Verification found = log.cases.verify("99999", seen);
    ASSERT_FALSE(found.sound());
    EXPECT_EQ(found.problems[0].logIndex, 3U);
    EXPECT_THAT(found.problems[0].what, HasSubstr("head seen earlier"));
}

TEST(CaseStore, RefusesToReadACaseThatWasTampered) {
    Log log;
    log.fill();
    log.db->script("UPDATE event SET body = replace(body, 'S16', 'S17') WHERE log_index = 2");
    EXPECT_EQ(faultOf([&] { log.cases.read(kCase); }), Fault::StorageTampered);
    EXPECT_EQ(faultOf([&] { log.cases.read(kOther); }), std::nullopt);
}

} // namespace kaomado::counter
