// SPDX-License-Identifier: Apache-2.0
#include "support/fault.hpp"
#include "support/temp_dir.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/card/visual.hpp>
#include <kaomado/chip/picture.hpp>
#include <kaomado/training/photo.hpp>
#include <kaomado/training/text_image.hpp>

#include <gtest/gtest.h>

#include <set>

namespace kaomado::training {
namespace {

TEST(Portrait, TheSameSeedIsTheSameFaceAndAnotherIsAnother) {
    std::set<Bytes> faces;
    for (std::uint32_t seed = 0; seed < 8; ++seed)
        faces.insert(drawPortrait(seed, {}));
    EXPECT_EQ(faces.size(), 8U);
    EXPECT_TRUE(faces.contains(drawPortrait(5, {})));
    EXPECT_NE(drawPortrait(5, {.age = 40}), drawPortrait(5, {.age = 80}));
}

TEST(Portrait, ItIsAGreyJpeg2000OfTheCardsSize) {
    const Bytes photo = drawPortrait(1, {});
    EXPECT_TRUE(card::looksLikeJp2(photo));
    const auto picture = chip::decodePhoto(photo);
    EXPECT_EQ(std::pair(picture.width, picture.height), std::pair(240U, 320U));
    EXPECT_GT(photo.size(), 3000U);
    EXPECT_LT(photo.size(), 7000U);
    // A face in the middle, a light background in the corner.
    const auto at = [&](std::size_t x, std::size_t y) { return picture.grey.bytes()[y * picture.width + x]; };
    EXPECT_GT(at(5, 5), 220);
    EXPECT_LT(at(120, 310), 130) << "the shoulders are dark";
}

class PhotoFile : public testing::Test {
protected:
    std::filesystem::path file(const Bytes& content) {
        replaceFile(dir_ / "picture", content);
        return dir_ / "picture";
    }
    test::TempDir dir_;
};

TEST_F(PhotoFile, APngIsCutAndConverted) {
    const Bytes photo = photoFromFile(file(textImage("見本", 500, 200, "Noto Sans CJK JP 40px")));
    const auto picture = chip::decodePhoto(photo);
    EXPECT_EQ(std::pair(picture.width, picture.height), std::pair(240U, 320U));
}

TEST_F(PhotoFile, AJpeg2000IsTakenAsItIs) {
    const Bytes drawn = drawPortrait(1, {});
    EXPECT_EQ(photoFromFile(file(drawn)), drawn);
}

TEST_F(PhotoFile, WhatIsNoPictureIsRefusedWithItsName) {
    const Bytes png = textImage("見本", 100, 50, "Noto Sans CJK JP 20px");
    Bytes huge = png;
    huge[16] = 0x7F; // width over two thousand million
    for (const Bytes& content : {toBytes("nonsense"), Bytes{}, Bytes(png.begin(), png.begin() + 60), huge}) {
        try {
            photoFromFile(file(content));
            ADD_FAILURE() << "accepted " << content.size() << " bytes";
        } catch (const Error& e) {
            EXPECT_EQ(e.fault(), Fault::FileMalformed);
            EXPECT_NE(std::string(e.what()).find("picture"), std::string::npos);
        }
    }
    EXPECT_EQ(test::faultOf([&] { photoFromFile(dir_ / "none"); }), Fault::FileMissing);
}

} // namespace
} // namespace kaomado::training
