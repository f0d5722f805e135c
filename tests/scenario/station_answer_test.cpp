// SPDX-License-Identifier: Apache-2.0
// The clinic: certificate, eligibility, registration, consent, result; and whatever comes in whatever order.
#include "clinic.hpp"

#include <kaomado/station/texts.hpp>

#include <gtest/gtest.h>

namespace kaomado::station {

using namespace std::chrono_literals;

namespace {

/// Identified by face, the service about to be asked.
struct Identified : Clinic {
    Identified() {
        placeFaceAuthCard();
        tryFace(true);
    }
};

} // namespace

TEST(Station, P_126_E_006_WithoutConsentEligibilityIsDeliveredAndNoInformation) {
    Identified at;
    at.certificate();
    at.answer();
    at.agreeToNothing();
    EXPECT_EQ(at.state(), State::Deliver);
    EXPECT_EQ(at.wanted(Effect::WriteResult), 1);
    for (const auto& [item, decision] : at.run().consents)
        EXPECT_EQ(decision, Decision::Refused) << item;
}

TEST(Station, P_129_E_004_WhoIsNotRegisteredRegistersAtTheReaderWithoutASecondComparison) {
    Identified at;
    at.certificate();
    at.answer({.registered = false});
    ASSERT_EQ(at.state(), State::RegisterOffer);
    at.tell(RegisterChosen{true});
    EXPECT_EQ(at.wanted(Effect::Register), 1);
    at.answer();
    EXPECT_EQ(at.state(), State::Consent);
    EXPECT_EQ(at.wanted(Effect::Compare), 1);

    Clinic looked; // and after a look by staff as well
    looked.placeFaceAuthCard();
    looked.look(true);
    looked.certificate();
    looked.answer({.registered = false});
    EXPECT_EQ(looked.state(), State::RegisterOffer);
}

TEST(Station, P_133_E_005_WhoDeclinesToRegisterGetsNoResultAndTheEligibilityCertificateIsNamed) {
    Identified at;
    at.certificate();
    at.answer({.registered = false});
    at.tell(RegisterChosen{false});
    EXPECT_EQ(at.state(), State::Help);
    EXPECT_EQ(at.run().answer, std::nullopt);
    EXPECT_EQ(at.wanted(Effect::Register), 0);
    EXPECT_EQ(at.wanted(Effect::WriteResult), 0);
    EXPECT_NE(noticeText(at.notice(), Language::Japanese).find("資格確認書"), std::string::npos);
}

TEST(Station, E_001_ARunOfAValidCardEndsIdle) {
    Identified at;
    at.certificate();
    at.answer();
    at.agreeToAll();
    at.written();
    at.remove();
    EXPECT_EQ(at.state(), State::Idle);
    EXPECT_TRUE(at.run().id.empty());
    EXPECT_EQ(at.run().answer, std::nullopt);
    EXPECT_EQ(at.wanted(Effect::StoreConsent), 1);
    EXPECT_EQ(at.wanted(Effect::MarkUndelivered), 0);
}

TEST(Station, E_010_AnItemThatIsSwitchedOffIsNotAskedAndNotRefused) {
    Identified at;
    at.settings.items = {{"health_check"}, {"operation", false}};
    at.certificate();
    at.answer();
    at.agreeToNothing();
    EXPECT_EQ(at.run().consents.at("operation"), Decision::NotAsked);
    EXPECT_EQ(at.run().consents.at("health_check"), Decision::Refused);
}

TEST(Station, NothingIsTakenForAgreedThatWasNotDecided) {
    Identified at;
    at.certificate();
    at.answer();
    at.tell(ConsentChosen{{{"health_check", Decision::Given}, {"something_else", Decision::Given}}});
    EXPECT_EQ(at.state(), State::Consent);
    EXPECT_EQ(at.wanted(Effect::StoreConsent), 0);
}

TEST(Station, E_043_E_044_NoOrderOfInputsReachesTheCardsKeyWithoutAnIdentifiedHolder) {
    Clinic at;
    at.placeFaceAuthCard();
    for (const Input& crafted :
         std::vector<Input>{CardSigned{true}, Compared{true, true}, PinTried{true, 3},
                            StaffDecided{true, Mark::OnTheColumn, "x"}, StaffSignedIn{"kakari-1", true},
                            CertificateChecked{Certificate::Valid}, Answered{at.run().id, {}},
                            RegisterChosen{true}, ConsentChosen{{}}, ResultWritten{true}, NoteChosen{}})
        at.tell(crafted);
    EXPECT_EQ(at.state(), State::MethodSelect);
    EXPECT_EQ(at.wanted(Effect::MakeCardSign), 0);
}

TEST(Station, E_045_ACertificateThatEndsSoonIsToldAndEverythingElseIsAsEver) {
    Identified at;
    at.certificate(Certificate::Ending);
    at.answer();
    EXPECT_EQ(at.state(), State::Consent);
    EXPECT_EQ(at.notice(), Notice::CertificateEnding);
    at.agreeToAll();
    at.written();
    EXPECT_EQ(at.notice(), Notice::CertificateEnding);
}

TEST(Station, E_046_InTheTimeOfGraceEligibilityIsDeliveredWithoutAskingForConsent) {
    Identified at;
    at.certificate(Certificate::Grace);
    at.answer({.informationAllowed = true}); // whatever the service says
    EXPECT_EQ(at.state(), State::Deliver);
    EXPECT_EQ(at.notice(), Notice::CertificateInGrace);
    EXPECT_FALSE(at.run().answer->informationAllowed);
    for (const auto& [item, decision] : at.run().consents)
        EXPECT_EQ(decision, Decision::NotAsked) << item;
}

TEST(Station, E_047_E_048_AnEndedOrRevokedCertificateIsCode006AndTheServiceIsNotAsked) {
    for (const Certificate found : {Certificate::Ended, Certificate::Revoked}) {
        Identified at;
        at.certificate(found);
        EXPECT_EQ(at.state(), State::CertRejected);
        EXPECT_EQ(codeOf(at.notice()), "006");
        EXPECT_EQ(at.wanted(Effect::AskEligibility), 0);
    }
}

TEST(Station, E_049_ACertificateThatNobodyCouldCheckIsAnOutageAndNotValid) {
    Identified at;
    at.certificate(std::nullopt);
    EXPECT_EQ(at.state(), State::Outage);
    EXPECT_EQ(at.wanted(Effect::AskEligibility), 0);

    Identified silent;
    silent.tell(CardSigned{true});
    silent.wait(10s);
    EXPECT_EQ(silent.state(), State::Outage);
}

TEST(Station, E_050_WithoutValidCoverageNothingIsAskedAndUninsuredIsNotSaid) {
    for (const Validity found :
         {Validity::Invalid, Validity::Changed, Validity::Lagging, Validity::Several}) {
        Identified at;
        at.certificate();
        at.answer({.validity = found});
        EXPECT_EQ(at.state(), State::Deliver);
        EXPECT_EQ(at.wanted(Effect::StoreConsent), 0);
    }
    for (const Validity unclear : {Validity::Lagging, Validity::Several})
        EXPECT_NE(staffText(unclear, Language::Japanese).find("無保険とはかぎりません"), std::string::npos);
}

TEST(Station, E_051_CoverageWithoutInformationAsksForNone) {
    Identified at;
    at.certificate();
    at.answer({.informationAllowed = false});
    EXPECT_EQ(at.state(), State::Deliver);
}

TEST(Station, E_052_AfterTwiceTenSecondsItIsAnOutageAndALateAnswerMeetsNobody) {
    Identified at;
    at.certificate();
    const std::string asked = at.run().id;
    at.wait(10s);
    EXPECT_EQ(at.wanted(Effect::AskEligibility), 2);
    EXPECT_EQ(at.state(), State::Eligibility);
    at.wait(10s);
    EXPECT_EQ(at.state(), State::Outage);
    at.tell(Answered{asked, {}});
    EXPECT_EQ(at.state(), State::Outage);
    at.remove();

    at.placeFaceAuthCard(); // the next holder
    at.tryFace(true);
    at.certificate();
    at.tell(Answered{asked, {}});
    EXPECT_EQ(at.state(), State::Eligibility);
    EXPECT_EQ(at.run().answer, std::nullopt);
}

TEST(Station, E_053_InAnOutageStaffNoteTheFourItems) {
    Identified at;
    at.certificate(std::nullopt);
    at.tell(NoteChosen{});
    EXPECT_EQ(at.state(), State::RecordFourItems);
    EXPECT_EQ(at.wanted(Effect::NoteFourItems), 1);
}

TEST(Station, E_061_AConsentScreenThatNobodyTouchesWarnsAndThenEndsWithoutAWord) {
    Identified at;
    at.certificate();
    at.answer();
    at.wait(60s);
    EXPECT_EQ(at.notice(), Notice::TouchToGoOn);
    at.tell(Touched{});
    at.wait(89s);
    EXPECT_EQ(at.state(), State::Consent);
    at.wait(1s);
    EXPECT_EQ(at.state(), State::Cancelled);
    EXPECT_EQ(at.wanted(Effect::StoreConsent), 0);
    EXPECT_EQ(at.wanted(Effect::WriteResult), 0);
}

TEST(Station, E_068_AResultThatCannotBeWrittenIsKeptForFiveMinutesAndStaffAreTold) {
    Identified at;
    at.certificate();
    at.answer();
    at.agreeToAll();
    at.tell(ResultWritten{false});
    EXPECT_EQ(at.notice(), Notice::DeliveryFailed);
    EXPECT_EQ(at.wanted(Effect::RaiseAlarm), 1);
    at.remove();
    at.wait(20s);
    EXPECT_EQ(at.wanted(Effect::WriteResult), 3);
    at.written();
    EXPECT_EQ(at.state(), State::Idle);

    Identified never;
    never.certificate();
    never.answer();
    never.agreeToAll();
    never.tell(ResultWritten{false});
    never.wait(300s);
    EXPECT_EQ(never.state(), State::Help);
    EXPECT_EQ(never.wanted(Effect::MarkUndelivered), 1);
}

} // namespace kaomado::station
