// SPDX-License-Identifier: Apache-2.0
// Sessions, passwords, accounts.
#include "server_rig.hpp"

#include <kaomado/base/error.hpp>

namespace kaomado::test {

namespace {

TEST(Session, TheCookieIsOutOfReachOfScriptsAndOtherSites) {
    ServerRig rig;
    Browser browser(*rig.server);
    const Reply in = browser.signIn("madoguchi", "training-madoguchi");
    EXPECT_EQ(in.status, 201U);
    EXPECT_THAT(in.header("Set-Cookie"),
                testing::AllOf(testing::StartsWith("kaomado_session="), testing::HasSubstr("; HttpOnly"),
                               testing::HasSubstr("; SameSite=Strict")));
    EXPECT_EQ(browser.get("/v1/session").body.at("login"), "madoguchi");
}

TEST(Session, ATokenThatWasThereBeforeIsOfNoUseAfterSigningIn) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.cookie = "kaomado_session=planted-by-somebody";
    browser.as("madoguchi");
    EXPECT_NE(browser.cookie, "kaomado_session=planted-by-somebody");
    Browser attacker(*rig.server);
    attacker.cookie = "kaomado_session=planted-by-somebody";
    EXPECT_EQ(attacker.get("/v1/session").fault(), "sign-in-needed");
}

TEST(Session, SignedOutItIsOfNoUse) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.as("madoguchi");
    const std::string cookie = browser.cookie;
    EXPECT_EQ(browser.remove("/v1/session").status, 204U);
    browser.cookie = cookie;
    EXPECT_EQ(browser.get("/v1/session").fault(), "sign-in-needed");
}

TEST(Session, ItEndsWhenNothingIsDoneForHalfAnHour) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.as("madoguchi");
    rig.clock.advance(std::chrono::minutes{29});
    EXPECT_EQ(browser.get("/v1/session").status, 200U);
    rig.clock.advance(std::chrono::minutes{29});
    EXPECT_EQ(browser.get("/v1/session").status, 200U);
    rig.clock.advance(std::chrono::minutes{31});
    EXPECT_EQ(browser.get("/v1/session").fault(), "sign-in-needed");
}

TEST(Session, ItEndsAfterTwelveHoursHoweverBusy) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.as("madoguchi");
    for (int i = 0; i < 30; ++i) {
        rig.clock.advance(std::chrono::minutes{25});
        browser.get("/v1/session");
    }
    EXPECT_EQ(browser.get("/v1/session").fault(), "sign-in-needed");
}

TEST(Session, ItOutlivesTheProgram) {
    ServerRig rig;
    std::string cookie;
    {
        Browser browser(*rig.server);
        cookie = browser.as("madoguchi").cookie;
    }
    rig.start();
    Browser again(*rig.server);
    again.cookie = cookie;
    EXPECT_EQ(again.get("/v1/session").status, 200U);
}

TEST(SignIn, AnUnknownLoginAndAWrongPasswordGetTheSameAnswer) {
    ServerRig rig;
    Browser browser(*rig.server);
    const Reply unknown = browser.signIn("nobody", "training-nobody");
    const Reply wrong = browser.signIn("madoguchi", "not-this-one");
    EXPECT_EQ(unknown.status, 401U);
    EXPECT_EQ(unknown.text, wrong.text);
}

TEST(SignIn, FiveWrongPasswordsLockTheAccountForAQuarterOfAnHour) {
    ServerRig rig;
    Browser browser(*rig.server);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(browser.signIn("madoguchi", "not-this-one").fault(), "sign-in-refused");
    EXPECT_EQ(browser.signIn("madoguchi", "training-madoguchi").fault(), "account-locked");
    rig.clock.advance(std::chrono::minutes{16});
    EXPECT_EQ(browser.signIn("madoguchi", "training-madoguchi").status, 201U);
}

TEST(SignIn, ARightPasswordBeginsTheCountAnew) {
    ServerRig rig;
    Browser browser(*rig.server);
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 4; ++i)
            browser.signIn("madoguchi", "not-this-one");
        EXPECT_EQ(browser.signIn("madoguchi", "training-madoguchi").status, 201U);
    }
}

TEST(CrossSite, ARequestFromAnotherOriginIsTurnedAway) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.as("admin");
    browser.extra["origin"] = "https://elsewhere.example";
    EXPECT_EQ(browser.remove("/v1/session").fault(), "not-permitted");
    EXPECT_EQ(browser.post("/v1/session", {{"login", "admin"}, {"password", "training-admin"}}).fault(),
              "not-permitted");
    browser.extra["origin"] = "https://counter.example";
    EXPECT_EQ(browser.remove("/v1/session").status, 204U);
}

