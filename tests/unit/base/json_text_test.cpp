// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/json_text.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>

namespace kaomado {

using nlohmann::json;

TEST(ParseJson, RefusesWhatIsNoneAndANumberThatNothingCanHold) {
    for (const char* text : {"", "{", "1E4514", R"({"n":1e999})", "[[[[[[[[[1]]]]]]]]]"})
        EXPECT_EQ(test::faultOf([&] { parseJson(text, "sample"); }), Fault::FileMalformed) << text;
    EXPECT_EQ(parseJson(R"({"n":1})", "sample").at("n"), 1);
}

TEST(WholeNumber, IsReadUpToTheLimit) {
    EXPECT_EQ(wholeNumber(json::parse("0")), 0U);
    EXPECT_EQ(wholeNumber(json::parse("18446744073709551615")), UINT64_MAX);
    EXPECT_EQ(wholeNumber(json::parse("15"), 15U), 15U);
    EXPECT_FALSE(wholeNumber(json::parse("16"), 15U));
    EXPECT_FALSE(wholeNumber<unsigned>(json::parse("4294967296"))) << "0 in 32 bits";
    EXPECT_FALSE(wholeNumber(json::parse("18446744073709551616")));
}

TEST(WholeNumber, IsNoFractionAndNothingThatOnlyLooksLikeOne) {
    for (const char* text : {"1.0", "1e2", "1e30", "-1", "-1e30", "true", "null", R"("1")", "[1]", "{}"})
        EXPECT_FALSE(wholeNumber(json::parse(text))) << text;
}

} // namespace kaomado
