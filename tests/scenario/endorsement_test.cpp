// SPDX-License-Identifier: Apache-2.0
// 12.6: the entry in the 追記欄, as its pixels lie and as the command tells it.
#include "kaomado/endorsement/fit.hpp"
#include "kaomado/procedure/engine.hpp"
#include "support/ink.hpp"
#include "support/pdf.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace kaomado::test {
namespace {
using endorsement::Entry;
using endorsement::Fit;
using endorsement::Profile;
using testing::AllOf;
using testing::HasSubstr;

constexpr double kDpi = 600, kTolerance = 0.1; // mm

const Entry kEntry{"顔認証", dateFrom("2024-01-10"), "見本市長"};

TEST(Scenario, P_105_TheEntryReadsAsTheRulebookSays) {
    EXPECT_EQ(kEntry.text(),
              entryText(procedure::Rulebook::builtIn(), "set", kEntry.handedOver, kEntry.head));
}

/// Every line, on printers that are right, shifted and stretched.
TEST(Scenario, P_105_ThePrintedEntryLiesWithinItsLineAndIsBlack) {
    struct Calibration {
        paper::Point offset;
        double scale;
    };
    for (const auto& [offset, scale] :
         {Calibration{{0, 0}, 1}, Calibration{{1.37, -0.72}, 1}, Calibration{{-2.11, 2.4}, 1.01}}) {
        Profile profile = Profile::builtIn();
        profile.offset = offset;
        profile.scale = scale;
        for (unsigned line = 1; line <= profile.lines; ++line) {
            const Fit fit = endorsement::fit(profile, kEntry, line);
            ASSERT_TRUE(fit.legible());
            const Ink ink(print(profile, kEntry, fit, {}).png(0, kDpi), kDpi);
            ASSERT_TRUE(ink.box.has_value());
            // Where the line is on the card, said once more without the code under test.
            const double left = profile.field.x * scale + offset.x, height = profile.field.height / 4 * scale;
            const double top = profile.field.y * scale + offset.y + (line - 1) * height;
            EXPECT_GE(ink.box->x, left - kTolerance) << line;
            EXPECT_LE(ink.box->right(), left + profile.field.width * scale + kTolerance) << line;
            EXPECT_GE(ink.box->y, top - kTolerance) << line;
            EXPECT_LE(ink.box->bottom(), top + height + kTolerance) << line;
            EXPECT_EQ(ink.darkest, 0);
            EXPECT_FALSE(ink.coloured);
        }
    }
}

TEST(Scenario, P_105_TheWordsHaveTheSizeThatIsTold) {
    const Profile& profile = Profile::builtIn();
    const Fit fit = endorsement::fit(profile, kEntry, 2);
    const Ink words(print(profile, kEntry, fit, {}).png(0, kDpi), kDpi, fit.seal.x);
    const double letter = fit.points * 25.4 / 72; // 漢字 fill nearly all of theirs
    EXPECT_GT(words.box->height, 0.8 * letter);
    EXPECT_LT(words.box->height, letter);
    EXPECT_GT(words.box->width, 14 * letter); // twelve 漢字, two spaces, four digits
    EXPECT_LE(words.box->width, 16 * letter);
}

TEST(Scenario, P_105_TheSealsPlaceIsAtTheEndOfTheLine) {
    const Profile& profile = Profile::builtIn();
    const Fit fit = endorsement::fit(profile, kEntry, 2);
    const Ink ink(print(profile, kEntry, fit, {}).png(0, kDpi), kDpi);
    EXPECT_GT(ink.box->right(), fit.seal.x);
    EXPECT_LE(ink.box->right(), fit.seal.right());
}

class Endorse : public testing::Test {
protected:
    Finished endorse(const std::string& head, Arguments more = {}) {
        Arguments all{KAOMADO,  "endorse", "--line",    "2",      "--date", "2024-01-10",
                      "--head", head,      "--preview", preview_, "--pdf",  pdf_};
        all.insert(all.end(), more.begin(), more.end());
        return run(all, {}, {{"LC_ALL", "ja_JP.UTF-8"}});
    }
    bool written() const { return std::filesystem::exists(preview_) || std::filesystem::exists(pdf_); }

    TempDir dir_;
    std::string preview_ = (dir_ / "preview.png").string(), pdf_ = (dir_ / "entry.pdf").string();
};

TEST_F(Endorse, P_105_TheSizeIsToldAndTheEntryCanBeReadFromThePdf) {
    const Finished done = endorse("見本市長");
    EXPECT_EQ(done.exitCode, 0) << done.err;
    const Fit fit = endorsement::fit(Profile::builtIn(), kEntry, 2);
    EXPECT_THAT(done.out,
                AllOf(HasSubstr("2 行目：顔認証　令和6年1月10日　見本市長印"),
                      HasSubstr("文字の大きさ " + std::to_string(fit.points).substr(0, 3) + " ポイント")));
    EXPECT_EQ(SeenPdf(toBytes(readTextFile(pdf_))).letters(), "顔認証令和6年1月10日見本市長印");
    EXPECT_TRUE(Ink(toBytes(readTextFile(preview_)), 300).box.has_value());
}

TEST_F(Endorse, P_105_AHeadTooLongIsToldWithTheRemedyBeforeAnythingIsPrinted) {
    const Finished done = endorse("見本県見本郡見本町長職務代理者");
    EXPECT_EQ(done.exitCode, 2);
    EXPECT_THAT(done.out, HasSubstr("読める最小は 6.0 ポイント"));
    EXPECT_THAT(done.err, HasSubstr(procedure::Rulebook::builtIn().rules.at("R-END-04").remedy));
    EXPECT_FALSE(written());
}

TEST_F(Endorse, P_105_AProgramReadsTheSameFromJson) {
    const auto fits = nlohmann::json::parse(endorse("見本市長", {"--json"}).out);
    EXPECT_TRUE(fits.at("legible"));
    EXPECT_TRUE(fits.at("remedy").is_null());
    EXPECT_EQ(fits.at("line"), 2);
    const auto not_ = nlohmann::json::parse(endorse("見本県見本郡見本町長職務代理者", {"--json"}).out);
    EXPECT_FALSE(not_.at("legible"));
    EXPECT_LT(not_.at("points"), not_.at("smallest_points"));
    EXPECT_EQ(not_.at("remedy"), procedure::Rulebook::builtIn().rules.at("R-END-04").remedy);
}

TEST_F(Endorse, P_106_OtherWordsCannotBeSmuggledInWithTheHead) {
    const Finished done = endorse("暗証番号なし　見本市長");
    EXPECT_EQ(done.exitCode, 64);
    EXPECT_THAT(done.err, HasSubstr("R-END-05"));
    EXPECT_FALSE(written());
}

} // namespace
} // namespace kaomado::test
