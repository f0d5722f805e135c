// SPDX-License-Identifier: Apache-2.0
// The clinic: a face, a look, or on other cards a PIN.
#include "clinic.hpp"

#include <kaomado/station/texts.hpp>

#include <gtest/gtest.h>

namespace kaomado::station {

using namespace std::chrono_literals;

TEST(Station, P_125_AfterAFaceThatMatchesEligibilityAndWhatWasAgreedToAreDelivered) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tryFace(true);
    EXPECT_EQ(at.run().method, Method::Face);
    at.certificate();
    at.answer();
    ASSERT_EQ(at.state(), State::Consent);
    at.agreeToAll();
    EXPECT_EQ(at.run().consents.at("health_check"), Decision::Given);
    EXPECT_EQ(at.run().consents.at("medication"), Decision::Given);
    EXPECT_EQ(at.wanted(Effect::WriteResult), 1);
    at.written();
    EXPECT_EQ(at.state(), State::RemoveCard);
}

TEST(Station, P_127_AFaceThatFailedIsConfirmedByALookAndOfficerAndTimeAreKeptButNoPhoto) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tryFace(false);
    at.look(true);
    const RunRecord record = recordOf(at.run());
    EXPECT_EQ(record.method, Method::Visual);
    EXPECT_EQ(record.staff, "kakari-1");
    EXPECT_EQ(record.identifiedAt, at.now());
    EXPECT_EQ(record.reason, "face_failed");
    at.certificate();
    at.answer();
    at.agreeToAll();
    at.written();
    EXPECT_TRUE(at.wantsNow(Effect::WipeRun)); // the photo was in the run's memory only
}

TEST(Station, P_128_WhoAsksForThePinIsToldThatTheCardWorksByFaceAndNoTryIsSpent) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tell(MethodChosen{Method::Pin});
    EXPECT_EQ(at.state(), State::MethodSelect);
    EXPECT_EQ(at.notice(), Notice::WorksByFace);
    for (const Language language : {Language::Japanese, Language::English}) {
        const std::string& text = noticeText(at.notice(), language);
        EXPECT_EQ(text.find("違います"), std::string::npos);
        EXPECT_EQ(text.find("Wrong"), std::string::npos);
    }
    at.tell(PinTried{true, 3}); // a crafted request: there is no entry to answer to
    EXPECT_EQ(at.run().method, std::nullopt);
    EXPECT_TRUE(faceOffered(at.station()));
    EXPECT_TRUE(visualOffered(at.station()));
}

TEST(Station, P_171_ACardMarkedOnItsCaseIsKnownAndConfirmedLikeOneMarkedOnTheColumn) {
    for (const Mark mark : {Mark::OnTheColumn, Mark::OnTheCase}) {
        Clinic at;
        at.placeFaceAuthCard();
        at.look(true, mark);
        EXPECT_TRUE(knownAsFaceAuth(at.run()));
        EXPECT_EQ(at.run().method, Method::Visual);
        EXPECT_EQ(at.state(), State::CardAuth);
    }
    Clinic locked; // a card that is merely locked is not called one
    locked.placeFaceAuthCard();
    locked.look(true, Mark::None);
    EXPECT_FALSE(knownAsFaceAuth(locked.run()));
}

TEST(Station, E_002_E_003_ThePinIsOfferedByWhatTheChipSays) {
    Clinic face, ordinary;
    face.placeFaceAuthCard();
    EXPECT_EQ(face.state(), State::MethodSelect);
    EXPECT_FALSE(pinOffered(face.station()));
    ordinary.placeOrdinaryCard();
    EXPECT_TRUE(pinOffered(ordinary.station()));
    EXPECT_TRUE(faceOffered(ordinary.station()));
    EXPECT_TRUE(visualOffered(ordinary.station()));
    ordinary.tell(MethodChosen{Method::Pin});
    ordinary.tell(PinTried{true, 3});
    EXPECT_EQ(ordinary.run().method, Method::Pin);
}

