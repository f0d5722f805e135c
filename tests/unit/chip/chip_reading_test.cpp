// SPDX-License-Identifier: Apache-2.0
#include "support/sample_certificate.hpp"
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/card_info.hpp>
#include <kaomado/card/names.hpp>
#include <kaomado/chip/chip_reading.hpp>

#include <gmock/gmock.h>

using namespace kaomado;
using namespace kaomado::chip;
using namespace std::chrono_literals;
using test::Line;
using testing::HasSubstr;

namespace {
const Instant kNow = instantFromIso("2026-11-23T02:45:50.5Z");
const Instant kFrom = instantFromIso("2024-04-01T00:00:00Z"), kTo = instantFromIso("2029-04-01T14:59:59Z");

Bytes userAuthDer() {
    return test::makeCertificate({.subject = "1234567", .notBefore = kFrom, .notAfter = kTo});
}

std::string offset(std::size_t at) {
    const std::uint8_t two[] = {static_cast<std::uint8_t>(at >> 8U), static_cast<std::uint8_t>(at & 0xFFU)};
    return toHex(two);
}

/// A file as a card gives it: 256 bytes at a time.
void addReads(std::vector<Line>& script, const Bytes& content) {
    for (std::size_t at = 0;; at += 256) {
        const std::string part =
            toHex(ByteView(content).subspan(at, std::min<std::size_t>(256, content.size() - at)));
        script.push_back({"read", "00B0" + offset(at) + "00", part + "9000"});
        if (part.size() < 512)
            return;
    }
}

void addQuery(std::vector<Line>& script, const std::string& file, const std::string& answer) {
    script.push_back({"select " + file, "00A4020C02" + file, "9000"});
    script.push_back({"query " + file, "00200080", answer});
}

/// A finished face-authentication card: four-digit PINs at zero, no signature certificate.
std::vector<Line> lockedCard() {
    std::vector<Line> script{{"select JPKI", "00A4040C0AD392F000260100000001", "9000"},
                             {"select token", "00A4020C020006", "9000"}};
    Bytes token = toBytes("JPKIAPICCTOKEN2");
    token.resize(160, ' ');
    addReads(script, token);
    script.push_back({"select presence", "00A4020C020008", "9000"});
    addReads(script, {0x00, 0x8F, 0x00});
    script.push_back({"select certificate", "00A4020C02000A", "9000"});
    Bytes stored = userAuthDer();
    stored.resize(stored.size() + 5, 0xFF); // filler
    addReads(script, stored);
    script.push_back({"select JPKI", "00A4040C0AD392F000260100000001", "9000"});
    addQuery(script, "0018", "63C0");
    addQuery(script, "001B", "63C5");
    script.push_back({"select TEXT", "00A4040C0AD3921000310001010408", "9000"});
    addQuery(script, "0011", "63C0");
    addQuery(script, "0012", "6984");
    addQuery(script, "0014", "63CA");
    addQuery(script, "0015", "63C9");
    script.push_back({"select VISUAL", "00A4040C0AD3921000310001010402", "9000"});
    addQuery(script, "0011", "63CA");
    addQuery(script, "0012", "63CA");
    addQuery(script, "0013", "9000"); // already verified: tells no count
    script.push_back({"select JUKI", "00A4040C0AD3921000310001010401", "6A82"});
    script.push_back({"select COMMON", "00A4040C0AD3921000310001010100", "9000"});
    addQuery(script, "001C", "63C0");
    script.push_back({"select COMMON", "00A4040C0AD3921000310001010100", "9000"});
    script.push_back({"select record file", "00A4020C020001", "9000"});
    script.push_back({"record 1", "00B2010400",
                      "011C3030303030303030303030303034323133313031"
                      "3230333530333331"
                      "9000"});
    return script;
}
} // namespace

