// SPDX-License-Identifier: Apache-2.0
#include "support/fault.hpp"
#include "support/sample_card.hpp"

#include <kaomado/card/card_info.hpp>
#include <kaomado/card/text.hpp>
#include <kaomado/crypto/certificate.hpp>
#include <kaomado/emulator/admin_client.hpp>
#include <kaomado/emulator/emulated_card.hpp>

#include <gtest/gtest.h>

namespace kaomado::training {
namespace {
using card::App;
namespace file = card::file;

/// Keys of a card, once for this process.
const CardKeys& keys() {
    static const CardKeys kKeys = CardKeys::generate();
    return kKeys;
}
CardOrder order(std::optional<std::uint32_t> seed = 3) {
    CardOrder made;
    made.keys = keys();
    made.seed = seed;
    return made;
}
emulator::CardImage make(CardOrder o) {
    return makeCard(std::move(o), test::sampleCa(), test::kSampleTime);
}
std::string pinOf(const emulator::CardImage& image) {
    return toText(image.find(App::Jpki, file::kUserAuthPin)->value.bytes());
}

TEST(MakeCard, TheSeedDecidesPersonNumbersAndFaceButNoPin) {
    const auto first = make(order()), second = make(order());
    EXPECT_EQ(first.serial(), second.serial());
    EXPECT_EQ(first.find(App::Text, file::kTextAttributes)->content,
              second.find(App::Text, file::kTextAttributes)->content);
    EXPECT_EQ(first.find(App::Text, file::kTextNumber)->content,
              second.find(App::Text, file::kTextNumber)->content);
    const auto password = [](const emulator::CardImage& image) {
        return toText(image.find(App::Jpki, file::kSignaturePassword)->value.bytes());
    };
    EXPECT_NE(pinOf(first) + password(first), pinOf(second) + password(second));
    EXPECT_NE(make(order(4)).serial(), first.serial());
}

TEST(MakeCard, WithoutASeedTwoCardsDiffer) {
    EXPECT_NE(make(order(std::nullopt)).serial(), make(order(std::nullopt)).serial());
}

TEST(MakeCard, RandomPinsHaveTheirForm) {
    for (int i = 0; i < 20; ++i) {
        const auto image = make(order());
        EXPECT_EQ(pinOf(image).size(), 4U);
        EXPECT_EQ(pinOf(image).find_first_not_of("0123456789"), std::string::npos);
        EXPECT_EQ(toText(image.find(App::Juki, file::kHolderPin)->value.bytes()),
                  toText(image.find(App::Common, file::kHolderPin)->value.bytes()));
    }
}

TEST(MakeCard, ValuesGivenAreUsedAndWrongFormsRefused) {
    CardOrder good = order();
    good.pins.userAuth = SecretBytes{viewOf("1357")};
    EXPECT_EQ(pinOf(make(std::move(good))), "1357");
    CardOrder five = order();
    five.pins.userAuth = SecretBytes{viewOf("13579")};
    EXPECT_EQ(test::faultOf([&] { make(std::move(five)); }), Fault::BadInput);
    CardOrder lower = order();
    lower.pins.signature = SecretBytes{viewOf("abc123")};
    EXPECT_EQ(test::faultOf([&] { make(std::move(lower)); }), Fault::BadInput);
}

TEST(MakeCard, APersonGivenIsOnTheCard) {
    CardOrder mine = order();
    mine.person = Person{"練習　葛󠄀子",
                         "レンシュウ　カツコ",
                         dateFrom("2000-02-29"),
                         '9',
                         "見本県練習市１",
                         "123456789010",
                         {}};
    const auto image = make(std::move(mine));
    const auto attributes = card::parseAttributes(image.find(App::Text, file::kTextAttributes)->content);
    EXPECT_EQ(attributes.name, "練習　葛󠄀子") << "variation selectors stay as they are";
    EXPECT_EQ(attributes.sex, '9');
    EXPECT_EQ(card::parseCardInfo(image.find(App::Common, file::kCommonCardInfo)->records.at(0)).expiry,
              dateFrom("2036-02-29"));
}

TEST(MakeCard, AChildsCardEndsWithTheFifthBirthdayAndCannotHaveExpiredBefore) {
    CardOrder child = order();
    child.person = samplePeople().front();
    child.person->birth = dateFrom("2024-05-05");
    EXPECT_EQ(
        card::parseCardInfo(make(std::move(child)).find(App::Common, file::kCommonCardInfo)->records.at(0))
            .expiry,
        dateFrom("2031-05-05"));
    CardOrder expired = order();
    expired.profile = Profile::Expired;
    expired.person = samplePeople().front();
    expired.person->birth = dateFrom("2024-05-05");
    EXPECT_EQ(test::faultOf([&] { make(std::move(expired)); }), Fault::BadInput);
}

TEST(MakeCard, CertificatesOfAnExpiredCardHaveEndedWhateverTheBirthday) {
    for (const char* birth :
         {"1980-09-30", "1980-10-01", "1980-10-02", "1980-12-31", "1980-01-01", "1980-02-29"}) {
        CardOrder expired = order();
        expired.profile = Profile::Expired;
        expired.person = samplePeople().front();
        expired.person->birth = dateFrom(birth);
        const auto image = make(std::move(expired));
        const auto facts =
            crypto::readCertificate(image.find(App::Jpki, file::kUserAuthCertificate)->content);
        EXPECT_LT(facts.notAfter, test::kSampleTime) << birth;
        EXPECT_GT(facts.notAfter, test::kSampleTime - std::chrono::days{367}) << birth;
        EXPECT_GT(dateFrom(toText(image.dataObjects.at(0x00F2))), dayInJapan(test::kSampleTime)) << birth;
    }
}

TEST(MakeCard, TheTerminalKnowsTheIssuerKeyFromTheCaAndTheSerialNumber) {
    CardOrder managed = order();
    managed.admin = true;
    auto image = make(std::move(managed));
    const std::string serial = image.serial();
    emulator::Chip chip(std::move(image));
    emulator::EmulatedCard on(chip);
    emulator::AdminSession session(on);
    session.authenticate(issuerKeyFor(test::sampleCa(), serial), serial);
    session.resetAndSet({App::Jpki, file::kUserAuthPin}, card::Pin("8642"));
    EXPECT_EQ(pinOf(chip.image()), "8642");
}

TEST(MakeCard, WithoutTheFlagTheCardHasNoAdministration) {
    auto image = make(order());
    const std::string serial = image.serial();
    emulator::Chip chip(std::move(image));
    emulator::EmulatedCard on(chip);
    emulator::AdminSession session(on);
    EXPECT_EQ(test::faultOf([&] { session.authenticate(issuerKeyFor(test::sampleCa(), serial), serial); }),
              Fault::TerminalRefused);
}

TEST(MakeCard, TwoCardsShareNoKey) {
    CardOrder one, two;
    const auto first = make(std::move(one)), second = make(std::move(two));
    for (const auto& [app, id] : {std::pair{App::Jpki, file::kUserAuthKey},
                                  {App::Jpki, file::kSignatureKey},
                                  {App::Text, file::kTextInternalPrivateKey},
                                  {App::Common, file::kCommonInternalKey}})
        EXPECT_NE(first.find(app, id)->content, second.find(app, id)->content);
}

} // namespace
} // namespace kaomado::training
