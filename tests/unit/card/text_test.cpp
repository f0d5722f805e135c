// SPDX-License-Identifier: Apache-2.0
#include "support/sample_records.hpp"
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/text.hpp>

#include <gmock/gmock.h>

#include <algorithm>

using namespace kaomado;
using namespace kaomado::card;
using namespace std::chrono_literals;
using test::hexOf;
using test::object;
using test::ScriptedCard;
using test::times;
using testing::HasSubstr;

namespace {
std::string refusal(const std::string& stored) {
    try {
        parseAttributes(fromHex(stored));
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::CardUnreadable);
        return error.what();
    }
    return "accepted";
}
} // namespace

// myna text mynumber: SELECT TEXT; SELECT 0011; VERIFY; SELECT 0001; 00B0000011 (card.md §11.2)
TEST(TextNumber, IsReadAsMynaDoesIt) {
    ScriptedCard card{{{"TEXT", "00A4040C0AD3921000310001010408", "9000"},
                       {"PIN", "00A4020C020011", "9000"},
                       {"verify", "0020008004 31323334", "9000"},
                       {"0001", "00A4020C020001", "9000"},
                       {"read", "00B0000011", test::textNumber() + "9000"}}};
    ASSERT_TRUE(std::holds_alternative<Verified>(verify(card, {App::Text, file::kTextPin}, Pin("1234"))));
    const auto number = readNumber(card);
    ASSERT_TRUE(number.has_value());
    EXPECT_TRUE(std::ranges::equal(number->bytes(), toBytes(test::kNumberDigits)));
    EXPECT_TRUE(card.finished());
}

TEST(TextNumber, IsEmptyWithoutThePin) {
    ScriptedCard card{{{"0001", "00A4020C020001", "9000"}, {"read", "00B0000011", "6982"}}};
    EXPECT_FALSE(readNumber(card).has_value());
}

TEST(TextNumber, OfAnotherFormIsRefusedWithoutRepeatingIt) {
    const auto refused = [](const std::string& hex) {
        try {
            parseNumber(fromHex(hex));
        } catch (const Error& error) {
            return error.fault() == Fault::CardUnreadable &&
                   std::string(error.what()).find("1234") == std::string::npos;
        }
        return false;
    };
    EXPECT_TRUE(refused("FF100B" + hexOf("12345678901") + "FFFF"));
    EXPECT_TRUE(refused("FF100C" + hexOf("12345678901A") + "FFFF"));
    EXPECT_TRUE(refused("FF100C" + hexOf("123456")));
    EXPECT_TRUE(refused("FF200C" + hexOf(test::kNumberDigits)));
}

TEST(Attributes, AreReadWithTheirTypes) {
    ScriptedCard card{
        {{"0002", "00A4020C020002", "9000"}, {"read", "00B0000000", test::textAttributes() + "FFFF9000"}}};
    const auto attributes = readAttributes(card);
    ASSERT_TRUE(attributes.has_value());
    EXPECT_EQ(attributes->name, "見本　花子");
    EXPECT_EQ(attributes->address, "東京都見本区見本一丁目1番1号");
    EXPECT_EQ(attributes->birth, 1980y / 2 / 17);
    EXPECT_EQ(attributes->sex, '2');
}

// The first object stands at 000E when the outer length takes one byte (card.md §3.2).
TEST(Attributes, TheFirstOffsetIsFourteenInAShortRecord) {
    const std::string stored = test::textAttributes("見本", "港");
    EXPECT_EQ(stored.substr(0, 16), "FF2029DF2108000E") << stored;
    EXPECT_EQ(refusal(stored), "accepted");
}

TEST(Attributes, ATableThatPointsElsewhereIsRefused) {
    std::string stored = test::textAttributes("見本", "港");
    stored.replace(12, 4, "000F");
    EXPECT_THAT(refusal(stored), HasSubstr("does not point to DF22"));
}

