// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/pwlocker/settings.hpp>
#include <kaomado/pwlocker/texts.hpp>

#include <gmock/gmock.h>

#include <regex>

namespace kaomado::pwlocker {

namespace {
using testing::HasSubstr;

std::string whyNot(const std::string& json) {
    try {
        Settings::with(json, "p.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::Configuration);
        return error.what();
    }
    return "accepted";
}

std::set<std::string> slotsOf(const std::string& text) {
    static const std::regex kSlot("\\{[a-z_]+\\}");
    std::set<std::string> slots;
    for (std::sregex_iterator at(text.begin(), text.end(), kSlot), end; at != end; ++at)
        slots.insert(at->str());
    return slots;
}
} // namespace

TEST(Settings, AFileChangesWhatItNamesAndLeavesTheRest) {
    const Settings settings = Settings::with(R"({"manual":{"edition":"第9版"}})", "p.json");
    EXPECT_EQ(settings.manual.edition, "第9版");
    EXPECT_EQ(settings.manual.chapter, "第10章");
    EXPECT_TRUE(settings.refuseWithSignatureCertificate);
    EXPECT_TRUE(settings.marker.empty());
    EXPECT_EQ(settings.helpDesk.telephone, "0570-666535");
}

TEST(Settings, AWrongMemberIsRefusedWithPlaceAndRemedy) {
    EXPECT_THAT(whyNot(R"({"municipality_pin":"0000"})"),
                HasSubstr("p.json: /municipality_pin: there is no such setting"));
    EXPECT_THAT(whyNot(R"({"manual":{"editon":"1"}})"), HasSubstr("p.json: /manual/editon"));
    EXPECT_THAT(whyNot(R"({"manual":[]})"), HasSubstr("write a value of type object"));
    EXPECT_THAT(whyNot(R"({"signature_certificate":"no"})"), HasSubstr("write \"refuse\" or \"warn\""));
    EXPECT_THAT(whyNot(R"({"wait_for_card_seconds":-1})"), HasSubstr("whole seconds"));
    EXPECT_THAT(whyNot(R"({"help_desk":{"planned_stops":["2026-02-30"]}})"), HasSubstr("a day that exists"));
    EXPECT_THAT(whyNot("nonsense"), HasSubstr("not JSON"));
    for (const std::string hours : {"8:00-19:00", "08:00-08:00", "25:00-26:00", "08:61-19:00", "08:00~19:00"})
        EXPECT_THAT(
            whyNot(
                R"({"help_desk":{"hours":[{"valid_from":"2023-12-15","valid_to":"9999-12-31","weekday":")" +
                hours + R"(","holiday":"08:00-17:00","closed_from":"12-29","closed_to":"01-03"}]}})"),
            HasSubstr("p.json: /help_desk/hours/0/weekday"))
            << hours;
}

TEST(Texts, BothLanguagesSayTheSameSentencesWithTheSamePlaces) {
    const Texts japanese(Language::Japanese);
    const Texts english(Language::English);
    ASSERT_EQ(japanese.all().size(), english.all().size());
    for (const auto& [key, text] : japanese.all()) {
        ASSERT_TRUE(english.all().contains(key)) << key;
        EXPECT_EQ(slotsOf(text), slotsOf(english.all().at(key))) << key;
    }
}

TEST(Texts, FillPlacesAndNothingThatAValueBrings) {
    const Texts texts(Language::English);
    EXPECT_EQ(texts.of("item", {{"name", "{name} and {tries}"}}), "  {name} and {tries}");
}

} // namespace kaomado::pwlocker
