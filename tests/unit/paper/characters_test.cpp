// SPDX-License-Identifier: Apache-2.0
#include "kaomado/paper/text.hpp"

#include <gmock/gmock.h>

namespace kaomado::paper {
namespace {
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using Why = Unprintable::Why;

auto bad(Why why, const std::string& points, std::size_t offset) {
    return testing::AllOf(Field(&Unprintable::why, why), Field(&Unprintable::codePoints, points),
                          Field(&Unprintable::offset, offset));
}

TEST(Characters, NamesOfTheRegistersArePrintable) {
    for (const char* name : {"見本　花子", "𠮷田", "髙橋", "﨑", "葛\U000E0102城", "辻\U000E0102",
                             "渡邉\U000E0102", "か゚き", "SAMPLE MARÍA", "〇〇町１－２－３"})
        EXPECT_THAT(unprintable(name, Face::Mincho), IsEmpty()) << name;
}

TEST(Characters, VariantsOfBothCollectionsArePrintable) {
    EXPECT_THAT(unprintable("葛\U000E0100葛\U000E0101", Face::Mincho), IsEmpty()); // Adobe-Japan1
    EXPECT_THAT(unprintable("葛\U000E0102葛\U000E0108", Face::Mincho), IsEmpty()); // Moji_Joho
}

TEST(Characters, AVariantThatNoFontHasIsNamedAndNotPrintedAsAnother) {
    EXPECT_THAT(unprintable("葛\U000E0110城", Face::Mincho),
                ElementsAre(bad(Why::NoGlyph, "U+845B U+E0110", 0)));
}

TEST(Characters, WhatNoFontHasIsNamedWithItsPlace) {
    EXPECT_THAT(unprintable("見本\U0001F600子", Face::Mincho), ElementsAre(bad(Why::NoGlyph, "U+1F600", 6)));
}

TEST(Characters, WhatTurnsTheOrderOfTextIsRefused) {
    // NOLINTNEXTLINE(misc-misleading-bidirectional): it is what must not get through
    EXPECT_THAT(unprintable("a\u202Eb\u2066c\u200Fd", Face::Mincho),
                ElementsAre(bad(Why::Control, "U+202E", 1), bad(Why::Control, "U+2066", 5),
                            bad(Why::Control, "U+200F", 9)));
}

TEST(Characters, WhatShowsNothingIsRefused) {
    EXPECT_THAT(unprintable("a\u200B\u00AD\uFEFF\u2028\x1B\x7F", Face::Mincho), testing::SizeIs(6));
}

TEST(Characters, AnExternalCharacterIsToldAsOne) {
    EXPECT_THAT(unprintable("\uE000", Face::Mincho), ElementsAre(bad(Why::PrivateUse, "U+E000", 0)));
    EXPECT_THAT(unprintable("\U000F0000", Face::Mincho), ElementsAre(bad(Why::PrivateUse, "U+F0000", 0)));
}

TEST(Characters, MarksThatPileUpAreRefused) {
    EXPECT_THAT(unprintable("e\u0301\u0301\u0301\u0301", Face::Mincho),
                ElementsAre(bad(Why::TooMany, "U+0065 U+0301 U+0301 U+0301", 0)));
}

TEST(Characters, ASelectorOrMarkWithoutACharacterIsRefused) {
    EXPECT_THAT(unprintable("\U000E0100", Face::Mincho), ElementsAre(bad(Why::Control, "U+E0100", 0)));
    EXPECT_THAT(unprintable("\n\u3099", Face::Mincho), ElementsAre(bad(Why::Control, "U+3099", 1)));
    EXPECT_THAT(unprintable("葛\U000E0102\U000E0102", Face::Mincho),
                ElementsAre(bad(Why::Control, "U+E0102", 7)));
}

TEST(Characters, BytesThatAreNoUtf8AreToldOneByOne) {
    EXPECT_THAT(unprintable("a\xFF\xC0\x80", Face::Mincho),
                ElementsAre(bad(Why::NotUnicode, "0xFF", 1), bad(Why::NotUnicode, "0xC0", 2),
                            bad(Why::NotUnicode, "0x80", 3)));
    EXPECT_THAT(unprintable("\xED\xA0\x80", Face::Mincho), testing::SizeIs(3)); // a surrogate
    EXPECT_THAT(unprintable("\xE8\x91", Face::Mincho), testing::SizeIs(2));     // cut off
}

/// A character as UTF-8.
std::string utf8(char32_t c) {
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x10000)
        return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)),
            byte(0x80 | (c & 0x3F))};
}

/// Names stand in places, which are Mincho, and in sentences, which are Gothic.
TEST(Characters, GothicWritesEveryKanjiAndVariantThatMinchoWrites) {
    int written = 0;
    for (char32_t kanji = 0x4E00; kanji < 0x9FF0; kanji += 7) // a sample of a seventh
        for (const char32_t selector : {U'\0', U'\U000E0100', U'\U000E0101', U'\U000E0102', U'\U000E0103'}) {
            const std::string text = utf8(kanji) + (selector == 0 ? "" : utf8(selector));
            if (!unprintable(text, Face::Mincho).empty())
                continue;
            ++written;
            ASSERT_THAT(unprintable(text, Face::Gothic), IsEmpty()) << text;
            ASSERT_THAT(unprintable(text, Face::GothicBold), IsEmpty()) << text;
        }
    EXPECT_GT(written, 3000);
}

TEST(Characters, ALineFeedIsNoProblem) {
    EXPECT_THAT(unprintable("一\n二", Face::Gothic), IsEmpty());
}

} // namespace
} // namespace kaomado::paper
