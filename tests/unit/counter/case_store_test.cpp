// SPDX-License-Identifier: Apache-2.0
#include "sample_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

namespace kaomado::counter {

using test::faultOf;
using testing::ElementsAre;

TEST(CaseStore, GivesBackTheEventsOfACaseInOrder) {
    SampleLog at;
    at.fill();
    EXPECT_THAT(at.cases.read(kCase),
                ElementsAre(event(1, "S01_accept"), event(2, "S16_lock"), event(3, "S18_endorse")));
    EXPECT_THAT(at.cases.read({"99999", "C3"}), ElementsAre());
    EXPECT_THAT(at.cases.read({"11111", "C1"}), ElementsAre());
    EXPECT_THAT(at.cases.cases("99999"), ElementsAre("C1", "C2"));
    EXPECT_EQ(at.log.tree().size, 4U);
    EXPECT_EQ(EventLog(*at.db, "11111").tree(), (merkle::Tree{0, merkle::emptyRoot()}));
}

TEST(CaseStore, RefusesAnAppendWhenSomebodyElseWroteFirst) {
    SampleLog at;
    at.fill();
    EXPECT_EQ(faultOf([&] { at.cases.append(kCase, 1, {event(2, "S16_lock")}); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { at.cases.append(kCase, 4, {event(5, "S16_lock")}); }), Fault::StorageConflict);
    EXPECT_EQ(faultOf([&] { at.cases.append(kCase, 3, {event(5, "S16_lock")}); }), Fault::Internal);
    EXPECT_EQ(at.log.tree().size, 4U);
}

TEST(CaseStore, AppendsAllEventsOrNone) {
    SampleLog at;
    EXPECT_EQ(faultOf([&] {
                  at.cases.append(kCase, 0, {event(1, "S01_accept"), event(3, "S16_lock")});
              }),
              Fault::Internal);
    EXPECT_EQ(at.log.tree().size, 0U);
    EXPECT_THAT(at.cases.read(kCase), ElementsAre());
}

TEST(CaseStore, KeepsOneLogPerMunicipality) {
    SampleLog at;
    at.fill();
    at.cases.append({"88888", "C1"}, 0, {event(1, "S01_accept")});
    const EventLog other(*at.db, "88888");
    EXPECT_EQ(other.tree().size, 1U);
    EXPECT_EQ(at.log.tree().size, 4U);
    EXPECT_TRUE(other.verify().sound());
}

TEST(CaseStore, RefusesToReadACaseThatWasTampered) {
    SampleLog at;
    at.fill();
    at.db->script("UPDATE event SET body = replace(body, 'S16', 'S17') WHERE case_id = 'C1'");
    EXPECT_EQ(faultOf([&] { at.cases.read(kCase); }), Fault::StorageTampered);
    EXPECT_EQ(faultOf([&] { at.cases.read(kOther); }), std::nullopt);
    at.db->script("DELETE FROM event WHERE case_id = 'C2'; DELETE FROM event WHERE seq = 2");
    EXPECT_EQ(faultOf([&] { at.cases.read(kCase); }), Fault::StorageTampered);
}

TEST(CaseStore, RefusesToGoOnWithALogThatCannotGrow) {
    SampleLog at;
    at.fill();
    at.db->script("UPDATE log_entry SET hashes = CAST('' AS BLOB) WHERE log_index = 3");
    EXPECT_EQ(faultOf([&] { at.cases.append(kOther, 1, {event(2, "S16_lock")}); }), Fault::StorageTampered);
}

} // namespace kaomado::counter
