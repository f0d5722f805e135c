// SPDX-License-Identifier: Apache-2.0
// The clinic: the card on the reader, from placing it to its photo, and taking it away.
#include "clinic.hpp"

#include <kaomado/station/texts.hpp>

#include <gtest/gtest.h>

namespace kaomado::station {

using namespace std::chrono_literals;

TEST(Station, E_031_ABadlyReadCodeIsAskedForAgainWithoutATrySpent) {
    Clinic at;
    at.chip({});
    at.tell(CodeRead{.certain = false});
    EXPECT_EQ(at.state(), State::CodeDoubtful);
    EXPECT_EQ(at.notice(), Notice::RetypeCode);
    EXPECT_EQ(at.run().codeTries, 0U);
    EXPECT_EQ(at.wanted(Effect::ReadPhoto), 0);
}

TEST(Station, E_032_AfterTwoWrongCodesTheDeskHelpsAndNoThirdIsTried) {
    Clinic at;
    at.chip({});
    at.tell(CodeRead{});
    at.tell(CodeRefused{});
    EXPECT_EQ(at.state(), State::CodeDoubtful);
    at.tell(CodeRead{});
    at.tell(CodeRefused{});
    EXPECT_EQ(at.state(), State::Help);
    at.tell(CodeRead{});
    EXPECT_EQ(at.wanted(Effect::ReadPhoto), 2);
}

TEST(Station, E_033_WithFewTriesLeftStaffTypeTheCodeUnderAWarning) {
    for (const unsigned left : {1U, 5U}) {
        Clinic at;
        at.chip({.codeTriesLeft = left});
        EXPECT_EQ(at.state(), State::CodeDoubtful) << left;
        EXPECT_EQ(at.notice(), Notice::FewTriesLeft) << left;
        EXPECT_EQ(at.wanted(Effect::ReadPhoto), 0) << left;
        at.tell(CodeRead{});
        EXPECT_EQ(at.wanted(Effect::ReadPhoto), 1) << left;
    }
    Clinic at;
    at.chip({.codeTriesLeft = 6});
    EXPECT_EQ(at.state(), State::CodeEntry);
}

TEST(Station, E_034_ALockedCardFaceLeadsToTheDeskAndTheMunicipality) {
    Clinic at;
    at.chip({.faceItemsUsable = false});
    EXPECT_EQ(at.state(), State::Help);
    EXPECT_NE(noticeText(at.notice(), Language::Japanese).find("市区町村"), std::string::npos);
    EXPECT_EQ(at.wanted(Effect::ReadPhoto), 0);
}

TEST(Station, E_035_ATransitCardIsCode002AndIsLeftAlone) {
    Clinic at;
    at.chip({.chip = Chip::Foreign});
    EXPECT_EQ(at.state(), State::CardError);
    EXPECT_EQ(codeOf(at.notice()), "002");
    EXPECT_EQ(at.wanted(Effect::ReadPhoto), 0);
}

TEST(Station, E_036_AChipThatAnswersBadlyIsCode001AndTheCoverIsNamed) {
    Clinic at;
    at.chip({.chip = Chip::Unstable});
    EXPECT_EQ(codeOf(at.notice()), "001");
    EXPECT_NE(noticeText(at.notice(), Language::Japanese).find("ケースから出して"), std::string::npos);
}

TEST(Station, E_037_APictureOfTheBackSpendsNoTryAndAsksToTurnTheCard) {
    Clinic at;
    at.chip({});
    at.tell(CodeRead{.certain = true, .backSide = true});
    EXPECT_EQ(at.notice(), Notice::TurnOver);
    EXPECT_EQ(at.state(), State::CodeEntry);
    EXPECT_EQ(at.run().codeTries, 0U);
}

TEST(Station, E_038_AForgedChipIsAnAlarmAndItsPhotoIsNeverComparedWith) {
    Clinic at;
    at.chip({});
    at.tell(CodeRead{});
    at.tell(ChipIsForged{});
    EXPECT_EQ(at.state(), State::CardError);
    EXPECT_EQ(at.notice(), Notice::NotGenuine);
    EXPECT_EQ(at.wanted(Effect::RaiseAlarm), 1);
    at.tell(PhotoTaken{Photo::Good});
    at.tell(MethodChosen{Method::Face});
    EXPECT_EQ(at.wanted(Effect::StartCamera), 0);
}

TEST(Station, E_028_WithoutAPhotoNeitherFaceNorLookIsOfferedAndAPoorOneIsForStaff) {
    Clinic none;
    none.placeFaceAuthCard(Photo::None);
    EXPECT_EQ(none.state(), State::Help);
    EXPECT_FALSE(faceOffered(none.station()));
    EXPECT_FALSE(visualOffered(none.station()));
    EXPECT_NE(staffText(none.notice(), Language::Japanese).find("資格確認書"), std::string::npos);

    Clinic poor;
    poor.placeFaceAuthCard(Photo::Poor);
    EXPECT_EQ(poor.state(), State::VisualRequested);
    EXPECT_EQ(poor.wanted(Effect::CallStaff), 1);
    EXPECT_FALSE(faceOffered(poor.station()));
}

TEST(Station, E_029_ACardWithoutPhotoThatHasAPinIsOfferedThePinOnly) {
    Clinic at;
    at.placeOrdinaryCard(Photo::None);
    EXPECT_EQ(at.state(), State::MethodSelect);
    EXPECT_TRUE(pinOffered(at.station()));
    EXPECT_FALSE(faceOffered(at.station()));
    at.tell(MethodChosen{Method::Visual});
    EXPECT_EQ(at.state(), State::MethodSelect);
}

TEST(Station, E_039_ACardPulledAtTheConsentScreenLeavesNothing) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tryFace(true);
    at.certificate();
    at.answer();
    ASSERT_EQ(at.state(), State::Consent);
    at.remove();
    EXPECT_EQ(at.state(), State::Idle);
    EXPECT_TRUE(at.wantsNow(Effect::WipeRun));
    EXPECT_EQ(at.wanted(Effect::WriteResult), 0);
    EXPECT_EQ(at.wanted(Effect::StoreConsent), 0);
    EXPECT_EQ(at.run().answer, std::nullopt);
}

