// SPDX-License-Identifier: Apache-2.0
#include "support/sample_records.hpp"
#include "support/scripted_card.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/visual.hpp>

#include <gtest/gtest.h>

using namespace kaomado;
using namespace kaomado::card;
using namespace std::chrono_literals;
using test::hexOf;
using test::object;
using test::ScriptedCard;
using test::times;

namespace {
/// The face with its n-th object replaced.
std::string faceWith(std::size_t position, const std::string& replacement) {
    auto objects = test::faceObjects();
    objects.at(position) = replacement;
    return test::recordWithOffsets("FF20", "DF21", objects);
}

bool refused(const std::string& stored) {
    try {
        parseFace(fromHex(stored));
    } catch (const Error& error) {
        return error.fault() == Fault::CardUnreadable;
    }
    return false;
}
} // namespace

// myna visual photo: SELECT VISUAL; SELECT 0013; VERIFY; SELECT 0002; read all. Ours with number B (0012).
TEST(CardFace, IsReadAfterNumberB) {
    const std::string stored = test::visualFace();
    const std::size_t half = 512;
    ScriptedCard card{{{"VISUAL", "00A4040C0AD3921000310001010402", "9000"},
                       {"B", "00A4020C020012", "9000"},
                       {"verify", "002000800E 3535303231373230333532323835", "9000"},
                       {"0002", "00A4020C020002", "9000"},
                       {"read", "00B0000000", stored.substr(0, half) + "9000"},
                       {"read", "00B0010000", stored.substr(half, half) + "9000"},
                       {"read", "00B0020000", stored.substr(2 * half) + "FFFF9000"}}};
    ASSERT_TRUE(std::holds_alternative<Verified>(
        verify(card, {App::Visual, file::kVisualNumberB}, Pin("55021720352285"))));
    const auto face = readFace(card);
    ASSERT_TRUE(face.has_value());
    EXPECT_TRUE(card.finished());
    EXPECT_EQ(face->birth, 1980y / 2 / 17);
    EXPECT_EQ(face->sex, '2');
    EXPECT_EQ(face->expiry, 2035y / 2 / 17);
    EXPECT_EQ(toHex(face->photo.bytes()), test::kJp2 + "27");
    EXPECT_EQ(toHex(face->nameImage.bytes()), test::kPng + "25");
    EXPECT_EQ(toHex(face->addressImage.bytes()), test::kPng + "26");
    EXPECT_EQ(toHex(face->securityCodeImage.bytes()), test::kPng + "2A");
    EXPECT_EQ(toHex(face->signature), times(256, "AA"));
}

TEST(CardFace, AnImageOfAnotherFormatIsRefused) {
    EXPECT_FALSE(refused(test::visualFace()));
    EXPECT_TRUE(refused(faceWith(3, object("DF25", test::kJp2))));
    EXPECT_TRUE(refused(faceWith(5, object("DF27", test::kPng))));
    EXPECT_TRUE(refused(faceWith(8, object("DF2A", ""))));
}

TEST(CardFace, MalformedObjectsAreRefused) {
    EXPECT_TRUE(refused(faceWith(0, object("DF22", hexOf("1980021A")))));
    EXPECT_TRUE(refused(faceWith(1, object("DF23", hexOf("12")))));
    EXPECT_TRUE(refused(faceWith(2, object("DF24", test::publicKey() + "00"))));
    EXPECT_TRUE(refused(faceWith(6, object("DF28", times(255, "AA")))));
    EXPECT_TRUE(refused(faceWith(6, object("DF29", times(256, "AA"))))) << "an object in another's place";
    EXPECT_TRUE(refused(test::visualFace().substr(2)));
}

TEST(VisualBasicInfo, TellsTheMunicipality) {
    const std::string stored = object("FF30", object("DF31", "06030E01") + object("DF32", times(16, "77")) +
                                                  object("DF33", "01") + object("DF34", hexOf("13101")) +
                                                  object("DF35", times(16, "78") + times(256, "35")));
    ScriptedCard card{{{"0003", "00A4020C020003", "9000"},
                       {"read", "00B0000000", stored.substr(0, 512) + "9000"},
                       {"read", "00B0010000", stored.substr(512) + "9000"}}};
    const auto info = readVisualBasicInfo(card);
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->municipality, "13101");
    EXPECT_EQ(info->keyVersion, 1);
    EXPECT_EQ(toHex(info->opaqueKeyId), times(16, "78"));
    EXPECT_EQ(info->opaque.size(), 256U);
}

TEST(AgeRecord, IsABirthDateAKeyAndASignature) {
    const AgeRecord age = parseAge(
        fromHex(object("FF10", object("DF11", hexOf("19800217")) + object("DF12", test::publicKey()) +
                                   object("DF13", times(256, "13")))));
    EXPECT_EQ(age.birth, 1980y / 2 / 17);
    EXPECT_EQ(toHex(makePublicKey(age.key)), test::publicKey());
    EXPECT_EQ(toHex(age.signature), times(256, "13"));
}

TEST(NumberImageRecord, IsAPictureAKeyAndASignature) {
    const std::string rest = object("DF42", test::publicKey()) + object("DF43", times(256, "43"));
    const NumberImage number = parseNumberImage(fromHex(object("FF40", object("DF41", test::kPng) + rest)));
    EXPECT_EQ(toHex(number.image.bytes()), test::kPng);
    EXPECT_THROW(parseNumberImage(fromHex(object("FF40", object("DF41", "0102") + rest))), Error);
}

TEST(VisualFiles, AreEmptyWhenTheCardRefuses) {
    ScriptedCard card{{{"0001", "00A4020C020001", "9000"},
                       {"not verified", "00B0000000", "6982"},
                       {"0005", "00A4020C020005", "6A82"}}};
    EXPECT_FALSE(readAge(card).has_value());
    EXPECT_FALSE(readNumberImage(card).has_value());
}
