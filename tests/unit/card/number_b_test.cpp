// SPDX-License-Identifier: Apache-2.0
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/number_b.hpp>
#include <kaomado/card/verify_guard.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;
using namespace std::chrono_literals;
using test::ScriptedCard;

namespace {
std::string shown(const Pin& pin) {
    return toText(pin.bytes());
}

template <class Action>
Fault faultOf(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.fault();
    }
    ADD_FAILURE() << "nothing was refused";
    return Fault::Internal;
}
} // namespace

TEST(NumberB, IsTheExampleOfTheTestCard) {
    EXPECT_EQ(shown(numberB(1980y / 2 / 17, 2035, "2285")), "55021720352285");
}

TEST(NumberB, CountsTheYearOfTheEraFromItsFirstDay) {
    EXPECT_EQ(shown(birthDateKey(1989y / 1 / 7)), "640107") << "昭和64";
    EXPECT_EQ(shown(birthDateKey(1989y / 1 / 8)), "010108") << "平成元";
    EXPECT_EQ(shown(birthDateKey(2019y / 4 / 30)), "310430") << "平成31";
    EXPECT_EQ(shown(birthDateKey(2019y / 5 / 1)), "010501") << "令和元";
    EXPECT_EQ(shown(birthDateKey(1926y / 12 / 24)), "151224") << "大正15";
    EXPECT_EQ(shown(birthDateKey(1926y / 12 / 25)), "011225") << "昭和元";
    EXPECT_EQ(shown(birthDateKey(2004y / 2 / 29)), "160229");
}

TEST(NumberB, IsNotMadeOfPartsThatNoCardHas) {
    EXPECT_EQ(faultOf([] { numberB(1980y / 2 / 30, 2035, "2285"); }), Fault::BadInput);
    EXPECT_EQ(faultOf([] { numberB(1800y / 1 / 1, 2035, "2285"); }), Fault::BadInput);
    EXPECT_EQ(faultOf([] { numberB(1980y / 2 / 17, 35, "2285"); }), Fault::BadInput);
    EXPECT_EQ(faultOf([] { numberB(1980y / 2 / 17, 2035, "228"); }), Fault::BadInput);
    EXPECT_EQ(faultOf([] { numberB(1980y / 2 / 17, 2035, "228x"); }), Fault::BadInput);
}

namespace {
const Reference kB{App::Visual, file::kVisualNumberB};
const std::string kVisual = "00A4040C0AD3921000310001010402", kText = "00A4040C0AD3921000310001010408";
const std::string kWrong = "002000800E 3535303231373230333532323836"; // 55021720352286
const std::string kRight = "002000800E 3535303231373230333532323835";

std::vector<test::Line> asked(const std::string& app, const std::string& file, const std::string& tries) {
    return {{"application", app, "9000"},
            {"reference", "00A4020C02" + file, "9000"},
            {"query", "00200080", tries}};
}

std::vector<test::Line> operator+(std::vector<test::Line> first, const std::vector<test::Line>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}
} // namespace

TEST(VerifyGuard, PresentsAValueWhenEnoughTriesAreLeft) {
    ScriptedCard card{asked(kVisual, "0012", "63C6") + std::vector<test::Line>{{"verify", kRight, "9000"}}};
    VerifyGuard guard;
    EXPECT_TRUE(std::holds_alternative<Verified>(guard.verify(card, kB, Pin("55021720352285"))));
    EXPECT_TRUE(card.finished());
}

TEST(VerifyGuard, KeepsTheLastFiveTries) {
    ScriptedCard card{asked(kVisual, "0012", "63C5")}; // and nothing more is sent
    VerifyGuard guard;
    EXPECT_EQ(faultOf([&] { guard.verify(card, kB, Pin("55021720352285")); }), Fault::TriesTooFew);
    EXPECT_TRUE(card.finished());
}

TEST(VerifyGuard, DoesNotPresentAWrongValueTwice) {
    ScriptedCard card{asked(kVisual, "0012", "63CA") + std::vector<test::Line>{{"verify", kWrong, "63C9"}} +
                      asked(kVisual, "0012", "63C9")};
    VerifyGuard guard;
    for (int i = 0; i < 2; ++i) {
        const auto outcome = guard.verify(card, kB, Pin("55021720352286"));
        EXPECT_EQ(std::get<WrongValue>(outcome).triesLeft, 9U);
    }
    EXPECT_TRUE(card.finished());
}

TEST(VerifyGuard, KnowsThatWhatIsWrongInOneApplicationIsWrongInTheOther) {
    ScriptedCard card{asked(kVisual, "0012", "63CA") + std::vector<test::Line>{{"verify", kWrong, "63C9"}} +
                      asked(kText, "0015", "63CA")};
    VerifyGuard guard;
    guard.verify(card, kB, Pin("55021720352286"));
    const auto outcome = guard.verify(card, {App::Text, file::kTextNumberB}, Pin("55021720352286"));
    EXPECT_EQ(std::get<WrongValue>(outcome).triesLeft, 10U);
    EXPECT_TRUE(card.finished());
}

TEST(VerifyGuard, PresentsAnotherValueAfterAWrongOne) {
    ScriptedCard card{asked(kVisual, "0012", "63CA") + std::vector<test::Line>{{"verify", kWrong, "63C9"}} +
                      asked(kVisual, "0012", "63C9") + std::vector<test::Line>{{"verify", kRight, "9000"}}};
    VerifyGuard guard;
    guard.verify(card, kB, Pin("55021720352286"));
    EXPECT_TRUE(std::holds_alternative<Verified>(guard.verify(card, kB, Pin("55021720352285"))));
}

TEST(VerifyGuard, SendsNothingToALockedReferenceOrOneThatDoesNotCount) {
    ScriptedCard card{asked(kVisual, "0012", "63C0") + asked(kVisual, "0012", "9000")};
    VerifyGuard guard;
    EXPECT_TRUE(std::holds_alternative<Blocked>(guard.verify(card, kB, Pin("55021720352285"))));
    EXPECT_EQ(faultOf([&] { guard.verify(card, kB, Pin("55021720352285")); }), Fault::PinStateUnreadable);
    EXPECT_TRUE(card.finished());
}

TEST(VerifyGuard, IsNotForPins) {
    ScriptedCard card{{}};
    VerifyGuard guard;
    for (const Reference pin : {Reference{App::Jpki, file::kUserAuthPin},
                                {App::Text, file::kTextPin},
                                {App::Jpki, file::kSignaturePassword},
                                {App::Text, file::kTextUnnamed}})
        EXPECT_EQ(faultOf([&] { guard.verify(card, pin, Pin("1234")); }), Fault::BadInput);
}
