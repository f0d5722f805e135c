// SPDX-License-Identifier: Apache-2.0
#include "sample_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

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

/// A head after every event but the last.
void fillAndSign(SampleLog& at) {
    at.log.signHead(kKey, kClock);
    for (std::uint64_t i = 1; i <= 6; ++i) {
        at.cases.append(kCase, i - 1, {event(i, "S16_lock")});
        if (i < 6)
            at.log.signHead(kKey, kClock);
    }
}

audit::Verification verify(const SampleLog& at) {
    return at.log.verify({.logKeys = {kKey.publicKey()}, .content = false});
}

testing::Matcher<const audit::Finding&> is(Problem problem, std::uint64_t first, std::uint64_t last) {
    return testing::AllOf(Field(&audit::Finding::problem, problem), Field(&audit::Finding::first, first),
                          Field(&audit::Finding::last, last));
}

/// What somebody with the database and our program does: the story of an event changed, every hash made anew.
void rewrite(SampleLog& at, std::int64_t sequence, const std::string& step) {
    at.db->run("UPDATE event SET body = replace(body, 'S16_lock', ?1) WHERE seq = ?2", step, sequence);
    at.db->script("INSERT INTO log_waiting(municipality, case_id, seq, at_us)"
                  " SELECT municipality, case_id, seq, log_index FROM log_entry; DELETE FROM log_entry");
    at.log.placeWaiting();
}

} // namespace

TEST(LogHeads, VouchForTheLogAsFarAsTheyReach) {
    SampleLog at;
    fillAndSign(at);
    EXPECT_THAT(verify(at).findings, IsEmpty());
    EXPECT_EQ(verify(at).covered, 5U);
    const audit::SignedHead head = at.log.signHead(kKey, kClock);
    EXPECT_EQ(audit::headOf(head).tree, at.log.tree());
    EXPECT_EQ(verify(at).covered, 6U);
}

TEST(LogHeads, AreNotSignedTwiceForTheSameLog) {
    SampleLog at;
    at.fill();
    const audit::SignedHead head = at.log.signHead(kKey, kClock);
    EXPECT_EQ(at.log.signHead(kKey, kClock), head);
    EXPECT_THAT(at.log.heads(), ElementsAre(head));
    at.log.signHead(LogKey::create(), kClock); // the key was changed
    EXPECT_THAT(at.log.heads(), SizeIs(2));
}

TEST(LogHeads, AreSignedAfterWhatWaitedHasItsPlace) {
    SampleLog at(Placing::Later);
    at.fill();
    EXPECT_EQ(audit::headOf(at.log.signHead(kKey, kClock)).tree.size, 4U);
}

TEST(LogHeads, LocateAnEventThatWasRewrittenTogetherWithEveryHash) {
    for (std::int64_t i = 1; i <= 5; ++i) {
        SampleLog at;
        fillAndSign(at);
        rewrite(at, i, "S17_confirm_lock");
        EXPECT_THAT(at.log.verify().findings, testing::Not(IsEmpty())); // whoever signed them
        const auto place = static_cast<std::uint64_t>(i) - 1;
        EXPECT_THAT(verify(at).findings, ElementsAre(is(Problem::HeadDiffers, place, place))) << i;
    }
}

TEST(LogHeads, AreNeverSignedForALogThatIsNoContinuation) {
    SampleLog at;
    fillAndSign(at);
    rewrite(at, 2, "S17_confirm_lock");
    EXPECT_EQ(faultOf([&] { at.log.signHead(kKey, kClock); }), Fault::StorageTampered);
    EXPECT_EQ(faultOf([&] { at.log.signHead(LogKey::create(), kClock); }), Fault::StorageTampered);
    SampleLog cut;
    fillAndSign(cut);
    cut.db->script("DELETE FROM event WHERE seq >= 4; DELETE FROM log_entry WHERE seq >= 4");
    EXPECT_EQ(faultOf([&] { cut.log.signHead(kKey, kClock); }), Fault::StorageTampered);
}

TEST(LogHeads, AreNeverSignedAfterOneThatIsForged) {
    SampleLog at;
    fillAndSign(at);
    at.db->script("UPDATE log_head SET head = replace(head, '99999', '99998') WHERE tree_size = 5");
    EXPECT_EQ(faultOf([&] { at.log.signHead(kKey, kClock); }), Fault::SignatureInvalid);
}

TEST(LogHeads, ShowThatTheEndWasCutOff) {
    SampleLog at;
    fillAndSign(at);
    at.db->script("DELETE FROM event WHERE seq >= 4; DELETE FROM log_entry WHERE seq >= 4");
    EXPECT_THAT(verify(at).findings, ElementsAre(is(Problem::CutOff, 3, 4)));
}

TEST(LogHeads, ThatAreForgedAreFoundAndVouchForNothing) {
    SampleLog at;
    fillAndSign(at);
    rewrite(at, 2, "S17_confirm_lock");
    at.db->script("DELETE FROM log_head");
    at.log.signHead(LogKey::create(), kClock); // the forger has no key but his own
    EXPECT_THAT(verify(at).findings, ElementsAre(is(Problem::HeadForged, 5, 5)));
    EXPECT_EQ(verify(at).covered, 0U);
}

TEST(LogHeads, WithAChangeInAnyColumnAreFound) {
    for (const char* change :
         {"head = replace(head, '2', '3')",
          "signature = CAST('0000000000000000000000000000000000000000000000000000000000000000' AS BLOB)",
          "public_key = CAST('00000000000000000000000000000000' AS BLOB)", "head = CAST(head AS BLOB)",
          "head = ''", "tree_size = 77"}) {
        SampleLog at;
        fillAndSign(at);
        at.db->script("UPDATE log_head SET " + std::string(change) + " WHERE tree_size = 2");
        EXPECT_THAT(verify(at).findings, ElementsAre(Field(&audit::Finding::problem, Problem::HeadForged)))
            << change;
    }
}

} // namespace kaomado::counter