TEST(ReadChip, ReportsWhatTheCardSays) {
    test::ScriptedCard card{lockedCard()};
    const ChipReading reading = readChip(card, FixedClock(kNow), "counter-1");
    EXPECT_TRUE(card.finished());

    EXPECT_EQ(reading.fingerprint, card::fingerprintOf({"000000000000042", "13101", 2035y / 3 / 31}));
    EXPECT_EQ(reading.municipality, "13101");
    EXPECT_EQ(reading.cardExpiry, 2035y / 3 / 31);
    EXPECT_EQ(reading.tokenName, "JPKIAPICCTOKEN2");
    EXPECT_EQ(reading.signaturePresent, false);
    EXPECT_EQ(reading.userAuthPresent, true);
    ASSERT_TRUE(reading.userAuth.has_value());
    EXPECT_EQ(reading.userAuth->notBefore, kFrom);
    EXPECT_EQ(reading.userAuth->notAfter, kTo);
    EXPECT_EQ(reading.userAuth->issuer, "CN=Sample CA,O=Kaomado Sample,C=JP");
    EXPECT_EQ(reading.terminal, "counter-1");
    EXPECT_EQ(reading.time, kNow);
}

TEST(ReadChip, ReportsTheTriesOfEveryReference) {
    test::ScriptedCard card{lockedCard()};
    const ChipReading reading = readChip(card, FixedClock(kNow), "counter-1");
    EXPECT_EQ(reading.tries.size(), card::allReferences().size());
    EXPECT_TRUE(reading.locked("user_auth_pin"));
    EXPECT_TRUE(reading.locked("profile_ap_pin"));
    EXPECT_TRUE(reading.locked("jukiap_pin@COMMON"));
    EXPECT_EQ(reading.triesOf("signature_password"), 5U);
    EXPECT_EQ(reading.triesOf("verification_number_b@TEXT"), 9U);
    EXPECT_EQ(reading.triesOf("text_0012"), 0U) << "6984 to a query reads as zero";
}

TEST(ReadChip, WhatIsNotReadableIsNeitherLockedNorOpen) {
    test::ScriptedCard card{lockedCard()};
    const ChipReading reading = readChip(card, FixedClock(kNow), "counter-1");
    EXPECT_EQ(reading.triesOf("jukiap_pin@JUKI"), std::nullopt);
    EXPECT_FALSE(reading.locked("jukiap_pin@JUKI"));
    const std::vector<Unreadable> expected{
        {"verification_number_a@VISUAL", "the card does not report its tries"},
        {"jukiap_pin@JUKI", "no such application"}};
    EXPECT_EQ(reading.unreadable, expected);
}

TEST(ReadChip, SaysSoWhenFilesAreNotThere) {
    std::vector<Line> script{{"select JPKI", "00A4040C0AD392F000260100000001", "9000"},
                             {"token", "00A4020C020006", "6A82"},
                             {"presence", "00A4020C020008", "9000"},
                             {"read", "00B0000000", "6982"},
                             {"certificate", "00A4020C02000A", "9000"},
                             {"read", "00B0000000", "FFFF9000"},
                             {"select JPKI", "00A4040C0AD392F000260100000001", "9000"},
                             {"select 0018", "00A4020C020018", "6A82"},
                             {"select 001B", "00A4020C02001B", "6A82"},
                             {"TEXT", "00A4040C0AD3921000310001010408", "6A82"},
                             {"VISUAL", "00A4040C0AD3921000310001010402", "6A82"},
                             {"JUKI", "00A4040C0AD3921000310001010401", "6A82"},
                             {"COMMON", "00A4040C0AD3921000310001010100", "6A82"},
                             {"COMMON", "00A4040C0AD3921000310001010100", "6A82"}};
    test::ScriptedCard card{script};
    const ChipReading reading = readChip(card, FixedClock(kNow), "counter-1");
    EXPECT_TRUE(card.finished());
    EXPECT_EQ(reading.fingerprint, "");
    EXPECT_EQ(reading.signaturePresent, std::nullopt);
    EXPECT_EQ(reading.userAuth, std::nullopt);
    EXPECT_EQ(reading.unreadable.size(), 3 + card::allReferences().size() + 1);
}

