// SPDX-License-Identifier: Apache-2.0
#include "support/pwlocker_rig.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace kaomado::pwlocker {

namespace {
using namespace test;
using testing::HasSubstr;
using testing::Not;

emulator::CardImage withSignatureCertificate() {
    emulator::CardImage image = lockableCard();
    image.at(card::App::Jpki, card::file::kCertificatePresence).content = fromHex("8F8F00");
    return image;
}

/// A reader on which another card takes the place of the first, unnoticed by the program.
class SwappingReader final : public CardSource {
public:
    SwappingReader(card::Card& first, card::Card& second) : now_(&first), second_(second) {}
    std::unique_ptr<card::Card> open() override { return std::make_unique<Handle>(*this); }
    bool waitForCard(std::chrono::seconds) override {
        swap();
        return true;
    }
    void swap() { now_ = &second_; }

private:
    class Handle final : public card::Card {
    public:
        explicit Handle(SwappingReader& reader) : reader_(reader) {}
        card::Response transmit(const card::Command& command) override {
            return reader_.now_->transmit(command);
        }
        void reset() override { reader_.now_->reset(); }
        Bytes atr() const override { return reader_.now_->atr(); }

    private:
        SwappingReader& reader_;
    };
    card::Card* now_;
    card::Card& second_;
};
} // namespace

TEST(Program, StatusShowsEveryPinSpendsNoTryAndTellsByItsExitCode) {
    PwlockerRig rig;
    EXPECT_EQ(rig.run({.statusOnly = true}), Exit::Partial);
    EXPECT_TRUE(rig.shows("住民基本台帳用暗証番号：ロックされていません（残り 3 回）"));
    EXPECT_TRUE(rig.shows("カードの有効期限：2035年3月31日"));
    EXPECT_FALSE(rig.shows(kPrompt));
    for (const auto& where : kLockedReferences)
        EXPECT_EQ(triesOf(rig.image(), where), 3U);
    ASSERT_EQ(rig.run({.yes = true}), Exit::Locked);
    EXPECT_EQ(rig.run({.statusOnly = true}), Exit::Locked);
}

TEST(Program, YesLocksWithoutAQuestionOrAKey) {
    PwlockerRig rig;
    EXPECT_EQ(rig.run({.yes = true}), Exit::Locked);
    EXPECT_FALSE(rig.shows(kPrompt));
    EXPECT_EQ(rig.console.keysAwaited, 0);
    EXPECT_TRUE(allAtZero(rig.image()));
}

TEST(Program, JsonTellsAProgramWhatAPersonSees) {
    PwlockerRig rig;
    ASSERT_EQ(rig.run({.yes = true, .json = true}), Exit::Locked);
    const auto json = nlohmann::json::parse(rig.console.reported);
    EXPECT_EQ(json.at("result"), "locked");
    EXPECT_EQ(json.at("exit"), 0);
    EXPECT_EQ(json.at("proven"), true);
    ASSERT_EQ(json.at("pins").size(), 3U);
    EXPECT_EQ(json["pins"][0]["id"], "jukiap_pin");
    EXPECT_EQ(json["pins"][0]["references"][1]["app"], "COMMON");
    EXPECT_EQ(json["pins"][0]["references"][1]["tries"], 0);
    EXPECT_EQ(json["card"]["fingerprint"], card::fingerprintOf({"111111111111111", "13101", {}}));
    EXPECT_EQ(json["card"]["signature_certificate"], false);
}

TEST(Program, JsonNamesAFailureByItsCode) {
    PwlockerRig rig;
    rig.reader.card.remove();
    ASSERT_EQ(rig.run({.yes = true, .json = true}), Exit::Failed);
    const auto json = nlohmann::json::parse(rig.console.reported);
    EXPECT_EQ(json.at("result"), "failed");
    EXPECT_EQ(json["failure"]["code"], "card-missing");
    EXPECT_EQ(json.at("proven"), false);
    EXPECT_TRUE(json.at("pins").empty());
}

TEST(Program, RefusesWhileTheSignatureCertificateIsThereAndShowsThatNothingChanged) {
    PwlockerRig rig(withSignatureCertificate());
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run(), Exit::Refused);
    EXPECT_FALSE(rig.shows(kPrompt));
    EXPECT_TRUE(rig.shows("署名用電子証明書がカードに残っています。"));
    EXPECT_TRUE(rig.shows("どの暗証番号も変更していません"));
    EXPECT_TRUE(rig.shows("利用者証明用電子証明書暗証番号：ロックされていません"));
}

