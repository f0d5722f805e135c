// SPDX-License-Identifier: Apache-2.0
#include <kaomado/counter/random_pin.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <cmath>
#include <random>
#include <set>

namespace kaomado::counter {

using test::faultOf;
using testing::ElementsAre;
using namespace std::chrono_literals;

namespace {

std::string textOf(const card::Pin& pin) {
    return toText(pin.bytes());
}

/// Gives the numbers one after the other, then says that there is no generator.
RandomSource sequence(std::vector<unsigned> numbers) {
    auto next = std::make_shared<std::size_t>(0);
    return [numbers = std::move(numbers), next]() -> std::uint16_t {
        if (*next == numbers.size())
            throw Error(Fault::Internal, "no generator");
        return static_cast<std::uint16_t>(numbers[(*next)++]);
    };
}

PrintedItems sampleItems() {
    PrintedItems items;
    items.individualNumber = SecretBytes(viewOf("123498765430")); // wrong check digit: nobody's number
    items.birth = 1948y / 4 / 5;
    items.expiries = {2031y / 4 / 5};
    items.securityCode = "4821";
    items.address = "東京都千代田区霞が関二丁目１番2-3405号";
    return items;
}

std::optional<PinRefusal> refusalOf(const PrintedItems& items, std::string_view value) {
    return ForbiddenPins(items).refusalOf(card::Pin(value));
}

} // namespace

TEST(Scenario, P_088_ADrawnRepeatedDigitIsThrownAwayAndCountedWithoutItsValue) {
    const ForbiddenPins forbidden{PrintedItems{}};
    const DrawnPin drawn = drawPin(forbidden, sequence({0, 11111, 387}));
    EXPECT_EQ(textOf(drawn.pin), "0387");
    EXPECT_EQ(drawn.redraws, 2U);
}

TEST(Scenario, P_089_TheSecurityCodeOfTheCardIsNeverDrawn) {
    const DrawnPin drawn = drawPin(ForbiddenPins(sampleItems()), sequence({4821, 5173}));
    EXPECT_EQ(textOf(drawn.pin), "5173");
    EXPECT_EQ(drawn.redraws, 1U);
}

TEST(Scenario, P_090_TheBirthDateIsRefusedInWesternAndEraForms) {
    PrintedItems items;
    items.birth = 1948y / 4 / 5;                       // 昭和23年4月5日
    EXPECT_NE(refusalOf(items, "2345"), std::nullopt); // a run besides
    for (const char* form : {"0405", "1948", "4804", "0448", "2304", "0423", "4845", "9480"})
        EXPECT_EQ(refusalOf(items, form), PinRefusal::PrintedOnCard) << form;
    EXPECT_EQ(refusalOf(items, "2354"), std::nullopt);
    items.birth = 1952y / 3 / 8; // 昭和27年3月8日
    EXPECT_EQ(refusalOf(items, "2738"), PinRefusal::PrintedOnCard);
    EXPECT_EQ(refusalOf(items, "0504"), std::nullopt);
}

TEST(Scenario, P_092_WithoutAGeneratorTheTimeIsCheckedLikeAnyOtherValue) {
    const ForbiddenPins forbidden{PrintedItems{}};
    EXPECT_EQ(faultOf([&] { drawPin(forbidden, sequence({})); }), Fault::Internal);
    EXPECT_EQ(forbidden.refusalOf(card::Pin("1111")), PinRefusal::RepeatedDigit);
    EXPECT_EQ(forbidden.refusalOf(card::Pin("3115")), std::nullopt);
}

TEST(Scenario, P_185_ARefusalSaysWhatAForgottenLockWouldAllow) {
    for (const PinRefusal refusal : {PinRefusal::NotFourDigits, PinRefusal::RepeatedDigit,
                                     PinRefusal::Guessable, PinRefusal::PrintedOnCard}) {
        EXPECT_NE(refusalText(refusal, Language::Japanese).find("ロックを忘れたとき"), std::string::npos);
        EXPECT_NE(refusalText(refusal, Language::English).find("misuse"), std::string::npos);
    }
}

TEST(Scenario, P_186_RunsAndRepetitionsAreRefused) {
    const PrintedItems none;
    for (const char* value : {"1234", "9012", "4321", "1212", "1122", "0987", "7890", "0101"})
        EXPECT_EQ(refusalOf(none, value), PinRefusal::Guessable) << value;
    for (const char* value : {"1235", "9013", "1221", "1123", "2112"})
        EXPECT_EQ(refusalOf(none, value), std::nullopt) << value;
}

TEST(Scenario, P_187_ALeadingZeroIsKept) {
    EXPECT_EQ(textOf(drawPin(ForbiddenPins(PrintedItems{}), sequence({387})).pin), "0387");
    for (const char* value : {"387", "00387", "0x87", "０38"})
        EXPECT_EQ(refusalOf(PrintedItems{}, value), PinRefusal::NotFourDigits) << value;
}

TEST(Scenario, P_188_WithUnreadableItemsTheDrawGoesOnAndSaysThatTheCheckWasPartial) {
    EXPECT_FALSE(drawPin(ForbiddenPins(PrintedItems{})).checkedEverything);
    EXPECT_TRUE(drawPin(ForbiddenPins(sampleItems())).checkedEverything);
    PrintedItems noAddress = sampleItems();
    noAddress.address.reset();
    EXPECT_FALSE(drawPin(ForbiddenPins(noAddress)).checkedEverything);
}

TEST(RandomPin, RefusesFourDigitsOfTheIndividualNumberTheExpiryAndTheAddress) {
    const PrintedItems items = sampleItems();
    for (const char* value : {"4987", "5430", "2031", "3104", "3405", "2123", "2340"})
        EXPECT_EQ(refusalOf(items, value), PinRefusal::PrintedOnCard) << value;
    EXPECT_EQ(refusalOf(items, "9867"), std::nullopt);
}

TEST(RandomPin, DoesNotFavourSmallNumbers) {
    // 65535 is thrown away, not turned into 5535.
    EXPECT_EQ(textOf(drawPin(ForbiddenPins(PrintedItems{}), sequence({65535, 60000, 59998})).pin), "9998");
}

TEST(RandomPin, GivesUpOnASourceThatRepeatsARefusedValue) {
    EXPECT_EQ(faultOf([] { drawPin(ForbiddenPins(PrintedItems{}), [] { return std::uint16_t{1111}; }); }),
              Fault::Internal);
}

TEST(Address, GivesItsDigitsAndLeavesNumeralsOfPlaceNamesAlone) {
    EXPECT_THAT(digitRunsOf("三田市三輪二丁目１番１号"), ElementsAre("2", "1", "1"));
    EXPECT_THAT(digitRunsOf("八王子市元本郷町3-24-1-1205"), ElementsAre("3", "24", "1", "1205"));
    EXPECT_THAT(digitRunsOf("見本町十二番二十号一〇五室"), ElementsAre("12", "20", "105"));
    EXPECT_THAT(digitRunsOf("見本町十番二十三号"), ElementsAre("10", "23"));
    EXPECT_THAT(digitRunsOf(""), ElementsAre());
}

namespace {

constexpr unsigned kDraws = 100'000;
/// How often a fair generator fails one of the bounds below: once in a thousand million runs.
constexpr double kFalseAlarm = 1e-9;
/// Where 16 bits modulo 10000 would change its frequency.
constexpr unsigned kBiasEdge = 5536;

/// Pearson's chi-square over the allowed values, the share of values below kBiasEdge, and the products of
/// neighbours, with the bounds that belong to kFalseAlarm.
struct Fairness {
    double chi = 0, freedom = 0;     ///< chi-square and its degrees of freedom
    double low = 0, expectedLow = 0; ///< draws below kBiasEdge
    double products = 0;             ///< of neighbours, each centred on 0
    unsigned forbidden = 0;          ///< draws that may not be

