// SPDX-License-Identifier: Apache-2.0
#include <kaomado/counter/case_list.hpp>
#include <kaomado/counter/person_store.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <support/database/test_database.hpp>

#include <csignal>

namespace kaomado::test {
namespace {
using namespace std::chrono_literals;
using counter::CaseKey;
using nlohmann::json;
using testing::HasSubstr;

const SystemClock kClock;

/// A laptop's data folder, and a city's database and data folder.
class SyncCli : public testing::Test {
protected:
    SyncCli() {
        counter::migrateTables(*laptop_, kClock);
        counter::migrateTables(*city_, kClock);
    }

    Arguments command(const Arguments& more = {}) const {
        Arguments all{
            KAOMADO,           "sync", "--data", folder_.path(), "--to", database_.address(), "--to-data",
            cityFolder_.path()};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    Finished sync(const Arguments& more = {}) const {
        return run(command(more), {}, {{"LC_ALL", "en_US.UTF-8"}});
    }

    /// `card` empty: none bound.
    static std::vector<procedure::Event> events(const std::string& card) {
        const Instant at = std::chrono::sys_days(2026y / 11 / 23);
        std::vector<procedure::Event> all{
            {1, at, procedure::Officer("hanako"), procedure::CaseOpened{"P04", "2026", {}, std::nullopt}}};
        if (!card.empty())
            all.push_back({2, at, procedure::Officer("hanako"),
                           procedure::CardBound{procedure::Observation{card, "T1", at, {}, "", "{}"}}});
        return all;
    }
    /// Cases with a name each, in one transaction.
    void fill(int count) {
        counter::PersonStore persons(*laptop_, folder_ / "keys");
        store::Transaction tx(*laptop_);
        for (int i = 0; i < count; ++i) {
            const CaseKey key{"99999", "C" + std::to_string(1000 + i)};
            counter::CaseStore(*laptop_).append(key, 0, events(""));
            persons.put(key, {{"name", "見本　花子"}});
        }
        tx.commit();
    }
    std::int64_t count(const std::string& table) {
        return city_->query("SELECT count(*) FROM " + table).at(0).integer(0);
    }

    TempDir folder_, cityFolder_;
    TestDatabase database_;
    std::unique_ptr<store::Database> laptop_ = store::openDatabase((folder_.path() / "kaomado.db").string());
    std::unique_ptr<store::Database> city_ = database_.open();
};

TEST_F(SyncCli, BringsEveryCaseOnceAndSaysSo) {
    fill(3);
    const Finished would = sync({"--dry-run"});
    EXPECT_EQ(would.exitCode, 0) << would.err;
    EXPECT_THAT(would.out, HasSubstr("3 new"));
    EXPECT_EQ(count("event"), 0);
    const Finished first = sync();
    EXPECT_EQ(first.exitCode, 0) << first.err;
    EXPECT_EQ(first.out,
              "3 cases: 3 new, 0 continued, 0 there already. 3 events and personal attributes of 3 "
              "cases brought over. 0 conflicts.\n");
    EXPECT_THAT(sync().out, HasSubstr("0 new, 0 continued, 3 there already. 0 events"));
    EXPECT_EQ(count("event"), 3);
    EXPECT_EQ(count("person"), 3);
    counter::PersonStore persons(*city_, cityFolder_ / "keys");
    EXPECT_EQ(persons.get({"99999", "C1000"}).value().at("name"), "見本　花子");
}

TEST_F(SyncCli, KilledOnItsWayItBringsTheRestTheNextTime) {
    constexpr int kCases = 60;
    fill(kCases);
    int interrupted = 0;
    for (int run = 0; run < kCases && count("event") < kCases; ++run) {
        const std::int64_t before = count("event");
        Background killed(command(), {}, "/dev/null");
        // As soon as it has written something more, wherever it then is.
        while (count("event") == before) {
        }
        interrupted += killed.stop(SIGKILL) == 128 + SIGKILL ? 1 : 0;
        EXPECT_EQ(count("event"), count("person"));
    }
    EXPECT_GT(interrupted, 0);
    const Finished last = sync({"--json"});
    EXPECT_EQ(last.exitCode, 0) << last.err;
    EXPECT_EQ(count("event"), kCases);
    EXPECT_EQ(count("person"), kCases);
    EXPECT_EQ(run({KAOMADO, "audit", "verify", "--database", database_.address()}).exitCode, 0);
}

TEST_F(SyncCli, TellsOfACardThatWasAtWorkInTwoPlaces) {
    counter::CaseStore(*laptop_).append({"99999", "VISIT"}, 0, events("A1"));
    counter::CaseStore(*city_).append({"99999", "OFFICE"}, 0, events("A1"));
    const Finished told = sync();
    EXPECT_EQ(told.exitCode, 2) << told.err;
    EXPECT_THAT(told.out, HasSubstr("the card of case VISIT was also at work in case OFFICE"));
    EXPECT_THAT(told.out, HasSubstr("1 conflicts"));
    const json again = json::parse(sync({"--json"}).out);
    EXPECT_EQ(again.at("conflicts"), 1);
    EXPECT_EQ(again.at("cases").at(0).at("standing"), "same");
    EXPECT_EQ(again.at("cases").at(0).at("same_card").at(0).at("case"), "OFFICE");
}

TEST_F(SyncCli, AMistypedPlaceIsNamedAndNothingIsMade) {
    const auto nowhere = folder_.path() / "nowhere.db";
    const Finished told = run({KAOMADO, "sync", "--data", folder_.path(), "--to", nowhere});
    EXPECT_EQ(told.exitCode, 66);
    EXPECT_THAT(told.err, HasSubstr("nowhere.db"));
    EXPECT_FALSE(std::filesystem::exists(nowhere));
}

TEST_F(SyncCli, ALogThatDoesNotHoldIsNotBrought) {
    fill(2);
    laptop_->run("UPDATE event SET body = replace(body, 'P04', 'P05') WHERE case_id = 'C1001'");
    const Finished told = sync();
    EXPECT_EQ(told.exitCode, 65);
    EXPECT_THAT(told.err, HasSubstr("kaomado audit verify"));
    EXPECT_EQ(count("event"), 0);
}

} // namespace
} // namespace kaomado::test
