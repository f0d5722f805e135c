// SPDX-License-Identifier: Apache-2.0
// Whether the holder is the person of the card: by face, by PIN, by a look.
#include "move.hpp"

namespace kaomado::station {

bool faceOffered(const Station& station) {
    return station.camera && station.run.photo == Photo::Good;
}

bool pinOffered(const Station& station) {
    return station.run.pinUsable;
}

bool visualOffered(const Station& station) {
    return station.staff && station.run.photo != Photo::None;
}

bool knownAsFaceAuth(const Placement& run) {
    return !run.pinUsable && (run.mark == Mark::OnTheColumn || run.mark == Mark::OnTheCase);
}

void Move::operator()(const MethodChosen& input) {
    if (!inOneOf(State::MethodSelect, State::FaceRetry, State::FaceCapture))
        return;
    switch (input.method) {
    case Method::Visual:
        if (visualOffered(station_))
            callStaff(Notice::StaffOnTheWay);
        return;
    case Method::Face:
        if (in(State::FaceCapture) || !faceOffered(station_))
            return;
        go(State::FaceCapture);
        want(Effect::StartCamera);
        return;
    case Method::Pin:
        // A PIN that is locked is never tried, so it is never called wrong (R-MED-05, R-CARD-15).
        if (pinOffered(station_))
            go(State::PinEntry);
        else
            go(State::MethodSelect, Notice::WorksByFace);
        return;
    }
}

void Move::operator()(const PictureTaken& input) {
    if (!in(State::FaceCapture))
        return;
    if (input.advice != Notice::None) {
        run().notice = input.advice; // the attempt goes on; it lasts as long as it may
        return;
    }
    go(State::FaceMatch);
    want(Effect::Compare);
}

void Move::operator()(const Compared& input) {
    if (!in(State::FaceMatch))
        return;
    if (!input.alive)
        ++run().spoofs;
    else if (input.same)
        return identified(Method::Face);
    attemptFailed(input.alive ? Notice::NotTheSameFace : Notice::NotAlive);
}

void Move::attemptFailed(Notice notice) {
    ++run().faceAttempts;
    if (run().faceAttempts < settings_.faceAttempts && run().spoofs < settings_.spoofs)
        return go(State::FaceRetry, notice);
    if (visualOffered(station_))
        callStaff(Notice::StaffOnTheWay);
    else
        end(State::Help, notice);
}

void Move::operator()(const PinTried& input) {
    if (!in(State::PinEntry))
        return;
    if (input.right)
        return identified(Method::Pin);
    run().pinUsable = input.triesLeft > 0;
    go(State::MethodSelect, run().pinUsable ? Notice::PinWrong : Notice::PinBlocked);
}

void Move::callStaff(Notice notice) {
    if (!visualOffered(station_))
        return end(State::Help, notice);
    go(State::VisualRequested, notice);
    want(Effect::CallStaff);
}

void Move::operator()(const StaffStarts&) {
    if (inOneOf(State::MethodSelect, State::FaceCapture, State::FaceMatch, State::FaceRetry,
                State::PinEntry) &&
        visualOffered(station_))
        callStaff(Notice::StaffOnTheWay);
}

void Move::operator()(const StaffSignedIn& input) {
    if (!in(State::VisualRequested) || input.staff.empty())
        return;
    if (station_.passwordLockedUntil && now_ < *station_.passwordLockedUntil)
        return go(State::VisualRequested, Notice::PleaseWait);
    station_.passwordLockedUntil.reset();
    if (input.passwordRight) {
        station_.passwordMisses = 0;
        run().staff = input.staff;
        return go(State::VisualDecide);
    }
    if (++station_.passwordMisses < settings_.passwordMisses)
        return;
    station_.passwordMisses = 0;
    station_.passwordLockedUntil = now_ + settings_.passwordPause;
    go(State::VisualRequested, Notice::PleaseWait);
    want(Effect::RaiseAlarm);
}

void Move::operator()(const StaffDecided& input) {
    if (!in(State::VisualDecide) || input.reason.empty() || input.mark == Mark::NotLooked)
        return;
    run().mark = input.mark;
    run().reason = input.reason;
    if (input.samePerson)
        identified(Method::Visual);
    else
        end(State::IdentityRefused, Notice::StaffRefused);
}

void Move::identified(Method method) {
    run().method = method;
    run().identifiedAt = now_;
    go(State::CardAuth);
    want(Effect::MakeCardSign);
}

} // namespace kaomado::station