TEST(CrossSite, WhatTheBrowserCallsCrossSiteIsTurnedAway) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.as("admin");
    browser.extra["sec-fetch-site"] = "cross-site";
    EXPECT_EQ(browser.remove("/v1/session").fault(), "not-permitted");
}

TEST(CrossSite, AFormCannotSendWhatWeTake) {
    ServerRig rig;
    Browser browser(*rig.server);
    browser.extra["content-type"] = "text/plain";
    EXPECT_EQ(browser.signIn("admin", "training-admin").fault(), "bad-input");
}

TEST(Staff, ANewAccountMustChangeItsPasswordBeforeAnythingElse) {
    ServerRig rig;
    Browser admin(*rig.server), fresh(*rig.server);
    admin.as("admin");
    const Reply made = admin.post(
        "/v1/staff", {{"login", "shinjin"}, {"name", "新人　見本"}, {"roles", {"clerk"}}}, "staff-key-1");
    ASSERT_EQ(made.status, 201U) << made.text;
    const std::string once = made.body.at("one_time_password");
    EXPECT_TRUE(fresh.signIn("shinjin", once).body.at("must_change_password"));
    EXPECT_EQ(fresh.get("/v1/cases").fault(), "not-permitted");
    EXPECT_EQ(fresh.post("/v1/session/password", {{"old_password", once}, {"new_password", "a long new one"}})
                  .status,
              204U);
    EXPECT_EQ(fresh.get("/v1/cases").status, 200U);
}

TEST(Staff, AOneTimePasswordIsToldOnceAndKeptNowhere) {
    ServerRig rig;
    Browser admin(*rig.server);
    admin.as("admin");
    const json body{{"login", "shinjin"}, {"name", "新人"}, {"roles", {"clerk"}}};
    const std::string once = admin.post("/v1/staff", body, "staff-key-1").body.at("one_time_password");
    const Reply again = admin.post("/v1/staff", body, "staff-key-1");
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_FALSE(again.body.contains("one_time_password"));
    EXPECT_THAT(rig.log, testing::Not(testing::HasSubstr(once)));
    rig.server.reset();
    for (const auto& file : std::filesystem::directory_iterator(rig.dir.path()))
        if (file.is_regular_file()) {
            EXPECT_THAT(readTextFile(file.path()), testing::Not(testing::HasSubstr(once))) << file.path();
        }
}

TEST(Staff, ClosingAnAccountEndsItsSessions) {
    ServerRig rig;
    Browser admin(*rig.server), clerk(*rig.server);
    clerk.as("madoguchi");
    EXPECT_EQ(admin.as("admin").patch("/v1/staff/madoguchi", {{"closed", true}}).status, 200U);
    EXPECT_EQ(clerk.get("/v1/session").fault(), "sign-in-needed");
    EXPECT_EQ(clerk.signIn("madoguchi", "training-madoguchi").fault(), "sign-in-refused");
}

TEST(Staff, NobodyGivesHimselfARole) {
    ServerRig rig;
    Browser admin(*rig.server);
    EXPECT_EQ(admin.as("admin").patch("/v1/staff/admin", {{"roles", {"administrator", "clerk"}}}).fault(),
              "not-permitted");
}

TEST(FirstStart, InEarnestItMakesAnAdministratorWithAPasswordForOneUse) {
    ServerRig rig;
    server::ServerSettings settings = rig.settings();
    settings.database = (rig.dir / "earnest.db").string();
    settings.training = false;
    settings.municipality = "13101";
    settings.readers.push_back({"reader-1", nullptr});
    struct Nothing final : counter::CardReader {
        std::unique_ptr<card::Card> take() override { throw Error(Fault::CardMissing, "nothing"); }
    };
    settings.readers.back().reader = std::make_unique<Nothing>();
    server::CounterServer earnest(std::move(settings), rig.clock);
    ASSERT_TRUE(earnest.firstAccount());
    Browser browser(earnest);
    EXPECT_EQ(browser.signIn("madoguchi", "training-madoguchi").fault(), "sign-in-refused");
    const Reply in = browser.signIn(earnest.firstAccount()->login, earnest.firstAccount()->oneTimePassword);
    EXPECT_EQ(in.status, 201U);
    EXPECT_EQ(in.body.at("municipality"), "13101");
    EXPECT_FALSE(in.body.at("training"));
    EXPECT_FALSE(browser.get("/v1/site").body.contains("demonstration"));
}

TEST(FirstStart, ATrainingDatabaseIsNeverUsedInEarnest) {
    ServerRig rig;
    server::ServerSettings settings = rig.settings();
    settings.training = false;
    try {
        const server::CounterServer earnest(std::move(settings), rig.clock);
        ADD_FAILURE() << "it started";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::Configuration);
    }
}

} // namespace
} // namespace kaomado::test
