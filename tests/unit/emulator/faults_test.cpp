// SPDX-License-Identifier: Apache-2.0
#include "sample_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/commands.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <gmock/gmock.h>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;
using card::Pin;
using card::Reference;
using test::ask;

namespace {
constexpr const char* kSelectJpki = "00A4040C0AD392F000260100000001";
const Reference kPin{App::Jpki, card::file::kUserAuthPin};

/// The fault with which some work ends.
std::optional<Fault> faultOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.fault();
    }
    return std::nullopt;
}
} // namespace

TEST(ChipFaults, AChipWithoutPowerDoesNotAnswer) {
    Chip chip(test::sampleCard());
    EXPECT_EQ(ask(chip, kSelectJpki), "");
    chip.powerOn();
    EXPECT_EQ(ask(chip, kSelectJpki), "9000");
    chip.powerOff();
    EXPECT_EQ(ask(chip, kSelectJpki), "");
}

TEST(ChipFaults, AMuteChipKeepsItsPowerAndExecutesNothing) {
    Chip chip(test::sampleCard());
    chip.faults().muteAfter = 1;
    chip.powerOn();
    EXPECT_EQ(ask(chip, kSelectJpki), "9000");
    EXPECT_EQ(ask(chip, "002000980430303030"), "");
    EXPECT_TRUE(chip.powered());
    EXPECT_EQ(chip.image().find(App::Jpki, card::file::kUserAuthPin)->tries, 3U);
    chip.reset();
    EXPECT_EQ(ask(chip, kSelectJpki), "9000") << "the count begins again";
}

TEST(ChipFaults, PowerIsLostAfterTheCommandWasExecuted) {
    Chip chip(test::sampleCard());
    chip.faults().powerLostAfter = 2;
    chip.powerOn();
    EXPECT_EQ(ask(chip, kSelectJpki), "9000");
    EXPECT_EQ(ask(chip, "002000980430303030"), "");
    EXPECT_FALSE(chip.powered());
    EXPECT_EQ(chip.image().find(App::Jpki, card::file::kUserAuthPin)->tries, 2U);
}

TEST(ChipFaults, AWrongStatusWordReplacesTheWholeAnswerOfAnExecutedCommand) {
    Chip chip(test::sampleCard());
    chip.faults().wrongStatusWords = {{2, 0x6F00}, {4, 0x6581}};
    chip.powerOn();
    EXPECT_EQ(ask(chip, kSelectJpki), "9000");
    EXPECT_EQ(ask(chip, "002000980430303030"), "6F00");
    EXPECT_EQ(ask(chip, "00200098"), "63C2") << "the try was spent";
    EXPECT_EQ(ask(chip, "00B0880000"), "6581");
    EXPECT_EQ(ask(chip, "00B0880000"), "8F8F009000");
}

TEST(ChipFaults, FourByteCommandsWorkAlsoWithTheFifthByteOfT0) {
    Chip chip(test::sampleCard());
    chip.faults().t0FifthByte = true;
    chip.powerOn();
    EXPECT_EQ(ask(chip, "00A40000"), "6A86");
    EXPECT_EQ(ask(chip, kSelectJpki), "9000");
    EXPECT_EQ(ask(chip, "00A40000"), "9000");
    EXPECT_EQ(ask(chip, "00200098"), "63C3");
    EXPECT_EQ(ask(chip, "00B08800"), "8F8F009000") << "as T=0 reads it: Le 256";
}

TEST(ChipFaults, TheBlockedStatusIsASettingAndTheQueryIsNot) {
    CardImage image = test::sampleCard();
    image.settings.blockedStatus = 0x6983;
    image.at(App::Jpki, card::file::kUserAuthPin).tries = 0;
    Chip chip(std::move(image));
    chip.powerOn();
    ask(chip, kSelectJpki);
    EXPECT_EQ(ask(chip, "002000980431323334"), "6983");
    EXPECT_EQ(ask(chip, "00200098"), "63C0");
}

TEST(ChipFaults, ACardWithoutAnApplicationSaysSo) {
    CardImage image = test::sampleCard();
    std::erase_if(image.files, [](const auto& entry) { return entry.first.first == App::Visual; });
    Chip chip(std::move(image));
    chip.powerOn();
    EXPECT_EQ(ask(chip, "00A4040C0AD3921000310001010402"), "6A82");
}

TEST(ChipFaults, AnAbsentCertificateIsAFileThatIsNotThere) {
    CardImage image = test::sampleCard();
    image.at(App::Jpki, card::file::kSignatureCertificate).exists = false;
    Chip chip(std::move(image));
    chip.powerOn();
    ask(chip, kSelectJpki);
    EXPECT_EQ(ask(chip, "00A4020C020001"), "6A82");
    EXPECT_EQ(ask(chip, "00B0810000"), "6A82");
}

TEST(EmulatedCard, PowerLostReadsAsARemovedCardUntilTheReset) {
    Chip chip(test::sampleCard());
    EmulatedCard card(chip);
    chip.faults().powerLostAfter = 3; // SELECT, SELECT, VERIFY
    EXPECT_EQ(faultOf([&] { card::verify(card, kPin, Pin("0000")); }), Fault::CardRemoved);
    EXPECT_EQ(faultOf([&] { card::selectApp(card, App::Jpki); }), Fault::CardRemoved);
    chip.faults() = {};
    card.reset();
    EXPECT_EQ(card::triesLeft(card, kPin), 2U);
}

TEST(EmulatedCard, AMuteChipReadsAsAMuteCard) {
    Chip chip(test::sampleCard());
    EmulatedCard card(chip);
    chip.faults().muteAfter = 0;
    EXPECT_EQ(faultOf([&] { card::selectApp(card, App::Jpki); }), Fault::CardMute);
}

TEST(EmulatedCard, ARemovedCardIsGoneUntilItIsPutBackAndThenForgetsWhatWasVerified) {
    Chip chip(test::sampleCard());
    EmulatedCard card(chip);
    card::verify(card, kPin, Pin("1234"));
    card.remove();
    EXPECT_FALSE(card.present());
    EXPECT_EQ(faultOf([&] { card::selectApp(card, App::Jpki); }), Fault::CardRemoved);
    EXPECT_EQ(faultOf([&] { card.reset(); }), Fault::CardRemoved);
    card.insert();
    EXPECT_TRUE(card.present());
    EXPECT_EQ(card.transmit({.ins = 0x20, .p2 = 0x80}).sw.value, 0x6986);
}

TEST(EmulatedCard, TheAnswerDelayIsWaitedFor) {
    Chip chip(test::sampleCard());
    EmulatedCard card(chip);
    chip.faults().answerDelay = std::chrono::milliseconds{20};
    const auto before = std::chrono::steady_clock::now();
    card::selectApp(card, App::Jpki);
    EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds{20});
}

TEST(EmulatedCard, LeavesTheChipWithoutPower) {
    Chip chip(test::sampleCard());
    { const EmulatedCard card(chip); }
    EXPECT_FALSE(chip.powered());
}