TEST(Station, APinThatWasLockedByMissesIsOfferedNoMore) {
    Clinic at;
    at.placeOrdinaryCard();
    at.tell(MethodChosen{Method::Pin});
    at.tell(PinTried{false, 1});
    EXPECT_EQ(at.notice(), Notice::PinWrong);
    at.tell(MethodChosen{Method::Pin});
    at.tell(PinTried{false, 0});
    EXPECT_EQ(at.notice(), Notice::PinBlocked);
    EXPECT_FALSE(pinOffered(at.station()));
}

TEST(Station, E_014_ADarkPictureGivesAdviceAndTheSecondAttemptSucceeds) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tell(MethodChosen{Method::Face});
    at.tell(PictureTaken{Notice::MoreLight});
    EXPECT_EQ(at.notice(), Notice::MoreLight);
    at.wait(8s);
    EXPECT_EQ(at.state(), State::FaceRetry);
    EXPECT_EQ(at.notice(), Notice::MoreLight);
    at.tryFace(true);
    EXPECT_EQ(at.run().method, Method::Face);
    EXPECT_EQ(at.wanted(Effect::StartCamera), at.wanted(Effect::StopCamera));
}

TEST(Station, E_015_E_016_ACoveredFaceOrTwoFacesAreNotCompared) {
    for (const Notice advice : {Notice::TakeOffMask, Notice::OnePersonOnly}) {
        Clinic at;
        at.placeFaceAuthCard();
        at.tell(MethodChosen{Method::Face});
        at.tell(PictureTaken{advice});
        EXPECT_EQ(at.notice(), advice);
        EXPECT_EQ(at.wanted(Effect::Compare), 0);
        EXPECT_EQ(at.state(), State::FaceCapture);
    }
}

TEST(Station, E_017_ThreeOtherFacesCallStaffAndTheServiceIsNotAsked) {
    Clinic at;
    at.placeFaceAuthCard();
    for (int attempt = 0; attempt < 3; ++attempt)
        at.tryFace(false);
    EXPECT_EQ(at.state(), State::VisualRequested);
    EXPECT_EQ(at.wanted(Effect::CallStaff), 1);
    EXPECT_EQ(at.wanted(Effect::AskEligibility), 0);
    at.tryFace(true);
    EXPECT_EQ(at.run().method, std::nullopt);
}

TEST(Station, E_018_StaffWhoSayNoEndTheRunWithAReasonAndNoFile) {
    Clinic at;
    at.placeFaceAuthCard();
    at.look(false);
    EXPECT_EQ(at.state(), State::IdentityRefused);
    EXPECT_EQ(recordOf(at.run()).reason, "face_failed");
    EXPECT_EQ(at.wanted(Effect::WriteResult), 0);
    at.remove();
    EXPECT_EQ(at.state(), State::Idle);
}

TEST(Station, E_019_E_020_AfterAConfirmationByStaffTheNextHolderIsAloneWithTheMachineAgain) {
    Clinic at;
    at.placeFaceAuthCard();
    for (int attempt = 0; attempt < 3; ++attempt)
        at.tryFace(false);
    at.tell(StaffSignedIn{"kakari-1", true});
    at.tell(StaffDecided{true, Mark::OnTheColumn, "face_failed"});
    EXPECT_EQ(at.run().method, Method::Visual);
    at.certificate();
    at.answer();
    at.agreeToNothing();
    at.written();
    at.remove();
    at.placeFaceAuthCard();
    EXPECT_TRUE(at.run().staff.empty());
    EXPECT_EQ(at.run().faceAttempts, 0U);
    at.tryFace(true);
    EXPECT_EQ(at.run().method, Method::Face);
}

