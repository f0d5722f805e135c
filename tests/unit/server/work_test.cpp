// SPDX-License-Identifier: Apache-2.0
// Cases through the server, at virtual cards.
#include "counter_desk.hpp"

#include <kaomado/emulator/card_image.hpp>
#include <kaomado/store/database.hpp>

namespace kaomado::test {

namespace {

class Work : public testing::Test {
protected:
    ServerRig rig;
    CounterDesk desk{*rig.server};
};

TEST_F(Work, SwitchingToFaceAuthenticationEndsWithALockedCard) {
    desk.place("normal");
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}, {"marked_on_face", false}});
    desk.receive();
    EXPECT_EQ(desk.next().at("kind"), "step");
    desk.lockAndHandOver();
    EXPECT_EQ(desk.look().at("phase"), "closed");
    EXPECT_EQ(desk.look().at("outcome"), "returned");
    const Reply card = desk.clerk.get("/v1/readers/virtual-1");
    EXPECT_TRUE(card.body.at("card").at("all_locked"));
    EXPECT_EQ(card.body.at("card").at("signature_certificate"), false);
}

TEST_F(Work, ALockBeforeItsTimeIsRefusedWithTheWordsOfTheRule) {
    desk.place("normal");
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}, {"marked_on_face", false}});
    const Reply refused = desk.step("S16_lock");
    EXPECT_EQ(refused.status, 409U);
    EXPECT_EQ(refused.fault(), "refused-by-rules");
    ASSERT_FALSE(refused.body.at("reasons").empty());
    for (const json& reason : refused.body.at("reasons"))
        for (const json& rule : reason.at("rules"))
            EXPECT_NE(rule.at("text"), "") << rule;
}

TEST_F(Work, TheSameKeyOpensOneCase) {
    const json body{{"procedure", "P04"}, {"facts", {{"visitor", "applicant"}, {"wish", "face_auth"}}}};
    const Reply first = desk.clerk.post("/v1/cases", body, "one-and-the-same");
    const Reply second = desk.clerk.post("/v1/cases", body, "one-and-the-same");
    EXPECT_EQ(first.status, 201U);
    EXPECT_EQ(second.text, first.text);
    EXPECT_EQ(second.header("Location"), first.header("Location"));
    EXPECT_EQ(second.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(desk.clerk.get("/v1/cases").body.at("items").size(), 1U);
}

TEST_F(Work, TheSameKeyForSomethingElseIsTurnedAwayAndDoesNothing) {
    const json body{{"procedure", "P04"}, {"facts", {{"visitor", "applicant"}, {"wish", "face_auth"}}}};
    desk.clerk.post("/v1/cases", body, "one-and-the-same");
    const json other{{"procedure", "P05"}, {"facts", {{"visitor", "applicant"}}}};
    const Reply refused = desk.clerk.post("/v1/cases", other, "one-and-the-same");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_EQ(refused.fault(), "key-reused");
    EXPECT_EQ(desk.clerk.get("/v1/cases").body.at("items").size(), 1U);
}

TEST_F(Work, AfterACrashBeforeTheAnswerWasKeptTheSameKeyFindsTheCaseItOpened) {
    const json body{{"procedure", "P04"}, {"facts", {{"visitor", "applicant"}, {"wish", "face_auth"}}}};
    const std::string id = desk.clerk.post("/v1/cases", body, "one-and-the-same").body.at("case").at("id");
    store::openDatabase((rig.dir / "server.db").string())->run("DELETE FROM answer");
    EXPECT_EQ(desk.clerk.post("/v1/cases", body, "one-and-the-same").body.at("case").at("id"), id);
}

TEST_F(Work, AnActWithoutAKeyIsNotDone) {
    const json body{{"procedure", "P04"}, {"facts", {{"visitor", "applicant"}}}};
    EXPECT_EQ(desk.clerk.post("/v1/cases", body, "").fault(), "bad-input");
    EXPECT_TRUE(desk.clerk.get("/v1/cases").body.at("items").empty());
}

TEST_F(Work, ACardThatIsNotThereIsSaidCalmly) {
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}});
    const Reply bound = desk.post("card", json::object());
    EXPECT_EQ(bound.status, 409U);
    EXPECT_EQ(bound.fault(), "card-missing");
    EXPECT_NE(bound.body.at("remedy"), "");
}

TEST_F(Work, AnotherCardThanTheOneOfTheCaseIsNotTouched) {
    desk.place("normal");
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}});
    EXPECT_EQ(desk.post("card", json::object()).status, 200U);
    desk.place("expired");
    EXPECT_EQ(desk.post("readings", json::object()).fault(), "wrong-card");
}

