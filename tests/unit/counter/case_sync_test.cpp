// SPDX-License-Identifier: Apache-2.0
// Cases of an outreach visit come into the city's store: all of them, once, wherever it is cut off.
#include "sample_case.hpp"

#include <kaomado/counter/case_sync.hpp>
#include <kaomado/counter/event_log.hpp>
#include <kaomado/procedure/event_json.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>

namespace kaomado::counter {

using test::Engine;
using test::faultOf;

namespace {

using namespace std::chrono_literals;

const SystemClock kClock;
constexpr Date kDay = 2026y / 11 / 23;
const std::string kCity = "99999";

/// A store with a key folder.
struct Place {
    explicit Place(std::unique_ptr<store::Database> opened) : db(std::move(opened)) {
        migrateTables(*db, kClock);
    }
    void store(const std::string& id, const SampleCase& sample, std::uint64_t from = 0) {
        const auto& events = sample.events();
        cases.append({kCity, id}, from, {events.begin() + static_cast<std::ptrdiff_t>(from), events.end()});
    }
    std::vector<std::string> texts(const std::string& id) const {
        std::vector<std::string> all;
        for (const procedure::Event& event : cases.read({kCity, id}))
            all.push_back(procedure::toJson(event));
        return all;
    }
    std::uint64_t events() const {
        return static_cast<std::uint64_t>(db->query("SELECT count(*) FROM event").at(0).integer(0));
    }

    std::unique_ptr<store::Database> db;
    test::TempDir folder;
    PersonStore persons{*db, folder / "keys"};
    CaseStore cases{*db};
};

/// A laptop with SQLite, and a city with the engine under test.
struct Sync {
    SyncedCase bring(const std::string& id) { return sync.bring({kCity, id}); }
    void bringAll() {
        for (const std::string& id : laptop.cases.cases(kCity))
            bring(id);
        sync.finish(kCity);
    }

