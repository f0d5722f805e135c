// SPDX-License-Identifier: Apache-2.0
#include "sample_events.hpp"

#include <kaomado/base/hash.hpp>
#include <kaomado/procedure/event_json.hpp>
#include <kaomado/store/migration.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace kaomado::counter {

using audit::Finding;
using audit::Problem;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

namespace {

using std::chrono::seconds;

testing::Matcher<const Finding&> is(Problem problem, std::uint64_t place, const std::string& caseId,
                                    std::uint64_t sequence) {
    return testing::AllOf(Field(&Finding::problem, problem), Field(&Finding::last, place),
                          Field(&Finding::caseId, caseId), Field(&Finding::sequence, sequence));
}

/// Cases and numbers in the order of their places.
std::vector<std::string> order(const SampleLog& at) {
    std::vector<std::string> all;
    for (const store::Row& row : at.db->query("SELECT case_id, seq FROM log_entry ORDER BY log_index"))
        all.push_back(row.text(0) + "/" + std::to_string(row.integer(1)));
    return all;
}

} // namespace

TEST(EventLog, IsTheTreeOverTheEventsInTheOrderInWhichTheyWereStored) {
    SampleLog at;
    at.fill();
    EXPECT_THAT(order(at), ElementsAre("C1/1", "C2/1", "C1/2", "C1/3"));
    merkle::Frontier tree;
    for (const auto& [id, number, step] :
         std::vector<std::tuple<const char*, unsigned, const char*>>{{"C1", 1, "S01_accept"},
                                                                     {"C2", 1, "S01_accept"},
                                                                     {"C1", 2, "S16_lock"},
                                                                     {"C1", 3, "S18_endorse"}})
        tree.add(
            merkle::leafHash(viewOf(R"(["99999",")" + std::string(id) + R"(",)" + std::to_string(number) +
                                    "," + procedure::toJson(event(number, step)) + "]")));
    EXPECT_EQ(at.log.tree(), (merkle::Tree{4, tree.root()}));
    const audit::Verification found = at.log.verify();
    EXPECT_THAT(found.findings, IsEmpty());
    EXPECT_EQ(found.root, tree.root());
}

TEST(EventLog, OfManyEventsIsOneTreeHoweverTheyWereAppended) {
    SampleLog one, many;
    std::vector<procedure::Event> all;
    for (std::uint64_t i = 1; i <= 70; ++i) {
        all.push_back(event(i, "S16_lock"));
        one.cases.append(kCase, i - 1, {all.back()});
    }
    many.cases.append(kCase, 0, all);
    EXPECT_EQ(one.log.tree(), many.log.tree());
    EXPECT_TRUE(one.log.verify({.known = {many.log.tree()}}).sound());
}

TEST(EventLog, GivesEventsThatWaitTheirPlacesByTimeAndNeverOneOfACaseBeforeAnEarlierOne) {
    SampleLog at(Placing::Later);
    at.cases.append(kCase, 0, {event(1, "S01_accept", kThen + seconds{5}), event(2, "S16_lock", kThen)});
    at.cases.append(kOther, 0, {event(1, "S01_accept", kThen + seconds{3})});
    at.cases.append(kOther, 1, {event(2, "S16_lock", kThen + seconds{6})});
    EXPECT_EQ(at.log.tree().size, 0U);
    EXPECT_EQ(at.log.verify().waiting, 4U);
    EXPECT_THAT(at.log.verify().findings, IsEmpty());
    EXPECT_THAT(at.cases.read(kCase), testing::SizeIs(2));
    EXPECT_THAT(at.cases.cases("99999"), ElementsAre("C1", "C2"));
    EXPECT_EQ(at.log.placeWaiting(), 4U);
    EXPECT_EQ(at.log.placeWaiting(), 0U);
    EXPECT_THAT(order(at), ElementsAre("C2/1", "C1/1", "C1/2", "C2/2"));
    EXPECT_EQ(at.log.verify().waiting, 0U);
    EXPECT_THAT(at.log.verify().findings, IsEmpty());
    EXPECT_THAT(at.cases.cases("99999"), ElementsAre("C2", "C1"));
}

TEST(EventLog, PlacesWhatWaitsBeforeWhatIsAppendedWithItsPlace) {
    SampleLog at(Placing::Later);
    at.cases.append(kCase, 0, {event(1, "S01_accept", kThen + seconds{5})});
    CaseStore direct(*at.db, Placing::WithAppend);
    direct.append(kCase, 1, {event(2, "S16_lock", kThen)});
    EXPECT_THAT(order(at), ElementsAre("C1/1", "C1/2"));
    EXPECT_TRUE(at.log.verify().sound());
}

