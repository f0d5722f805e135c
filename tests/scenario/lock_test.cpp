// SPDX-License-Identifier: Apache-2.0
// The lock utility against the catalogue's scenarios; those of the counter's lock step are elsewhere.
#include "support/process.hpp"
#include "support/pwlocker_rig.hpp"

#include <kaomado/card/commands.hpp>
#include <kaomado/lock/lock.hpp>

#include <gmock/gmock.h>

namespace kaomado {

namespace {
using namespace test;
using pwlocker::Exit;
using testing::HasSubstr;

constexpr std::string_view kNames[] = {"住民基本台帳用暗証番号", "券面事項入力補助用暗証番号",
                                       "利用者証明用電子証明書暗証番号"};
constexpr std::string_view kManual = "『電子証明書業務アプリケーション操作手引書［第1.7版］』 第10章";

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t times = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size()))
        ++times;
    return times;
}

/// From the first wrong VERIFY on, every command to this application of the card is refused.
class RefusingReader final : public pwlocker::CardSource {
public:
    RefusingReader(emulator::Chip& chip, card::App app) : card_(chip), app_(app) {}
    std::unique_ptr<card::Card> open() override { return std::make_unique<Handle>(*this); }
    bool waitForCard(std::chrono::seconds) override { return true; }

private:
    class Handle final : public card::Card {
    public:
        explicit Handle(RefusingReader& reader) : reader_(reader) {}
        card::Response transmit(const card::Command& command) override {
            if (command.ins == 0xA4 && command.p1 == 0x04)
                refuse_ = std::ranges::equal(command.data, card::aidOf(reader_.app_));
            if (refuse_ && command.ins == 0x20 && !command.data.empty())
                return {{}, {0x6985}};
            return reader_.card_.transmit(command);
        }
        void reset() override { reader_.card_.reset(); }
        Bytes atr() const override { return reader_.card_.atr(); }

    private:
        RefusingReader& reader_;
        bool refuse_ = false;
    };
    emulator::EmulatedCard card_;
    card::App app_;
};

Exit runWith(PwlockerRig& rig, pwlocker::CardSource& cards) {
    const pwlocker::Texts texts(Language::Japanese);
    return pwlocker::run({}, {cards, rig.console, rig.clock, rig.settings, lock::PinSet::builtIn(), texts});
}
} // namespace

TEST(Scenario, P_082_TheUtilityRefusesBeforeTheQuestionWhileTheStatusIsNotInOperation) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run({.operatingStatus = "not_in_operation"}), Exit::Refused);
    EXPECT_FALSE(rig.shows(kPrompt));
    EXPECT_TRUE(rig.shows("もう一度実行してください"));
    EXPECT_EQ(rig.reader.opened, 0);
}

TEST(Scenario, P_085_ALockOfTwoOfThreeIsNotCalledDoneAndAskedToBeRepeated) {
    PwlockerRig rig;
    RefusingReader reader(rig.chip, card::App::Text);
    rig.console.lines = {"y"};
    EXPECT_EQ(runWith(rig, reader), Exit::Partial);
    EXPECT_FALSE(rig.shows(kLocked));
    EXPECT_TRUE(rig.shows("追記欄への記載と交付はせず、このツールをもう一度実行してください。"));
    EXPECT_TRUE(rig.shows("券面事項入力補助用暗証番号：ロックされていません（残り 3 回）"));
}

TEST(Scenario, P_087_ThereIsNoUnlockAndTheMessageNamesInitialisation) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    ASSERT_EQ(rig.run(), Exit::Locked);
    EXPECT_TRUE(rig.shows("ロックを解除する機能はありません"));
    EXPECT_TRUE(rig.shows("暗証番号の初期化・再設定"));
}

