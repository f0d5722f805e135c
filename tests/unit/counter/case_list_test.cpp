// SPDX-License-Identifier: Apache-2.0
#include "sample_case.hpp"

#include <kaomado/counter/case_list.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/database/test_database.hpp>

#include <algorithm>

namespace kaomado::counter {

using procedure::Outcome;
using procedure::Phase;
using test::TestDatabase;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

using namespace std::chrono_literals;

const SystemClock kClock;
constexpr std::string_view kCity = "99999";
constexpr Date kDay = 2026y / 11 / 23;

struct Cases {
    Cases() { migrateTables(*db, kClock); }

    /// One append per event, as at a counter.
    void store(const std::string& id, const SampleCase& sample, const std::string& municipality = "99999") {
        std::uint64_t seen = 0;
        for (const procedure::Event& event : sample.events())
            cases.append({municipality, id}, seen++, {event});
    }
    std::vector<std::string> idsOf(const std::vector<CaseSummary>& lines) const {
        std::vector<std::string> ids;
        for (const CaseSummary& line : lines)
            ids.push_back(line.key.id);
        return ids;
    }
    /// The whole table.
    std::vector<CaseSummary> all() const {
        std::vector<CaseSummary> lines;
        for (const store::Row& row : db->query("SELECT municipality, case_id FROM case_list ORDER BY 1, 2"))
            lines.push_back(list.find({row.text(0), row.text(1)}).value());
        return lines;
    }
    /// A bit of everything in two cities.
    void storeMany() {
        store("C1", SampleCase(morningOf(kDay)).step("S01_accept"));
        store("C2", SampleCase(morningOf(kDay), "P05").step("S01_accept").suspend());
        store("C3", SampleCase(morningOf(kDay)).suspend().resume().step("S16_lock"));
        store("C4", SampleCase(morningOf(kDay)).divert().suspend().resume());
        store("C5", SampleCase(morningOf(kDay)).bind("A1").step("S23_hand_over").close());
        store("C6", SampleCase(morningOf(kDay)).suspend().close(Outcome::Withdrawn));
        store("C1", SampleCase(morningOf(kDay), "P05R").close(Outcome::HandedOver), "88888");
    }

    TestDatabase database;
    std::unique_ptr<store::Database> db = database.open();
    CaseStore cases{*db};
    CaseList list{*db};
};

} // namespace

TEST(CaseList, TellsOfACaseWhatItsEventsTell) {
    Cases at;
    at.storeMany();
    for (const CaseSummary& line : at.all()) {
        const std::vector<procedure::Event> events = at.cases.read(line.key);
        const procedure::CaseState state = procedure::fold(events);
        EXPECT_EQ(line.phase, state.phase) << line.key.id;
        EXPECT_EQ(line.outcome, state.outcome) << line.key.id;
        EXPECT_EQ(line.procedureId, state.procedure) << line.key.id;
        EXPECT_EQ(line.card.value_or(""), state.fingerprint) << line.key.id;
        EXPECT_EQ(line.divertedFrom.value_or(""), state.divertedFrom) << line.key.id;
        EXPECT_EQ(line.events, state.sequence) << line.key.id;
        EXPECT_EQ(line.openedAt, state.openedAt) << line.key.id;
        EXPECT_EQ(line.changedAt, state.lastAt) << line.key.id;
        EXPECT_EQ(line.closedAt, state.phase == Phase::Closed ? std::optional(state.lastAt) : std::nullopt);
    }
    EXPECT_THAT(at.all(), SizeIs(7));
    EXPECT_EQ(at.list.find({"99999", "C2"})->suspendedReason, "closing_time");
    EXPECT_EQ(at.list.find({"99999", "C3"})->suspendedReason, std::nullopt);
    EXPECT_EQ(at.list.find({"99999", "C3"})->lastStep, "S16_lock");
    EXPECT_EQ(at.list.find({"99999", "C9"}), std::nullopt);
}

TEST(CaseList, MadeAnewIsWhatItWas) {
    Cases at;
    at.storeMany();
    const std::vector<CaseSummary> grown = at.all();
    at.db->run("DELETE FROM case_list WHERE case_id = 'C2'");
    at.db->run("UPDATE case_list SET outcome = 'mailed', events = 99 WHERE case_id = 'C1'");
    EXPECT_NE(at.all(), grown);
    EXPECT_EQ(at.list.rebuild(), 7U);
    EXPECT_EQ(at.all(), grown);
}

TEST(CaseList, MadeAnewFromManyEventsHoldsEveryCase) {
    Cases at;
    constexpr int kCases = 300; // more events than are read at once
    SampleCase sample(morningOf(kDay));
    for (int step = 0; step < 9; ++step)
        sample.step("S0" + std::to_string(step));
    store::Transaction tx(*at.db); // one wait for the disk
    for (int i = 0; i < kCases; ++i)
        at.cases.append({"99999", "C" + std::to_string(1000 + i)}, 0, sample.events());
    tx.commit();
    const std::vector<CaseSummary> grown = at.all();
    EXPECT_EQ(at.list.rebuild(), static_cast<std::size_t>(kCases));
    EXPECT_EQ(at.all(), grown);
}