TEST(EventLog, TakesOverALogOfBeforeInItsOrder) {
    const test::TestDatabase database;
    const auto db = database.open();
    std::ostringstream first;
    first << std::ifstream(KAOMADO_MIGRATIONS "/m0001_event.sql").rdbuf();
    const std::string sql = first.str();
    const std::array steps{store::Migration{1, "event", sql}};
    store::migrate(*db, "counter", steps, kClock);
    std::int64_t index = 0;
    for (const auto& [id, number] : std::vector<std::pair<std::string, std::uint64_t>>{
             {"C2", 1}, {"C1", 1}, {"C2", 2}, {"C1", 2}, {"C2", 3}})
        db->run("INSERT INTO event(municipality, case_id, seq, log_index, body, previous, hash)"
                " VALUES('99999', ?1, ?2, ?3, ?4, ?5, ?5)",
                id, static_cast<std::int64_t>(number), index++, procedure::toJson(event(number, "S16_lock")),
                ByteView(merkle::emptyRoot()));
    SampleLog at(Placing::WithAppend, database.address());
    EXPECT_EQ(at.log.verify().waiting, 5U);
    at.cases.append({"99999", "C3"}, 0, {event(1, "S01_accept")});
    EXPECT_THAT(order(at), ElementsAre("C2/1", "C1/1", "C2/2", "C1/2", "C2/3", "C3/1"));
    EXPECT_THAT(at.log.verify().findings, IsEmpty());
    EXPECT_EQ(at.cases.read({"99999", "C2"}).size(), 3U);
}

namespace {
struct Change {
    const char* what;
    const char* sql;
    Problem problem;
    std::uint64_t place;
    const char* caseId;
    std::uint64_t sequence;
};
} // namespace

class TamperedLog : public testing::TestWithParam<Change> {};

TEST_P(TamperedLog, IsFoundAndLocated) {
    const Change& change = GetParam();
    SampleLog at;
    at.fill();
    at.db->script(change.sql);
    EXPECT_THAT(at.log.verify().findings,
                Contains(is(change.problem, change.place, change.caseId, change.sequence)));
}

INSTANTIATE_TEST_SUITE_P(
    Change, TamperedLog,
    testing::Values(
        Change{"body", "UPDATE event SET body = replace(body, 'S16', 'S17') WHERE seq = 2",
               Problem::EventChanged, 2, "C1", 2},
        Change{"time", "UPDATE event SET body = replace(body, '2023', '2024') WHERE case_id = 'C2'",
               Problem::EventChanged, 1, "C2", 1},
        Change{"officer", "UPDATE event SET body = replace(body, 'hanako', 'hanaco') WHERE seq = 3",
               Problem::EventChanged, 3, "C1", 3},
        Change{"case", "UPDATE event SET case_id = 'C9' WHERE seq = 3", Problem::EventLeftOut, 4, "C9", 3},
        Change{"number", "UPDATE event SET seq = 9 WHERE seq = 3", Problem::EventMissing, 3, "C1", 3},
        Change{"both_numbers",
               "UPDATE event SET seq = 9 WHERE seq = 3; UPDATE log_entry SET seq = 9 WHERE seq = 3",
               Problem::EventChanged, 3, "C1", 9},
        Change{"municipality", "UPDATE event SET municipality = '88888' WHERE seq = 2", Problem::EventMissing,
               2, "C1", 2},
        Change{"deleted", "DELETE FROM event WHERE seq = 2", Problem::EventMissing, 2, "C1", 2},
        Change{"deleted_with_its_place",
               "DELETE FROM event WHERE seq = 2; DELETE FROM log_entry WHERE seq = 2", Problem::CaseGap, 3,
               "C1", 3},
        Change{"place_deleted", "DELETE FROM log_entry WHERE log_index = 3", Problem::EventLeftOut, 3, "C1",
               3},
        Change{"place_moved", "UPDATE log_entry SET log_index = 9 WHERE log_index = 3",
               Problem::PlacesMissing, 8, "", 0},
        Change{"place_of_another_case", "UPDATE log_entry SET case_id = 'C2' WHERE log_index = 3",
               Problem::EventMissing, 3, "C2", 3},
        Change{"places_swapped",
               "UPDATE log_entry SET log_index = 9 WHERE log_index = 2;"
               "UPDATE log_entry SET log_index = 2 WHERE log_index = 3;"
               "UPDATE log_entry SET log_index = 3 WHERE log_index = 9",
               Problem::CaseGap, 2, "C1", 3},
        Change{"hashes",
               "UPDATE log_entry SET hashes = CAST('00000000000000000000000000000000' AS BLOB) WHERE "
               "log_index = 2",
               Problem::EventChanged, 2, "C1", 2},
        Change{"type_of_hashes", "UPDATE log_entry SET hashes = 'text' WHERE log_index = 2",
               Problem::HashesChanged, 2, "C1", 2},
        Change{"swapped_bodies",
               "UPDATE event SET body = (SELECT body FROM event WHERE seq = 3) WHERE seq = 2",
               Problem::EventChanged, 2, "C1", 2},
        Change{"smuggled_in",
               "INSERT INTO event(municipality, case_id, seq, body) VALUES('99999', 'C2', 2, '{}')",
               Problem::EventLeftOut, 4, "C2", 2}),
    [](const auto& row) { return std::string(row.param.what); });