TEST(Program, StatusTellsOfTheSignatureCertificateAndIsNotRefusedForIt) {
    PwlockerRig rig(withSignatureCertificate());
    EXPECT_EQ(rig.run({.statusOnly = true}), Exit::Partial);
    EXPECT_TRUE(rig.shows("警告：署名用電子証明書がカードに残っています。"));
}

TEST(Program, WarnsAndLocksWhenTheSettingsSayThatAWarningIsEnough) {
    PwlockerRig rig(withSignatureCertificate());
    rig.settings = Settings::with(R"({"signature_certificate":"warn"})", "t");
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run(), Exit::Locked);
    EXPECT_TRUE(rig.shows("警告：署名用電子証明書がカードに残っています。"));
}

TEST(Program, EveryFaultBeforeTheLockSaysThatNothingChangedAndWhereToTurn) {
    for (const Fault fault : {Fault::PcscUnavailable, Fault::ReaderMissing, Fault::CardMissing,
                              Fault::CardBusy, Fault::CardMute, Fault::NotMyNumberCard}) {
        PwlockerRig rig;
        rig.reader.opening = fault;
        EXPECT_EQ(rig.run(), Exit::Failed);
        EXPECT_TRUE(rig.shows(faultText(fault, Language::Japanese).title));
        EXPECT_TRUE(rig.shows(faultText(fault, Language::Japanese).remedy));
        EXPECT_TRUE(rig.shows("今回の実行では、どの暗証番号も変更していません。"));
        EXPECT_TRUE(rig.shows("第10章"));
        EXPECT_TRUE(rig.shows("ただいま受付時間内です。")); // Tuesday, ten o'clock
    }
}

TEST(Program, AnotherKindOfCardIsNamedAsSuch) {
    emulator::CardImage image = lockableCard();
    std::erase_if(image.files, [](const auto& entry) { return entry.first.first == card::App::Jpki; });
    PwlockerRig rig(std::move(image));
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows("マイナンバーカードではありません。"));
}

TEST(Program, ACardSwappedWhileTheQuestionStandsIsRefusedAndKeepsItsTries) {
    emulator::Chip other(lockableCard('2'));
    PwlockerRig rig;
    emulator::EmulatedCard second(other);
    SwappingReader cards(rig.reader.card, second);
    rig.console.lines = {"y"};
    rig.console.beforeLine = [&] { cards.swap(); };
    const Texts texts(Language::Japanese);
    EXPECT_EQ(
        pwlocker::run({}, {cards, rig.console, rig.clock, rig.settings, lock::PinSet::builtIn(), texts}),
        Exit::Refused);
    EXPECT_TRUE(rig.shows("対象のカードではありません。"));
    EXPECT_EQ(triesOf(other.image(), kLockedReferences[0]), 3U);
    EXPECT_FALSE(allAtZero(rig.image()));
}

TEST(Program, PowerLostDuringTheLockTellsWhatIsNowTrueOfEachPin) {
    emulator::CardImage image = lockableCard();
    PwlockerRig rig(std::move(image));
    rig.console.lines = {"y"};
    rig.console.beforeLine = [&] { rig.chip.faults().powerLostAfter = 14; }; // the first PIN is half done
    rig.reader.whileWaiting = [&] { rig.chip.faults() = {}; };
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_FALSE(rig.shows(kLocked));
    EXPECT_TRUE(rig.shows("ロックが完了していません。"));
    EXPECT_TRUE(rig.shows("住民基本台帳用暗証番号：ロックされていません（残り 3 回）")); // COMMON
    EXPECT_TRUE(rig.shows("カードを読み直しました。"));
    EXPECT_EQ(triesOf(rig.image(), kLockedReferences[0]), 0U);
}

TEST(Program, NobodyIsAskedToPutACardBackWhenNobodySitsThere) {
    PwlockerRig rig;
    rig.console.someone = false;
    rig.console.lines = {"y"};
    rig.console.beforeLine = [&] { rig.reader.card.remove(); };
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_FALSE(rig.shows("同じカードを置き直してください。状態を読み直します。"));
}