    /// Laurent and Massart (SRC-LAURENT-MASSART), lemma 1: P(X - k >= 2 sqrt(k x) + 2x) <= e^-x and P(k - X
    /// >= 2 sqrt(k x))
    /// <= e^-x.
    bool chiIsFair() const {
        const double x = std::log(2 / kFalseAlarm);
        const double spread = 2 * std::sqrt(freedom * x);
        return chi - freedom < spread + 2 * x && freedom - chi < spread;
    }
    /// Hoeffding (1963): n draws of 0 or 1.
    bool shareIsFair() const {
        return std::abs(low - expectedLow) < std::sqrt(kDraws * std::log(2 / kFalseAlarm) / 2);
    }
    /// Azuma and Hoeffding: n steps of at most a quarter either way.
    bool neighboursAreFair() const {
        return std::abs(products) < std::sqrt(kDraws * std::log(2 / kFalseAlarm) / 8);
    }
};

/// kDraws PINs for one card, by `draw`.
template <class Draw>
Fairness fairnessOf(const ForbiddenPins& forbidden, Draw draw) {
    std::vector<unsigned> seen(10000);
    Fairness found;
    double previous = 0;
    for (unsigned i = 0; i < kDraws; ++i) {
        const unsigned value = draw();
        ++seen.at(value);
        found.low += value < kBiasEdge ? 1 : 0;
        const double centred = value / 10000.0 - 0.5;
        found.products += centred * previous;
        previous = centred;
    }
    const double allowed = 10000.0 - static_cast<double>(forbidden.count());
    const double expected = kDraws / allowed;
    found.freedom = allowed - 1;
    for (unsigned value = 0; value < 10000; ++value) {
        if (forbidden.refusalOf(value)) {
            found.forbidden += seen[value];
            continue;
        }
        found.chi += (seen[value] - expected) * (seen[value] - expected) / expected;
        found.expectedLow += value < kBiasEdge ? expected : 0;
    }
    return found;
}

/// All of P-183, on a card whose number, dates, code and address are known and excluded.
void expectFair(const RandomSource& random) {
    const ForbiddenPins forbidden(sampleItems());
    ASSERT_GT(forbidden.count(), 160U); // the card forbids more than the 150 guessable values
    const Fairness found = fairnessOf(
        forbidden, [&] { return static_cast<unsigned>(std::stoi(textOf(drawPin(forbidden, random).pin))); });
    EXPECT_EQ(found.forbidden, 0U);
    EXPECT_TRUE(found.chiIsFair()) << found.chi << " with " << found.freedom << " degrees of freedom";
    EXPECT_TRUE(found.shareIsFair()) << found.low << " of " << found.expectedLow;
    EXPECT_TRUE(found.neighboursAreFair()) << found.products;
}

} // namespace

TEST(Scenario, P_183_DrawsOfASeededGeneratorAreFairAndNeverForbidden) {
    std::mt19937 seeded(20260401);
    expectFair([&] { return static_cast<std::uint16_t>(seeded() >> 16U); });
}

TEST(Scenario, P_183_DrawsOfTheRealGeneratorAreFairAndNeverForbidden) {
    expectFair(systemRandom);
}

TEST(RandomPin, TheTestOfFairnessFindsTheUsualMistakes) {
    const ForbiddenPins forbidden(sampleItems());
    std::mt19937 seeded(20260401);
    const auto allowed = [&](auto draw) {
        for (;;)
            if (const unsigned value = draw(); !forbidden.refusalOf(value))
                return value;
    };
    // A remainder without rejection: the low values come seven times where the high ones come six.
    const Fairness remainder = fairnessOf(
        forbidden, [&] { return allowed([&] { return static_cast<unsigned>(seeded() >> 16U) % 10000; }); });
    EXPECT_FALSE(remainder.shareIsFair()); // too small a fault for chi-square at this number of draws
    // The time of day: most values never come.
    const Fairness clock = fairnessOf(forbidden, [&] {
        return allowed([&] { return static_cast<unsigned>(seeded() % 24 * 100 + seeded() % 60); });
    });
    EXPECT_FALSE(clock.chiIsFair());
    // Each applicant near the one before.
    unsigned last = 5000;
    const Fairness walk = fairnessOf(forbidden, [&] {
        return last = allowed([&] { return (last + static_cast<unsigned>(seeded() % 500)) % 10000; });
    });
    EXPECT_FALSE(walk.neighboursAreFair());
    // A counter that deals every value equally often is too even to be drawn.
    unsigned next = 0;
    const Fairness dealt = fairnessOf(forbidden, [&] { return allowed([&] { return next++ % 10000; }); });
    EXPECT_FALSE(dealt.chiIsFair());
}

} // namespace kaomado::counter