TEST(Station, E_040_ACardThatWasLeftIsToldOfUntilSomebodyTakesIt) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tryFace(true);
    at.certificate();
    at.answer();
    at.agreeToAll();
    at.written();
    EXPECT_EQ(at.state(), State::RemoveCard);
    at.wait(30s);
    EXPECT_EQ(at.wanted(Effect::SoundUntilRemoved), 3);
    EXPECT_EQ(at.notice(), Notice::StillThere);
    at.remove();
    at.wait(30s);
    EXPECT_EQ(at.wanted(Effect::SoundUntilRemoved), 3);
}

TEST(Station, EveryStateAndNoticeHasItsWordsInBothLanguages) {
    for (int i = 0; i <= static_cast<int>(State::Cancelled); ++i)
        for (const Language language : {Language::Japanese, Language::English})
            EXPECT_FALSE(screenText(static_cast<State>(i), language).empty()) << i;
    for (int i = 1; i <= static_cast<int>(Notice::CardTaken); ++i)
        for (const Language language : {Language::Japanese, Language::English})
            EXPECT_FALSE(noticeText(static_cast<Notice>(i), language).empty()) << i;
}

TEST(Station, ACardTakenWhileItsResultIsWrittenDoesNotStopItAndTheNextCardWaitsForTheEnd) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tryFace(true);
    at.certificate();
    at.answer();
    at.agreeToAll();
    const std::string first = at.run().id;
    at.remove();
    EXPECT_EQ(at.state(), State::Deliver);
    at.tell(CardPlaced{"next"});
    EXPECT_EQ(at.run().id, first);
    at.written();
    EXPECT_EQ(at.wanted(Effect::MarkUndelivered), 0);
    EXPECT_EQ(at.state(), State::CardDetected);
    EXPECT_EQ(at.run().id, "next");
    EXPECT_EQ(at.run().method, std::nullopt);
}

} // namespace kaomado::station
