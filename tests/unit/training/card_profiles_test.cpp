// SPDX-License-Identifier: Apache-2.0
#include "support/sample_card.hpp"

#include <kaomado/card/commands.hpp>
#include <kaomado/card/jpki.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/trust/check.hpp>

#include <gtest/gtest.h>
#include <support/fault.hpp>

#include <algorithm>

namespace kaomado::training {
namespace {
using card::App;
namespace file = card::file;
using trust::CertificateKind;
using trust::CertificateVerdict;

/// A sample card on a reader.
struct OnReader {
    explicit OnReader(Profile profile) : chip(test::sampleCard(profile)), card(chip) {}

    std::optional<unsigned> tries(App app, card::FileId id) { return card::triesLeft(card, {app, id}); }
    bool opens(App app, card::FileId id, std::string_view value) {
        return card::selectApp(card, app) &&
               std::holds_alternative<card::Verified>(card::verify(card, {app, id}, card::Pin(value)));
    }
    std::vector<unsigned> fourDigitTries() {
        return {tries(App::Jpki, file::kUserAuthPin).value(), tries(App::Text, file::kTextPin).value(),
                tries(App::Juki, file::kHolderPin).value(), tries(App::Common, file::kHolderPin).value()};
    }
    card::CertificatePresence presence() {
        card::selectApp(card, App::Jpki);
        return card::readCertificatePresence(card).value();
    }
    CertificateVerdict verdict(CertificateKind kind) const {
        const auto id =
            kind == CertificateKind::UserAuth ? file::kUserAuthCertificate : file::kSignatureCertificate;
        const trust::RevocationEvidence evidence{.crl = test::sampleCa().crl(kind, test::kSampleTime),
                                                 .required = true};
        return trust::checkCertificate(chip.image().find(App::Jpki, id)->content, test::sampleCa().anchors(),
                                       kind, test::kSampleTime, evidence)
            .verdict;
    }
    emulator::Chip chip;
    emulator::EmulatedCard card;
};

const std::vector<unsigned> kUsable{3, 3, 3, 3}, kLocked{0, 0, 0, 0};

TEST(Profiles, ANormalCardOpensWithItsPinsAndHasBothCertificates) {
    OnReader on(Profile::Normal);
    EXPECT_EQ(on.fourDigitTries(), kUsable);
    EXPECT_TRUE(on.opens(App::Jpki, file::kUserAuthPin, test::kUserAuthPin));
    EXPECT_TRUE(on.opens(App::Text, file::kTextPin, test::kProfilePin));
    EXPECT_TRUE(on.opens(App::Juki, file::kHolderPin, test::kJukiPin));
    EXPECT_TRUE(on.opens(App::Common, file::kHolderPin, test::kJukiPin));
    EXPECT_TRUE(on.opens(App::Jpki, file::kSignaturePassword, test::kSignaturePassword));
    EXPECT_EQ(on.presence(), (card::CertificatePresence{true, true}));
    for (const CertificateKind kind : trust::kAllKinds)
        EXPECT_EQ(on.verdict(kind), CertificateVerdict::Valid);
}

TEST(Profiles, AFaceAuthCardHasEveryFourDigitPinLockedAndNoSignatureCertificate) {
    OnReader on(Profile::FaceAuth);
    EXPECT_EQ(on.fourDigitTries(), kLocked);
    EXPECT_EQ(on.presence(), (card::CertificatePresence{false, true}));
    EXPECT_EQ(on.verdict(CertificateKind::UserAuth), CertificateVerdict::Valid);
    EXPECT_FALSE(on.chip.image().find(App::Jpki, file::kSignatureCertificate)->exists);
    EXPECT_TRUE(on.chip.image().find(App::Jpki, file::kSignatureKey)->content.empty());
    EXPECT_EQ(on.tries(App::Visual, file::kVisualNumberB), 10U) << "the face stays readable";
}

TEST(Profiles, ACardWithoutSignatureKeepsItsPins) {
    OnReader on(Profile::NoSignature);
    EXPECT_EQ(on.fourDigitTries(), kUsable);
    EXPECT_EQ(on.presence(), (card::CertificatePresence{false, true}));
    EXPECT_EQ(on.tries(App::Jpki, file::kSignaturePassword), 0U);
}

TEST(Profiles, AnExpiredCardHasExpiredCertificatesAndIsItselfStillGood) {
    OnReader on(Profile::Expired);
    for (const CertificateKind kind : trust::kAllKinds)
        EXPECT_EQ(on.verdict(kind), CertificateVerdict::Expired);
    const std::string expiry = toText(on.chip.image().dataObjects.at(0x00F2));
    EXPECT_GT(dateFrom(expiry), dayInJapan(test::kSampleTime));
    EXPECT_EQ(on.fourDigitTries(), kUsable);
}

TEST(Profiles, AnExpiredCardIsNobodysWhoseCardEndsWithItsCertificates) {
    const CardKeys keys = CardKeys::generate();
    const auto expiredCard = [&](std::uint32_t seed, std::optional<Person> person = {}) {
        CardOrder order;
        order.profile = Profile::Expired;
        order.keys = keys;
        order.seed = seed;
        order.person = std::move(person);
        return makeCard(std::move(order), test::sampleCa(), test::kSampleTime);
    };
    for (std::uint32_t seed = 0; seed < samplePeople().size(); ++seed) {
        const auto card = expiredCard(seed);
        EXPECT_GT(dateFrom(toText(card.dataObjects.at(0x00F2))), dayInJapan(test::kSampleTime)) << seed;
    }
    const Person child = *std::ranges::max_element(samplePeople(), {}, &Person::birth);
    EXPECT_EQ(test::faultOf([&] { expiredCard(1, child); }), Fault::BadInput);
}

TEST(Profiles, ALockedCardIsLockedAndKeepsItsSignatureCertificate) {
    OnReader on(Profile::PinsLocked);
    EXPECT_EQ(on.fourDigitTries(), kLocked);
    EXPECT_EQ(on.presence(), (card::CertificatePresence{true, true}));
    EXPECT_TRUE(on.opens(App::Jpki, file::kSignaturePassword, test::kSignaturePassword));
}

TEST(Profiles, ACardThatWasNeverIssuedHasNoPinButItsCertificates) {
    OnReader on(Profile::NeverIssued);
    EXPECT_EQ(on.fourDigitTries(), kLocked);
    for (const auto& [app, id] : {std::pair{App::Jpki, file::kUserAuthPin},
                                  {App::Text, file::kTextPin},
                                  {App::Juki, file::kHolderPin},
                                  {App::Common, file::kHolderPin},
                                  {App::Jpki, file::kSignaturePassword}})
        EXPECT_TRUE(on.chip.image().find(app, id)->value.empty());
    EXPECT_EQ(on.presence(), (card::CertificatePresence{true, true}));
}

TEST(Profiles, ACardForWhichNoSignatureCertificateWasAskedForHasNoneWhenItIsIssued) {
    OnReader on(Profile::NeverIssuedNoSignature);
    EXPECT_EQ(on.fourDigitTries(), kLocked);
    EXPECT_EQ(on.presence(), (card::CertificatePresence{false, true}));
}

TEST(Profiles, NamesAreFoundAndNothingElseIs) {
    for (const Profile profile : kAllProfiles)
        EXPECT_EQ(profileNamed(nameOf(profile)), profile);
    EXPECT_FALSE(profileNamed("Normal").has_value());
}

} // namespace
} // namespace kaomado::training