    test::TestDatabase database;
    Place laptop{store::openDatabase(":memory:")}, city{database.open()};
    CaseSync sync{{*laptop.db, &laptop.persons}, {*city.db, &city.persons}};
};

SampleCase atWork(const std::string& card, const std::string& procedure = "P04") {
    return SampleCase(morningOf(kDay), procedure).bind(card).step("S01_accept");
}

/// From now on the nth event written fails.
void failAt(store::Database& db, std::uint64_t nth) {
    const std::string most = std::to_string(nth);
    if (test::engineUnderTest() == Engine::Sqlite)
        db.script("CREATE TRIGGER cut BEFORE INSERT ON event WHEN (SELECT count(*) FROM event) >= " + most +
                  " BEGIN SELECT RAISE(ABORT, 'cut'); END");
    else
        db.script("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF (SELECT count(*) "
                  "FROM event) "
                  ">= " +
                  most +
                  " THEN RAISE EXCEPTION 'cut'; END IF; RETURN NEW; END$$;"
                  "CREATE TRIGGER cut BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION cut()");
}
void mend(store::Database& db) {
    db.script(test::engineUnderTest() == Engine::Sqlite ? "DROP TRIGGER cut"
                                                        : "DROP TRIGGER cut ON event; DROP FUNCTION cut()");
}

} // namespace

TEST(CaseSync, BringsACaseWithItsEventsWordForWordAndItsPersonSealedAnew) {
    Sync at;
    at.laptop.store("C1", atWork("A1").close());
    at.laptop.persons.put({kCity, "C1"}, {{"name", "見本　花子"}});
    const SyncedCase done = at.bring("C1");
    at.sync.finish(kCity);
    EXPECT_EQ(done.standing, Standing::New);
    EXPECT_EQ(done.ahead, 4U);
    EXPECT_TRUE(done.person);
    EXPECT_EQ(at.city.texts("C1"), at.laptop.texts("C1"));
    EXPECT_EQ(at.city.persons.get({kCity, "C1"}), (PersonalAttributes{{"name", "見本　花子"}}));
    const audit::Verification log = EventLog(*at.city.db, kCity).verify();
    EXPECT_TRUE(log.sound());
    EXPECT_EQ(log.waiting, 0U);
}

TEST(CaseSync, BroughtAgainAddsNothing) {
    Sync at;
    at.laptop.store("C1", atWork("A1").close());
    at.bringAll();
    const SyncedCase again = at.bring("C1");
    EXPECT_EQ(again.standing, Standing::Same);
    EXPECT_EQ(again.ahead, 0U);
    EXPECT_FALSE(again.conflict());
    EXPECT_EQ(at.city.events(), 4U);
}

TEST(CaseSync, GoesOnWhereTheCitysRecordEnds) {
    Sync at;
    at.laptop.store("C1", atWork("A1"));
    at.bringAll();
    at.laptop.store("C1", atWork("A1").close(), 3);
    const SyncedCase done = at.bring("C1");
    EXPECT_EQ(done.standing, Standing::Longer);
    EXPECT_EQ(done.agreed, 3U);
    EXPECT_EQ(done.ahead, 1U);
    EXPECT_EQ(at.city.texts("C1"), at.laptop.texts("C1"));
}

TEST(CaseSync, LeavesACaseThatWentOnInTheCityAsItIs) {
    Sync at;
    at.laptop.store("C1", atWork("A1"));
    at.bringAll();
    at.city.store("C1", atWork("A1").close(), 3);
    EXPECT_EQ(at.bring("C1").standing, Standing::Behind);
    EXPECT_EQ(at.city.events(), 4U);
}

TEST(CaseSync, BringsNothingOfACaseThatWentOnDifferentlyInBothPlaces) {
    Sync at;
    at.laptop.store("C1", atWork("A1"));
    at.bringAll();
    at.laptop.store("C1", atWork("A1").step("S16_lock"), 3);
    at.city.store("C1", atWork("A1").suspend(), 3);
    const SyncedCase done = at.bring("C1");
    EXPECT_EQ(done.standing, Standing::Parted);
    EXPECT_EQ(done.agreed, 3U);
    EXPECT_TRUE(done.conflict());
    EXPECT_EQ(at.city.events(), 4U);
    EXPECT_EQ(at.laptop.events(), 4U);
}

TEST(CaseSync, TellsOfAnotherCaseThatHadTheSameCardAtTheSameTime) {
    Sync at;
    at.city.store("OFFICE", atWork("A1"));
    at.city.store("LATER", SampleCase(morningOf(kDay) + 48h).bind("A1"));
    at.laptop.store("VISIT", atWork("A1").close());
    at.laptop.store("OTHER", atWork("B2").close());
    const SyncedCase done = at.bring("VISIT");
    ASSERT_EQ(done.sameCard.size(), 1U);
    EXPECT_EQ(done.sameCard[0].key.id, "OFFICE");
    EXPECT_TRUE(done.conflict());
    EXPECT_EQ(at.city.texts("VISIT").size(), 4U); // what happened is kept all the same
    EXPECT_FALSE(at.bring("OTHER").conflict());
    EXPECT_TRUE(at.bring("VISIT").conflict()); // and is told again until somebody has seen it
}

TEST(CaseSync, ACardThatCameBackLaterIsNoConflict) {
    Sync at;
    at.city.store("BEFORE", SampleCase(morningOf(kDay) - 48h).bind("A1").close());
    at.laptop.store("VISIT", atWork("A1").close());
    EXPECT_FALSE(at.bring("VISIT").conflict());
}

TEST(CaseSync, ComparedOnlyWritesNothing) {
    Sync at;
    at.laptop.store("C1", atWork("A1"));
    at.laptop.persons.put({kCity, "C1"}, {{"name", "見本　花子"}});
    const SyncedCase told = at.sync.compare({kCity, "C1"});
    EXPECT_EQ(told.standing, Standing::New);
    EXPECT_TRUE(told.person);
    EXPECT_EQ(at.city.events(), 0U);
    EXPECT_EQ(at.city.persons.get({kCity, "C1"}), std::nullopt);
}

TEST(CaseSync, WhatTheCityHasErasedStaysErased) {
    Sync at;
    at.laptop.store("C1", atWork("A1").close());
    at.laptop.persons.put({kCity, "C1"}, {{"name", "見本　花子"}});
    at.bringAll();
    at.city.persons.erase({kCity, "C1"});
    at.bringAll();
    EXPECT_EQ(at.city.persons.get({kCity, "C1"}), std::nullopt);
}

TEST(CaseSync, WithoutTheCitysKeysNoCaseComesWithoutItsPerson) {
    Sync at;
    at.laptop.store("C1", atWork("A1"));
    at.laptop.persons.put({kCity, "C1"}, {{"name", "見本　花子"}});
    CaseSync keyless({*at.laptop.db, &at.laptop.persons}, {*at.city.db});
    EXPECT_EQ(faultOf([&] { keyless.bring({kCity, "C1"}); }), Fault::Configuration);
    EXPECT_EQ(at.city.events(), 0U);
}

TEST(CaseSync, CutOffAtAnyEventLeavesWholeCasesAndTheNextRunBringsTheRest) {
    constexpr std::uint64_t kEvents = 10;
    for (std::uint64_t cut = 0; cut < kEvents; ++cut) {
        Sync at;
        at.laptop.store("C1", atWork("A1").close());
        at.laptop.store("C2", atWork("B2"));
        at.laptop.store("C3", atWork("C3"));
        for (const char* id : {"C1", "C2", "C3"})
            at.laptop.persons.put({kCity, id}, {{"name", std::string("見本　") + id}});
        ASSERT_EQ(at.laptop.events(), kEvents);

        failAt(*at.city.db, cut);
        EXPECT_EQ(faultOf([&] { at.bringAll(); }), Fault::Storage) << cut;
        mend(*at.city.db);
        for (const char* id : {"C1", "C2", "C3"}) {
            const auto stored = at.city.texts(id);
            EXPECT_TRUE(stored.empty() || stored == at.laptop.texts(id)) << cut << id;
            EXPECT_EQ(at.city.persons.get({kCity, id}).has_value(), !stored.empty()) << cut << id;
        }

        at.bringAll();
        EXPECT_EQ(at.city.events(), kEvents) << cut;
        for (const char* id : {"C1", "C2", "C3"}) {
            EXPECT_EQ(at.city.texts(id), at.laptop.texts(id)) << cut << id;
            EXPECT_EQ(at.city.persons.get({kCity, id}), at.laptop.persons.get({kCity, id})) << cut << id;
        }
        EXPECT_TRUE(EventLog(*at.city.db, kCity).verify().sound()) << cut;
    }
}

TEST(CaseSync, AChangedRecordIsNotBrought) {
    Sync at;
    at.laptop.store("C1", atWork("A1"));
    at.laptop.db->run("UPDATE event SET body = replace(body, 'P04', 'P05') WHERE seq = 1");
    EXPECT_EQ(faultOf([&] { at.bring("C1"); }), Fault::StorageTampered);
    EXPECT_EQ(at.city.events(), 0U);
}

} // namespace kaomado::counter
