// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/endorsement/fit.hpp"
#include "support/fault.hpp"

#include <gmock/gmock.h>

namespace kaomado::endorsement {
namespace {
using testing::HasSubstr;
using testing::StartsWith;

Entry entry(const std::string& head = "見本市長") {
    return {"顔認証", dateFrom("2026-11-25"), head};
}

std::string refusalOf(const Entry& refused) {
    try {
        refused.check();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::BadInput);
        return error.what();
    }
    return {};
}

TEST(Entry, IsTheWordTheEraDateAndTheHeadWithTheSealsPlace) {
    EXPECT_EQ(entry().text(), "顔認証　令和8年11月25日　見本市長印");
}

TEST(Entry, OfAnotherWordIsRefusedByItsRule) {
    Entry other = entry();
    for (const char* word : {"顔認証　暗証番号なし", "暗証番号なし", ""}) {
        other.word = word;
        EXPECT_THAT(refusalOf(other), HasSubstr("R-END-05")) << word;
    }
}

TEST(Entry, TakesTheHeadsThatThereAre) {
    for (const char* head : {"見本市長", "見本区長", "見本町長", "佐々見本村長", "見本市長職務代理者"})
        EXPECT_EQ(refusalOf(entry(head)), "") << head;
}

TEST(Entry, TakesNoWordsBesideTheHead) {
    for (const char* head : {"", "市長", "見本", "見本市長 暗証番号なし", "暗証番号なし　見本市長",
                             "（再）見本市長", "見本市長\n", "暗証番号なし。見本市長", "2見本市長"})
        EXPECT_THAT(refusalOf(entry(head)), HasSubstr("R-END-05")) << head;
    std::string endless;
    for (int i = 0; i < 100; ++i)
        endless += "見本";
    EXPECT_THAT(refusalOf(entry(endless + "市長")), HasSubstr("R-END-05"));
}

TEST(Fit, TakesTheLargestLettersOfOneLine) {
    const auto roomFor = [](const Fit& found, double points, const Entry& of) {
        const paper::Paragraph words(of.beforeSeal(), {paper::Face::Gothic, points, paper::Align::Left, 1},
                                     500);
        return words.widthMm() <= found.words.width && words.heightMm() <= found.words.height;
    };
    Profile high = Profile::builtIn();
    high.field.height = 24; // lines of six millimetres, in which not the height decides
    high.seal = {5, 5};
    for (const Profile& profile : {Profile::builtIn(), high})
        for (const char* head : {"見本市長", "見本県見本郡見本町長", "見本県見本郡見本町長職務代理者"}) {
            const Fit found = fit(profile, entry(head), 1);
            EXPECT_TRUE(roomFor(found, found.points - 0.01, entry(head))) << head;
            EXPECT_FALSE(roomFor(found, found.points + 0.11, entry(head))) << head;
        }
}

TEST(Fit, NoLetterIsWiderThanTheSealsPlace) {
    Profile narrow = Profile::builtIn();
    narrow.seal.width = 2.2;
    EXPECT_NEAR(fit(narrow, entry(), 1).points, 2.2 * 72 / 25.4, 0.1);
}

TEST(Fit, AHeadTooLongToBeReadIsToldAndNeverPrinted) {
    const Entry longOne = entry("見本県見本郡見本町長職務代理者");
    const Fit found = fit(Profile::builtIn(), longOne, 1);
    EXPECT_LT(found.points, 6);
    EXPECT_FALSE(found.legible());
    EXPECT_THROW(static_cast<void>(print(Profile::builtIn(), longOne, found, {})), Error);
    EXPECT_THROW(static_cast<void>(preview(Profile::builtIn(), longOne, found, {})), Error);
}

TEST(Fit, ACoarsePrinterNeedsLargerLetters) {
    Profile coarse = Profile::builtIn();
    EXPECT_DOUBLE_EQ(coarse.smallest(), 6);
    coarse.dotsPerInch = 200;
    EXPECT_DOUBLE_EQ(coarse.smallest(), 8.64); // 24 dots
    EXPECT_FALSE(fit(coarse, entry(), 1).legible());
}

TEST(Fit, ALineThatTheFieldDoesNotHaveIsRefused) {
    for (const unsigned line : {0U, 5U})
        EXPECT_EQ(test::faultOf([&] { static_cast<void>(fit(Profile::builtIn(), entry(), line)); }),
                  Fault::BadInput);
}

TEST(Fit, ASealHigherThanALineTakesTheNextLineToo) {
    Profile large = Profile::builtIn();
    large.seal = {5, 5};
    const Fit found = fit(large, entry(), 3);
    EXPECT_EQ(found.linesTaken, 2U);
    EXPECT_DOUBLE_EQ(found.seal.bottom(), large.field.bottom());
    EXPECT_EQ(test::faultOf([&] { static_cast<void>(fit(large, entry(), 4)); }), Fault::BadInput);
}

TEST(Fit, ANameThatNoFontHasIsNotReplaced) {
    try {
        static_cast<void>(fit(Profile::builtIn(), entry("葛\U000E0110城市長"), 1));
        ADD_FAILURE() << "something was laid out";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), StartsWith("cannot be printed: U+845B U+E0110"));
    }
}

} // namespace
} // namespace kaomado::endorsement
