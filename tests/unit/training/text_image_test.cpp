// SPDX-License-Identifier: Apache-2.0
#include "support/fault.hpp"

#include <kaomado/chip/picture.hpp>
#include <kaomado/training/text_image.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace kaomado::training {
namespace {
constexpr const char* kFont = "Noto Sans CJK JP 20px";

TEST(TextImage, IsAPngOfOneBitWithBlackOnWhite) {
    const Bytes png = textImage("見本　花子", 480, 36, kFont);
    EXPECT_EQ(png.at(24), 1) << "bit depth in the header";
    EXPECT_EQ(png.at(25), 0) << "greyscale";
    const auto picture = chip::decodePng(png);
    EXPECT_EQ(std::pair(picture.width, picture.height), std::pair(480U, 36U));
    const auto black = std::ranges::count(picture.grey.bytes(), 0);
    EXPECT_GT(black, 400);
    EXPECT_LT(black, 480 * 36 / 4);
}

TEST(TextImage, DifferentTextsGiveDifferentImages) {
    EXPECT_NE(textImage("見本", 100, 36, kFont), textImage("練習", 100, 36, kFont));
}

TEST(TextImage, ALongTextIsWrappedAndOneThatDoesNotFitIsRefused) {
    EXPECT_NO_THROW(textImage("見本県練習市中央一丁目二番三号", 160, 72, kFont));
    EXPECT_EQ(test::faultOf([] { textImage("見本県練習市中央一丁目二番三号", 100, 72, kFont); }),
              Fault::BadInput);
}

TEST(TextImage, ACharacterWithoutAGlyphIsRefusedAndNotReplacedByABox) {
    EXPECT_EQ(test::faultOf([] { textImage("\U0010FFFD", 100, 36, kFont); }), Fault::Configuration);
}

} // namespace
} // namespace kaomado::training
