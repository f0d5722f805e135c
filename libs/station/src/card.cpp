// SPDX-License-Identifier: Apache-2.0
// From the card on the reader to the photo.
#include "move.hpp"

namespace kaomado::station {

void Move::operator()(const Equipped& input) {
    station_.camera = input.camera;
    station_.staff = input.staff;
    const bool nobody = !input.camera && !input.staff;
    if (in(State::Idle) && nobody)
        go(State::OutOfService);
    else if (in(State::OutOfService) && !nobody)
        go(State::Idle);
    else if (inOneOf(State::FaceCapture, State::FaceMatch, State::FaceRetry) && !input.camera)
        go(State::MethodSelect, Notice::CameraMissing);
}

void Move::operator()(const CardPlaced& input) {
    station_.cardThere = true;
    if (in(State::Idle))
        begin(input.runId);
    else if (run().cardGone)
        station_.nextRun = input.runId;
}

void Move::operator()(const ChipAnswered& input) {
    if (!in(State::CardDetected))
        return;
    if (input.chip != Chip::MyNumberCard)
        return end(State::CardError,
                   input.chip == Chip::Foreign ? Notice::NotMyNumberCard : Notice::TakeOutOfCover);
    if (!input.faceItemsUsable)
        return end(State::Help, Notice::FaceItemsLocked);
    run().pinUsable = input.pinUsable;
    // The last tries of a card are the municipality's work to give back: nothing is tried by itself then.
    if (input.codeTriesLeft.value_or(settings_.codeTriesToSpare + 1) <= settings_.codeTriesToSpare)
        return go(State::CodeDoubtful, Notice::FewTriesLeft);
    go(State::CodeEntry);
}

void Move::operator()(const CodeRead& input) {
    if (!inOneOf(State::CodeEntry, State::CodeDoubtful))
        return;
    if (input.backSide)
        return go(run().state, Notice::TurnOver);
    if (!input.certain)
        return go(State::CodeDoubtful, Notice::RetypeCode);
    ++run().codeTries;
    go(State::PhotoRead);
    want(Effect::ReadPhoto);
}

void Move::operator()(const CodeRefused&) {
    if (!in(State::PhotoRead))
        return;
    if (run().codeTries >= settings_.codeTries)
        return end(State::Help, Notice::RetypeCode);
    go(State::CodeDoubtful, Notice::RetypeCode);
}

void Move::operator()(const PhotoTaken& input) {
    if (!in(State::PhotoRead))
        return;
    run().photo = input.photo;
    // Neither the machine nor a look may stand for the PIN where there is no photo to compare with.
    if (input.photo == Photo::None && !run().pinUsable)
        return end(State::Help, Notice::NoPhoto);
    if (input.photo == Photo::Poor && !run().pinUsable)
        return callStaff(Notice::PhotoTooPoor);
    go(State::MethodSelect);
}

void Move::operator()(const ChipIsForged&) {
    if (!in(State::PhotoRead))
        return;
    want(Effect::RaiseAlarm);
    end(State::CardError, Notice::NotGenuine);
}

void Move::operator()(const CardRemoved&) {
    station_.cardThere = false;
    station_.nextRun.clear();
    if (inOneOf(State::Idle, State::OutOfService))
        return;
    if (in(State::Deliver)) { // what is being delivered was agreed to and is complete
        run().cardGone = true;
        return;
    }
    if (!over(run().state))
        go(State::Cancelled, Notice::CardTaken);
    leave();
}

} // namespace kaomado::station
