// SPDX-License-Identifier: Apache-2.0
// kaomado card insert against the reader's side of the wire; pcscd and OpenSC do the same in tests/witness.
#include "cli.hpp"
#include "support/fake_reader.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace kaomado::test {
namespace {
using testing::HasSubstr;
using training::Profile;

class CardInsertWire : public Cli {
protected:
    void insert(const std::string& file, const Arguments& flags = {}) {
        Arguments command{KAOMADO, "card", "insert", file, "--port", std::to_string(reader_.port())};
        command.insert(command.end(), flags.begin(), flags.end());
        running_ =
            std::make_unique<Background>(command, Environment{{"LC_ALL", "en_US.UTF-8"}}, path("errors"));
        reader_.accept();
    }
    std::string powerOn() {
        reader_.send("01");
        return reader_.ask("04");
    }
    /// SELECT JPKI and its PIN, then a wrong value.
    std::string wrongPin() {
        reader_.ask("00A4040C0AD392F000260100000001");
        reader_.ask("00A4020C020018");
        return reader_.ask("002000800439393939");
    }

    FakeReader reader_;
    std::unique_ptr<Background> running_;
};

TEST_F(CardInsertWire, SaysOneLineOnceTheReaderHasSeenTheCardAndLeavesWhenAsked) {
    insert(sample(Profile::Normal));
    EXPECT_EQ(reader_.ask("04"), "3BE000FF8131FE4514");
    EXPECT_THAT(running_->nextLine(), HasSubstr("Card inserted: "));
    powerOn();
    EXPECT_EQ(wrongPin(), "63C2");
    EXPECT_EQ(running_->stop(SIGTERM), 0);
    EXPECT_EQ(reader_.receive(), "") << "the card is gone";
}

TEST_F(CardInsertWire, ControlCTakesTheCardOutToo) {
    insert(sample(Profile::Normal));
    reader_.ask("04");
    running_->nextLine();
    EXPECT_EQ(running_->stop(SIGINT), 0);
}

TEST_F(CardInsertWire, ASpentTryIsInTheFileBeforeTheAnswerAndFaultsAreNot) {
    const std::string file = sample(Profile::Normal);
    insert(file, {"--blocked-sw", "6983", "--wrong-sw", "99=6F00", "--delay-us", "1"});
    powerOn();
    ASSERT_EQ(wrongPin(), "63C2");
    const auto image = emulator::CardImage::load(file);
    EXPECT_EQ(image.find(card::App::Jpki, card::file::kUserAuthPin)->tries, 2U);
    EXPECT_EQ(image.settings.blockedStatus, 0x6984);
    EXPECT_TRUE(image.settings.faults.wrongStatusWords.empty());
    EXPECT_EQ(image.settings.faults.answerDelay.count(), 0);
}

TEST_F(CardInsertWire, TheFaultsAskedForHappen) {
    insert(sample(Profile::Normal), {"--wrong-sw", "2=6F00", "--wrong-sw", "3=6581"});
    powerOn();
    EXPECT_EQ(reader_.ask("00A4040C0AD392F000260100000001"), "9000");
    EXPECT_EQ(reader_.ask("00A4020C020018"), "6F00");
    EXPECT_EQ(reader_.ask("00200080"), "6581");
}

TEST_F(CardInsertWire, ACardIsSwitchedOnForTheTimeInTheReaderOnly) {
    constexpr const char* kAdministration = "00A4040C08F0454D5541444D01";
    constexpr const char* kTerminalProof = "0082009601AA"; // 6D00: such a card knows no such command
    auto image = sampleCard(Profile::Normal);
    image.settings.admin = image.settings.terminalAuthentication = false;
    const std::string file = path("off.card");
    image.save(file);
    for (const auto& [flags, selected, proof] : {std::tuple{Arguments{}, "6A82", "6D00"},
                                                 {Arguments{"--admin"}, "9000", "6D00"},
                                                 {Arguments{"--terminal-authentication"}, "6A82", "6A88"}}) {
        insert(file, flags);
        powerOn();
        EXPECT_EQ(reader_.ask(kAdministration), selected);
        reader_.ask("00A4040C0AD392F000260100000001");
        EXPECT_EQ(reader_.ask(kTerminalProof), proof);
        wrongPin(); // a change is kept, the switches are not
        EXPECT_EQ(running_->stop(SIGTERM), 0);
        reader_.close();
        EXPECT_FALSE(emulator::CardImage::load(file).settings.admin);
        EXPECT_FALSE(emulator::CardImage::load(file).settings.terminalAuthentication);
    }
}

TEST_F(CardInsertWire, ABlockedPinAnswersTheStatusWordAskedFor) {
    insert(sample(Profile::PinsLocked), {"--blocked-sw", "6983"});
    powerOn();
    EXPECT_EQ(wrongPin(), "6983");
}

TEST_F(CardInsertWire, ACardThatLosesItsPowerOrFallsSilentEndsWithItsReason) {
    for (const auto& [flag, line] :
         {std::pair{"--power-lost-after", "lost its power"}, {"--mute-after", "does not answer"}}) {
        insert(sample(Profile::Normal), {flag, "1"});
        powerOn();
        running_->nextLine();
        reader_.ask("00A4040C0AD392F000260100000001");
        reader_.ask("00A4040C0AD392F000260100000001");
        EXPECT_THAT(running_->nextLine(), HasSubstr(line));
        EXPECT_EQ(running_->stop(SIGTERM), 75) << "it ended by itself";
        reader_.close();
    }
}

TEST_F(CardInsertWire, ACardFileThatIsInsertedCannotBeInsertedOrChangedElsewhere) {
    const std::string file = sample(Profile::Normal);
    insert(file);
    reader_.ask("04");
    running_->nextLine();
    const Finished second = kaomado({"card", "insert", file, "--port", "1"});
    EXPECT_EQ(second.exitCode, 75);
    EXPECT_THAT(second.err, oneMessage("another kaomado program uses this card file"));
    EXPECT_EQ(kaomado({"card", "admin", file, "unlock", "user_auth_pin"}).exitCode, 75);
    EXPECT_EQ(kaomado({"card", "show", file}).exitCode, 0) << "looking is free";
    EXPECT_EQ(running_->stop(SIGTERM), 0);
    EXPECT_EQ(kaomado({"card", "admin", file, "unlock", "user_auth_pin"}).exitCode, 0);
}

TEST_F(CardInsertWire, AReaderThatGoesAwayIsReported) {
    insert(sample(Profile::Normal));
    reader_.ask("04");
    running_->nextLine();
    reader_.close();
    EXPECT_THAT(running_->nextLine(), HasSubstr("closed the connection"));
    EXPECT_EQ(running_->stop(SIGTERM), 69);
}

} // namespace
} // namespace kaomado::test
