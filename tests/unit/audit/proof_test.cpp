// SPDX-License-Identifier: Apache-2.0
#include "sample_log.hpp"

#include <kaomado/audit/proof.hpp>
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
const std::vector<Bytes> kKeys{kKey.publicKey()};

/// Events 2 and 5 of a log of 7, and that it begins with the log of 3.
Proof sample() {
    const SampleLog log(7);
    Proof proof{.head = log.signedHead(7, kKey)};
    for (const std::size_t place : {2U, 5U})
        proof.events.push_back(
            {place,
             leafText("99999", log.lines[place].caseId, log.lines[place].sequence, *log.lines[place].event),
             merkle::inclusionPath(place, 7, log.nodes())});
    proof.older = log.signedHead(3, kKey);
    proof.fromOlder = merkle::consistencyPath(3, 7, log.nodes());
    return proof;
}

} // namespace

TEST(Proof, HoldsAndSaysOfWhat) {
    const ProofCheck found = check(sample(), kKeys);
    EXPECT_THAT(found.findings, IsEmpty());
    EXPECT_EQ(found.head.tree, SampleLog(7).head(7));
    ASSERT_TRUE(found.older);
    EXPECT_EQ(found.older->tree, SampleLog(7).head(3));
}

TEST(Proof, SurvivesItsFileForm) {
    EXPECT_EQ(proofFrom(toJson(sample())), sample());
    Proof one = sample();
    one.older.reset();
    one.fromOlder.clear();
    EXPECT_EQ(proofFrom(toJson(one)), one);
}

TEST(Proof, WithAnyByteOfItsFileChangedIsRefusedOrDoesNotHold) {
    const std::string good = toJson(sample());
    for (std::size_t i = 0; i < good.size(); ++i)
        for (const int flip : {1, 0x20}) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ flip);
            std::optional<ProofCheck> found;
            const auto fault = faultOf([&] { found = check(proofFrom(bad), kKeys); });
            EXPECT_TRUE(fault == Fault::FileMalformed || fault == Fault::SignatureInvalid ||
                        (found && !found->holds()))
                << i << " " << bad.substr(i, 20);
        }
}

TEST(Proof, LocatesTheEventThatDoesNotHold) {
    Proof proof = sample();
    proof.events[1].leaf = leafText("99999", "C2", 2, "{}");
    EXPECT_THAT(check(proof, kKeys).findings,
                ElementsAre(testing::AllOf(Field(&Finding::problem, Problem::EventChanged),
                                           Field(&Finding::last, 5), Field(&Finding::caseId, "C2"))));
    proof = sample();
    proof.events[0].index = 3;
    EXPECT_THAT(check(proof, kKeys).findings, ElementsAre(Field(&Finding::last, 3)));
}

TEST(Proof, OfAnotherHistoryDoesNotHold) {
    Proof proof = sample();
    SampleLog other(7);
    other.lines[1].event = "{}";
    other.rehash();
    proof.older = other.signedHead(3, kKey);
    EXPECT_THAT(check(proof, kKeys).findings, ElementsAre(Field(&Finding::problem, Problem::HeadDiffers)));
}

TEST(Proof, CountsOnlyUnderTheKeyOneExpects) {
    const LogKey stranger = LogKey::create();
    const std::vector<Bytes> others{stranger.publicKey()};
    EXPECT_EQ(faultOf([&] { check(sample(), others); }), Fault::SignatureInvalid);
    EXPECT_EQ(faultOf([&] { check(sample(), {}); }), std::nullopt);
    Proof mixed = sample();
    mixed.older = SampleLog(7).signedHead(3, stranger);
    EXPECT_EQ(faultOf([&] { check(mixed, {}); }), Fault::SignatureInvalid); // two keys, and none is known
    const std::vector<Bytes> both{kKey.publicKey(), stranger.publicKey()};
    EXPECT_EQ(faultOf([&] { check(mixed, both); }), std::nullopt); // the key was changed
    Proof elsewhere = sample();
    elsewhere.older = sign({"88888", SampleLog(7).head(3), Instant{}}, kKey);
    EXPECT_EQ(faultOf([&] { check(elsewhere, kKeys); }), Fault::SignatureInvalid);
}

TEST(Proof, OfAnEventThatIsNamedAfterAnotherMunicipalityDoesNotHold) {
    SampleLog log(3);
    merkle::Frontier tree;
    const std::string foreign = leafText("88888", "C0", 1, "{}");
    Proof proof{.head = sign({"99999", {1, merkle::leafHash(viewOf(foreign))}, Instant{}}, kKey),
                .events = {{0, foreign, {}}}};
    EXPECT_THAT(check(proof, kKeys).findings, ElementsAre(Field(&Finding::last, 0)));
}

TEST(Proof, OfAnotherFormIsRefused) {
    const std::string good = toJson(sample());
    for (const std::string& bad :
         {std::string(), std::string("{}"), std::string("[]"), good + "\n", std::string(R"({"format":"x"})"),
          std::string(R"({"events":[],"format":"kaomado log proof v1","head":{}})")})
        EXPECT_EQ(faultOf([&] { proofFrom(bad); }), Fault::FileMalformed) << bad;
}

TEST(Proof, OfAnEventAtAPlaceThatIsNoWholeNumberIsRefused) {
    const std::string good = toJson(sample());
    const std::string place = R"("index":2)";
    for (const char* other : {R"("index":1e30)", R"("index":-2)", R"("index":2.0)", R"("index":"2")"}) {
        std::string bad = good;
        bad.replace(bad.find(place), place.size(), other);
        EXPECT_EQ(faultOf([&] { proofFrom(bad); }), Fault::FileMalformed) << other;
    }
}

} // namespace kaomado::audit
