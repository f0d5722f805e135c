// SPDX-License-Identifier: Apache-2.0
#include "support/temp_dir.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/emulator/card_image.hpp>
#include <kaomado/emulator/virtual_card.hpp>

#include <gmock/gmock.h>
#include <sys/stat.h>

using namespace kaomado;
using namespace kaomado::emulator;
using card::App;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {
std::string textOf(const CardImage& image) {
    return toText(image.toJson().bytes());
}

std::string whyRefused(std::string_view json) {
    try {
        CardImage::parse(json, "sample.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMalformed);
        return error.what();
    }
    return "accepted";
}

/// A card file with one file in TEXT.
std::string withTextFile(const std::string& id, const std::string& file) {
    return R"({"format": "kaomado-card/1", "atr": "3B80", "lifecycle": "operational", "applications": {"TEXT": {")" +
           id + "\": " + file + "}}}";
}
} // namespace

TEST(CardImage, BlankHasEveryReferenceWithItsLimitAndNoTry) {
    const CardImage image = CardImage::blank();
    for (const card::NamedReference& reference : card::allReferences()) {
        const CardFile* file = image.find(reference.where.app, reference.where.file);
        ASSERT_NE(file, nullptr) << reference.id;
        EXPECT_EQ(file->kind, FileKind::Reference) << reference.id;
        EXPECT_EQ(file->limit, reference.defaultLimit) << reference.id;
        EXPECT_EQ(file->tries, 0U) << reference.id;
        EXPECT_TRUE(file->value.empty()) << reference.id;
    }
}

TEST(CardImage, BlankHasNoCertificateAndNoKey) {
    CardImage image = CardImage::blank();
    for (const card::FileId id : {card::file::kSignatureCertificate, card::file::kSignatureCa,
                                  card::file::kUserAuthCertificate, card::file::kUserAuthCa})
        EXPECT_FALSE(image.at(App::Jpki, id).exists);
    for (const auto& [where, file] : image.files)
        if (file.kind == FileKind::PrivateKey) {
            EXPECT_TRUE(file.content.empty());
        }
}

TEST(CardImage, ReadsBackEverythingItWrites) {
    CardImage image = CardImage::blank();
    image.setReference({App::Jpki, card::file::kSignaturePassword}, "SAMPLE99");
    image.at(App::Jpki, card::file::kSignaturePassword).tries = 2;
    image.at(App::Jpki, card::file::kUserAuthKey).content = [] {
        const SecretBytes key = newRsaKey();
        return Bytes(key.bytes().begin(), key.bytes().end());
    }();
    image.at(App::Common, card::file::kCommonCardInfo).records = {fromHex("0102"), fromHex("03")};
    image.lifecycle = Lifecycle::Initialisation;
    image.issuerKey = SecretBytes(fromHex("000102030405060708090A0B0C0D0E0F"));
    image.issuerTries = 7;
    image.dataObjects[0x00F2] = toBytes("20350217");
    image.settings = {0x6983, true, true, {}};
    image.settings.faults = {std::chrono::microseconds{250}, 4U, 9U, {{3, 0x6F00}, {5, 0x6881}}, true};

    const std::string first = textOf(image);
    const CardImage again = CardImage::parse(first, "again");
    EXPECT_EQ(textOf(again), first);
    EXPECT_EQ(again.find(App::Jpki, card::file::kSignaturePassword)->tries, 2U);
    EXPECT_EQ(again.settings.faults.powerLostAfter, 9U);
    EXPECT_EQ(again.settings.faults.wrongStatusWords.at(5), 0x6881);
    EXPECT_EQ(again.find(App::Common, card::file::kCommonCardInfo)->records.size(), 2U);
    EXPECT_EQ(again.issuerTries, 7U);
}

TEST(CardImage, TheFileOnDiskIsReadableByItsOwnerOnly) {
    const test::TempDir dir;
    CardImage image = CardImage::blank();
    image.setReference({App::Text, card::file::kTextPin}, "4629");
    image.save(dir / "card.json");
    struct stat info {};
    ASSERT_EQ(::stat((dir / "card.json").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    EXPECT_EQ(textOf(CardImage::load(dir / "card.json")), textOf(image));
}

TEST(CardImage, AMissingFileIsMissingNotMalformed) {
    try {
        CardImage::load("/nonexistent/card.json");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::FileMissing);
    }
}

TEST(CardImage, AValueOfTheWrongFormIsRefusedWithoutShowingIt) {
    CardImage image = CardImage::blank();
    for (const std::string_view value : {"123", "12345", "12A4", ""})
        EXPECT_THROW(image.setReference({App::Text, card::file::kTextPin}, value), Error) << value;
    for (const std::string_view value : {"ABCDEF", "123456", "abc123", "ABC12", "ABCDEFGHIJ1234567"})
        EXPECT_THROW(image.setReference({App::Jpki, card::file::kSignaturePassword}, value), Error) << value;
    try {
        image.setReference({App::Text, card::file::kTextPin}, "98765");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::BadInput);
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr("TEXT 0011"), HasSubstr("4 to 4 digits"), Not(HasSubstr("98765"))));
    }
}

