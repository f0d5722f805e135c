// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/forms/library.hpp"

#include <gmock/gmock.h>

namespace kaomado::forms {
namespace {
using testing::AllOf;
using testing::HasSubstr;

/// A form of one line; what a mistake replaces comes in by `more`.
std::string formText(const std::string& more, const std::string& blocks = "  - {text: 本文}\n") {
    return "id: F04\ntitle: 市の様式\nedition: \"1\"\nhistory: existing\ndesign: items\naudience: resident\n"
           "source: SRC-GUIDELINE\npaper: A4\n" +
           more + "blocks:\n" + blocks;
}

std::string mistakeIn(const std::string& text) {
    try {
        static_cast<void>(Library::builtIn().with(std::map<std::string, std::string>{{"city.yaml", text}}));
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMalformed);
        return error.what();
    }
    return {};
}

Library withCity(const std::string& text) {
    return Library::builtIn().with(std::map<std::string, std::string>{{"city.yaml", text}});
}

TEST(Library, AMunicipalitysOwnFormGoesBeforeOurs) {
    const Date day = dateFrom("2026-11-25");
    const Library library = withCity(formText(""));
    EXPECT_EQ(library.find("F04", day)->title, "市の様式");
    EXPECT_EQ(library.find("F05", day)->title, Library::builtIn().find("F05", day)->title);
    EXPECT_NE(Library::builtIn().find("F04", day)->title, "市の様式");
}

TEST(Library, AnEditionIsTakenByTheDay) {
    const Library library = withCity(formText("from: 2027-04-01\n"));
    EXPECT_NE(library.find("F04", dateFrom("2027-03-31"))->title, "市の様式");
    EXPECT_EQ(library.find("F04", dateFrom("2027-04-01"))->title, "市の様式");
    EXPECT_EQ(library.find("F04", dateFrom("2023-12-14")), nullptr); // before the scheme began
}

TEST(Library, TellsEveryMistakeWithItsLine) {
    const std::string mistakes = mistakeIn(
        formText("", "  - {text: \"{applicant.nmae}\"}\n  - {table: [10, 20], rows: [{cells: [氏名]}]}\n"
                     "  - {choice: box, options: [{value: box3, label: 三}]}\n"));
    EXPECT_THAT(mistakes, AllOf(HasSubstr("city.yaml:10: no field 'applicant.nmae'"),
                                HasSubstr("city.yaml:11: cells for 1 columns of 2"),
                                HasSubstr("city.yaml:12: 'box3' is no value of box")));
}

TEST(Library, RefusesWordsThatItsFontDoesNotHave) {
    EXPECT_THAT(mistakeIn(formText("", "  - {text: \"\U0001F600\"}\n")), HasSubstr("U+1F600"));
}

TEST(Library, RefusesAPartThatIsNotNamed) {
    EXPECT_THAT(mistakeIn(formText("", "  - {part: extra, blocks: [{text: 本文}]}\n")),
                HasSubstr("no part 'extra'"));
}

TEST(Library, RefusesLengthsThatMakeNoSense) {
    EXPECT_THAT(mistakeIn(formText("margin: 4000\n")), HasSubstr("'margin'"));
    EXPECT_THAT(mistakeIn(formText("", "  - {gap: -3}\n")), HasSubstr("'gap'"));
    EXPECT_THAT(mistakeIn(formText("", "  - {text: 大, size: x}\n")), HasSubstr("'size'"));
}

TEST(Library, RefusesAnUnknownKey) {
    EXPECT_THAT(mistakeIn(formText("colour: red\n")), HasSubstr("unknown key 'colour'"));
}

TEST(Library, AFolderThatIsNotThereIsToldSo) {
    try {
        static_cast<void>(Library::builtIn().with(std::filesystem::path("/nowhere/at/all")));
        FAIL() << "it was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMissing);
    }
}

} // namespace
} // namespace kaomado::forms
