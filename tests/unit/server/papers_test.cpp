// SPDX-License-Identifier: Apache-2.0
// Forms through the server: which of them, blank or filled, as a file, a picture or in words.
#include "counter_desk.hpp"
#include "support/pdf.hpp"

#include <kaomado/counter/person_store.hpp>
#include <kaomado/store/database.hpp>

namespace kaomado::test {

namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kPng = "\x89PNG";

class Papers : public testing::Test {
protected:
    Papers() { desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}}); }

    Reply of(const std::string& form) { return desk.clerk.get(desk.path("papers/" + form)); }
    static std::string lettersOf(const Reply& pdf) {
        return SeenPdf(Bytes(pdf.text.begin(), pdf.text.end())).letters();
    }
    void know(const counter::PersonalAttributes& person) {
        const auto db = store::openDatabase((rig.dir / "server.db").string());
        counter::PersonStore(*db, rig.dir / "keys").put({"99999", desk.id}, person);
    }
    json listed(const std::string& form) {
        const Reply list = desk.clerk.get(desk.path("papers"));
        for (const json& one : list.body.at("items"))
            if (one.at("form") == form)
                return one;
        return {};
    }

    ServerRig rig;
    CounterDesk desk{*rig.server};
};

TEST_F(Papers, TheListSaysWhyEachFormIsThereAndWhatIsOnItAlready) {
    const json first = desk.clerk.get(desk.path("papers")).body.at("items").at(0);
    EXPECT_EQ(first.at("form"), "F04");
    EXPECT_EQ(first.at("document"), "F04_no_pin_application");
    EXPECT_EQ(first.at("need"), "demanded");
    EXPECT_EQ(first.at("steps"), json({"S02_documents"}));
    EXPECT_EQ(first.at("rules").at(0).at("id"), "R-P04-01");
    EXPECT_THAT(first.at("filled"),
                AllOf(Contains("市区町村長"), Contains("申請の内容"), Not(Contains("氏名"))));
    EXPECT_EQ(listed("K02").at("need"), "advised");
    EXPECT_EQ(listed("L01").at("need"), "other");
    EXPECT_TRUE(listed("L01").at("filled").empty());
}

TEST_F(Papers, AFormOfTheCaseCarriesCaseAndOfficeAndSaysThatItIsATraining) {
    const Reply pdf = of("F04");
    ASSERT_EQ(pdf.status, 200U);
    EXPECT_THAT(pdf.text, StartsWith("%PDF-"));
    EXPECT_THAT(lettersOf(pdf), AllOf(HasSubstr(desk.id), HasSubstr("見本市長"), HasSubstr("訓練"),
                                      HasSubstr("□✓現在お持ちのカードを")));
    EXPECT_EQ(pdf.header("Cache-Control"), "no-store");
}

TEST_F(Papers, WhatIsKnownOfThePersonIsWrittenAndNothingElseOfIt) {
    know({{"name", "見本　花子"}, {"birth", "1940-02-03"}});
    EXPECT_THAT(lettersOf(of("F04")), AllOf(HasSubstr("見本花子"), HasSubstr("昭和15年2月3日")));
    EXPECT_THAT(listed("F04").at("filled"), AllOf(Contains("氏名"), Contains("生年月日")));
    EXPECT_THAT(rig.log, Not(HasSubstr("見本")));
}

TEST_F(Papers, ANameThatNoFontHasIsLeftToThePenAndTold) {
    know({{"name", "葛\U000E0110城"}});
    const Reply told = of("F04?as=json");
    EXPECT_EQ(told.body.at("unprintable"),
              json::parse(R"([{"label": "氏名", "code_points": "U+845B U+E0110", "why": "no_glyph"}])"));
    EXPECT_THAT(told.body.at("filled"), Not(Contains("氏名")));
    EXPECT_THAT(lettersOf(of("F04")), Not(HasSubstr("城")));
}

TEST_F(Papers, AFileHasANameInAsciiAndOneInJapanese) {
    EXPECT_EQ(of("F08").header("Content-Disposition"),
              "inline; filename=\"kaomado-F08-" + desk.id +
                  ".pdf\"; filename*=UTF-8''%E5%A7%94%E4%BB%BB%E7%8A%B6%5F" + desk.id + ".pdf");
}

TEST_F(Papers, APageCanBeLookedAtAndOneThatThereIsNotIsNotFound) {
    const Reply png = of("F04?as=png&page=1");
    EXPECT_THAT(png.text, StartsWith(kPng));
    EXPECT_THAT(png.header("Content-Disposition"), HasSubstr("-1.png\""));
    EXPECT_EQ(of("F04?as=json").body.at("pages"), 1);
    EXPECT_EQ(of("F04?as=png&page=2").fault(), "not-found");
    EXPECT_EQ(of("F04?as=png&page=0").fault(), "bad-input");
    EXPECT_EQ(of("F04?as=gif").fault(), "bad-input");
}