TEST(CaseList, TakesUpACaseWhoseLineWasLost) {
    Cases at;
    SampleCase sample(morningOf(kDay));
    at.cases.append({"99999", "C1"}, 0, sample.events());
    at.db->run("DELETE FROM case_list");
    sample.suspend();
    at.cases.append({"99999", "C1"}, 1, {sample.events().back()});
    EXPECT_EQ(at.list.find({"99999", "C1"})->phase, Phase::Suspended);
    EXPECT_EQ(at.list.find({"99999", "C1"})->openedAt, morningOf(kDay));
}

TEST(CaseList, IsMadeForEventsThatWereStoredBeforeThereWasAList) {
    const TestDatabase database;
    const auto db = database.open();
    const std::vector<store::Migration> steps = tableSteps();
    const auto listStep = std::ranges::find(steps, "case_list", &store::Migration::name);
    ASSERT_NE(listStep, steps.end());
    migrateTables(*db, kClock);
    CaseStore(*db).append({"99999", "C1"}, 0, SampleCase(morningOf(kDay)).events());
    db->script("DROP TABLE case_list; DROP TABLE retention; DELETE FROM migration WHERE number >= " +
               std::to_string(listStep->number));
    migrateTables(*db, kClock);
    EXPECT_THAT(CaseList(*db).open(kCity), SizeIs(1));
}

TEST(CaseList, ListsOpenWorkOldestFirst) {
    Cases at;
    at.store("C2", SampleCase(morningOf(kDay)).suspend());
    at.store("C1", SampleCase(morningOf(kDay) + 1h));
    at.store("C3", SampleCase(morningOf(kDay) + 2h).close());
    at.store("C4", SampleCase(morningOf(kDay) + 3h).divert());
    at.store("C5", SampleCase(morningOf(kDay)), "88888");
    EXPECT_THAT(at.idsOf(at.list.open(kCity)), ElementsAre("C2", "C1", "C4"));
    EXPECT_THAT(at.idsOf(at.list.open(kCity, 1)), ElementsAre("C2"));
    EXPECT_THAT(at.list.open("11111"), IsEmpty());
}

TEST(CaseList, FindsACaseByItsIdItsDayOrWhatIsReadOut) {
    Cases at;
    at.store("20261123-7F3K2Q", SampleCase(morningOf(kDay)).close());
    at.store("20261123-AAAAAA", SampleCase(morningOf(kDay) + 1h));
    at.store("20261124-7F3K2Q", SampleCase(morningOf(kDay) + 25h));
    EXPECT_THAT(at.idsOf(at.list.search(kCity, "20261123-7F3K2Q")), ElementsAre("20261123-7F3K2Q"));
    EXPECT_THAT(at.idsOf(at.list.search(kCity, "20261123")),
                ElementsAre("20261123-AAAAAA", "20261123-7F3K2Q"));
    EXPECT_THAT(at.idsOf(at.list.search(kCity, "7f3k2q")), ElementsAre("20261124-7F3K2Q", "20261123-7F3K2Q"));
    EXPECT_THAT(at.idsOf(at.list.search(kCity, "2026112", 1)), ElementsAre("20261124-7F3K2Q"));
    EXPECT_THAT(at.list.search(kCity, "%"), IsEmpty()); // no pattern of the user's
    EXPECT_THAT(at.list.search(kCity, "_"), IsEmpty());
    EXPECT_THAT(at.list.search(kCity, ""), IsEmpty());
    EXPECT_THAT(at.list.search("88888", "20261123-7F3K2Q"), IsEmpty());
}

TEST(CaseList, FindsTheCasesOfACardTheNewestFirst) {
    Cases at;
    at.store("C1", SampleCase(morningOf(kDay)).bind("A1").close());
    at.store("C2", SampleCase(morningOf(kDay) + std::chrono::days{1}, "P05").bind("A1"));
    at.store("C3", SampleCase(morningOf(kDay)).bind("B2"));
    at.store("C4", SampleCase(morningOf(kDay)));
    EXPECT_THAT(at.idsOf(at.list.ofCard(kCity, "A1")), ElementsAre("C2", "C1"));
    EXPECT_THAT(at.list.ofCard("88888", "A1"), IsEmpty());
}

TEST(CaseList, CountsByTheDayInJapanByProcedureAndOutcome) {
    Cases at;
    const Instant beforeMidnight = morningOf(kDay) + 14h + 59min + 30s; // 23:59:30 in Japan
    at.store("C1", SampleCase(beforeMidnight).close());                 // closed on the next day
    at.store("C2", SampleCase(morningOf(kDay)).close());
    at.store("C3", SampleCase(morningOf(kDay)).close());
    at.store("C4", SampleCase(morningOf(kDay), "P05").close(Outcome::HandedOver));
    at.store("C5", SampleCase(morningOf(kDay)));
    at.store("C6", SampleCase(morningOf(kDay)), "88888");
    const Date next = 2026y / 11 / 24;
    EXPECT_THAT(at.list.openedByDay(kCity, kDay, next),
                ElementsAre(DayCount{kDay, "P04", {}, 1}, DayCount{kDay, "P04", Outcome::Returned, 3},
                            DayCount{kDay, "P05", Outcome::HandedOver, 1}));
    EXPECT_THAT(at.list.closedByDay(kCity, kDay, next),
                ElementsAre(DayCount{kDay, "P04", Outcome::Returned, 2},
                            DayCount{kDay, "P05", Outcome::HandedOver, 1},
                            DayCount{next, "P04", Outcome::Returned, 1}));
    EXPECT_THAT(at.list.closedByDay(kCity, next, next), SizeIs(1));
}

} // namespace kaomado::counter
