// SPDX-License-Identifier: Apache-2.0
#include <kaomado/counter/case_list.hpp>
#include <kaomado/counter/person_store.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <support/database/test_database.hpp>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

/// Runs `kaomado db` on a database of its own.
class DbCli : public testing::Test {
protected:
    Finished db(const std::string& task, const Arguments& more = {},
                const std::string& language = "en_US.UTF-8") {
        Arguments all{KAOMADO, "db", task, "--database", database_.address()};
        all.insert(all.end(), more.begin(), more.end());
        return run(all, {}, {{"LC_ALL", language}});
    }
    /// A case closed long ago and one that is open, both with a name.
    void fill() {
        const auto at = database_.open();
        counter::CaseStore cases(*at);
        counter::PersonStore persons(*at, keys_.path());
        const auto event = [](std::uint64_t sequence, auto what) {
            return procedure::Event{sequence, std::chrono::sys_days(2001y / 4 / 2),
                                    procedure::Officer("hanako"), std::move(what)};
        };
        const auto opened = event(1, procedure::CaseOpened{"P04", "2026", {}, std::nullopt});
        const auto closed =
            event(2, procedure::CaseClosed{procedure::Outcome::Returned, std::nullopt, std::nullopt});
        cases.append({"99999", "OLD"}, 0, {opened, closed});
        cases.append({"99999", "OPEN"}, 0, {opened});
        for (const char* id : {"OLD", "OPEN"})
            persons.put({"99999", id}, {{"name", "見本　花子"}});
    }
    std::int64_t persons() { return json::parse(db("status", {"--json"}).out).at("counts").at("persons"); }

    TestDatabase database_;
    TempDir keys_;
};

TEST_F(DbCli, MakesTheTablesOnceAndTellsTheirForm) {
    const Finished before = db("status", {"--json"});
    EXPECT_EQ(before.exitCode, 2) << before.err;
    EXPECT_TRUE(json::parse(before.out).at("steps").at(0).at("applied").is_null());
    EXPECT_TRUE(json::parse(before.out).at("counts").is_null());
    const auto steps = json::parse(before.out).at("steps").size();
    EXPECT_EQ(db("migrate").out, "Steps applied: " + std::to_string(steps) + "\n");
    EXPECT_EQ(db("migrate").out, "Steps applied: 0\n");
    const Finished after = db("status");
    EXPECT_EQ(after.exitCode, 0) << after.err;
    EXPECT_THAT(after.out, HasSubstr("1  event  applied  20"));
    EXPECT_THAT(after.out, HasSubstr("0 events, 0 cases (0 open), personal attributes of 0 cases"));
}

TEST_F(DbCli, RefusesToWorkOnTablesThatAreMissing) {
    database_.open(); // a file without tables
    for (const char* task : {"rebuild", "retention"}) {
        const Finished refused = db(task);
        EXPECT_EQ(refused.exitCode, 78) << task;
        EXPECT_THAT(refused.err, HasSubstr("kaomado db migrate"));
    }
}

TEST_F(DbCli, AMistypedPathIsNoNewDatabase) {
    const auto nowhere = keys_.path() / "nowhere.db";
    for (const char* task : {"rebuild", "retention"}) {
        EXPECT_EQ(run({KAOMADO, "db", task, "--database", nowhere}).exitCode, 66) << task;
        EXPECT_FALSE(std::filesystem::exists(nowhere)) << task;
    }
}

TEST_F(DbCli, MakesTheListsAnewFromTheEvents) {
    db("migrate");
    fill();
    database_.open()->run("DELETE FROM case_list");
    EXPECT_EQ(db("rebuild").out, "Cases listed: 2\n");
    const json counts = json::parse(db("status", {"--json"}).out).at("counts");
    EXPECT_EQ(counts, json::parse(R"({"cases":2,"events":3,"open":1,"persons":2})"));
}

TEST_F(DbCli, ErasesPersonalAttributesThatAreDueAfterTellingWhich) {
    db("migrate");
    fill();
    EXPECT_THAT(db("retention").out, HasSubstr("No municipality has set its years"));
    const Finished told = db("retention", {"--set", "99999=5", "--dry-run", "--json"});
    ASSERT_EQ(told.exitCode, 0) << told.err;
    EXPECT_EQ(json::parse(told.out).at("erased"), false);
    EXPECT_EQ(json::parse(told.out).at("municipalities").at(0).at("cases"), 1);
    EXPECT_EQ(persons(), 2);
    EXPECT_THAT(db("retention").out, HasSubstr("No municipality")); // a trial sets nothing
    EXPECT_THAT(db("retention", {"--set", "99999=5"}).out, HasSubstr("1 were erased"));
    EXPECT_EQ(persons(), 1);
    EXPECT_EQ(counter::CaseStore(*database_.open()).read({"99999", "OLD"}).size(), 2U);
}

TEST_F(DbCli, RefusesYearsItCannotRead) {
    db("migrate");
    for (const char* wrong : {"99999", "99999=", "99999=five", "=5", "city=5", "99999=-1", "99999=101"})
        EXPECT_EQ(db("retention", {"--set", wrong}).exitCode, 64) << wrong;
}

TEST_F(DbCli, SpeaksJapanese) {
    EXPECT_THAT(db("migrate", {}, "ja_JP.UTF-8").out, HasSubstr("適用した段階："));
    EXPECT_THAT(run({KAOMADO, "db", "retention", "--help"}, {}, {{"LC_ALL", "ja_JP.UTF-8"}}).out,
                HasSubstr("翌年度の4月1日"));
}

TEST_F(DbCli, TellsWhenTheAddressIsWrong) {
    EXPECT_EQ(run({KAOMADO, "db", "status", "--database", "mysql://host/db"}).exitCode, 78);
    EXPECT_EQ(run({KAOMADO, "db", "status", "--database", "/nowhere/at/all.db"}).exitCode, 74);
    EXPECT_EQ(run({KAOMADO, "db", "status"}).exitCode, 64);
}

} // namespace
} // namespace kaomado::test
