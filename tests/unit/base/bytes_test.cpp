// SPDX-License-Identifier: Apache-2.0
#include "support/temp_dir.hpp"

#include <kaomado/base/bytes.hpp>
#include <kaomado/base/error.hpp>
#include <kaomado/base/hash.hpp>
#include <kaomado/base/text_file.hpp>

#include <gtest/gtest.h>

namespace kaomado {

TEST(Hex, IsWrittenInUpperCaseAndReadInEither) {
    EXPECT_EQ(toHex(Bytes{0x00, 0xAB, 0xFF}), "00ABFF");
    EXPECT_EQ(fromHex("00 ab\nFF"), (Bytes{0x00, 0xAB, 0xFF}));
}

TEST(Hex, OddOrForeignDigitsAreRefused) {
    EXPECT_THROW(fromHex("ABC"), Error);
    EXPECT_THROW(fromHex("0G"), Error);
}

TEST(Sha256, MatchesTheVectorOfTheStandard) {
    // FIPS 180-4, message "abc"
    EXPECT_EQ(toHex(sha256(viewOf("abc"))),
              "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
}

TEST(ReplaceFile, LeavesTheNewContentAndNoHalfFile) {
    const test::TempDir dir;
    replaceFile(dir / "a.txt", viewOf("one"));
    replaceFile(dir / "a.txt", viewOf("two"));
    EXPECT_EQ(readTextFile(dir / "a.txt"), "two");
    EXPECT_FALSE(std::filesystem::exists(dir / "a.txt.new"));
}

TEST(ReadTextFile, NamesTheFileThatIsMissingOrTooLarge) {
    const test::TempDir dir;
    try {
        readTextFile(dir / "absent");
        FAIL() << "read a file that is not there";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMissing);
        EXPECT_NE(std::string(error.what()).find("absent"), std::string::npos);
    }
    replaceFile(dir / "big", Bytes(100));
    EXPECT_THROW(readTextFile(dir / "big", 99), Error);
}

} // namespace kaomado
