// SPDX-License-Identifier: Apache-2.0
#include "sample_events.hpp"

#include <kaomado/counter/backup.hpp>
#include <kaomado/counter/person_store.hpp>

#include <gmock/gmock.h>
#include <support/temp_dir.hpp>

namespace kaomado::counter {

using testing::IsEmpty;
using testing::SizeIs;

namespace {

/// Two databases that hold the same, and a folder of keys for both.
struct Two {
    Two() {
        old.fill();
        backup.fill();
    }
    std::vector<Loss> loss() const { return lossOf(*old.db, *backup.db); }
    test::TempDir keys;
    SampleLog old, backup;
    PersonStore oldPersons{*old.db, keys.path()}, backupPersons{*backup.db, keys.path()};
};

} // namespace

TEST(Loss, IsNothingBetweenTwoThatHoldTheSame) {
    EXPECT_THAT(Two().loss(), IsEmpty());
}

TEST(Loss, CountsNewerEventsAndTheirCases) {
    Two at;
    const Instant later = kThen + std::chrono::hours{1};
    at.old.cases.append(kCase, 3, {event(4, "S19_x"), event(5, "S20_x", later)});
    at.old.cases.append(kOther, 1, {event(2, "S02_x")});
    const auto loss = at.loss();
    ASSERT_THAT(loss, SizeIs(1));
    EXPECT_EQ(loss[0].municipality, "99999");
    EXPECT_EQ(loss[0].events, 3U);
    EXPECT_EQ(loss[0].cases, 2U);
    EXPECT_EQ(loss[0].newest, later);
    EXPECT_TRUE(loss[0].losesAnything());
}

TEST(Loss, IsAlsoAnEventThatTheBackupHasOtherwise) {
    Two at;
    at.backup.db->run("UPDATE event SET body = replace(body, 'hanako', 'jiro') WHERE seq = 2");
    ASSERT_THAT(at.loss(), SizeIs(1));
    EXPECT_EQ(at.loss()[0].events, 1U);
}

TEST(Loss, IsNotWhatOnlyTheBackupHas) {
    Two at;
    at.backup.cases.append(kCase, 3, {event(4, "S19_x")});
    EXPECT_THAT(at.loss(), IsEmpty());
}

TEST(Loss, TellsAttributesOfOneOnlyAndThoseThatWereErased) {
    Two at;
    at.oldPersons.put(kCase, {{"name", "見本　花子"}});
    at.backupPersons.put(kOther, {{"name", "見本　太郎"}});
    const auto loss = at.loss();
    ASSERT_THAT(loss, SizeIs(1));
    EXPECT_EQ(loss[0].persons, 1U);
    EXPECT_EQ(loss[0].returning, 1U);
    EXPECT_EQ(loss[0].events, 0U);
    EXPECT_TRUE(loss[0].losesAnything());
}

TEST(Loss, OfADatabaseWithoutTablesIsNothing) {
    const Two at;
    const test::FreshDatabase empty;
    EXPECT_THAT(lossOf(*empty.db, *at.backup.db), IsEmpty());
    EXPECT_EQ(lossOf(*at.old.db, *empty.db).at(0).events, 4U);
}

TEST(KeyUses, TellWhichKeysOpenWhat) {
    const Two at;
    PersonStore persons(*at.old.db, at.keys.path());
    persons.put(kCase, {{"name", "見本　花子"}});
    persons.put(kOther, {{"name", "見本　太郎"}});
    ASSERT_THAT(persons.keyUses(), SizeIs(1));
    EXPECT_EQ(persons.keyUses()[0].cases, 2U);
    EXPECT_TRUE(persons.keyUses()[0].opens);
    persons.eraseKey("99999");
    EXPECT_FALSE(persons.keyUses()[0].opens);
    persons.put(kOther, {{"name", "見本　太郎"}}); // under a new key
    ASSERT_THAT(persons.keyUses(), SizeIs(2));
    EXPECT_NE(persons.keyUses()[0].opens, persons.keyUses()[1].opens);
}

} // namespace kaomado::counter