TEST(CardImage, ClearingAReferenceLeavesNoValueAndNoTry) {
    CardImage image = CardImage::blank();
    const card::Reference pin{App::Jpki, card::file::kUserAuthPin};
    image.setReference(pin, "1234");
    EXPECT_EQ(image.at(pin.app, pin.file).tries, 3U);
    image.clearReference(pin);
    EXPECT_EQ(image.at(pin.app, pin.file).tries, 0U);
    EXPECT_TRUE(image.at(pin.app, pin.file).value.empty());
}

TEST(CardImage, AFileThatTheCardDoesNotHaveIsADefectOfTheCaller) {
    CardImage image = CardImage::blank();
    EXPECT_THROW(image.at(App::Juki, 0x0011), Error);
    EXPECT_THROW(image.setReference({App::Text, card::file::kTextNumber}, "1234"), Error);
}

TEST(CardImage, TheSerialIsTheFirstFifteenDigitsOfTheCardInformation) {
    CardImage image = CardImage::blank();
    EXPECT_EQ(image.serial(), "");
    Bytes record{0x01, 0x1C};
    append(record, viewOf("9000000000012349920120350217"));
    image.at(App::Common, card::file::kCommonCardInfo).records = {record};
    EXPECT_EQ(image.serial(), "900000000001234");
}

TEST(CardFile, TheSmallestFileIsAccepted) {
    EXPECT_EQ(whyRefused(R"({"format": "kaomado-card/1", "atr": "3B80", "lifecycle": "operational",
                            "applications": {}})"),
              "accepted");
}

TEST(CardFile, EachMistakeIsNamedByItsPlaceAndItsRemedy) {
    struct Case {
        std::string json, place, remedy;
    };
    const std::string reference =
        R"("kind": "reference", "form": {"min": 4, "max": 4, "alphabet": "digits"})";
    const Case cases[] = {
        {"{\n  \"format\": \n}", "line 3", "correct the text there"},
        {R"({"format": "kaomado-card/1", "atr": 1E4514})", "a number has more digits", "correct it"},
        {R"({"format": "kaomado-card/2", "atr": "3B80", "lifecycle": "operational", "applications": {}})",
         "/format:", "write \"kaomado-card/1\""},
        {R"({"format": "kaomado-card/1", "lifecycle": "operational", "applications": {}})",
         "/:", "\"atr\" is missing"},
        {R"({"format": "kaomado-card/1", "atr": "3B8", "lifecycle": "operational", "applications": {}})",
         "/atr:", "two digits"},
        {R"({"format": "kaomado-card/1", "atr": "3B80", "lifecycle": "new", "applications": {}})",
         "/lifecycle:", R"("initialisation", "operational")"},
        {R"({"format": "kaomado-card/1", "atr": "3B80", "lifecycle": "operational", "applications": {}, "x": 1})",
         "/x:", "unknown key"},
        {R"({"format": "kaomado-card/1", "atr": "3B80", "lifecycle": "operational",
            "applications": {"JPKY": {}}})",
         "/applications/JPKY:", "known here: JPKI"},
        {R"({"atr": "3B80", "atr": "3B81"})", "\"atr\"", "appears twice"},
        {R"([[[[[[[[[[1]]]]]]]]]])", "nested deeper", "docs/emulator.md"},
        {withTextFile("0011", "{" + reference + R"(, "limit": 3, "tries": 4, "value": "1111"})"),
         "/applications/TEXT/0011/tries:", "from 0 to 3"},
        {withTextFile("0011", "{" + reference + R"(, "limit": 3, "tries": 1})"),
         "/applications/TEXT/0011:", "give a value or set tries to 0"},
        {withTextFile("0011", "{" + reference + R"(, "limit": 3, "tries": 1, "value": "11111"})"),
         "/applications/TEXT/0011/value:", "correct one of them"},
        {withTextFile("0011", "{" + reference + R"(, "limit": 16, "tries": 1, "value": "1111"})"),
         "/applications/TEXT/0011/limit:", "from 0 to 15"},
        {withTextFile("11", R"({"kind": "transparent"})"),
         "/applications/TEXT/11:", "four hexadecimal digits"},
        {withTextFile("001F", R"({"kind": "transparent"})"), "/applications/TEXT/001F:", "0001 and 001E"},
        {withTextFile("0000", R"({"kind": "transparent"})"), "/applications/TEXT/0000:", "internal use"},
        {withTextFile("0001", R"({"kind": "transparent", "tries": 3})"),
         "/applications/TEXT/0001/tries:", "unknown key"},
        {withTextFile("0001", R"({"kind": "transparent", "opensBy": ["0011"]})"),
         "/applications/TEXT:", "correct its opensBy"},
        {withTextFile("0013", R"({"kind": "private-key", "use": "internal", "content": "3000"})"),
         "/applications/TEXT/0013/content:", "PKCS #8"},
        {withTextFile("0001", R"({"kind": "public-key", "content": "3000"})"),
         "/applications/TEXT/0001/content:", "265 bytes"},
    };
    for (const Case& mistake : cases) {
        const std::string why = whyRefused(mistake.json);
        EXPECT_THAT(why, AllOf(testing::StartsWith("sample.json: "), HasSubstr(mistake.place),
                               HasSubstr(mistake.remedy)))
            << mistake.json;
    }
}

TEST(CardFile, NoRefusalShowsAValueOfTheCard) {
    const std::string cut =
        R"({"format": "kaomado-card/1", "applications": {"TEXT": {"0011": {"value": "7391)";
    EXPECT_THAT(whyRefused(cut), Not(HasSubstr("7391")));
}
