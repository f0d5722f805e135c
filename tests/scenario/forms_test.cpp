// SPDX-License-Identifier: Apache-2.0
// 12.11: papers that are looked at without a case, as at a reception desk. What is written in a PIN field is
// never looked at: only whether there is something. And whom to ask.
#include "desk.hpp"
#include "kaomado/procedure/contacts.hpp"

#include <gmock/gmock.h>

namespace kaomado::test {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> rulesOf(const std::vector<Reason>& reasons) {
    std::vector<std::string> rules;
    for (const Reason& reason : reasons)
        rules.insert(rules.end(), reason.rules.begin(), reason.rules.end());
    return rules;
}

PaperView look(const std::string& document, const Facts& differing, const Facts& facts = {}) {
    Desk desk;
    desk.sheets[document] = differing;
    return checkPaper(desk.book, document, desk.goodSheet(document), together(facts, {{"has_alias", false}}),
                      desk.context);
}

const Facts kApplicant{{"visitor", word("applicant")}};

TEST(Scenario, P_153_WhoSetsPinsFillsInEveryField) {
    const PaperView partial =
        look("F03_pin_setting_request", {{"box", word("box1")}, {"pins", word("partial")}});
    EXPECT_FALSE(partial.good);
    ASSERT_THAT(rulesOf(partial.missing), ElementsAre("R-FORM-02"));
    EXPECT_THAT(partial.missing.front().remedy, HasSubstr("空いている欄"));
}

TEST(Scenario, P_153_WhoSetsNoneLeavesThemAllEmpty) {
    const PaperView empty = look("F03_pin_setting_request", {{"box", word("box2")}, {"pins", word("empty")}});
    EXPECT_TRUE(empty.good);
    EXPECT_THAT(empty.missing, IsEmpty());
}

TEST(Scenario, P_154_AtFourteenASignatureCertificateIsWarnedOf) {
    const Facts circled{{"box", word("box1")}, {"sig_circled", true}};
    const PaperView child = look("F06_certificate_application", circled, {{"under_15_or_ward", true}});
    ASSERT_THAT(rulesOf(child.warnings), ElementsAre("R-FORM-08"));
    EXPECT_THAT(child.warnings.front().text, HasSubstr("原則として利用者証明用電子証明書だけ"));
    EXPECT_TRUE(child.good); // in principle: staff may go on
    EXPECT_THAT(look("F06_certificate_application", circled, {{"under_15_or_ward", false}}).warnings,
                IsEmpty());
}

TEST(Scenario, P_154_TheAgeIsAskedWhereAPaperAsksForASignatureCertificateAndNowhereElse) {
    const Facts circled{{"box", word("none")}, {"old_print", true}, {"sig_circled", true}};
    for (const auto& [sheet, asked] : {std::pair(circled, true), {Facts{{"sig_circled", false}}, false}}) {
        Desk desk;
        desk.sheets["F06_certificate_application"] = sheet;
        desk.unanswered = {"under_15_or_ward"};
        desk.layOutPapers("P03");
        EXPECT_EQ(desk.asks("under_15_or_ward"), asked);
        if (!asked)
            continue;
        desk.state("under_15_or_ward", true);
        EXPECT_THAT(rulesOf(desk.paperView("F06_certificate_application").warnings),
                    ElementsAre("R-FORM-08"));
        EXPECT_FALSE(desk.asks("under_15_or_ward"));
    }
}

TEST(Scenario, P_154_WhoWantsASignatureCertificateAgainIsAskedTheAgeToo) {
    for (const bool child : {true, false}) {
        Desk desk;
        desk.answers = {{"wants_sig_cert", true}};
        desk.unanswered = {"under_15_or_ward"};
        desk.layOutPapers("P05");
        ASSERT_TRUE(desk.asks("under_15_or_ward"));
        desk.state("under_15_or_ward", child);
        const PaperView paper = desk.paperView("F10_signature_cert_application");
        EXPECT_TRUE(paper.good); // in principle: staff may go on
        EXPECT_EQ(rulesOf(paper.warnings),
                  child ? std::vector<std::string>{"R-FORM-08"} : std::vector<std::string>{});
    }
    Desk without;
    without.answers = {{"wants_sig_cert", false}};
    without.unanswered = {"under_15_or_ward"};
    without.layOutPapers("P05");
    EXPECT_FALSE(without.asks("under_15_or_ward"));
}

TEST(Scenario, P_155_WhetherThereIsAnAliasIsAskedWhereItsFieldIsEmpty) {
    Desk desk;
    desk.unanswered = {"has_alias"};
    desk.layOutPapers("P03");
    ASSERT_TRUE(desk.asks("has_alias"));
    EXPECT_THAT(desk.papersRefused().rules(), Contains("R-FORM-09")); // nobody takes it for granted
    desk.state("has_alias", true);
    EXPECT_THAT(desk.papersRefused().rules(), Contains("R-FORM-09"));
    Facts written = desk.goodSheet("F06_certificate_application");
    written["alias_written"] = true;
    desk.paper("F06_certificate_application", written);
    desk.confirmPapers();

    Desk other;
    other.unanswered = {"has_alias"};
    other.sheets["F06_certificate_application"] = {{"alias_written", true}};
    other.layOutPapers("P03");
    EXPECT_FALSE(other.asks("has_alias"));
    other.confirmPapers();
}

TEST(Scenario, P_155_OfAPaperThatDoesNotDoAnywayNothingIsAsked) {
    Desk desk;
    desk.unanswered = {"has_alias"};
    desk.sheets["F06_certificate_application"] = {{"box", word("both")}};
    desk.layOutPapers("P03");
    EXPECT_FALSE(desk.asks("has_alias"));
    EXPECT_THAT(desk.papersRefused().rules(), Contains("R-FORM-01"));
}

TEST(Scenario, P_155_ARegisteredAliasMustBeWritten) {
    const Facts alias{{"has_alias", true}};
    const PaperView without = look("F06_certificate_application", {{"alias_written", false}}, alias);
    EXPECT_FALSE(without.good);
    EXPECT_THAT(rulesOf(without.missing), ElementsAre("R-FORM-09"));
    EXPECT_TRUE(look("F06_certificate_application", {{"alias_written", true}}, alias).good);
    EXPECT_TRUE(look("F06_certificate_application", {{"alias_written", false}}, {{"has_alias", false}}).good);
}

TEST(Scenario, P_156_WhoBringsF07InPersonMayLeaveThePinsEmpty) {
    const Facts sheet{{"box", word("box1")}, {"pins", word("empty")}, {"delegation_signed", false}};
    EXPECT_TRUE(look("F07_inquiry_response", sheet, kApplicant).good);
    const PaperView carried = look("F07_inquiry_response", sheet, representative());
    EXPECT_THAT(rulesOf(carried.missing), Contains("R-FORM-14"));
}

TEST(Scenario, P_189_ThereAreThirteenProceduresAndTheSecondHasNoRepresentative) {
    const Desk desk;
    std::vector<std::string> symbols;
    for (const Procedure& procedure : desk.book.procedures)
        symbols.push_back(procedure.symbol);
    EXPECT_THAT(symbols, ElementsAre("①", "①’", "②", "③", "③’", "④", "④’", "⑤", "⑤’", "⑥", "⑥’", "⑦", "⑦’"));
    EXPECT_EQ(desk.book.procedure("P02R"), nullptr);
}

TEST(Scenario, P_149_WhoAsksAboutTheSchemeGoesThroughThePrefecture) {
    const Desk desk;
    const auto contacts = contactsFor(desk.book, Contact::Audience::Staff);
    ASSERT_EQ(contacts.size(), 1U);
    EXPECT_THAT(contacts.front().about, HasSubstr("制度"));
    EXPECT_EQ(contacts.front().via, "都道府県");
    EXPECT_EQ(contacts.front().name, "総務省自治行政局住民制度課");
    EXPECT_EQ(contacts.front().mail, "juki@soumu.go.jp");
    EXPECT_THAT(contacts.front().rules, ElementsAre("R-CON-01"));
    EXPECT_THAT(desk.book.rules.at("R-CON-01").text, HasSubstr("必ず都道府県を通じて"));
    for (const Contact& contact : contacts) // nothing that is said to residents
        EXPECT_THAT(contact.about + contact.name, ::testing::Not(HasSubstr("フリーダイヤル")));
}

TEST(Scenario, P_149_AResidentIsNeverShownAMunicipalitysContact) {
    const Desk desk;
    const auto contacts = contactsFor(desk.book, Contact::Audience::Resident);
    ASSERT_EQ(contacts.size(), 1U);
    EXPECT_EQ(contacts.front().name, "マイナンバー総合フリーダイヤル");
    EXPECT_THAT(contacts.front().mail + contacts.front().via, IsEmpty());
    EXPECT_THAT(contacts.front().rules, ElementsAre("R-CON-03", "R-CON-04"));
}

} // namespace
} // namespace kaomado::test
