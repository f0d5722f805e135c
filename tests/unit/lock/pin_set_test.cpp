// SPDX-License-Identifier: Apache-2.0
#include "script.hpp"

#include <kaomado/lock/lock.hpp>

#include <gmock/gmock.h>

namespace kaomado::lock {

namespace {
using testing::HasSubstr;

std::string whatOf(const std::string& json) {
    try {
        PinSet::parse(json, "p.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::RulebookInvalid);
        return error.what();
    }
    return "accepted";
}

std::string withReferences(const std::string& references) {
    return R"({"edition":"x","candidates":["0000","1111"],"pins":[{"id":"a","ja":"あ","en":"a","references":[)" +
           references + "]}]}";
}
} // namespace

TEST(PinSet, TheBuiltInOneHasThreePinsInTheOrderOfTheRuleAndFourReferences) {
    const PinSet& set = PinSet::builtIn();
    ASSERT_EQ(set.pins.size(), 3U);
    EXPECT_EQ(set.pins[0].id, "jukiap_pin");
    EXPECT_EQ(set.pins[1].id, "profile_ap_pin");
    EXPECT_EQ(set.pins[2].id, "user_auth_pin");
    std::size_t references = 0;
    for (const SetPin& pin : set.pins)
        references += pin.targets.size();
    EXPECT_EQ(references, 4U);
}

TEST(PinSet, RefusesEveryReferenceThatTheLockMustNotTouch) {
    const std::pair<const char*, const char*> never[] = {
        {"TEXT", "0012"},   {"TEXT", "0013"},   {"TEXT", "0014"},   {"TEXT", "0015"},
        {"VISUAL", "0011"}, {"VISUAL", "0012"}, {"VISUAL", "0013"}, {"JPKI", "001B"}};
    for (const auto& [app, file] : never) {
        const std::string reference =
            std::string(R"({"app":")") + app + R"(","file":")" + file + R"(","limit":3})";
        EXPECT_THAT(whatOf(withReferences(reference)), HasSubstr("must never be locked")) << app << file;
    }
}

TEST(PinSet, AWrongFileIsRefusedWithPlaceAndRemedy) {
    EXPECT_THAT(whatOf("{"), HasSubstr("not JSON"));
    EXPECT_THAT(whatOf(R"({"edition":"x","candidates":["0000","1111"]})"), HasSubstr("\"pins\" is missing"));
    EXPECT_THAT(whatOf(withReferences(R"({"app":"JPKI","file":"18","limit":3})")),
                HasSubstr("p.json: /pins/0/references/0/file: write a file as four digits"));
    EXPECT_THAT(whatOf(withReferences(R"({"app":"jpki","file":"0018","limit":3})")),
                HasSubstr("/app: write JPKI"));
    EXPECT_THAT(whatOf(withReferences(R"({"app":"JPKI","file":"0018","limit":16})")),
                HasSubstr("/limit: write a whole number from 1 to 15"));
    EXPECT_THAT(whatOf(withReferences(R"({"app":"JPKI","file":"0018","limit":3,"pin":"1234"})")),
                HasSubstr("unknown member \"pin\""));
    const std::string jpki = R"({"app":"JPKI","file":"0018","limit":3})";
    EXPECT_THAT(whatOf(withReferences(jpki + "," + jpki)), HasSubstr("named twice"));
}

TEST(PinSet, CandidatesAreTwoDifferentValuesOfFourDigits) {
    const auto with = [](const std::string& candidates) {
        std::string json = withReferences(R"({"app":"JPKI","file":"0018","limit":3})");
        return json.replace(json.find(R"(["0000","1111"])"), 15, candidates);
    };
    EXPECT_EQ(whatOf(with(R"(["0000","2222"])")), "accepted");
    EXPECT_THAT(whatOf(with(R"(["0000","0000"])")), HasSubstr("two different"));
    EXPECT_THAT(whatOf(with(R"(["0000","111"])")), HasSubstr("four digits"));
    EXPECT_THAT(whatOf(with(R"(["0000","111a"])")), HasSubstr("four digits"));
}

TEST(PinSet, ACardWithFewerPinsNeedsOnlyAnotherFile) {
    using namespace test;
    const PinSet set = PinSet::parse(withReferences(R"({"app":"TEXT","file":"0011","limit":3})"), "p.json");
    ScriptedCard card(Script{selectJpki(), certificates(), selectText(), ask("91", "63C1"), selectCommon(),
                             identity(), selectText(), wrong("91", "63C0")} +
                      Script{powerCycle(), selectCommon(), identity(), selectText(), ask("91", "63C0")});
    const LockReport report = lockAll(card, set);
    EXPECT_TRUE(card.finished());
    EXPECT_TRUE(report.allLocked());
    EXPECT_EQ(report.pins.size(), 1U);
}

} // namespace kaomado::lock
