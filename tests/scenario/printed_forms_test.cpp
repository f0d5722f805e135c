// SPDX-License-Identifier: Apache-2.0
// 12.10, 12.11: what is printed, read from the paper by Poppler.
#include "kaomado/forms/sheet.hpp"
#include "kaomado/procedure/contacts.hpp"
#include "support/pdf.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <regex>

namespace kaomado::test {
namespace {
using forms::Form;
using forms::Library;
using forms::Values;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Date kDay = dateFrom("2026-11-25");

const Form& form(const std::string& id) {
    return *Library::builtIn().find(id, kDay);
}

std::string printed(const std::string& id, const Values& values = {}, std::set<std::string> parts = {}) {
    return SeenPdf(
               layOut(Library::builtIn(), form(id), {values, std::move(parts), {}, {}, {}}).document.pdf())
        .letters();
}

TEST(Scenario, P_160_F04HasItsFieldsAndIsMarkedAsOurOwnDesign) {
    const std::string text = printed("F04");
    for (const char* field : {"（宛先）", "令和年月日", "氏名", "住所", "生年月日", "電話番号", "署名",
                              "引き続きできます", "できなくなります", "健康保険証としての利用",
                              "マイナポータル", "コンビニエンスストア"}) // R-FORM-22
        EXPECT_THAT(text, HasSubstr(field));
    EXPECT_THAT(text, HasSubstr("公式の文言ではありません")); // R-FORM-20
    EXPECT_EQ(form("F04").design, Form::Design::Own);
}

TEST(Scenario, P_160_ThePowerOfAttorneyIsAPartOfF04ThatMayBeLeftOut) {
    EXPECT_THAT(printed("F04"), Not(HasSubstr("委任状")));
    const std::string both = printed("F04", {}, {"delegation"});
    for (const char* field : {"委任状", "代理人の氏名", "代理人の住所", "本人との関係", "委任者"})
        EXPECT_THAT(both, HasSubstr(field));
}

TEST(Scenario, P_160_F05AsksForTwoConsentsApartAndForTheTerms) {
    const std::string text = printed("F05", {{"terms_version", "2026-04-01"}});
    EXPECT_THAT(text, AllOf(HasSubstr("ログインすること"), HasSubstr("登録を行うこと"),
                            HasSubstr("利用規約（令和8年4月1日の版）"), HasSubstr("本人の署名"),
                            HasSubstr("登録の担当者"), HasSubstr("立会者"))); // R-FORM-23
    EXPECT_THAT(text, HasSubstr("公式の文言ではありません"));
}

nlohmann::json formList() {
    const Finished list = run({KAOMADO, "form", "--list", "--json"});
    EXPECT_EQ(list.exitCode, 0) << list.err;
    return nlohmann::json::parse(list.out).at("forms");
}

TEST(Scenario, P_158_TheListSaysWhichFormsAreNewAndWhichRevised) {
    std::set<std::string> fresh, revised;
    for (const auto& one : formList()) {
        EXPECT_FALSE(one.at("edition").get<std::string>().empty());
        if (one.at("history") == "new")
            fresh.insert(one.at("id"));
        if (one.at("history") == "revised")
            revised.insert(one.at("id"));
    }
    EXPECT_THAT(fresh, ElementsAre("F04", "F05"));
    EXPECT_THAT(revised, ElementsAre("F01", "F02", "F03", "F06", "F07"));
}

TEST(Scenario, P_158_TheEditionBeforeTheChoiceIsStillThereForItsTime) {
    EXPECT_EQ(Library::builtIn().find("F02", dateFrom("2023-12-14"))->edition, "2016-01");
    EXPECT_EQ(Library::builtIn().find("F02", dateFrom("2023-12-15"))->edition, "2023-12");
    const auto choice = [](const char* day) {
        return forms::fieldsOf(*Library::builtIn().find("F02", dateFrom(day))).contains("box_answered");
    };
    EXPECT_FALSE(choice("2023-12-14"));
    EXPECT_TRUE(choice("2023-12-15"));
}

TEST(Scenario, P_159_WhoeverChoosesNoPinReadsWhatTheCardIsThenGoodFor) {
    for (const char* id : {"F01", "F02", "F03", "F06", "F07"}) {
        const std::string text = printed(id);
        EXPECT_THAT(text, HasSubstr("利用者証明用電子証明書は健康保険証としての利用に使えます")) << id;
        EXPECT_THAT(text, HasSubstr("暗証番号の入力が必要なオンラインの手続やサービスには使えません")) << id;
    }
}

class Posting : public testing::Test {
protected:
    Finished print(Arguments more) {
        Arguments all{KAOMADO, "form", "F02", "-o", (dir_ / "notice.pdf").string()};
        all.insert(all.end(), more.begin(), more.end());
        return run(all, {}, {{"LC_ALL", "ja_JP.UTF-8"}});
    }
    bool leafletWritten() const { return std::filesystem::exists(dir_ / "notice-L01.pdf"); }

