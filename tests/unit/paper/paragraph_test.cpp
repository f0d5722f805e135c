// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/paper/text.hpp"

#include <gmock/gmock.h>

namespace kaomado::paper {
namespace {
constexpr double kMmPerPoint = 25.4 / 72;

std::string times(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

TEST(Paragraph, ATenPointKanjiIsTenPointsWide) {
    EXPECT_NEAR(Paragraph("国国国国", {Face::Mincho, 10}, 100).widthMm(), 40 * kMmPerPoint, 0.05);
}

TEST(Paragraph, BreaksWhereItsWidthEnds) {
    const Paragraph paragraph(times("国", 40), {Face::Mincho, 10}, 100 * kMmPerPoint + 0.01);
    EXPECT_EQ(paragraph.lines(), 4U);
    EXPECT_LE(paragraph.widthMm(), 100 * kMmPerPoint + 0.05);
}

TEST(Paragraph, LinesStandAtTheLeadingAskedFor) {
    const Style style{Face::Gothic, 10, Align::Left, 1.5};
    const double one = Paragraph("国", style, 100).heightMm();
    const double five = Paragraph("国\n国\n国\n国\n国", style, 100).heightMm();
    EXPECT_NEAR(five - one, 4 * 15 * kMmPerPoint, 0.1);
}

TEST(Paragraph, NeverBeginsALineWithAFullStop) {
    // Ten characters fit; the eleventh is a full stop, which takes the tenth with it.
    const std::string text = times("国", 10) + "。";
    const Paragraph paragraph(text, {Face::Mincho, 10}, 100 * kMmPerPoint + 0.01);
    ASSERT_EQ(paragraph.lines(), 2U);
    EXPECT_EQ(paragraph.bytesWithin(6), std::string("国").size() * 9);
}

TEST(Paragraph, BytesWithinAHeightAreWholeLines) {
    const std::string text = times("国", 35);
    const Paragraph paragraph(text, {Face::Mincho, 10, Align::Left, 1.2}, 100 * kMmPerPoint + 0.01);
    EXPECT_EQ(paragraph.bytesWithin(1000), text.size());
    EXPECT_EQ(paragraph.bytesWithin(0.5), 0U);
    EXPECT_EQ(paragraph.bytesWithin(paragraph.heightMm() / 2 + 0.1) % 30,
              0U); // ten characters of three bytes
}

TEST(Paragraph, RefusesWhatItCannotPrint) {
    try {
        const Paragraph paragraph("葛\U000E0110", {}, 50);
        FAIL() << "it was printed";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::BadInput);
        EXPECT_THAT(error.what(), testing::HasSubstr("U+845B U+E0110"));
    }
}

TEST(Fitted, KeepsItsSizeWhenThereIsRoomAndShrinksWhenNot) {
    EXPECT_EQ(fitted("国国", {Face::Mincho, 11}, 6, 50, 6)->points(), 11);
    const auto small = fitted(times("国", 20), {Face::Mincho, 11}, 6, 50, 6);
    ASSERT_TRUE(small);
    EXPECT_LT(small->points(), 11);
    EXPECT_LE(small->heightMm(), 6);
    EXPECT_LE(small->widthMm(), 50.02);
}

TEST(Fitted, SaysSoWhenNothingFits) {
    EXPECT_FALSE(fitted(times("国", 500), {Face::Mincho, 11}, 6, 50, 6));
    EXPECT_FALSE(fitted(times("国", 1'000'000), {Face::Mincho, 11}, 6, 50, 6));
}

} // namespace
} // namespace kaomado::paper
