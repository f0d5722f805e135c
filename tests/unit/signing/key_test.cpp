// SPDX-License-Identifier: Apache-2.0
#include <kaomado/base/error.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/signing/signed_json.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <support/fault.hpp>
#include <support/temp_dir.hpp>

#include <set>
#include <thread>

namespace kaomado::signing {

using test::faultOf;
using test::TempDir;

namespace {

struct Blue {
    static constexpr std::string_view kName = "blue";
};
struct Red {
    static constexpr std::string_view kName = "red";
};
constexpr std::string_view kPurpose = "kaomado test v1";

bool fitsByOpenssl(const Bytes& publicKey, const std::string& message, const Bytes& signature) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, publicKey.data(), publicKey.size()),
        EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), viewOf(message).data(),
                            message.size()) == 1;
}

} // namespace

TEST(Ed25519, GivesThePublicKeyOfTheFirstVectorOfTheStandard) {
    const SecretBytes seed(fromHex("9D61B19DEFFD5A60BA844AF492EC2CC44449C5697B326919703BAC031CAE7F60"));
    EXPECT_EQ(toHex(publicKeyOf(seed)), "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A");
}

TEST(Ed25519, IsCheckedByOpensslOverThePurposeALineFeedAndTheText) {
    const auto key = Key<Blue>::create();
    const Bytes signature = key.sign(kPurpose, "{}");
    EXPECT_TRUE(fitsByOpenssl(key.publicKey(), "kaomado test v1\n{}", signature));
    EXPECT_FALSE(fitsByOpenssl(key.publicKey(), "kaomado test v1{}", signature));
}

TEST(Ed25519, FitsOneKeyOnePurposeAndOneText) {
    const auto key = Key<Blue>::create();
    const Bytes good = key.sign(kPurpose, "text");
    EXPECT_TRUE(fits(key.publicKey(), kPurpose, "text", good));
    EXPECT_FALSE(fits(key.publicKey(), kPurpose, "texT", good));
    EXPECT_FALSE(fits(key.publicKey(), "kaomado test v2", "text", good));
    EXPECT_FALSE(fits(Key<Blue>::create().publicKey(), kPurpose, "text", good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        Bytes bad = good;
        bad[i] ^= 1;
        EXPECT_FALSE(fits(key.publicKey(), kPurpose, "text", bad)) << i;
    }
    EXPECT_FALSE(fits(key.publicKey(), kPurpose, "text", {}));
    EXPECT_FALSE(fits({}, kPurpose, "text", good));
}

TEST(KeyFile, HoldsTheSameKeyAndOnlyItsOwnerMayReadIt) {
    const TempDir dir;
    const auto key = Key<Blue>::create();
    replaceFile(dir / "key.new", toBytes("left over"));
    std::filesystem::permissions(dir / "key.new", std::filesystem::perms::all);
    key.save(dir / "key");
    EXPECT_EQ(Key<Blue>::load(dir / "key").publicKey(), key.publicKey());
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(dir / "key").permissions(), perms::owner_read | perms::owner_write);
    EXPECT_THAT(readTextFile(dir / "key"), testing::MatchesRegex("kaomado blue key v1\n[0-9a-f]+\n"));
}

TEST(KeyFile, IsMadeOnceAlsoWhenManyLookForItAtTheSameTime) {
    const TempDir dir;
    std::vector<Bytes> seen(8);
    {
        std::vector<std::jthread> all;
        for (Bytes& mine : seen)
            all.emplace_back([&] { mine = Key<Blue>::loadOrCreate(dir / "key").publicKey(); });
    }
    EXPECT_EQ(std::set<Bytes>(seen.begin(), seen.end()).size(), 1U);
    EXPECT_EQ(Key<Blue>::loadOrCreate(dir / "key").publicKey(), seen[0]);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}),
              1); // nothing left beside it
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(dir / "key").permissions(), perms::owner_read | perms::owner_write);
}

TEST(KeyFile, ThatIsNotOneOrOfAnotherKindIsRefused) {
    const TempDir dir;
    const auto refusal = [&](const std::string& content) {
        replaceFile(dir / "key", toBytes(content));
        return faultOf([&] { Key<Blue>::loadOrCreate(dir / "key"); });
    };
    EXPECT_EQ(refusal(""), Fault::FileMalformed);
    EXPECT_EQ(refusal("kaomado blue key v1\n0011\n"), Fault::FileMalformed);
    EXPECT_EQ(refusal("kaomado blue key v1\n" + std::string(66, '0') + "\n"), Fault::FileMalformed);
    EXPECT_EQ(refusal("kaomado blue key v1\n" + std::string(62, '0') + "zz\n"), Fault::FileMalformed);
    Key<Red>::create().save(dir / "red");
    EXPECT_EQ(faultOf([&] { Key<Blue>::load(dir / "red"); }), Fault::FileMalformed);
    EXPECT_EQ(faultOf([&] { Key<Blue>::load(dir / "absent"); }), Fault::FileMissing);
}

TEST(SignedJson, SurvivesItsFileForm) {
    const auto key = Key<Blue>::create();
    const SignedJson text = signJson(key, kPurpose, R"({"a":1,"b":"x"})");
    const std::string file = toJson(text, "thing");
    EXPECT_THAT(file,
                testing::MatchesRegex(
                    R"re(\{"publicKey":"[0-9A-F]+","signature":"[0-9A-F]+","thing":\{"a":1,"b":"x"\}\})re"));
    EXPECT_EQ(signedJsonFrom(file, "thing"), text);
    EXPECT_EQ(faultOf([&] { check(text, kPurpose, key.publicKey()); }), std::nullopt);
}

TEST(SignedJson, OfAnotherFormIsRefused) {
    const std::string good = toJson(signJson(Key<Blue>::create(), kPurpose, R"({"a":1})"), "thing");
    for (const std::string& bad :
         {std::string(), std::string("7"), std::string("{}"), good + " ", " " + good, good.substr(0, 90),
          std::string(R"({"thing":{}})"), std::string(R"({"publicKey":1,"signature":2,"thing":{}})"),
          "{\"more\":1," + good.substr(1)})
        EXPECT_EQ(faultOf([&] { signedJsonFrom(bad, "thing"); }), Fault::FileMalformed) << bad;
}

TEST(SignedJson, IsCheckedUnderTheKeyOneExpects) {
    const auto key = Key<Blue>::create(), other = Key<Blue>::create();
    SignedJson text = signJson(key, kPurpose, R"({"a":1})");
    EXPECT_EQ(faultOf([&] { check(text, kPurpose, other.publicKey()); }), Fault::SignatureInvalid);
    EXPECT_EQ(faultOf([&] { check(text, "kaomado test v2", key.publicKey()); }), Fault::SignatureInvalid);
    text.json[5] = '2';
    EXPECT_EQ(faultOf([&] { check(text, kPurpose, key.publicKey()); }), Fault::SignatureInvalid);
}

} // namespace kaomado::signing