TEST(ReadChip, AnotherCardIsRefused) {
    test::ScriptedCard card{{{"select JPKI", "00A4040C0AD392F000260100000001", "6A82"}}};
    try {
        readChip(card, FixedClock(kNow), "counter-1");
        FAIL() << "a card without JPKI was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::NotMyNumberCard);
    }
}

namespace {
ChipReading sampleReading() {
    test::ScriptedCard card{lockedCard()};
    return readChip(card, FixedClock(kNow), "counter-1");
}

std::string refusal(const std::string& json) {
    try {
        readingFromJson(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMalformed);
        return error.what();
    }
    return "accepted";
}

std::string with(std::string json, const std::string& from, const std::string& to) {
    const auto at = json.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return json.replace(at, from.size(), to);
}
} // namespace

TEST(ReadingJson, ComesBackAsItWas) {
    const ChipReading reading = sampleReading();
    EXPECT_EQ(readingFromJson(toJson(reading)), reading);
    const ChipReading bare{.terminal = "t"};
    EXPECT_EQ(readingFromJson(toJson(bare)), bare);
}

TEST(ReadingJson, HasSortedKeysAndNoBlanks) {
    const std::string expected =
        R"({"cardExpiry":null,"fingerprint":"","format":1,"municipality":"","signaturePresent":null,)"
        R"("terminal":"t","time":"2026-11-23T02:45:50.500000Z","tokenName":"","tries":{"a":0,"b":null},)"
        R"("unreadable":[{"what":"b","why":"no \u8a31"}],"userAuth":null,"userAuthPresent":true})";
    const ChipReading reading{.tries = {{"b", std::nullopt}, {"a", 0}},
                              .userAuthPresent = true,
                              .unreadable = {{"b", "no 許"}},
                              .terminal = "t",
                              .time = kNow};
    EXPECT_EQ(toJson(reading), expected);
}

TEST(ReadingJson, ARefusalNamesTheKey) {
    const std::string good = toJson(sampleReading());
    EXPECT_THAT(refusal("{"), HasSubstr("not JSON"));
    EXPECT_THAT(refusal("[]"), HasSubstr("format"));
    EXPECT_THAT(refusal(with(good, "\"format\":1", "\"format\":2")), HasSubstr("format"));
    EXPECT_THAT(refusal(with(good, "\"signature_password\":5", "\"signature_password\":-1")),
                HasSubstr("tries.signature_password"));
    EXPECT_THAT(refusal(with(good, "\"signature_password\":5", "\"signature_password\":5.0")),
                HasSubstr("tries.signature_password"));
    EXPECT_THAT(refusal(with(good, "\"signaturePresent\":false", "\"signaturePresent\":0")),
                HasSubstr("signaturePresent"));
    EXPECT_THAT(refusal(with(good, "\"terminal\":\"counter-1\",", "")), HasSubstr("terminal"));
    EXPECT_THAT(refusal(with(good, "2035-03-31", "2035-02-31")), HasSubstr("cardExpiry"));
    EXPECT_THAT(refusal(with(good, "\"notAfter\":\"2029", "\"notAfter\":\"x029")), HasSubstr("notAfter"));
}

TEST(ReadingJson, OneReadingHasOneForm) {
    const std::string good = toJson(sampleReading());
    EXPECT_THAT(refusal(good + "\n"), HasSubstr("canonical"));
    EXPECT_THAT(refusal(with(good, "\"format\":1", "\"format\": 1")), HasSubstr("canonical"));
    EXPECT_THAT(refusal(with(good, "{", "{\"a\":1,")), HasSubstr("canonical")) << "an unknown key";
    EXPECT_THAT(refusal(with(good, "\"format\":1", "\"format\":1,\"format\":1")), HasSubstr("canonical"));
    EXPECT_THAT(refusal(std::string(100000, '[')), HasSubstr("nested too deeply"));
}