TEST(Program, SaysSoWhenThePulledCardDoesNotComeBack) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    rig.console.beforeLine = [&] { rig.reader.card.remove(); };
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows("カードが置かれなかったため、状態を読み直せませんでした。"));
}

TEST(Program, AnotherCardThatComesInsteadOfThePulledOneIsNotShown) {
    emulator::Chip other(lockableCard('2'));
    PwlockerRig rig;
    emulator::EmulatedCard second(other);
    SwappingReader cards(rig.reader.card, second);
    rig.console.lines = {"y"};
    rig.console.beforeLine = [&] { rig.reader.card.remove(); };
    const Texts texts(Language::Japanese);
    EXPECT_EQ(
        pwlocker::run({}, {cards, rig.console, rig.clock, rig.settings, lock::PinSet::builtIn(), texts}),
        Exit::Failed);
    EXPECT_TRUE(rig.shows("別のカードが置かれたため、状態は表示しません。"));
    EXPECT_FALSE(rig.shows("カードを読み直しました。"));
}

TEST(Program, SpeaksEnglishWhenAsked) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run({}, Language::English), Exit::Locked);
    EXPECT_TRUE(rig.shows("Really lock this card? (Y/N): "));
    EXPECT_TRUE(rig.shows("PIN of the user authentication certificate"));
    EXPECT_THAT(rig.console.screen, Not(HasSubstr("ロック")));
}

TEST(Program, DatesAndHoursReadAsPeopleOfEachLanguageWriteThem) {
    const std::pair<Language, std::vector<const char*>> screens[] = {
        {Language::Japanese,
         {"カードの有効期限：2035年3月31日（", "受付時間：平日 8:00～19:00、土曜・日曜・祝日 "
                                               "8:00～17:00。計画停止日と12月29日～1月3日を除きます。"}},
        {Language::English,
         {"Card valid until 31 March 2035 (", "weekdays 8:00 to 19:00, Saturdays, Sundays and holidays 8:00 "
                                              "to 17:00; closed on planned stops and "
                                              "from 29 December to 3 January."}}};
    for (const auto& [language, sentences] : screens) {
        PwlockerRig rig;
        EXPECT_EQ(rig.run({.statusOnly = true}, language), Exit::Partial);
        rig.reader.card.remove();
        EXPECT_EQ(rig.run({}, language), Exit::Failed);
        for (const char* sentence : sentences)
            EXPECT_THAT(rig.console.screen, HasSubstr(sentence));
    }
}

TEST(Program, HoursThatDoNotBeginOnTheHourKeepBothDigitsOfTheirMinutes) {
    PwlockerRig rig;
    rig.settings = Settings::with(
        R"({"help_desk":{"hours":[{"valid_from":"2023-12-15","valid_to":"9999-12-31","weekday":"00:05-24:00",
            "holiday":"10:30-17:15","closed_from":"02-29","closed_to":"02-29"}]}})",
        "t");
    rig.reader.card.remove();
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows("平日 0:05～24:00、土曜・日曜・祝日 10:30～17:15。計画停止日と2月29日～2月29日を"));
}

TEST(Program, LocksCardsOfEveryTemper) {
    const std::function<void(emulator::CardImage&)> tempers[] = {
        [](emulator::CardImage& card) { card.settings.blockedStatus = 0x6983; },
        [](emulator::CardImage& card) { card.settings.faults.t0FifthByte = true; },
        [](emulator::CardImage& card) {
            for (const auto& where : kLockedReferences)
                card.setReference(where, "0000"); // the first guess hits
        },
        [](emulator::CardImage& card) {
            for (const auto& where : kLockedReferences)
                card.at(where.app, where.file).tries = 1;
        },
        [](emulator::CardImage& card) {
            for (const auto& where : kLockedReferences)
                card.clearReference(where); // never set
        }};
    for (const auto& temper : tempers) {
        emulator::CardImage image = lockableCard();
        temper(image);
        const auto others = otherTries(image);
        PwlockerRig rig(std::move(image));
        EXPECT_EQ(rig.run({.yes = true}), Exit::Locked);
        EXPECT_TRUE(allAtZero(rig.image()));
        EXPECT_EQ(otherTries(rig.image()), others);
    }
}

} // namespace kaomado::pwlocker
