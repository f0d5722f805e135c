// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/text_file.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>

namespace kaomado {

TEST(CreateFile, MakesAFileForItsOwnerAndLeavesOneThatIsThere) {
    const test::TempDir dir;
    EXPECT_TRUE(createFile(dir / "a", viewOf("first")));
    EXPECT_FALSE(createFile(dir / "a", viewOf("second")));
    EXPECT_EQ(readTextFile(dir / "a"), "first");
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(dir / "a").permissions(), perms::owner_read | perms::owner_write);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1);
}

TEST(CreateFile, SaysWhenTheFolderIsNotThere) {
    const test::TempDir dir;
    EXPECT_EQ(test::faultOf([&] { createFile(dir / "no" / "a", viewOf("x")); }), Fault::Storage);
}

} // namespace kaomado