TEST(Scenario, P_087_AnUnlockOptionIsUnknownAndTheAnswerNamesInitialisation) {
    const Finished run = test::run({PWLOCKER, "--unlock"});
    EXPECT_EQ(run.exitCode, 64);
    EXPECT_THAT(run.err, HasSubstr("暗証番号の初期化・再設定"));
}

TEST(Scenario, P_195_LockingOnePinOnlyIsNotOffered) {
    for (const Arguments& wish : {Arguments{"--only", "user_auth_pin"}, Arguments{"user_auth_pin"},
                                  Arguments{"--pin", "user_auth_pin"}}) {
        Arguments command{PWLOCKER, "--yes"};
        command.insert(command.end(), wish.begin(), wish.end());
        const Finished run = test::run(command);
        EXPECT_EQ(run.exitCode, 64) << wish.front();
        EXPECT_THAT(run.err, HasSubstr("一部の暗証番号だけのロック"));
    }
    const Finished help = test::run({PWLOCKER, "--help"});
    EXPECT_EQ(help.exitCode, 0);
    EXPECT_EQ(help.out.find("user_auth_pin"), std::string::npos);
}

TEST(Scenario, P_094_NLocksNothing) {
    for (const std::string answer : {"n", "N", ""}) {
        PwlockerRig rig;
        rig.console.lines = {answer, "y"}; // no second question is put
        EXPECT_EQ(rig.run(), Exit::Cancelled);
        for (const auto& where : kLockedReferences)
            EXPECT_EQ(triesOf(rig.image(), where), 3U);
        EXPECT_FALSE(rig.shows(kLocked));
    }
    PwlockerRig nobody; // the end of the input is a no
    EXPECT_EQ(nobody.run(), Exit::Cancelled);
    EXPECT_FALSE(allAtZero(nobody.image()));
}

TEST(Scenario, P_095_AnotherKeyRepeatsTheQuestionOnceThenYLocks) {
    PwlockerRig rig;
    rig.console.lines = {"x", "y"};
    EXPECT_EQ(rig.run(), Exit::Locked);
    EXPECT_EQ(count(rig.console.screen, kPrompt), 2U);
    EXPECT_TRUE(allAtZero(rig.image()));
    PwlockerRig wide;
    wide.console.lines = {"ｙ", "yes", "Y"}; // only the ASCII letter locks
    EXPECT_EQ(wide.run(), Exit::Locked);
    EXPECT_EQ(count(wide.console.screen, kPrompt), 3U);
}

TEST(Scenario, P_096_AfterTheLockTheMessageThreeNamesAndTheKeyAreShownInThatOrder) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run(), Exit::Locked);
    std::size_t at = rig.console.screen.find(kPrompt);
    for (const std::string_view next : {kLocked, kNames[0], kNames[1], kNames[2],
                                        std::string_view("続行するには何かキーを押してください")}) {
        ASSERT_NE(at, std::string::npos);
        at = rig.console.screen.find(next, at);
    }
    EXPECT_NE(at, std::string::npos);
    EXPECT_EQ(rig.console.keysAwaited, 1);
}

TEST(Scenario, P_097_WithoutACardTheErrorNamesTheManualAndNoQuestionIsPut) {
    PwlockerRig rig;
    rig.reader.card.remove();
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows(kManual));
    EXPECT_TRUE(rig.shows("カードが置かれていません。"));
    EXPECT_FALSE(rig.shows(kPrompt));
}

TEST(Scenario, P_098_ACardOfAnotherResidentIsRefusedBeforeTheQuestion) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run({.expect = "00112233445566778899AABBCCDDEEFF"}), Exit::Refused);
    EXPECT_FALSE(rig.shows(kPrompt));
    EXPECT_TRUE(rig.shows("対象のカードではありません。"));
    EXPECT_FALSE(allAtZero(rig.image()));
}

