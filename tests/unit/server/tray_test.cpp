// SPDX-License-Identifier: Apache-2.0
#include "tray.hpp"

#include <kaomado/base/text_file.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>
#include <support/sample_card.hpp>
#include <support/temp_dir.hpp>

namespace kaomado::server {
namespace {

/// What a tray says of a list with this one card.
std::optional<Fault> opening(const std::string& card) {
    const test::TempDir dir;
    const FixedClock clock(instantFromIso("2026-11-25T00:00:00Z"));
    replaceFile(dir / "tray.json", viewOf("[" + card + "]"));
    return test::faultOf([&] { Tray(dir.path(), test::sampleCa(), clock); });
}

TEST(Tray, TakesACardOfASamplePerson) {
    EXPECT_EQ(opening(R"({"id":"card-1","profile":"normal","person":0})"), std::nullopt);
}

TEST(Tray, RefusesACardOfNobody) {
    for (const char* person : {"-1", "1e30", "0.5", "999", "18446744073709551615", "null"})
        EXPECT_EQ(opening(R"({"id":"card-1","profile":"normal","person":)" + std::string(person) + "}"),
                  Fault::FileMalformed)
            << person;
}

TEST(Tray, RefusesACardThatLacksAMember) {
    EXPECT_EQ(opening(R"({"id":"card-1","profile":"normal"})"), Fault::FileMalformed);
    EXPECT_EQ(opening(R"({"id":1,"profile":"normal","person":0})"), Fault::FileMalformed);
    EXPECT_EQ(opening(R"({"id":"card-1","profile":"none","person":0})"), Fault::FileMalformed);
}

} // namespace
} // namespace kaomado::server