TEST(Attributes, MalformedContentIsNamedByItsTag) {
    const auto with = [](const std::string& name, const std::string& birth, const std::string& sex) {
        return test::recordWithOffsets("FF20", "DF21",
                                       {object("DF22", name), object("DF23", hexOf("a")),
                                        object("DF24", hexOf(birth)), object("DF25", hexOf(sex))});
    };
    EXPECT_THAT(refusal(with("C0AF", "19800217", "1")), HasSubstr("DF22 is not UTF-8")) << "long form of /";
    EXPECT_THAT(refusal(with("EDA080", "19800217", "1")), HasSubstr("DF22 is not UTF-8")) << "a surrogate";
    EXPECT_THAT(refusal(with("E3", "19800217", "1")), HasSubstr("DF22 is not UTF-8")) << "cut";
    EXPECT_THAT(refusal(with("61", "19800230", "1")), HasSubstr("DF24 is not a day"));
    EXPECT_THAT(refusal(with("61", "1980021", "1")), HasSubstr("DF24 "));
    EXPECT_THAT(refusal(with("61", "19800217", "3")), HasSubstr("DF25 is not one of"));
    EXPECT_EQ(refusal(with("F0A0AEB7", "19800217", "9")), "accepted") << "four bytes: U+20BB7";
}

TEST(Attributes, ARecordThatIsNotWholeIsRefused) {
    const std::string good = test::textAttributes();
    EXPECT_THAT(refusal(good.substr(0, good.size() - 2)), HasSubstr("whole object FF20"));
    EXPECT_THAT(refusal(good + "00"), HasSubstr("filler"));
    EXPECT_THAT(refusal("FF2003DF22"), HasSubstr("whole object"));
    EXPECT_THAT(refusal("FF2003DF2205"), HasSubstr("cut short"));
    EXPECT_THAT(refusal("FF2000"), HasSubstr("belong to no object"));
    EXPECT_THAT(refusal("FF2004DF210000"), HasSubstr("belong to no object"));
    EXPECT_THAT(refusal(object("FF20", "DF2100" + object("DF23", "61"))), HasSubstr("not the 5 expected"));
}

TEST(AttributeSignature, IsTwoDigestsAndASignatureIn336Bytes) {
    const std::string stored =
        object("FF30", object("DF31", times(32, "31")) + object("DF32", times(32, "32")) +
                           object("DF33", times(256, "33")));
    EXPECT_EQ(stored.size() / 2, 336U);
    const AttributeSignature parsed = parseAttributeSignature(fromHex(stored));
    EXPECT_EQ(toHex(parsed.numberDigest), times(32, "31"));
    EXPECT_EQ(toHex(parsed.attributesDigest), times(32, "32"));
    EXPECT_EQ(toHex(parsed.signature), times(256, "33"));
}

TEST(AttributeSignature, WithADigestOfAnotherLengthIsRefused) {
    const std::string stored =
        object("FF30", object("DF31", times(31, "31")) + object("DF32", times(32, "32")) +
                           object("DF33", times(256, "33")));
    EXPECT_THROW(parseAttributeSignature(fromHex(stored)), Error);
}

TEST(TextBasicInfo, IsReadFreely) {
    const std::string stored = object("FF40", object("DF41", "01030E01") + object("DF42", times(16, "77")) +
                                                  object("DF43", times(128, "43")));
    ScriptedCard card{{{"0005", "00A4020C020005", "9000"}, {"read", "00B0000000", stored + "9000"}}};
    const auto info = readTextBasicInfo(card);
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(toHex(info->version), "01030E01");
    EXPECT_EQ(toHex(info->keyId), times(16, "77"));
    EXPECT_EQ(info->opaque.size(), 128U);
}

TEST(TextKeys, AreParsedToPublicKeys) {
    EXPECT_EQ(toHex(makePublicKey(parseMessagingKey(fromHex(object("A1", test::publicKey()))))),
              test::publicKey());
    const InternalKey key = parseInternalKey(
        fromHex(object("FF50", object("DF51", test::publicKey()) + object("DF52", times(256, "52")))));
    EXPECT_EQ(toHex(makePublicKey(key.key)), test::publicKey());
    EXPECT_EQ(toHex(key.signature), times(256, "52"));
    EXPECT_THROW(parseMessagingKey(fromHex(object("A1", "9003010001"))), Error);
}
