// SPDX-License-Identifier: Apache-2.0
#include "cli.hpp"

#include <kaomado/card/text.hpp>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <regex>

namespace kaomado::test {
namespace {
using testing::HasSubstr;
using testing::Not;
using training::Profile;

class CardNew : public Cli {};

TEST_F(CardNew, MakesACardThatShowsAndLists) {
    const Finished made = kaomado({"card", "new", "--seed", "0", "--pin", "1357", "-o", path("a.card")});
    ASSERT_EQ(made.exitCode, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("1357"));
    const auto report = show(path("a.card"));
    EXPECT_EQ(report["looksLike"], "normal");
    EXPECT_EQ(report["name"], "見本　花子");
    const Finished list = kaomado({"card", "list", "--dir", dir_.path().string()});
    EXPECT_EQ(list.exitCode, 0);
    EXPECT_THAT(list.out, HasSubstr("a.card  normal"));
}

TEST_F(CardNew, TheFileIsForItsOwnerOnly) {
    ASSERT_EQ(kaomado({"card", "new", "-o", path("a.card")}).exitCode, 0);
    struct stat info {};
    ASSERT_EQ(::stat(path("a.card").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(CardNew, TheProfileIsTheOneNamed) {
    ASSERT_EQ(kaomado({"card", "new", "--profile", "face-auth", "-o", path("a.card")}).exitCode, 0);
    EXPECT_EQ(show(path("a.card"))["looksLike"], "face-auth");
}

TEST_F(CardNew, AnswersNoAdministrationAndNoTerminalWithoutPinUnlessAskedFor) {
    const Finished made = kaomado({"card", "new", "-o", path("a.card")}, {}, "en_US.UTF-8");
    ASSERT_EQ(made.exitCode, 0) << made.err;
    EXPECT_EQ(show(path("a.card"))["settings"]["admin"], false);
    EXPECT_EQ(show(path("a.card"))["settings"]["terminalAuthentication"], false);
    for (const Finished& told : {made, kaomado({"card", "show", path("a.card")}, {}, "en_US.UTF-8")}) {
        EXPECT_THAT(told.out, HasSubstr("administrative commands: off (card insert --admin"));
        EXPECT_THAT(told.out, HasSubstr("approved terminal: off (card insert --terminal-authentication"));
    }
}

TEST_F(CardNew, SwitchesOnWhatIsAskedForAndSaysSo) {
    const Finished made = kaomado(
        {"card", "new", "--admin", "--terminal-authentication", "-o", path("a.card")}, {}, "en_US.UTF-8");
    ASSERT_EQ(made.exitCode, 0) << made.err;
    EXPECT_EQ(show(path("a.card"))["settings"]["admin"], true);
    EXPECT_EQ(show(path("a.card"))["settings"]["terminalAuthentication"], true);
    EXPECT_THAT(made.out, HasSubstr("administrative commands: on\n"));
    EXPECT_THAT(made.out, HasSubstr("approved terminal: on\n"));
}

TEST_F(CardNew, AnExistingFileIsKeptUnlessForced) {
    const std::string file = write("a.card", "mine");
    const Finished kept = kaomado({"card", "new", "-o", file});
    EXPECT_EQ(kept.exitCode, 73);
    EXPECT_THAT(kept.err, oneMessage("a.card: exists already"));
    EXPECT_EQ(readTextFile(file), "mine");
    EXPECT_EQ(kaomado({"card", "new", "--force", "-o", file}).exitCode, 0);
    EXPECT_NE(readTextFile(file), "mine");
}

TEST_F(CardNew, APersonGivenIsOnTheCard) {
    const Finished made = kaomado({"card", "new", "--name", "練習　七子", "--birth", "1999-12-31", "--sex",
                                   "female", "--address", "見本県練習市９", "-o", path("a.card")});
    ASSERT_EQ(made.exitCode, 0) << made.err;
    const auto report = show(path("a.card"));
    EXPECT_EQ(report["name"], "練習　七子");
    EXPECT_EQ(report["birth"], "1999-12-31");
    EXPECT_EQ(report["sex"], "2");
    EXPECT_EQ(report["address"], "見本県練習市９");
}

TEST_F(CardNew, CardsOfOneFolderShareItsCa) {
    ASSERT_EQ(kaomado({"card", "new", "--ca", path("ca"), "-o", path("a.card")}).exitCode, 0);
    ASSERT_EQ(kaomado({"card", "new", "--ca", path("ca"), "-o", path("b.card")}).exitCode, 0);
    for (const char* file : {"a.card", "b.card"})
        EXPECT_EQ(show(path(file), {"--ca", path("ca")})["certificates"][0]["verdict"], "valid");
    EXPECT_EQ(show(path("a.card"), {"--ca", caFolder()})["certificates"][0]["verdict"], "unknownIssuer");
}

TEST_F(CardNew, WhatCannotBeOnACardIsRefusedWithItsPlace) {
    const auto refused = [&](Arguments more, int code, const std::string& place) {
        Arguments all{"card", "new", "-o", path("a.card")};
        all.insert(all.end(), more.begin(), more.end());
        const Finished run = kaomado(all);
        EXPECT_EQ(run.exitCode, code) << run.err;
        EXPECT_THAT(run.err, oneMessage(place));
        EXPECT_FALSE(std::filesystem::exists(path("a.card")));
    };
    refused({"--profile", "gold"}, 64, "--profile");
    refused({"--birth", "1980-02-30"}, 64, "--birth");
    refused({"--birth", "tomorrow"}, 64, "--birth");
    refused({"--birth", "2999-01-01"}, 64, "birth date");
    refused({"--sex", "yes"}, 64, "--sex");
    refused({"--pin", "12345"}, 64, "0018");
    refused({"--signature-password", "short"}, 64, "001B");
    refused({"--seed", "minus"}, 64, "--seed");
    refused({"--photo", path("none.png")}, 66, "none.png");
    refused({"--photo", write("bad.png", "nonsense")}, 65, "bad.png");
    refused({"--ca", write("file", "not a folder")}, 74, "file");
    EXPECT_EQ(kaomado({"card", "new"}).exitCode, 64);
    EXPECT_EQ(kaomado({"card", "new", "-o", path("no/such/folder/a.card")}).exitCode, 74);
}

TEST_F(CardNew, ADamagedCaIsNamed) {
    ASSERT_EQ(kaomado({"card", "new", "-o", path("a.card"), "--ca", path("ca")}).exitCode, 0);
    write("ca/signature-ca.key.pem", "nonsense");
    const Finished broken = kaomado({"card", "new", "-o", path("b.card"), "--ca", path("ca")});
    EXPECT_EQ(broken.exitCode, 65);
    EXPECT_THAT(broken.err, oneMessage("signature-ca.key.pem"));
}

class CardShow : public Cli {
protected:
    /// The value is there and is not a part of a serial number.
    static bool standsAlone(const std::string& text, const std::string& value) {
        return std::regex_search(text, std::regex("(^|[^0-9A-Z])" + value + "([^0-9A-Z]|$)"));
    }
};

TEST_F(CardShow, EveryProfileIsShownAsWhatItIs) {
    for (const Profile profile : training::kAllProfiles)
        EXPECT_EQ(show(sample(profile))["looksLike"], training::nameOf(profile));
}

TEST_F(CardShow, TellsNoPinUnlessAskedAndNeverTheIndividualNumber) {
    const std::string file = sample(Profile::Normal);
    const auto number = card::parseNumber(
        sampleCard(Profile::Normal).find(card::App::Text, card::file::kTextNumber)->content);
    const std::string digits = toText(number.bytes());
    for (const Arguments& how : {Arguments{}, {"--json"}, {"--secrets"}, {"--secrets", "--json"}}) {
        Arguments all{"card", "show", file};
        all.insert(all.end(), how.begin(), how.end());
        const Finished shown = kaomado(all);
        ASSERT_EQ(shown.exitCode, 0) << shown.err;
        EXPECT_THAT(shown.out, Not(HasSubstr(digits)));
        const bool secrets = std::ranges::find(how, "--secrets") != how.end();
        for (const std::string_view pin : {kUserAuthPin, kProfilePin, kJukiPin, kSignaturePassword})
            EXPECT_EQ(standsAlone(shown.out, std::string(pin)), secrets) << pin;
    }
}

TEST_F(CardShow, ReportsTheTriesOfEachReference) {
    auto image = sampleCard(Profile::Normal);
    image.at(card::App::Jpki, card::file::kUserAuthPin).tries = 1;
    image.at(card::App::Common, card::file::kHolderPin).tries = 0;
    image.save(path("a.card"));
    const auto report = show(path("a.card"));
    EXPECT_EQ(stateOf(report, "user_auth_pin"), "set");
    EXPECT_EQ(stateOf(report, "jukiap_pin@COMMON"), "locked");
    EXPECT_EQ(stateOf(report, "jukiap_pin@JUKI"), "set");
    EXPECT_EQ(report["looksLike"], "mixed");
    EXPECT_EQ(report["references"].size(), card::allReferences().size());
}

TEST_F(CardShow, WhatIsNoCardFileIsRefusedWithItsName) {
    const auto refused = [&](const std::string& file, int code) {
        const Finished shown = kaomado({"card", "show", file});
        EXPECT_EQ(shown.exitCode, code) << shown.err;
        EXPECT_THAT(shown.err, oneMessage(std::filesystem::path(file).filename()));
        EXPECT_EQ(shown.out, "");
    };
    refused(path("none.card"), 66);
    refused(dir_.path(), 66);
    refused(write("empty.card", ""), 65);
    refused(write("text.card", "nonsense"), 65);
    refused(write("other.card", R"({"format": "something/9"})"), 65);
    const std::string whole = readTextFile(sample(Profile::Normal));
    refused(write("cut.card", whole.substr(0, whole.size() / 2)), 65);
}

TEST_F(CardShow, ACardWhoseRecordsAreDamagedIsRefusedAndNotGuessed) {
    auto image = sampleCard(Profile::Normal);
    image.at(card::App::Text, card::file::kTextAttributes).content = toBytes("nonsense");
    image.save(path("a.card"));
    const Finished shown = kaomado({"card", "show", path("a.card")});
    EXPECT_EQ(shown.exitCode, 65);
    EXPECT_THAT(shown.err, oneMessage("0002"));
}

class CardList : public Cli {};

TEST_F(CardList, NamesABrokenFileAndStillListsTheOthers) {
    sample(Profile::Normal);
    sample(Profile::FaceAuth);
    write("broken.card", "nonsense");
    write("notes.txt", "not a card");
    const Finished list = kaomado({"card", "list", "--dir", dir_.path(), "--json"});
    EXPECT_EQ(list.exitCode, 65);
    const auto rows = nlohmann::json::parse(list.out);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0]["file"], "broken.card");
    EXPECT_TRUE(rows[0].contains("error"));
    EXPECT_EQ(rows[1]["looksLike"], "face-auth");
    EXPECT_EQ(rows[2]["looksLike"], "normal");
}

TEST_F(CardList, AFolderThatIsNoneIsNoInput) {
    const Finished list = kaomado({"card", "list", "--dir", path("none")});
    EXPECT_EQ(list.exitCode, 66);
    EXPECT_THAT(list.err, oneMessage("none"));
}

class CardInsert : public Cli {};

TEST_F(CardInsert, WithoutAReaderItSaysSo) {
    // Port 1 of loopback: nobody listens there.
    const Finished insert = kaomado({"card", "insert", sample(Profile::Normal), "--port", "1"});
    EXPECT_EQ(insert.exitCode, 69);
    EXPECT_THAT(insert.err, oneMessage("127.0.0.1:1"));
}

TEST_F(CardInsert, WrongFlagsAreUsageErrors) {
    const std::string file = sample(Profile::Normal);
    const auto code = [&](Arguments more) {
        Arguments all{"card", "insert", file};
        all.insert(all.end(), more.begin(), more.end());
        return kaomado(all).exitCode;
    };
    EXPECT_EQ(code({"--wrong-sw", "6983"}), 64);
    EXPECT_EQ(code({"--wrong-sw", "0=6983"}), 64);
    EXPECT_EQ(code({"--wrong-sw", "1=69"}), 64);
    EXPECT_EQ(code({"--wrong-sw", "1=69XY"}), 64);
    EXPECT_EQ(code({"--blocked-sw", "9000"}), 64);
    EXPECT_EQ(code({"--port", "70000"}), 64);
    EXPECT_EQ(code({"--reader", "0", "--port", "1"}), 64);
    EXPECT_EQ(code({"--delay-us", "-5"}), 64);
}

} // namespace
} // namespace kaomado::test
