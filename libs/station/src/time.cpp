// SPDX-License-Identifier: Apache-2.0
// What happens when nothing happens.
#include "move.hpp"

namespace kaomado::station {

void Move::operator()(const Touched&) {
    run().touched = now_;
    if (run().notice == Notice::TouchToGoOn)
        run().notice = Notice::None;
}

void Move::operator()(const Tick&) {
    tickAttempt();
    tickPatience();
    tickService();
    tickDelivery();
    tickEnd();
}

void Move::tickAttempt() {
    if (in(State::FaceCapture) && now_ - run().entered >= settings_.attempt)
        attemptFailed(run().notice == Notice::None ? Notice::FaceNotSeen : run().notice);
}

/// A holder who walked away must not leave his card's screen to the next one.
void Move::tickPatience() {
    if (!inOneOf(State::CodeEntry, State::CodeDoubtful, State::MethodSelect, State::FaceRetry,
                 State::PinEntry, State::RegisterOffer, State::Consent))
        return;
    const auto idle = now_ - run().touched;
    if (idle >= settings_.giveUp)
        end(State::Cancelled, Notice::TookTooLong);
    else if (idle >= settings_.warning)
        run().notice = Notice::TouchToGoOn;
}

void Move::tickService() {
    if (!inOneOf(State::CertCheck, State::Eligibility) || now_ - run().entered < settings_.answer)
        return;
    if (in(State::CertCheck) || run().queries >= settings_.queries)
        return end(State::Outage, Notice::ServiceSilent);
    ++run().queries;
    run().entered = now_;
    want(Effect::AskEligibility);
}

void Move::tickDelivery() {
    if (!in(State::Deliver) || run().notice != Notice::DeliveryFailed)
        return;
    if (now_ - run().entered >= settings_.keepResult) {
        if (run().consentStored)
            want(Effect::MarkUndelivered);
        const bool gone = run().cardGone;
        end(State::Help, Notice::DeliveryFailed);
        if (gone)
            leave();
    } else if (now_ - run().reminded >= settings_.rewrite) {
        run().reminded = now_;
        want(Effect::WriteResult);
    }
}

void Move::tickEnd() {
    if (!over(run().state) || !station_.cardThere || now_ - run().reminded < settings_.remind)
        return;
    run().reminded = now_;
    run().notice = run().state == State::RemoveCard ? Notice::StillThere : run().notice;
    want(Effect::SoundUntilRemoved);
}

} // namespace kaomado::station