TEST(Scenario, P_099_ACardPulledAfterTheQuestionIsNoSuccessAndIsReadAgainWhenBack) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    rig.console.beforeLine = [&] { rig.reader.card.remove(); };
    rig.reader.whileWaiting = [&] { rig.reader.card.insert(); };
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_FALSE(rig.shows(kLocked));
    EXPECT_TRUE(rig.shows("処理の途中でカードが離れました。"));
    EXPECT_THAT(rig.console.screen.substr(rig.console.screen.find("カードを読み直しました。")),
                HasSubstr("利用者証明用電子証明書暗証番号：ロックされていません（残り 3 回）"));
}

TEST(Scenario, P_100_ALockedCardIsLockedAgainWithTheSameThreeNames) {
    PwlockerRig rig;
    rig.console.lines = {"y", "y"};
    ASSERT_EQ(rig.run(), Exit::Locked);
    rig.console.screen.clear();
    EXPECT_EQ(rig.run(), Exit::Locked);
    EXPECT_TRUE(rig.shows(kLocked));
    for (const std::string_view name : kNames)
        EXPECT_TRUE(rig.shows(name)) << name;
    EXPECT_TRUE(allAtZero(rig.image()));
}

TEST(Scenario, P_101_NoPinAndNoIndividualNumberIsShown) {
    const std::string_view secrets[] = {"4827", "5938",         "6049",           "0000",
                                        "1111", "123456789010", "55021720352285", "550217"};
    for (const bool json : {false, true}) {
        emulator::CardImage image = lockableCard();
        image.at(card::App::Common, card::file::kCommonCardInfo).records = {
            card::makeCardInfo({"222222222222222", "13101", dateFrom("2035-03-31")})};
        PwlockerRig rig(std::move(image));
        rig.console.lines = {"y"};
        ASSERT_EQ(rig.run({.json = json}), Exit::Locked);
        for (const std::string_view secret : secrets)
            EXPECT_EQ((rig.console.screen + rig.console.reported).find(secret), std::string::npos) << secret;
    }
}

TEST(Scenario, P_102_AnUnpreparedTerminalShowsThePreparation) {
    PwlockerRig rig;
    rig.settings.marker = "/nonexistent/jpki3/prepared";
    EXPECT_EQ(rig.run(), Exit::Refused);
    EXPECT_TRUE(rig.shows("ショートカットの作成"));
    EXPECT_TRUE(rig.shows("アクセス制限ユーザ"));
    EXPECT_EQ(rig.reader.opened, 0);
}

TEST(Scenario, P_135_OnASundayEveningTheHelpDeskIsShownAsClosedWithItsHours) {
    PwlockerRig rig;
    rig.clock.set(instantFromIso("2026-11-22T09:00:00Z")); // Sunday 18:00 in Japan
    rig.reader.card.remove();
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows("ただいま受付時間外です。"));
    EXPECT_TRUE(rig.shows("平日 8:00～19:00、土曜・日曜・祝日 8:00～17:00"));
    EXPECT_TRUE(rig.shows("0570-666535"));
}

TEST(Scenario, P_136_OnTheLastDayOfTheYearTheHelpDeskIsClosedForTheYearsEnd) {
    PwlockerRig rig;
    rig.clock.set(instantFromIso("2026-12-31T02:00:00Z")); // Thursday 11:00 in Japan
    rig.reader.card.remove();
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows("年末年始の休業期間"));
}

TEST(Scenario, P_138_AnErrorNamesTheEditionOfTheManualThatIsConfigured) {
    PwlockerRig rig;
    rig.settings = pwlocker::Settings::with(R"({"manual":{"edition":"第2.0版","chapter":"第11章"}})", "t");
    rig.reader.card.remove();
    EXPECT_EQ(rig.run(), Exit::Failed);
    EXPECT_TRUE(rig.shows("『電子証明書業務アプリケーション操作手引書［第2.0版］』 第11章"));
    EXPECT_FALSE(rig.shows("1.7"));
}