TEST_F(Work, APulledCardLeavesTheLockToBeDoneAgain) {
    desk.place("normal");
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}, {"marked_on_face", false}});
    desk.receive();
    desk.trouble({{"pull_after", 20}});
    EXPECT_EQ(desk.step("S16_lock").fault(), "card-removed");
    EXPECT_EQ(desk.clerk.get("/v1/readers/virtual-1").body.at("trouble").at("fault"), "card-missing");
    desk.place("normal");
    desk.lockAndHandOver();
    EXPECT_EQ(desk.look().at("phase"), "closed");
    EXPECT_TRUE(desk.clerk.get("/v1/readers/virtual-1").body.at("card").at("all_locked"));
}

TEST_F(Work, SomebodyAtAnotherReaderCanGoOnWithTheCase) {
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}});
    Browser other(*rig.server);
    other.post("/v1/session",
               {{"login", "tachiai"}, {"password", "training-tachiai"}, {"reader", "virtual-2"}});
    EXPECT_EQ(other.post(desk.path("facts"), {{"facts", {{"ins_registered", true}}}}).status, 200U);
    EXPECT_EQ(desk.look().at("facts").at("ins_registered"), true);
}

TEST_F(Work, AnOfficerIsNotNamedButSignsForIt) {
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}});
    const Reply named = desk.post("facts", {{"facts", {{"second_officer", "tachiai"}}}});
    EXPECT_EQ(named.status, 400U);
    const json wrong{{"facts", json::object()},
                     {"second_officer", {{"login", "tachiai"}, {"password", "wrong"}}}};
    EXPECT_EQ(desk.post("facts", wrong).fault(), "sign-in-refused");
    const json self{{"facts", json::object()},
                    {"second_officer", {{"login", "madoguchi"}, {"password", "training-madoguchi"}}}};
    EXPECT_EQ(desk.post("facts", self).fault(), "not-permitted");
    const json right{{"facts", json::object()},
                     {"second_officer", {{"login", "tachiai"}, {"password", "training-tachiai"}}}};
    EXPECT_EQ(desk.post("facts", right).body.at("case").at("facts").at("second_officer"), "tachiai");
}

TEST_F(Work, AListComesInPagesThatHoldEveryCaseOnce) {
    std::set<std::string> opened, listed;
    for (int i = 0; i < 5; ++i)
        opened.insert(desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}}));
    std::string target = "/v1/cases?limit=2";
    for (int page = 0; page < 3; ++page) {
        const Reply reply = desk.clerk.get(target);
        for (const json& item : reply.body.at("items"))
            EXPECT_TRUE(listed.insert(item.at("id")).second) << "twice";
        EXPECT_EQ(reply.body.at("next_cursor").is_null(), page == 2);
        if (page < 2)
            target = "/v1/cases?limit=2&cursor=" + reply.body.at("next_cursor").get<std::string>();
    }
    EXPECT_EQ(listed, opened);
}

TEST_F(Work, ACaseIsFoundByTheSixCharactersThatAreReadOut) {
    const std::string id = desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}});
    const Reply found = desk.clerk.get("/v1/cases?search=" + id.substr(9));
    ASSERT_EQ(found.body.at("items").size(), 1U);
    EXPECT_EQ(found.body.at("items")[0].at("id"), id);
}

TEST_F(Work, WhatTheAuditorSeesIsWhatIsStored) {
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}});
    Browser auditor(*rig.server);
    auditor.as("kansa");
    const Reply events = auditor.get(desk.path("events"));
    ASSERT_EQ(events.body.at("items").size(), 1U);
    EXPECT_EQ(events.body.at("items")[0].at("type"), "case_opened");
    EXPECT_EQ(events.body.at("items")[0].at("officer"), "madoguchi");
    EXPECT_EQ(auditor.get("/v1/audit/head").fault(), "not-found");
    EXPECT_EQ(auditor.post("/v1/audit/head", json::object()).body.at("size"), 1);
    EXPECT_EQ(auditor.get("/v1/audit/head").body.at("size"), 1);
}

TEST_F(Work, QuestionAfterQuestionLeadsToAProcedureThatCanBeOpenedWithWhatWasSaid) {
    json talk{{"answers", json::array()}};
    Reply advice = desk.clerk.post("/v1/choice", talk);
    const unsigned atMost = advice.body.at("ask").at("at_most");
    for (unsigned asked = 0; !advice.body.at("ask").is_null(); ++asked) {
        ASSERT_LT(asked, atMost);
        const json& ask = advice.body.at("ask");
        talk["answers"].push_back(
            {{"question", ask.at("question")}, {"answer", ask.at("answers")[0].at("id")}});
        advice = desk.clerk.post("/v1/choice", talk);
        ASSERT_EQ(advice.status, 200U) << advice.text;
    }
    const json& chosen = advice.body.at("chosen");
    ASSERT_FALSE(chosen.at("procedure").is_null()) << advice.text;
    EXPECT_FALSE(chosen.at("because").empty());
    EXPECT_FALSE(chosen.at("papers").empty());
    desk.open(chosen.at("procedure").at("id"), advice.body.at("facts"));
    talk["answers"].push_back({{"question", "no_such_question"}, {"answer", nullptr}});
    EXPECT_EQ(desk.clerk.post("/v1/choice", talk).status, 400U);
}

