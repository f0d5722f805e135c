// SPDX-License-Identifier: Apache-2.0
// kaomado due and kaomado reconcile, over the records of a rehearsal.
#include "cli.hpp"

namespace kaomado::test {
namespace {
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class RecordsCli : public Cli {
protected:
    /// ④ from beginning to end; its records and its card.
    void rehearse(const std::string& procedure = "P04") {
        const Finished done = kaomado({"rehearse", procedure, "--data", records_, "--json"});
        ASSERT_EQ(done.exitCode, 0) << done.out << done.err;
    }
    Finished reconcile(Arguments more = {}, const std::string& language = "en_US.UTF-8") {
        Arguments all{"reconcile", "--data", records_, "--card", records_ + "/card.json"};
        all.insert(all.end(), more.begin(), more.end());
        return kaomado(std::move(all), {}, language);
    }
    json due(Arguments more) {
        more.insert(more.begin(), "due");
        more.emplace_back("--json");
        const Finished done = kaomado(std::move(more));
        EXPECT_EQ(done.exitCode, 0) << done.err;
        return json::parse(done.out);
    }
    std::string records_ = path("records");
};

TEST_F(RecordsCli, RecordsAndCardOfARehearsalAgree) {
    rehearse();
    const Finished found = reconcile({"--json"});
    EXPECT_EQ(found.exitCode, 0) << found.out << found.err;
    EXPECT_EQ(json::parse(found.out).at("agrees"), true);
    EXPECT_EQ(json::parse(found.out).at("cases").size(), 1U);
}

TEST_F(RecordsCli, ACardThatWasUnlockedElsewhereIsKept) {
    rehearse();
    const std::string card = records_ + "/card.json";
    const Finished unlocked = kaomado({"card", "admin", card, "unlock", "user_auth_pin"});
    ASSERT_EQ(unlocked.exitCode, 0) << unlocked.err;
    const Finished found = reconcile({}, "ja_JP.UTF-8");
    EXPECT_EQ(found.exitCode, 2);
    EXPECT_THAT(found.out, HasSubstr("ロックされていない暗証番号があります"));
    EXPECT_THAT(found.out, HasSubstr("R-CARD-13"));
    EXPECT_THAT(found.out, HasSubstr("カードを渡さないでください"));
    EXPECT_EQ(json::parse(reconcile({"--json"}).out).at("disagreements")[0].at("code"), "pins_open");
}

TEST_F(RecordsCli, AStrangersCardIsUnknownAndMissingRecordsAreSaidToBe) {
    rehearse();
    const std::string stranger = sample(training::Profile::Normal);
    const Finished found = kaomado({"reconcile", "--data", records_, "--card", stranger, "--json"});
    EXPECT_EQ(found.exitCode, 2);
    EXPECT_EQ(json::parse(found.out).at("disagreements")[0].at("code"), "card_unknown");
    EXPECT_EQ(kaomado({"reconcile", "--data", path("nowhere"), "--card", stranger}).exitCode, 66);
    EXPECT_EQ(kaomado({"reconcile", "--data", records_, "--card", path("no.card")}).exitCode, 66);
    EXPECT_EQ(kaomado({"reconcile", "--card", stranger, "--reader", "x"}).exitCode, 64);
}

TEST_F(RecordsCli, TheRoundOfRenewalsIsCountedFromTheChipsLastReading) {
    rehearse();
    EXPECT_TRUE(due({"--data", records_}).at("cards").empty()); // five years yet
    const json later = due({"--data", records_, "--until", "2040-01-01"});
    ASSERT_EQ(later.at("cards").size(), 1U);
    EXPECT_EQ(later.at("cards")[0].at("state"), "early");
    const std::string last = later.at("cards")[0].at("last");
    const json then = due({"--data", records_, "--now", last + "T00:00:00Z"});
    EXPECT_EQ(then.at("cards")[0].at("state"), "open");
    EXPECT_EQ(then.at("cards")[0].at("days_left"), 0);
}

TEST_F(RecordsCli, TheDaysOfAMoveNeedNoRecords) {
    const json found =
        due({"--moved", "2026-10-20", "--notified", "2026-10-30", "--now", "2026-10-21T00:00:00Z"});
    ASSERT_EQ(found.at("move").size(), 2U);
    EXPECT_EQ(found.at("move")[0].at("last"), "2026-11-04"); // the 3rd is a holiday
    EXPECT_EQ(found.at("move")[0].at("days_left"), 14);
    EXPECT_TRUE(found.at("cards").is_null()); // not none: nobody looked
    EXPECT_EQ(found.at("help_desk_open"), true);
    EXPECT_EQ(due({"--moved", "2026-10-20", "--now", "2026-12-31T03:00:00Z"}).at("help_desk_open"), false);
    for (const char* day : {"2026-02-30", "yesterday", "2010-01-01"}) // before the first period
        EXPECT_EQ(kaomado({"due", "--moved", day}).exitCode, 64) << day;
    const Finished told = kaomado({"due", "--moved", "2026-10-20", "--now", "2026-11-06T00:00:00Z"});
    EXPECT_THAT(told.out, HasSubstr("2 days over"));
    EXPECT_THAT(told.out, Not(HasSubstr("Certificates")));
    EXPECT_EQ(kaomado({"due", "--data", path("nowhere")}).exitCode, 66);
}

} // namespace
} // namespace kaomado::test
