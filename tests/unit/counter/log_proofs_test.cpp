// SPDX-License-Identifier: Apache-2.0
#include "sample_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <sstream>

namespace kaomado::counter {

using audit::LogKey;
using audit::Problem;
using test::faultOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

const LogKey kKey = LogKey::create(); // NOLINT(cert-err58-cpp): a test that has no key ends
const std::vector<Bytes> kKeys{kKey.publicKey()};

/// Twenty events of two cases, a head after each event of C1.
struct ProvenLog : SampleLog {
    ProvenLog() {
        for (std::uint64_t i = 1; i <= 10; ++i) {
            cases.append(kOther, i - 1, {event(i, "S16_lock")});
            cases.append(kCase, i - 1, {event(i, "S18_endorse")});
            signedHeads.push_back(log.signHead(kKey, kClock));
        }
    }
    std::vector<audit::SignedHead> signedHeads;
};

std::string exported(const SampleLog& at) {
    std::ostringstream out;
    at.log.exportTo(out);
    return out.str();
}

audit::Verification verify(const std::string& text, const Expected& expected = {.logKeys = kKeys}) {
    std::istringstream in(text);
    audit::ExportReader log(in);
    return verifyExport(log, expected);
}

} // namespace

TEST(LogProofs, OfEveryEventHoldUnderEveryHeadThatCoversIt) {
    const ProvenLog at;
    for (std::size_t h = 0; h < at.signedHeads.size(); ++h)
        for (std::uint64_t number = 1; number <= h + 1; ++number) {
            const audit::Proof proof = at.log.proveEvents(at.signedHeads[h], "C1", number);
            ASSERT_THAT(proof.events, SizeIs(1));
            EXPECT_EQ(proof.events[0].index, number * 2 - 1);
            EXPECT_THAT(audit::check(proof, kKeys).findings, IsEmpty()) << number << " under " << h;
        }
}

TEST(LogProofs, OfACaseHaveAllOfItsEvents) {
    const ProvenLog at;
    EXPECT_THAT(at.log.proveEvents(at.signedHeads[9], "C1").events, SizeIs(10));
    EXPECT_THAT(at.log.proveEvents(at.signedHeads[3], "C2").events, SizeIs(4)); // as far as the head reaches
}

TEST(LogProofs, OfGrowthHoldBetweenAnyTwoHeads) {
    const ProvenLog at;
    for (std::size_t newer = 0; newer < at.signedHeads.size(); ++newer)
        for (std::size_t older = 0; older <= newer; ++older) {
            const audit::Proof proof = at.log.proveGrowth(at.signedHeads[older], at.signedHeads[newer]);
            EXPECT_THAT(audit::check(proof, kKeys).findings, IsEmpty()) << older << " " << newer;
        }
}

TEST(LogProofs, AreNotMadeOfWhatTheHeadDoesNotCover) {
    ProvenLog at;
    EXPECT_EQ(faultOf([&] { at.log.proveEvents(at.signedHeads[2], "C1", 4); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { at.log.proveEvents(at.signedHeads[2], "C9"); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { at.log.proveGrowth(at.signedHeads[2], at.signedHeads[1]); }), Fault::BadInput);
    EventLog other(*at.db, "88888");
    const audit::SignedHead foreign = other.signHead(kKey, kClock);
    EXPECT_EQ(faultOf([&] { at.log.proveEvents(foreign, "C1"); }), Fault::BadInput);
    EXPECT_EQ(faultOf([&] { at.log.proveGrowth(foreign, at.signedHeads[2]); }), Fault::BadInput);
}

TEST(LogExport, IsSoundAndSaysWhatTheDatabaseSays) {
    const ProvenLog at;
    const audit::Verification found = verify(exported(at));
    EXPECT_THAT(found.findings, IsEmpty());
    EXPECT_EQ(found.size, 20U);
    EXPECT_EQ(found.root, at.log.tree().root);
    EXPECT_EQ(found.covered, 20U);
}

TEST(LogExport, OfATamperedDatabaseShowsTheSameAsTheDatabase) {
    for (const char* change :
         {"UPDATE event SET body = replace(body, 'S16', 'S17') WHERE seq = 2 AND case_id = 'C1'",
          "DELETE FROM event WHERE seq = 2 AND case_id = 'C2'", "DELETE FROM log_entry WHERE log_index = 7",
          "UPDATE log_entry SET hashes = "
          "CAST('0000000000000000000000000000000000000000000000000000000000000000' AS BLOB) WHERE log_index "
          "= 5",
          "UPDATE log_entry SET case_id = 'C3' WHERE log_index = 5",
          "UPDATE log_head SET signature = "
          "CAST('0000000000000000000000000000000000000000000000000000000000000000' AS BLOB) WHERE tree_size "
          "= 4"}) {
        ProvenLog at;
        at.db->script(change);
        auto inDatabase = at.log.verify({.logKeys = kKeys}).findings;
        std::erase_if(inDatabase,
                      [](const audit::Finding& finding) { // an export has no events without a place
                          return finding.problem == Problem::EventLeftOut;
                      });
        auto inExport = verify(exported(at)).findings;
        for (auto* findings : {&inDatabase, &inExport})
            for (audit::Finding& finding : *findings)
                finding.detail.clear();
        EXPECT_EQ(inExport, inDatabase) << change;
    }
}

TEST(LogExport, HoldsAHeadSeenEarlierOrShowsThatItDoesNot) {
    ProvenLog at;
    const merkle::Tree seen = at.log.tree();
    const std::string text = exported(at);
    EXPECT_TRUE(verify(text, {.known = {seen}, .logKeys = kKeys}).sound());
    at.cases.append(kCase, 10, {event(11, "S18_endorse")});
    EXPECT_THAT(verify(text, {.known = {at.log.tree()}, .logKeys = kKeys}).findings,
                ElementsAre(Field(&audit::Finding::problem, Problem::CutOff)));
}

} // namespace kaomado::counter
