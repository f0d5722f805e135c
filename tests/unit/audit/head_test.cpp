// SPDX-License-Identifier: Apache-2.0
#include <kaomado/audit/head.hpp>
#include <kaomado/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <support/fault.hpp>

namespace kaomado::audit {

using test::faultOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

namespace {

const LogKey kKey = LogKey::create(); // NOLINT(cert-err58-cpp): a test that has no key ends

Head sample(std::uint64_t size = 3) {
    return {"99999", {size, merkle::leafHash(viewOf("x"))}, instantFromIso("2026-11-23T02:45:50Z")};
}

} // namespace

TEST(Head, IsSignedAsOneLineOfCanonicalJson) {
    const SignedHead head = sign(sample(), kKey);
    EXPECT_EQ(head.json, "{\"municipality\":\"99999\",\"root\":\"" + toHex(sample().tree.root) +
                             "\",\"size\":3,\"time\":\"2026-11-23T02:45:50.000000Z\"}");
    EXPECT_TRUE(signing::fits(kKey.publicKey(), "kaomado tree head v1", head.json, head.signature));
    EXPECT_EQ(headOf(head), sample());
    EXPECT_EQ(signedHeadFrom(toJson(head)), head);
}

TEST(Head, WithAnyByteChangedIsNoneAnyMore) {
    const SignedHead good = sign(sample(), kKey);
    for (std::size_t i = 0; i < good.json.size(); ++i) {
        SignedHead bad = good;
        bad.json[i] = static_cast<char>(bad.json[i] ^ 1);
        EXPECT_EQ(faultOf([&] { headOf(bad); }), Fault::SignatureInvalid) << i;
    }
    const std::string file = toJson(good);
    for (std::size_t i = 0; i < file.size(); ++i) {
        std::string bad = file;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto fault = faultOf([&] { headOf(signedHeadFrom(bad)); });
        EXPECT_TRUE(fault == Fault::SignatureInvalid || fault == Fault::FileMalformed) << i;
    }
}

TEST(Head, OfASizeThatIsNoWholeNumberIsNone) {
    const std::string text = sign(sample(7), kKey).json;
    const std::string size = R"("size":7)";
    for (const char* other : {R"("size":1e30)", R"("size":-7)", R"("size":7.0)", R"("size":"7")"}) {
        std::string changed = text;
        changed.replace(changed.find(size), size.size(), other);
        const SignedHead head = signing::signJson(kKey, "kaomado tree head v1", changed);
        EXPECT_EQ(faultOf([&] { headOf(head); }), Fault::FileMalformed) << other;
        std::vector<Finding> forged;
        EXPECT_THAT(vouchedFor(std::vector{head}, "99999", {}, forged), IsEmpty());
        EXPECT_THAT(forged, ElementsAre(Field(&Finding::last, 0U))) << other;
    }
}

TEST(Head, IsNotWhateverElseTheKeySigned) {
    for (const std::string text :
         {"{}", "7", R"({"municipality":"99999","root":"00","size":3,"time":"x"})"}) {
        const SignedHead odd = signing::signJson(kKey, "kaomado tree head v1", text);
        EXPECT_EQ(faultOf([&] { headOf(odd); }), Fault::FileMalformed) << text;
    }
    const SignedHead other = signing::signJson(kKey, "kaomado chip reading v1", sign(sample(), kKey).json);
    EXPECT_EQ(faultOf([&] { headOf(other); }), Fault::SignatureInvalid);
}

TEST(Heads, VouchForTheirTreesUnlessForgedOrOfAnotherLog) {
    const LogKey stranger = LogKey::create();
    SignedHead broken = sign(sample(5), kKey);
    broken.signature[0] ^= 1;
    Head elsewhere = sample(6);
    elsewhere.municipality = "88888";
    const std::vector<SignedHead> heads{sign(sample(3), kKey), sign(sample(4), stranger), broken,
                                        sign(elsewhere, kKey), sign(sample(7), kKey),     SignedHead{}};
    const std::vector<Bytes> keys{kKey.publicKey()};
    std::vector<Finding> forged;
    EXPECT_THAT(vouchedFor(heads, "99999", keys, forged), ElementsAre(sample(3).tree, sample(7).tree));
    std::vector<std::uint64_t> places;
    for (const Finding& finding : forged) {
        EXPECT_EQ(finding.problem, Problem::HeadForged);
        places.push_back(finding.last);
    }
    EXPECT_THAT(places, ElementsAre(3, 4, 5, 0));
    EXPECT_THAT(forged[0].detail, testing::HasSubstr(keyId(stranger.publicKey())));
}

TEST(Heads, OfAnyKeyCountWhenNoneIsExpected) {
    const std::vector<SignedHead> heads{sign(sample(4), LogKey::create())};
    std::vector<Finding> forged;
    EXPECT_THAT(vouchedFor(heads, "99999", {}, forged), ElementsAre(sample(4).tree));
    EXPECT_THAT(forged, IsEmpty());
}

TEST(KeyId, IsTheBeginningOfTheHashOfThePublicKey) {
    EXPECT_EQ(keyId(viewOf("abc")), "BA7816BF8F01CFEA");
}

} // namespace kaomado::audit
