// SPDX-License-Identifier: Apache-2.0
// The clinic: whatever comes, in whatever order.
#include "clinic.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kaomado::station {

namespace {

/// Inputs by chance: half of them such as the state waits for, so that the walk gets somewhere.
class AnyInput {
public:
    Input next(const Placement& run) { return chance(2) ? fitting(run) : any(run); }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    bool chance(unsigned of) { return below(of) == 0; }
    template <class What>
    What oneOf(unsigned count) {
        return static_cast<What>(below(count));
    }

    Input fitting(const Placement& run) {
        switch (run.state) {
        case State::OutOfService:
            return Equipped{true, true};
        case State::Idle:
            return CardPlaced{"r" + std::to_string(++runs_)};
        case State::CardDetected:
            return ChipAnswered{Chip::MyNumberCard, chance(2), true};
        case State::CodeEntry:
        case State::CodeDoubtful:
            return CodeRead{};
        case State::PhotoRead:
            return PhotoTaken{Photo::Good};
        case State::MethodSelect:
        case State::FaceRetry:
            return MethodChosen{oneOf<Method>(3)};
        case State::FaceCapture:
            return PictureTaken{};
        case State::FaceMatch:
            return Compared{chance(2), true};
        case State::PinEntry:
            return PinTried{chance(2), 2};
        case State::VisualRequested:
            return StaffSignedIn{"kakari-1", true};
        case State::VisualDecide:
            return StaffDecided{true, Mark::OnTheColumn, "face_failed"};
        case State::CardAuth:
            return CardSigned{true};
        case State::CertCheck:
            return CertificateChecked{oneOf<Certificate>(5)};
        case State::Eligibility:
            return Answered{run.id, {!chance(4), Validity::Valid, true}};
        case State::RegisterOffer:
            return RegisterChosen{true};
        case State::Consent:
            return consent();
        case State::Deliver:
            return ResultWritten{true};
        default:
            return CardRemoved{};
        }
    }

    Input any(const Placement& run) {
        switch (below(24)) {
        case 0:
            return Equipped{!chance(8), !chance(8)};
        case 1:
            return CardPlaced{"r" + std::to_string(++runs_)};
        case 2:
            return ChipAnswered{oneOf<Chip>(3), chance(2), !chance(8)};
        case 3:
            return CodeRead{!chance(4), chance(8)};
        case 4:
            return CodeRefused{};
        case 5:
            return PhotoTaken{oneOf<Photo>(3)};
        case 6:
            return MethodChosen{oneOf<Method>(3)};
        case 7:
            return PictureTaken{chance(2) ? Notice::None : Notice::MoreLight};
        case 8:
            return Compared{chance(2), !chance(8)};
        case 9:
            return PinTried{chance(2), below(3)};
        case 10:
            return StaffStarts{};
        case 11:
            return StaffSignedIn{"kakari-1", !chance(4)};
        case 12:
            return StaffDecided{!chance(4), oneOf<Mark>(4), chance(2) ? "face_failed" : ""};
        case 13:
            return CardSigned{!chance(8)};
        case 14:
            return CertificateChecked{chance(6) ? std::nullopt : std::optional(oneOf<Certificate>(5))};
        case 15:
            return Answered{chance(2) ? run.id : "other",
                            {!chance(4), static_cast<Validity>(1 + below(5)), chance(2)}};
        case 16:
            return RegisterChosen{chance(2)};
        case 17:
            return consent();
        case 18:
            return ResultWritten{!chance(4)};
        case 19:
            return NoteChosen{};
        case 20:
            return Touched{};
        case 21:
            return chance(4) ? Input(CardRemoved{}) : Input(Touched{});
        case 22:
            return ChipIsForged{};
        default:
            return Tick{};
        }
    }

    Input consent() {
        return ConsentChosen{{{"health_check", oneOf<Decision>(3)},
                              {"medication", Decision::Given},
                              {"operation", Decision::Refused}}};
    }

    std::mt19937 random_{20261123}; // NOLINT(cert-msc32-c,cert-msc51-cpp): the same walk each time
    unsigned runs_ = 0;
};

/// What the station asks of others is asked for somebody who was identified, and for a certificate that
/// holds.
void mustBeFor(const Placement& run, const Placement& before, const Clinic& at) {
    if (at.wantsNow(Effect::MakeCardSign)) {
        ASSERT_TRUE(run.method.has_value());
        EXPECT_TRUE(*run.method != Method::Visual || (!run.staff.empty() && !run.reason.empty()));
        EXPECT_TRUE(*run.method != Method::Pin || before.pinUsable);
        EXPECT_TRUE(*run.method == Method::Pin || run.photo != Photo::None);
    }
    if (at.wantsNow(Effect::AskEligibility) || at.wantsNow(Effect::WriteResult)) {
        EXPECT_TRUE(run.method.has_value());
        EXPECT_TRUE(run.certificate.has_value());
        EXPECT_TRUE(run.certificate != Certificate::Ended && run.certificate != Certificate::Revoked);
    }
    if (at.wantsNow(Effect::WriteResult)) {
        EXPECT_TRUE(run.answer.has_value() && run.answer->registered);
    }
    if (at.wantsNow(Effect::StoreConsent)) {
        EXPECT_NE(run.certificate, Certificate::Grace);
        EXPECT_TRUE(run.answer->informationAllowed);
    }
}

/// What holds in every state.
void mustHold(const Clinic& at, const Settings& settings) {
    const Placement& run = at.run();
    EXPECT_TRUE(run.state != State::PinEntry || run.pinUsable);
    EXPECT_LE(run.faceAttempts, settings.faceAttempts);
    EXPECT_LE(run.codeTries, settings.codeTries);
    const bool filming = run.state == State::FaceCapture || run.state == State::FaceMatch;
    EXPECT_EQ(at.wanted(Effect::StartCamera) - at.wanted(Effect::StopCamera), filming ? 1 : 0);
}

} // namespace

TEST(Station, WhateverComesInWhateverOrderNothingIsAskedOrDeliveredForSomebodyUnknown) {
    Clinic at;
    AnyInput inputs;
    for (int i = 0; i < 200000 && !testing::Test::HasFailure(); ++i) {
        const Placement before = at.run();
        at.tell(inputs.next(before));
        mustBeFor(at.run(), before, at);
        mustHold(at, at.settings);
        if (!before.id.empty() && at.run().id != before.id) { // a run ended
            EXPECT_TRUE(at.wantsNow(Effect::WipeRun));
            EXPECT_EQ(at.run().method, std::nullopt);
            EXPECT_EQ(at.run().answer, std::nullopt);
        }
        SCOPED_TRACE(i);
    }
    EXPECT_GT(at.wanted(Effect::WriteResult), 500); // the walk gets somewhere
    EXPECT_GT(at.wanted(Effect::StoreConsent), 500);
    EXPECT_GT(at.wanted(Effect::Register), 100);
}

} // namespace kaomado::station