TEST_F(Work, WhoNamesAProcedureAnswersOnlyWhatItsNameLeavesOpen) {
    const auto talk = [&](const char* procedure, const json& answers) {
        return desk.clerk.post("/v1/choice", {{"procedure", procedure}, {"answers", answers}}).body;
    };
    EXPECT_EQ(talk("P04R", json::array()).at("chosen").at("questions")[0].at("fact"), "rep_kind");
    EXPECT_EQ(talk("P05", json::array()).at("ask").at("question"), "marked");
    const json fits = talk("P05", {{{"question", "marked"}, {"answer", "on_case"}}});
    EXPECT_EQ(fits.at("chosen").at("procedure").at("id"), "P05");
    const json none = talk("P05", {{{"question", "marked"}, {"answer", "nowhere"}}}).at("chosen");
    EXPECT_TRUE(none.at("procedure").is_null());
    EXPECT_FALSE(none.at("because").back().at("remedy").get<std::string>().empty());
    EXPECT_EQ(desk.clerk.post("/v1/choice", {{"procedure", "P99"}, {"answers", json::array()}}).status, 400U);
}

TEST_F(Work, WhatNobodyIsSureOfIsToBeFoundOutAndStaffMayDecideOtherwiseWithAReason) {
    const json unsure{{"question", "marked"}, {"answer", nullptr}};
    const json open = desk.clerk.post("/v1/choice", {{"procedure", "P05"}, {"answers", {unsure}}}).body;
    ASSERT_EQ(open.at("find_out").size(), 1U);
    EXPECT_FALSE(open.at("find_out")[0].at("how").get<std::string>().empty());
    EXPECT_TRUE(open.at("perhaps_none"));

    const json advice =
        desk.clerk.post("/v1/choice", {{"procedure", "P04"}, {"answers", json::array()}}).body;
    json body{{"procedure", "P03"}, {"facts", advice.at("facts")}};
    EXPECT_EQ(advice.at("chosen").at("overridable")[2].at("procedure").at("id"), body.at("procedure"));
    EXPECT_EQ(desk.clerk.post("/v1/cases", body).status, 409U);
    body["override_reason"] = "card_seen";
    EXPECT_EQ(desk.clerk.post("/v1/cases", body).status, 201U);
}

TEST_F(Work, ACardHandedOverIsDueWhenItsRenewalOpensAndNotBefore) {
    desk.place("normal");
    const std::string id =
        desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}, {"marked_on_face", false}});
    desk.receive();
    EXPECT_TRUE(desk.clerk.get("/v1/due?until=2099-12-31").body.at("cards").empty()); // still at the counter
    desk.lockAndHandOver();
    EXPECT_TRUE(desk.clerk.get("/v1/due").body.at("cards").empty());
    Browser auditor(*rig.server);
    const json due = auditor.as("kansa").get("/v1/due?until=2099-12-31").body;
    ASSERT_EQ(due.at("cards").size(), 1U);
    EXPECT_EQ(due.at("cards")[0].at("case"), id);
    EXPECT_EQ(due.at("cards")[0].at("state"), "early");
    EXPECT_EQ(due.at("until"), "2099-12-31");
    for (const char* day : {"tomorrow", "2026-02-30", "2026-13-01"})
        EXPECT_EQ(auditor.get(std::string("/v1/due?until=") + day).status, 400U) << day;
}

TEST_F(Work, ACaseThatIsNotThereIsNotFoundAndNotMade) {
    EXPECT_EQ(desk.clerk.get("/v1/cases/20260101-ABCDEF").status, 404U);
    EXPECT_EQ(
        desk.clerk.post("/v1/cases/20260101-ABCDEF/facts", {{"facts", {{"ins_registered", true}}}}).fault(),
        "not-found");
    EXPECT_TRUE(desk.clerk.get("/v1/cases").body.at("items").empty());
}

TEST_F(Work, NoPinNumberOrPasswordIsInTheLogTheDatabaseOrAnAnswer) {
    desk.place("normal");
    desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}, {"marked_on_face", false}});
    desk.receive();
    desk.lockAndHandOver();
    const emulator::CardImage card = sampleCard(training::Profile::Normal);
    std::string everything = rig.log + desk.look().dump();
    desk.clerk.get("/v1/training/cards");
    rig.server.reset();
    for (const char* file : {"server.db", "server.db-wal"})
        if (std::filesystem::exists(rig.dir / file))
            everything += readTextFile(rig.dir / file);
    EXPECT_THAT(everything, testing::Not(testing::HasSubstr("training-madoguchi")));
    const auto number = toText(card.find(card::App::Text, 0x0001)->content).substr(3, 12);
    ASSERT_EQ(number.find_first_not_of("0123456789"), std::string::npos) << number;
    EXPECT_THAT(everything, testing::Not(testing::HasSubstr(number)));
}

} // namespace
} // namespace kaomado::test
