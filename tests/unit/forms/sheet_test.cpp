// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/forms/sheet.hpp"
#include "support/pdf.hpp"

#include <gmock/gmock.h>

namespace kaomado::forms {
namespace {
using test::SeenPdf;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Form& form(const std::string& id) {
    return *Library::builtIn().find(id, dateFrom("2026-11-25"));
}

Sheet sheetOf(const std::string& id, const Values& values, std::set<std::string> parts = {}) {
    return layOut(Library::builtIn(), form(id), {values, std::move(parts), {}, {}, {}});
}

std::string lettersOf(const Sheet& sheet) {
    return SeenPdf(sheet.document.pdf()).letters();
}

std::string times(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

TEST(Sheet, DaysAreWrittenByEra) {
    const std::string letters =
        lettersOf(sheetOf("F04", {{"applicant.birth", "1989-01-08"}, {"applied_on", "2019-05-01"}}));
    EXPECT_THAT(letters, AllOf(HasSubstr("平成元年1月8日"), HasSubstr("令和元年5月1日")));
}

TEST(Sheet, ABlankOneHasErasToBeCircledAndRoomForAPen) {
    const std::string letters = lettersOf(sheetOf("F04", {}));
    EXPECT_THAT(letters, AllOf(HasSubstr("明・大・昭・平・令年月日"), HasSubstr("令和年月日")));
}

TEST(Sheet, AChoiceIsTickedAndTheOtherIsNot) {
    const std::string blank = lettersOf(sheetOf("F05", {}));
    const std::string ticked = lettersOf(sheetOf("F05", {{"consents_login", "no"}}));
    EXPECT_THAT(blank, HasSubstr("□同意する□同意しない"));
    EXPECT_THAT(ticked, HasSubstr("□同意する□✓同意しない２"));
    EXPECT_EQ(ticked.size(), blank.size() + std::string("✓").size());
}

TEST(Sheet, ALongAddressIsWholeOnAPageAfterTheForm) {
    const std::string address = "東京都千代田区霞が関" + times("一丁目", 120) + "終わり";
    const Sheet sheet = sheetOf("F04", {{"applicant.address", address}});
    EXPECT_TRUE(sheet.continued);
    EXPECT_EQ(sheet.document.pages(), 2U);
    EXPECT_THAT(lettersOf(sheet), AllOf(HasSubstr("別紙のとおり"), HasSubstr(address)));
}

TEST(Sheet, AnAddressOfTwoLinesStaysInItsPlace) {
    const std::string address = "東京都千代田区霞が関二丁目１番２号　中央合同庁舎第２号館　見本マンション千代"
                                "田二十三号棟１２３４号室";
    const Sheet sheet = sheetOf("F04", {{"applicant.address", address}});
    EXPECT_FALSE(sheet.continued);
    EXPECT_THAT(lettersOf(sheet), HasSubstr(SeenPdf::withoutSpace(address)));
}

TEST(Sheet, WhatCannotBePrintedLeavesItsFieldEmptyAndIsTold) {
    const Sheet sheet = sheetOf("F04", {{"applicant.name", "葛\U000E0110城"}, {"applicant.phone", "000"}});
    ASSERT_EQ(sheet.problems.size(), 1U);
    EXPECT_EQ(sheet.problems[0].field, "applicant.name");
    EXPECT_EQ(sheet.problems[0].label, "氏名");
    EXPECT_EQ(sheet.problems[0].what.codePoints, "U+845B U+E0110");
    EXPECT_THAT(lettersOf(sheet), AllOf(Not(HasSubstr("城")), HasSubstr("000")));
}

TEST(Sheet, ALineFeedInAValueIsAControl) {
    EXPECT_EQ(sheetOf("F04", {{"applicant.name", "見本\n花子"}}).problems.at(0).what.codePoints, "U+000A");
}

TEST(Sheet, RefusesAFieldADayAWordOrAPartThatIsNone) {
    for (const auto& [field, value] :
         Values{{"applicant.number", "1"}, {"applicant.birth", "令和元年"}, {"errand", "both"}})
        EXPECT_THROW(static_cast<void>(sheetOf("F04", {{field, value}})), Error) << field;
    EXPECT_THROW(static_cast<void>(sheetOf("F04", {}, {"second"})), Error);
}

TEST(Sheet, APartIsThereOnlyWhenItIsAskedFor) {
    EXPECT_THAT(lettersOf(sheetOf("F04", {})), Not(HasSubstr("委任状")));
    EXPECT_THAT(lettersOf(sheetOf("F04", {}, {"delegation"})), HasSubstr("委任状"));
}

TEST(Sheet, EveryBuiltInFormIsLaidOutWithoutValuesAndWithAllItsParts) {
    for (const Form& one : Library::builtIn().all()) {
        std::set<std::string> parts;
        for (const Form::OptionalPart& part : one.parts)
            parts.insert(part.id);
        const Sheet sheet = layOut(Library::builtIn(), one, {{}, parts, {}, "0001", {}});
        EXPECT_THAT(sheet.problems, IsEmpty()) << one.id;
        EXPECT_LE(sheet.document.pages(), 2U) << one.id;
    }
}

TEST(Sheet, OfATrainingSaysSoOnEveryPageInPaleAndInWords) {
    const std::string address = times("一丁目", 120); // goes on on a second page
    const Order order{{{"applicant.address", address}}, {}, {}, {}, {}, true};
    const Sheet sheet = layOut(Library::builtIn(), form("F04"), order);
    ASSERT_EQ(sheet.document.pages(), 2U);
    const std::string letters = lettersOf(sheet);
    const auto first = letters.find("【訓練用】実際の手続には使えません");
    ASSERT_NE(first, std::string::npos);
    EXPECT_NE(letters.find("【訓練用】", first + 1), std::string::npos);
    EXPECT_EQ(letters.substr(0, std::string("訓練").size()), "訓練"); // behind everything, so drawn first
    EXPECT_THAT(lettersOf(sheetOf("F04", {})), Not(HasSubstr("訓練")));
}

TEST(Sheet, TellsWhichFieldsWouldBeFilled) {
    const auto fields = filledBy(Library::builtIn(), form("F04"),
                                 {{"applied_on", "2026-11-25"},
                                  {"applicant.name", "葛\U000E0110城"}, // cannot be printed
                                  {"applicant.phone", "000"},
                                  {"municipality.counter", "市民課"}, // stands at the foot of every form
                                  {"valid_until", "2026-11-25"}});    // has no place there
    ASSERT_EQ(fields.size(), 2U);
    EXPECT_EQ(fields[0]->label, "電話番号");
    EXPECT_EQ(fields[1]->label, "申請の年月日");
}

} // namespace
} // namespace kaomado::forms
