// SPDX-License-Identifier: Apache-2.0
#include "desk.hpp"
#include "kaomado/procedure/choice.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

TEST(Scenario, P_021_ARepresentativeWhoWantsP02IsRefusedAndP01RIsProposed) {
    for (const char* channel : {"visit_at_application", "outreach_application"}) {
        Desk desk;
        const Facts facts{{"visitor", word("representative")},
                          {"rep_kind", word("legal_representative")},
                          {"wish", word("face_auth")},
                          {"new_card", true},
                          {"channel", word(channel)}};
        const ChoiceAdvice advice = Chooser(desk.book).advise({facts, {}}, desk.context);
        ASSERT_TRUE(advice.chosen);
        ASSERT_EQ(advice.chosen->procedure, desk.book.procedure("P01R"));
        EXPECT_THAT(advice.chosen->notes, Contains(Field(&Reason::rules, ElementsAre("R-P02-04"))));
        for (const auto& reason : {std::optional<Word>{}, std::optional(Word("instructed"))}) {
            const Refusal refusal = desk.refused(OpenCase{"P02", facts, reason});
            EXPECT_THAT(refusal.rules(), IsSupersetOf({"R-P02-04", "R-PROC-02"}));
            EXPECT_THAT(refusal.reasons.front().remedy, HasSubstr("①’"));
        }
        desk.must(OpenCase{"P01R", facts, {}});
    }
}

TEST(Scenario, P_038_StaffAreToldToNameFaceAuthToWhoComesToRenewWithANormalCard) {
    const Desk desk;
    const Chooser chooser(desk.book);
    for (const char* visitor : {"applicant", "representative"}) {
        Facts facts{{"visitor", word(visitor)}, {"new_card", false},       {"face_item_due", false},
                    {"marked_on_face", false},  {"marked_on_case", false}, {"cert_due", true}};
        const ChoiceAdvice reception = chooser.advise({facts, {}}, desk.context);
        ASSERT_TRUE(reception.ask);
        ASSERT_EQ(reception.ask->question->id, "wish"); // asked, not taken for granted
        EXPECT_THAT(reception.ask->answers, Contains(Field(&Saying::say, HasSubstr("顔認証"))));
        const auto notes = [&](const char* wish) {
            facts.insert_or_assign("wish", word(wish));
            return chooser.advise({facts, {}}, desk.context).chosen.value().notes;
        };
        const auto advice =
            AllOf(Field(&Reason::rules, ElementsAre("R-P03-09")), Field(&Reason::text, HasSubstr("顔認証")));
        EXPECT_THAT(notes("normal_mode"), Contains(advice));
        EXPECT_THAT(notes("face_auth"), Not(Contains(advice)));
    }
}

TEST(Scenario, P_150_WhoGetsANewCardForAFullColumnIsLedToP01OrP02WithTheirPapersAndSteps) {
    Desk desk;
    const Chooser chooser(desk.book);
    const auto papers = [&](const Procedure& procedure, const Facts& facts) {
        std::vector<std::pair<std::string, PaperView::Need>> list;
        for (const PaperView& paper : documentsOf(desk.book, procedure.id, facts, desk.context))
            list.emplace_back(paper.document, paper.need);
        return list;
    };
    for (const auto& [channel, procedure] : {std::pair("visit_at_handover", "P01"),
                                             {"visit_at_application", "P02"},
                                             {"outreach_application", "P02"}}) {
        const Facts first{{"visitor", word("applicant")},
                          {"wish", word("face_auth")},
                          {"new_card", true},
                          {"channel", word(channel)}};
        Facts again = first;
        again.insert({{"marked_on_face", true}, {"lines_used", Count(4)}});
        const ChoiceAdvice advice = chooser.advise({again, {}}, desk.context);
        ASSERT_TRUE(advice.chosen);
        ASSERT_EQ(advice.chosen->procedure, desk.book.procedure(procedure));
        EXPECT_EQ(papers(*advice.chosen->procedure, again), papers(*advice.chosen->procedure, first));
        Desk other;
        other.must(OpenCase{procedure, again, {}}); // and its steps are those of the procedure
        EXPECT_EQ(other.now.procedure, procedure);
    }
}

TEST(Scenario, P_189_EachOfTheThirteenProceduresIsChosenBySomeAnswers) {
    const Desk desk;
    std::vector<std::string> symbols;
    for (const Procedure& procedure : desk.book.procedures)
        symbols.push_back(procedure.symbol);
    EXPECT_THAT(symbols, ElementsAre("①", "①’", "②", "③", "③’", "④", "④’", "⑤", "⑤’", "⑥", "⑥’", "⑦", "⑦’"));
    const Chooser chooser(desk.book);
    std::set<std::string> chosen;
    for (const Facts& facts : chooser.combinations())
        if (const auto advice = chooser.advise({facts, {}}, desk.context);
            advice.chosen->procedure != nullptr)
            chosen.insert(advice.chosen->procedure->symbol);
    EXPECT_EQ(chosen, std::set<std::string>(symbols.begin(), symbols.end()));
}

} // namespace
} // namespace kaomado::test
