// SPDX-License-Identifier: Apache-2.0
#include <kaomado/counter/person_store.hpp>

#include <gtest/gtest.h>
#include <support/database/test_database.hpp>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>

namespace kaomado::counter {

using test::faultOf;
using test::TempDir;
using test::TestDatabase;

namespace {

const SystemClock kClock;
const CaseKey kCase{"99999", "C1"};
const PersonalAttributes kPerson{{"name", "見本　花子"}, {"address", "見本県見本市見本町一丁目２番"}};

struct Persons {
    Persons() { migrateTables(*db, kClock); }
    TempDir dir;
    TestDatabase database;
    std::unique_ptr<store::Database> db = database.open();
    PersonStore persons{*db, dir / "keys"};
    std::filesystem::path keyFile = dir.path() / "keys" / "person-99999.key";
};

} // namespace

TEST(PersonStore, GivesBackWhatItSealed) {
    Persons at;
    EXPECT_EQ(at.persons.get(kCase), std::nullopt);
    at.persons.put(kCase, kPerson);
    EXPECT_EQ(at.persons.get(kCase), kPerson);
    at.persons.put(kCase, {{"phone", "03-0000-0000"}}); // replaces
    EXPECT_EQ(at.persons.get(kCase), (PersonalAttributes{{"phone", "03-0000-0000"}}));
}

TEST(PersonStore, WritesNothingReadableToTheDisk) {
    Persons at;
    at.persons.put(kCase, kPerson);
    for (const auto& [name, value] : kPerson)
        EXPECT_EQ(at.database.filesHolding(value), 0U) << name;
    const auto mode = std::filesystem::status(at.keyFile).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(PersonStore, ForgetsOneCaseWithoutATraceOfItsBytes) {
    Persons at;
    at.persons.put(kCase, kPerson);
    const Bytes sealed = at.db->query("SELECT sealed FROM person").at(0).blob(0);
    EXPECT_GT(at.database.filesHolding(toText(sealed)), 0U);
    EXPECT_TRUE(at.persons.erase(kCase));
    EXPECT_FALSE(at.persons.erase(kCase));
    EXPECT_EQ(at.persons.get(kCase), std::nullopt);
    EXPECT_EQ(at.database.filesHolding(toText(sealed)), 0U);
}

TEST(PersonStore, ForgetsEverythingWithTheKeyAndGoesOnWithANewOne) {
    Persons at;
    at.persons.put(kCase, kPerson);
    EXPECT_TRUE(at.persons.eraseKey("99999"));
    EXPECT_FALSE(at.persons.eraseKey("99999"));
    EXPECT_EQ(at.persons.get(kCase), std::nullopt);
    at.persons.put({"99999", "C2"}, kPerson);
    EXPECT_EQ(at.persons.get(kCase), std::nullopt);
    EXPECT_EQ(at.persons.get({"99999", "C2"}), kPerson);
}

TEST(PersonStore, RefusesWhatWasChangedOrMovedToAnotherCase) {
    Persons at;
    at.persons.put(kCase, kPerson);
    at.db->script("UPDATE person SET case_id = 'C2'");
    EXPECT_EQ(faultOf([&] { at.persons.get({"99999", "C2"}); }), Fault::StorageTampered);
    at.db->script("UPDATE person SET case_id = 'C1', sealed = nonce");
    EXPECT_EQ(faultOf([&] { at.persons.get(kCase); }), Fault::StorageTampered);
    at.db->run("UPDATE person SET sealed = ?1", Bytes{1, 2, 3});
    EXPECT_EQ(faultOf([&] { at.persons.get(kCase); }), Fault::StorageTampered);
}

TEST(PersonStore, TakesNoOtherAttributeAndNoPathAsAMunicipality) {
    Persons at;
    EXPECT_EQ(faultOf([&] { at.persons.put(kCase, {{"individual_number", "0"}}); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { at.persons.put({"../x", "C1"}, kPerson); }), Fault::BadInput);
}

} // namespace kaomado::counter
