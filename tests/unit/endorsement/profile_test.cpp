// SPDX-License-Identifier: Apache-2.0
#include "kaomado/base/error.hpp"
#include "kaomado/endorsement/profile.hpp"

#include <gmock/gmock.h>

namespace kaomado::endorsement {
namespace {
using testing::AllOf;
using testing::HasSubstr;

const std::string kField = "field: {x: 28, y: 38, width: 54, height: 12, lines: 4}\n";
const std::string kRest = "margin: 0.3\nseal: {width: 3, height: 3}\nsmallest: {points: 6, dots: 24}\n";
const std::string kPrinter = "printer: {dpi: 300, offset_x: 0.5, offset_y: -0.25, scale: 1.01}\n";

std::string mistakesIn(const std::string& text) {
    try {
        static_cast<void>(Profile::parse(text, "city.yaml"));
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMalformed);
        return error.what();
    }
    return {};
}

TEST(Profile, LinesShareTheFieldFromTheTop) {
    const Profile profile = Profile::parse(kField + kRest + kPrinter, "city.yaml");
    EXPECT_DOUBLE_EQ(profile.line(1).y, 38);
    EXPECT_DOUBLE_EQ(profile.line(4).bottom(), 50);
    EXPECT_DOUBLE_EQ(profile.line(2).height, 3);
}

TEST(Profile, CalibratesByScaleAndOffset) {
    const paper::Box box = Profile::parse(kField + kRest + kPrinter, "city.yaml").calibrated({10, 20, 30, 4});
    EXPECT_DOUBLE_EQ(box.x, 10.6);
    EXPECT_DOUBLE_EQ(box.y, 19.95);
    EXPECT_DOUBLE_EQ(box.width, 30.3);
}

TEST(Profile, TheBuiltInHasFourLinesOnTheCard) {
    EXPECT_EQ(Profile::builtIn().lines, 4U);
    EXPECT_LE(Profile::builtIn().field.right(), kCard.width);
    EXPECT_LE(Profile::builtIn().field.bottom(), kCard.height);
}

TEST(Profile, TellsEveryMistakeWithItsLine) {
    const std::string mistakes =
        mistakesIn("field: {x: -1, y: 38, width: 54, height: 12, lines: 2.5}\n" + kRest +
                   "printer: {dpi: nan, offset_x: 0, offset_y: 0, scale: 1, colour: red}\nfont: Comic\n");
    EXPECT_THAT(mistakes,
                AllOf(HasSubstr("city.yaml:1: 'x' is no number"), HasSubstr("city.yaml:1: a part of a line"),
                      HasSubstr("city.yaml:5: 'dpi' is no number"),
                      HasSubstr("city.yaml:5: unknown key 'colour'"),
                      HasSubstr("city.yaml:6: unknown key 'font'")));
}

TEST(Profile, WithoutItsMeasuresItIsNone) {
    EXPECT_THAT(mistakesIn(kField), AllOf(HasSubstr("margin"), HasSubstr("a map is expected here")));
    EXPECT_THAT(mistakesIn(""), HasSubstr("city.yaml:1: a map is expected here"));
}

TEST(Profile, AFieldOutsideTheCardOrThePageIsRefused) {
    EXPECT_THAT(mistakesIn("field: {x: 40, y: 38, width: 54, height: 12, lines: 4}\n" + kRest + kPrinter),
                HasSubstr("larger than the card"));
    EXPECT_THAT(mistakesIn(kField + kRest + "printer: {dpi: 300, offset_x: 9, offset_y: 0, scale: 1}\n"),
                HasSubstr("outside the page"));
}

TEST(Profile, WhatLeavesNoRoomIsRefused) {
    const std::string smallest = "smallest: {points: 6, dots: 24}\n";
    EXPECT_THAT(mistakesIn(kField + kPrinter + smallest + "margin: 1.5\nseal: {width: 3, height: 3}\n"),
                HasSubstr("nothing of a line is left"));
    EXPECT_THAT(mistakesIn(kField + kPrinter + smallest + "margin: 0.3\nseal: {width: 3, height: 20}\n"),
                HasSubstr("the seal leaves no room"));
}

} // namespace
} // namespace kaomado::endorsement