    TempDir dir_;
};

TEST_F(Posting, P_161_TheLeafletIsSuggestedWithTheNotice) {
    const Finished printed = print({});
    EXPECT_EQ(printed.exitCode, 0) << printed.err;
    EXPECT_THAT(printed.out, AllOf(HasSubstr("同封を勧めます：L01"), HasSubstr("顔認証マイナンバーカード")));
    EXPECT_FALSE(leafletWritten());
}

TEST_F(Posting, P_161_TheLeafletIsPrintedWhenItIsTaken) {
    EXPECT_EQ(print({"--enclose"}).exitCode, 0);
    ASSERT_TRUE(leafletWritten());
    const Bytes pdf = toBytes(readTextFile(dir_ / "notice-L01.pdf"));
    EXPECT_THAT(SeenPdf(pdf).letters(), HasSubstr("暗証番号のいらない"));
}

TEST_F(Posting, P_161_TheLeafletMayBeDeclined) {
    const Finished printed = print({"--no-enclose"});
    EXPECT_EQ(printed.exitCode, 0);
    EXPECT_THAT(printed.out, Not(HasSubstr("L01")));
    EXPECT_FALSE(leafletWritten());
}

/// Every number that looks like one to be dialled.
std::set<std::string> numbersIn(const std::string& text) {
    const std::regex dialled("0[0-9]{1,3}-[0-9]{2,4}-[0-9]{2,4}|0570-?[0-9]{6}");
    return {std::sregex_token_iterator(text.begin(), text.end(), dialled), std::sregex_token_iterator()};
}

TEST(Scenario, P_137_AResidentsPaperHasTheFreeDialAndTheCounterAndNoOtherNumber) {
    for (const Form& one : Library::builtIn().all()) {
        ASSERT_EQ(one.audience, Form::Audience::Resident) << one.id << ": no paper of ours goes to staff";
        const Values counter{{"municipality.counter", "見本市市民課"},
                             {"municipality.counter_phone", "000-000-0000"}};
        std::set<std::string> parts;
        for (const Form::OptionalPart& part : one.parts)
            parts.insert(part.id);
        const std::string text =
            SeenPdf(layOut(Library::builtIn(), one, {counter, parts, {}, {}, {}}).document.pdf()).text();
        EXPECT_THAT(numbersIn(text), ElementsAre("000-000-0000", "0120-95-0178")) << one.id;
        EXPECT_THAT(text, AllOf(HasSubstr("マイナンバー総合フリーダイヤル"), HasSubstr("見本市市民課"),
                                Not(HasSubstr("ヘルプデスク")), Not(HasSubstr("@"))))
            << one.id;
    }
}

TEST(Scenario, P_137_ThePagesOfTheCounterNameNoNumberOfAHelpDesk) {
    const std::filesystem::path pages = std::filesystem::path(KAOMADO_ROOT) / "web" / "src";
    ASSERT_TRUE(std::filesystem::is_directory(pages));
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(pages)) {
        const auto kind = entry.path().extension();
        if (kind != ".svelte" && kind != ".ts" && kind != ".json" && kind != ".html")
            continue;
        ++files;
        const std::string text = readTextFile(entry.path());
        EXPECT_THAT(text, AllOf(Not(HasSubstr("0570-666535")), Not(HasSubstr("5214-0024")),
                                Not(HasSubstr("juki-call"))))
            << entry.path();
    }
    EXPECT_GT(files, 0);
}

TEST(Scenario, P_137_TheContactOfResidentsIsTheOneOfTheRulebook) {
    const auto& book = procedure::Rulebook::builtIn();
    for (const procedure::Contact& contact : contactsFor(book, procedure::Contact::Audience::Resident))
        EXPECT_THAT(Library::builtIn().text("contact_resident"), HasSubstr(contact.name));
}

TEST(Forms, NameOnlyRulesAndDocumentsOfTheRulebook) {
    const auto& book = procedure::Rulebook::builtIn();
    for (const Form& one : Library::builtIn().all()) {
        for (const std::string& rule : one.rules)
            EXPECT_TRUE(book.rules.contains(rule)) << one.id << " names " << rule;
        EXPECT_TRUE(one.document.empty() || book.documents.contains(one.document)) << one.id;
        for (const std::string& other : one.enclose)
            EXPECT_NE(Library::builtIn().find(other, kDay), nullptr) << one.id << " encloses " << other;
    }
}

} // namespace
} // namespace kaomado::test
