// SPDX-License-Identifier: Apache-2.0
// Values that somebody made to break a page. A page is broken when there is none, when it has other pages
// than its form and the continuation, or when something is written outside its place: the rest of the form
// reads as it does without the value.
#include "kaomado/base/error.hpp"
#include "kaomado/forms/sheet.hpp"
#include "support/pdf.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace kaomado::forms {
namespace {
using test::SeenPdf;
using testing::HasSubstr;

Sheet withName(const std::string& name) {
    const Form& form = *Library::builtIn().find("F04", dateFrom("2026-11-25"));
    return layOut(Library::builtIn(), form, {{{"applicant.name", name}}, {}, {}, {}, {}});
}

std::string times(const std::string& text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

std::string firstPageOf(const Sheet& sheet) {
    const SeenPdf seen(sheet.document.pdf());
    return SeenPdf::withoutSpace(seen.runs({"pdftotext", "-raw", "-l", "1", "PDF", "-"}).out);
}

TEST(Hostile, WhatIsRefusedLeavesThePageAsItIsBlank) {
    const std::string blank = firstPageOf(withName(""));
    // NOLINTNEXTLINE(misc-misleading-bidirectional): it is what must not get through
    const std::string names[] = {"\u202E子花本見",
                                 "\u2066a\u2069",
                                 std::string("見本\0子", 10),
                                 "\x01\x02\x1B[31m",
                                 "\xFF\xFE",
                                 "\xF0\x9F\x98",
                                 "\U0001F468\u200D\U0001F469\u200D\U0001F467",
                                 "ﷺ",
                                 "\U000E0001\U000E0041",
                                 "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
                                 "\u0E49\u0E49\u0E49\u0E49"};
    for (const std::string& name : names) {
        const Sheet sheet = withName(name);
        EXPECT_FALSE(sheet.problems.empty()) << name;
        EXPECT_EQ(firstPageOf(sheet), blank) << name;
    }
}

TEST(Hostile, ManyBytesOfOneCharacterAreToldAndTheFormIsOnePage) {
    const Sheet sheet = withName("か" + times("\u3099", 9'000));
    EXPECT_EQ(sheet.problems.size(), 1U);
    EXPECT_EQ(sheet.document.pages(), 1U);
}

TEST(Hostile, TenThousandCharactersAreAllPrintedAndTheFormIsWhole) {
    const std::string name = times("寿限無、", 2'500);
    const Sheet sheet = withName(name);
    EXPECT_TRUE(sheet.continued);
    EXPECT_LE(sheet.document.pages(), 10U);
    const SeenPdf seen(sheet.document.pdf());
    std::string letters = seen.letters();
    std::size_t found = 0;
    for (std::size_t at = letters.find("寿"); at != std::string::npos; at = letters.find("寿", at + 1))
        ++found;
    EXPECT_EQ(found, 2'500U);
    EXPECT_THAT(firstPageOf(sheet), HasSubstr("別紙のとおり"));
}

TEST(Hostile, AWordWithoutAPlaceToBreakIsBrokenAnyway) {
    const Sheet sheet = withName(times("W", 10'000));
    const SeenPdf seen(sheet.document.pdf());
    const std::string letters = seen.letters();
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(letters, 'W')), 10'000U);
}

TEST(Hostile, MoreThanAFormCanHoldIsRefused) {
    EXPECT_THROW(static_cast<void>(withName(times("寿", 20'001))), Error);
}

TEST(Hostile, BracesInAValueAreNoPlaces) {
    const Sheet sheet = withName("{applicant.address}{");
    EXPECT_THAT(firstPageOf(sheet), HasSubstr("{applicant.address}{"));
}

TEST(Hostile, FourByteCharactersAndVariantsArePrinted) {
    const std::string name = "𠮷𠀋𡈽𡌛葛\U000E0102𠮟";
    const Sheet sheet = withName(name);
    EXPECT_TRUE(sheet.problems.empty());
    EXPECT_THAT(firstPageOf(sheet), HasSubstr(name));
}

} // namespace
} // namespace kaomado::forms