TEST_F(Papers, WhoeverSaysNothingGetsTheFileAndAcceptIsListenedTo) {
    desk.clerk.extra = {{"accept", "text/html, image/png;q=0.9"}};
    EXPECT_THAT(of("F04").text, StartsWith(kPng));
    EXPECT_THAT(of("F04?as=pdf").text, StartsWith("%PDF-"));
    desk.clerk.extra = {{"accept", "application/json"}};
    EXPECT_EQ(of("F04").body.at("form"), "F04");
    desk.clerk.extra = {{"accept", "*/*"}};
    EXPECT_THAT(of("F04").text, StartsWith("%PDF-"));
}

TEST_F(Papers, AFormOrACaseThatThereIsNotIsNotFound) {
    EXPECT_EQ(of("F99").fault(), "not-found");
    EXPECT_EQ(desk.clerk.get("/v1/cases/20260101-ABCDEF/papers").fault(), "not-found");
    EXPECT_EQ(desk.clerk.get("/v1/cases/20260101-ABCDEF/papers/F04").fault(), "not-found");
    EXPECT_EQ(desk.clerk.get("/v1/forms/F99").fault(), "not-found");
}

TEST_F(Papers, WithoutACaseAFormIsBlankButForTheOffice) {
    const Reply pdf = desk.clerk.get("/v1/forms/F04");
    EXPECT_THAT(lettersOf(pdf), AllOf(HasSubstr("見本市長"), HasSubstr("訓練"), Not(HasSubstr("受付番号")),
                                      Not(HasSubstr("✓現在"))));
    EXPECT_THAT(pdf.header("Content-Disposition"), HasSubstr("filename=\"kaomado-F04.pdf\""));
}

TEST_F(Papers, AnybodyWhoHasSignedInFindsTheFormsInForceWithTheirRules) {
    Browser admin(*rig.server);
    const json items = admin.as("admin").get("/v1/forms").body.at("items");
    EXPECT_GE(items.size(), 10U);
    for (const json& form : items)
        for (const json& rule : form.at("rules"))
            EXPECT_NE(rule.at("text"), "") << form.at("form") << rule;
}

TEST_F(Papers, WhoeverDoesNotWorkAtTheCounterPrintsNoFormOfACase) {
    for (const char* login : {"kanri", "kansa", "admin"}) {
        Browser other(*rig.server);
        EXPECT_EQ(other.as(login).get(desk.path("papers/F04")).fault(), "not-permitted") << login;
    }
}

TEST_F(Papers, TheOfficesOwnNameTakesThePlaceOfTheSample) {
    std::filesystem::create_directories(rig.dir / "papers");
    replaceFile(rig.dir / "papers" / "office.yaml", viewOf("name: 例示町\nhead: 例示町長\n"));
    rig.start();
    CounterDesk again(*rig.server);
    EXPECT_THAT(lettersOf(again.clerk.get("/v1/forms/F04")),
                AllOf(HasSubstr("例示町長"), Not(HasSubstr("見本"))));
}

class EntryOfACase : public testing::Test {
protected:
    EntryOfACase() {
        desk.place("normal");
        desk.open("P04", {{"visitor", "applicant"}, {"wish", "face_auth"}, {"marked_on_face", false}});
    }
    Reply entry(const std::string& as) { return desk.clerk.get(desk.path("endorsement?as=" + as)); }

    ServerRig rig;
    CounterDesk desk{*rig.server};
};

TEST_F(EntryOfACase, IsPlannedOnceTheFieldWasLookedAt) {
    EXPECT_EQ(entry("json").body.at("state"), "line_unknown");
    EXPECT_EQ(entry("png").fault(), "refused-by-rules");
    desk.receive();
    const json plan = entry("json").body;
    EXPECT_EQ(plan.at("state"), "ready");
    EXPECT_EQ(plan.at("line"), 1);
    EXPECT_THAT(plan.at("text").get<std::string>(),
                AllOf(StartsWith("顔認証　令和"), HasSubstr("見本市長印")));
}

TEST_F(EntryOfACase, IsSeenBeforeTheLockAndPrintedOnlyAfterIt) {
    desk.receive();
    EXPECT_THAT(entry("png").text, StartsWith(kPng));
    const Reply early = entry("pdf");
    EXPECT_EQ(early.status, 409U);
    EXPECT_THAT(early.text, HasSubstr("R-SET-08"));
    desk.must("S16_lock");
    desk.must("S17_confirm_lock", {{"names_confirmed", true}});
    EXPECT_TRUE(entry("json").body.at("not_yet").empty());
    const Reply pdf = entry("pdf");
    ASSERT_EQ(pdf.status, 200U);
    const std::string letters = SeenPdf(Bytes(pdf.text.begin(), pdf.text.end())).letters();
    EXPECT_THAT(letters, AllOf(HasSubstr("顔認証令和"), HasSubstr("見本市長"), HasSubstr("訓練")));
}

TEST_F(EntryOfACase, IsNotPrintedForACardThatHasLeft) {
    desk.receive();
    desk.lockAndHandOver();
    EXPECT_EQ(entry("pdf").status, 409U);
}

TEST_F(EntryOfACase, IsNotFoundWhereNothingIsWritten) {
    desk.open("P05", {{"visitor", "applicant"}, {"wish", "normal_mode"}});
    EXPECT_EQ(entry("json").fault(), "not-found");
}

} // namespace
} // namespace kaomado::test