// Types that only SQLite lets into a column.
INSTANTIATE_TEST_SUITE_P(SqliteType, TamperedLog,
                         testing::Values(Change{"bytes_instead_of_text",
                                                "UPDATE event SET body = CAST(body AS BLOB) WHERE seq = 2",
                                                Problem::EventMissing, 2, "C1", 2},
                                         Change{"type_of_place",
                                                "UPDATE log_entry SET log_index = 'x' WHERE log_index = 2",
                                                Problem::OutOfOrder, 4, "", 0}),
                         [](const auto& row) { return std::string(row.param.what); });

TEST(EventLog, FindsThatAnEventVanishedWhileItWaited) {
    SampleLog at(Placing::Later);
    at.fill();
    at.db->script("DELETE FROM event WHERE seq = 3");
    EXPECT_THAT(at.log.verify().findings, ElementsAre(is(Problem::EventMissing, 0, "C1", 3)));
    EXPECT_EQ(at.log.placeWaiting(), 3U);
    EXPECT_THAT(at.log.verify().findings, ElementsAre(is(Problem::EventMissing, 3, "C1", 3)));
}

TEST(EventLog, FindsThatAnEventNoLongerWaitsAndHasNoPlace) {
    SampleLog at(Placing::Later);
    at.fill();
    at.db->script("DELETE FROM log_waiting WHERE seq = 3");
    EXPECT_THAT(at.log.verify().findings, ElementsAre(is(Problem::EventLeftOut, 0, "C1", 3)));
}

TEST(EventLog, LocatesEveryByteOfEveryEventThatIsChanged) {
    SampleLog at;
    at.fill();
    const store::Transaction undone(*at.db); // and so no change waits for the disk
    const store::Rows events =
        at.db->query("SELECT e.case_id, e.seq, e.body, l.log_index FROM event e JOIN log_entry l"
                     " ON l.case_id = e.case_id AND l.seq = e.seq ORDER BY l.log_index");
    ASSERT_EQ(events.size(), 4U);
    const auto write = [&](const store::Row& row, const std::string& body) {
        at.db->run("UPDATE event SET body = ?1 WHERE case_id = ?2 AND seq = ?3", body, row.text(0),
                   row.integer(1));
    };
    for (const store::Row& row : events) {
        const std::string& good = row.text(2);
        for (std::size_t i = 0; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 1);
            write(row, bad);
            ASSERT_THAT(at.log.verify({.content = false}).findings,
                        ElementsAre(is(Problem::EventChanged, static_cast<std::uint64_t>(row.integer(3)),
                                       row.text(0), static_cast<std::uint64_t>(row.integer(1)))))
                << "byte " << i;
        }
        write(row, good);
    }
    EXPECT_TRUE(at.log.verify().sound());
}

TEST(EventLog, FindsACutEndByAHeadSeenEarlier) {
    SampleLog at;
    at.fill();
    const merkle::Tree seen = at.log.tree();
    at.cases.append(kOther, 1, {event(2, "S16_lock")});
    EXPECT_THAT(at.log.verify({.known = {seen}}).findings, IsEmpty()); // grown since, and still holds it
    at.db->script("DELETE FROM log_entry WHERE log_index >= 3;"
                  "DELETE FROM event WHERE case_id = 'C1' AND seq = 3 OR case_id = 'C2' AND seq = 2");
    EXPECT_THAT(at.log.verify().findings, IsEmpty()); // by itself the shorter log looks whole
    EXPECT_THAT(at.log.verify({.known = {seen}}).findings, ElementsAre(is(Problem::CutOff, 3, "", 0)));
}

TEST(EventLog, ReadsTheFormOfEveryEventUnlessToldOtherwise) {
    SampleLog odd; // as if it had been stored like this: every hash fits
    odd.db->run("INSERT INTO event(municipality, case_id, seq, body) VALUES('99999', 'C1', 1, '{}')");
    odd.db->run("INSERT INTO log_waiting(municipality, case_id, seq, at_us) VALUES('99999', 'C1', 1, 0)");
    odd.log.placeWaiting();
    EXPECT_THAT(odd.log.verify().findings, ElementsAre(is(Problem::EventUnreadable, 0, "C1", 1)));
    EXPECT_THAT(odd.log.verify({.content = false}).findings, IsEmpty());
}

} // namespace kaomado::counter