TEST(Scenario, P_146_OnlyTheThreePinsChangeAndNumberBStillOpensTheFace) {
    PwlockerRig rig;
    const auto before = otherTries(rig.image());
    rig.console.lines = {"y"};
    ASSERT_EQ(rig.run(), Exit::Locked);
    EXPECT_TRUE(allAtZero(rig.image()));
    EXPECT_EQ(otherTries(rig.image()), before);
    using namespace card;
    {
        emulator::EmulatedCard reading(rig.chip);
        const auto opened = verify(reading, {App::Visual, file::kVisualNumberB}, Pin("55021720352285"));
        EXPECT_TRUE(std::holds_alternative<Verified>(opened));
        ASSERT_TRUE(selectFile(reading, file::kVisualFace));
        EXPECT_TRUE(readFile(reading).has_value());
    }
}

TEST(Scenario, P_167_AfterTheLockEachOfTheThreeAnswersLockedEvenToTheRightPin) {
    PwlockerRig rig;
    rig.console.lines = {"y"};
    ASSERT_EQ(rig.run(), Exit::Locked);
    using namespace card;
    const std::pair<Reference, const char*> right[] = {{{App::Jpki, file::kUserAuthPin}, "4827"},
                                                       {{App::Text, file::kTextPin}, "5938"},
                                                       {{App::Juki, file::kHolderPin}, "6049"},
                                                       {{App::Common, file::kHolderPin}, "6049"}};
    for (const auto& [where, pin] : right)
        EXPECT_TRUE(std::holds_alternative<Blocked>(verify(rig.reader.card, where, Pin(pin))));
}

TEST(Scenario, P_168_OnAPcThatIsNotAnIntegratedTerminalItRefusesBeforeTheQuestion) {
    PwlockerRig rig;
    rig.settings = pwlocker::Settings::with(R"({"installation":{"marker":"/nonexistent/jpki3"}})", "t");
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run(), Exit::Refused);
    EXPECT_FALSE(rig.shows(kPrompt));
    EXPECT_TRUE(rig.shows("統合端末で使います"));
    EXPECT_FALSE(allAtZero(rig.image()));
}

TEST(Scenario, P_169_ExitCodesTellTheFiveEndsApart) {
    PwlockerRig locked;
    locked.console.lines = {"y"};
    EXPECT_EQ(static_cast<int>(locked.run()), 0);
    PwlockerRig cancelled;
    cancelled.console.lines = {"n"};
    EXPECT_EQ(static_cast<int>(cancelled.run()), 1);
    PwlockerRig partial;
    RefusingReader refusing(partial.chip, card::App::Jpki);
    partial.console.lines = {"y"};
    EXPECT_EQ(static_cast<int>(runWith(partial, refusing)), 2);
    PwlockerRig noReader;
    noReader.reader.opening = Fault::ReaderMissing;
    EXPECT_EQ(static_cast<int>(noReader.run()), 3);
    PwlockerRig wrongStatus;
    EXPECT_EQ(static_cast<int>(wrongStatus.run({.operatingStatus = "suspended"})), 4);
}

TEST(Scenario, P_170_WhenTheSecondPinRefusesTheThirdIsStillLockedAndASecondRunCompletes) {
    PwlockerRig rig;
    {
        RefusingReader reader(rig.chip, card::App::Text);
        rig.console.lines = {"y"};
        EXPECT_EQ(runWith(rig, reader), Exit::Partial);
    }
    EXPECT_TRUE(rig.shows("住民基本台帳用暗証番号：ロックされています"));
    EXPECT_TRUE(rig.shows("券面事項入力補助用暗証番号：ロックされていません"));
    EXPECT_TRUE(rig.shows("利用者証明用電子証明書暗証番号：ロックされています"));
    rig.chip.powerOn(); // the first reader took the power with it
    rig.console.lines = {"y"};
    EXPECT_EQ(rig.run(), Exit::Locked);
    EXPECT_TRUE(allAtZero(rig.image()));
}

} // namespace kaomado