TEST(Station, E_022_FiveWrongPasswordsLockTheLookForFiveMinutes) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tell(MethodChosen{Method::Visual});
    for (int miss = 0; miss < 5; ++miss)
        at.tell(StaffSignedIn{"kakari-1", false});
    EXPECT_EQ(at.notice(), Notice::PleaseWait);
    EXPECT_EQ(at.wanted(Effect::RaiseAlarm), 1);
    at.wait(299s);
    at.tell(StaffSignedIn{"kakari-1", true});
    EXPECT_EQ(at.state(), State::VisualRequested);
    at.wait(1s);
    at.tell(StaffSignedIn{"kakari-1", true});
    EXPECT_EQ(at.state(), State::VisualDecide);
}

TEST(Station, E_023_E_024_TheSecondPictureOfAPictureLeadsToStaff) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tryFace(true, false);
    EXPECT_EQ(at.state(), State::FaceRetry);
    at.tryFace(true, false);
    EXPECT_EQ(at.state(), State::VisualRequested);
    EXPECT_EQ(at.run().method, std::nullopt);
}

TEST(Station, E_025_WhoCallsStaffNeedsNoAttemptFirst) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tell(MethodChosen{Method::Visual});
    EXPECT_EQ(at.state(), State::VisualRequested);
    EXPECT_EQ(at.run().faceAttempts, 0U);
}

TEST(Station, E_026_StaffStartTheLookForSomebodyWhomTheCameraCannotSee) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tell(StaffStarts{});
    EXPECT_EQ(at.state(), State::VisualRequested);
}

TEST(Station, E_027_WithoutACameraTheOtherWaysRemain) {
    Clinic at;
    at.tell(Equipped{.camera = false, .staff = true});
    EXPECT_EQ(at.state(), State::Idle);
    at.placeOrdinaryCard();
    EXPECT_FALSE(faceOffered(at.station()));
    EXPECT_TRUE(pinOffered(at.station()));
    EXPECT_TRUE(visualOffered(at.station()));
    at.tell(MethodChosen{Method::Face});
    EXPECT_EQ(at.wanted(Effect::StartCamera), 0);

    Clinic pulled; // in the middle of an attempt
    pulled.placeFaceAuthCard();
    pulled.tell(MethodChosen{Method::Face});
    pulled.tell(Equipped{.camera = false, .staff = true});
    EXPECT_EQ(pulled.state(), State::MethodSelect);
    EXPECT_EQ(pulled.notice(), Notice::CameraMissing);
}

TEST(Station, WithNeitherCameraNorStaffItIsOutOfService) {
    Clinic at;
    at.tell(Equipped{.camera = false, .staff = false});
    EXPECT_EQ(at.state(), State::OutOfService);
    at.tell(CardPlaced{"run"});
    EXPECT_EQ(at.state(), State::OutOfService);
    at.remove();
    at.tell(Equipped{.camera = true, .staff = false});
    EXPECT_EQ(at.state(), State::Idle);
}

TEST(Station, E_030_ThreeRejectionsLeadToStaffAndNoFourthAttemptIsEasier) {
    Clinic at;
    at.placeFaceAuthCard();
    for (int attempt = 0; attempt < 4; ++attempt)
        at.tryFace(false);
    EXPECT_EQ(at.run().faceAttempts, 3U);
    EXPECT_EQ(at.wanted(Effect::Compare), 3);
}

TEST(Station, ADecisionWithoutAReasonOrWithoutALookAtTheCardIsNone) {
    Clinic at;
    at.placeFaceAuthCard();
    at.tell(MethodChosen{Method::Visual});
    at.tell(StaffSignedIn{"kakari-1", true});
    at.tell(StaffDecided{true, Mark::OnTheColumn, ""});
    at.tell(StaffDecided{true, Mark::NotLooked, "face_failed"});
    EXPECT_EQ(at.state(), State::VisualDecide);
    EXPECT_EQ(at.run().method, std::nullopt);
}

} // namespace kaomado::station
