// SPDX-License-Identifier: Apache-2.0
#include "sample_case.hpp"

#include <kaomado/counter/event_log.hpp>
#include <kaomado/counter/person_store.hpp>
#include <kaomado/counter/retention.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>

namespace kaomado::counter {

using test::faultOf;
using test::TempDir;
using test::TestDatabase;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

using namespace std::chrono_literals;

const SystemClock kClock;
const PersonalAttributes kPerson{{"name", "見本　花子"}};
constexpr Date kToday = 2026y / 11 / 23;

struct Office {
    Office() { migrateTables(*db, kClock); }

    void store(const CaseKey& key, const SampleCase& sample) {
        cases.append(key, 0, sample.events());
        persons.put(key, kPerson);
    }

    TempDir dir;
    TestDatabase database;
    std::unique_ptr<store::Database> db = database.open();
    CaseStore cases{*db};
    PersonStore persons{*db, dir / "keys"};
    Retention retention{*db};
    CaseKey old{"99999", "OLD"}, recent{"99999", "RECENT"}, open{"99999", "OPEN"}, elsewhere{"88888", "OLD"};

    void storeAll() {
        store(old, SampleCase(morningOf(2021y / 3 / 31)).close());
        store(recent, SampleCase(morningOf(2021y / 4 / 1)).close());
        store(open, SampleCase(morningOf(2000y / 1 / 1)));
        store(elsewhere, SampleCase(morningOf(2021y / 3 / 31)).close());
    }
};

} // namespace

TEST(Retention, CountsFromTheAprilAfterTheFiscalYearInWhichACaseWasClosed) {
    // Closed on 31 March 2021, fiscal year 2020: five years run from 1 April 2021 to 31 March 2026.
    EXPECT_EQ(lastDueDay(2026y / 3 / 31, 5), 2020y / 3 / 31);
    EXPECT_EQ(lastDueDay(2026y / 4 / 1, 5), 2021y / 3 / 31);
    EXPECT_EQ(lastDueDay(2026y / 12 / 31, 5), 2021y / 3 / 31);
    EXPECT_EQ(lastDueDay(2027y / 1 / 1, 5), 2021y / 3 / 31);
    EXPECT_EQ(lastDueDay(2026y / 4 / 1, 0), 2026y / 3 / 31);
}

TEST(Retention, ErasesWhatIsDueAndNothingElse) {
    Office at;
    at.storeAll();
    at.retention.setYears("99999", 5);
    const DueAttributes due{"99999", 5, 2021y / 3 / 31, 1};
    EXPECT_THAT(at.retention.due(kToday), ElementsAre(due));
    EXPECT_EQ(at.persons.get(at.old), kPerson); // asking erases nothing
    EXPECT_THAT(at.retention.erase(kToday), ElementsAre(due));
    EXPECT_EQ(at.persons.get(at.old), std::nullopt);
    EXPECT_EQ(at.persons.get(at.recent), kPerson);
    EXPECT_EQ(at.persons.get(at.open), kPerson);
    EXPECT_EQ(at.persons.get(at.elsewhere), kPerson); // no years are set there
    EXPECT_EQ(at.retention.erase(kToday).at(0).cases, 0U);
}

TEST(Retention, LeavesNoByteInTheTablesAndTheLogAsItWas) {
    Office at;
    at.storeAll();
    const Bytes sealed =
        at.db->query("SELECT sealed FROM person WHERE case_id = 'OLD' AND municipality = '99999'")
            .at(0)
            .blob(0);
    const std::vector<procedure::Event> events = at.cases.read(at.old);
    ASSERT_GT(at.database.filesHolding(toText(sealed)), 0U);
    at.retention.setYears("99999", 5);
    at.retention.erase(kToday);
    EXPECT_EQ(at.database.filesHolding(toText(sealed)), 0U);
    EXPECT_EQ(at.cases.read(at.old), events);
    EXPECT_TRUE(EventLog(*at.db, "99999").verify().sound());
}

TEST(Retention, ErasesNothingUntilYearsAreSetAndFollowsTheLastSetting) {
    Office at;
    at.storeAll();
    EXPECT_THAT(at.retention.erase(kToday), IsEmpty());
    at.retention.setYears("99999", 30);
    EXPECT_EQ(at.retention.erase(kToday).at(0).cases, 0U);
    at.retention.setYears("99999", 1);
    EXPECT_EQ(at.retention.erase(kToday).at(0).cases, 2U);
    EXPECT_EQ(faultOf([&] { at.retention.setYears("", 1); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { at.retention.setYears("city", 1); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { at.retention.setYears("99999", 101); }), Fault::BadInput);
}

} // namespace kaomado::counter
