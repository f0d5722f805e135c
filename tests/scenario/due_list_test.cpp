// SPDX-License-Identifier: Apache-2.0
// Which cards and papers come due, by the records of cases at the virtual card.
#include "support/counter_rig.hpp"

#include <kaomado/counter/due_list.hpp>

#include <set>

namespace kaomado::counter {

using procedure::Word;
using test::CounterRig;
using training::Profile;

namespace {

// 見本　花子 was born on 17 February 1980; her certificate of October 2026 ends on her fifth birthday after.
constexpr const char* kLast = "2031-02-17";

DueList dueAt(CounterRig& at, const char* now, const char* until) {
    return dueBy(dateFrom(until), at.office.cases, "99999", procedure::Rulebook::builtIn(), Deadlines({}),
                 instantFromIso(now));
}

void becomeFaceAuth(CounterRig& at) {
    at.receive({{"ins_registered", true}});
    at.lock();
    at.endorse();
    at.handOver();
}

} // namespace

TEST(DueList, AFaceAuthCardIsDueFromThreeMonthsBeforeItsCertificateEnds) {
    CounterRig at(Profile::Normal);
    becomeFaceAuth(at);
    EXPECT_TRUE(dueAt(at, "2030-10-01T00:00:00Z", "2030-11-16").cards.empty());
    const DueList due = dueAt(at, "2030-10-01T00:00:00Z", "2030-11-17");
    ASSERT_EQ(due.cards.size(), 1U);
    EXPECT_EQ(toIso(due.cards[0].window.last), kLast);
    EXPECT_EQ(due.cards[0].window.state, RenewalState::Early);
    EXPECT_EQ(due.cards[0].card, at.look().fingerprint);
    EXPECT_EQ(due.cards[0].caseId, at.key.id);
}

TEST(DueList, HoldsEveryCardThatIsDue) {
    const test::TestDatabase log;
    CounterRig one(Profile::Normal, log.address()), other(Profile::NoSignature, log.address());
    becomeFaceAuth(one);
    becomeFaceAuth(other);
    const DueList due = dueAt(one, "2031-01-01T00:00:00Z", "2031-02-01");
    std::set<std::string> cards;
    for (const DueCard& card : due.cards)
        cards.insert(card.card);
    EXPECT_EQ(cards, (std::set{one.look().fingerprint, other.look().fingerprint}));
}

TEST(DueList, AnOverdueCardStaysOnTheList) {
    CounterRig at(Profile::Normal);
    becomeFaceAuth(at);
    const DueList due = dueAt(at, "2032-01-01T00:00:00Z", "2032-02-01");
    ASSERT_EQ(due.cards.size(), 1U);
    EXPECT_EQ(due.cards[0].window.state, RenewalState::Lapsed);
}

TEST(DueList, ACardBeingWorkedOnOrBackToNormalIsOnNoList) {
    CounterRig open(Profile::Normal);
    open.receive({{"ins_registered", true}});
    EXPECT_TRUE(dueAt(open, "2031-01-01T00:00:00Z", "2031-02-01").cards.empty());
    CounterRig back(Profile::FaceAuth);
    back.receiveBack();
    back.must("S11_init_pin");
    back.must("S20_reset_pin", {{"pin_chosen_by", Word("resident")}});
    back.must("S19_strike", {{"strike_treatment", Word("double_line")}, {"entry_method", Word("hand")}});
    back.handOver();
    EXPECT_TRUE(dueAt(back, "2031-01-01T00:00:00Z", "2031-02-01").cards.empty());
}

TEST(DueList, AnAnswerIsDueUntilItsCaseIsClosed) {
    CounterRig at(Profile::Normal);
    at.open("P03R", {{"visitor", Word("representative")},
                     {"rep_kind", Word("other")},
                     {"wish", Word("face_auth")},
                     {"cert_due", true},
                     {"marked_on_face", false}});
    at.paper("F07_inquiry_response", {{"valid_until", dateFrom("2026-10-15")}, {"brought_in", true}});
    const DueList due = dueAt(at, "2026-10-10T15:00:00Z", "2026-10-15"); // midnight in Japan: the 11th
    ASSERT_EQ(due.papers.size(), 1U);
    EXPECT_EQ(due.papers[0].document, "F07_inquiry_response");
    EXPECT_EQ(due.papers[0].daysLeft, 4);
    EXPECT_TRUE(dueAt(at, "2026-10-10T15:00:00Z", "2026-10-14").papers.empty());
    at.counter->withdraw(test::kHanako, at.key, Word("papers_missing"));
    EXPECT_TRUE(dueAt(at, "2026-10-10T15:00:00Z", "2026-10-15").papers.empty());
}

} // namespace kaomado::counter
