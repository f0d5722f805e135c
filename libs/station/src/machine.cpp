// SPDX-License-Identifier: Apache-2.0
#include "kaomado/station/machine.hpp"

#include "move.hpp"

#include <utility>

namespace kaomado::station {

bool over(State state) {
    switch (state) {
    case State::RemoveCard:
    case State::Outage:
    case State::RecordFourItems:
    case State::Help:
    case State::CardError:
    case State::CertRejected:
    case State::IdentityRefused:
    case State::Cancelled:
        return true;
    default:
        return false;
    }
}

void Move::go(State state, Notice notice) {
    const auto filming = [](State one) { return one == State::FaceCapture || one == State::FaceMatch; };
    if (filming(run().state) && !filming(state))
        want(Effect::StopCamera);
    run().state = state;
    run().notice = notice;
    run().entered = now_;
    run().touched = now_;
}

void Move::end(State state, Notice notice) {
    go(state, notice);
    run().reminded = now_;
    want(Effect::WipeRun);
}

/// The card is gone, and so is all that was about it. Wiping twice does no harm, not wiping does.
void Move::leave() {
    want(Effect::WipeRun);
    run() = Placement{};
    go(station_.camera || station_.staff ? State::Idle : State::OutOfService);
    if (station_.cardThere && in(State::Idle))
        begin(std::exchange(station_.nextRun, {}));
}

void Move::begin(std::string id) {
    run() = Placement{};
    run().id = std::move(id);
    run().begun = now_;
    go(State::CardDetected);
}

Stepped step(Station station, const Input& input, Instant now, const Settings& settings) {
    Move move(std::move(station), now, settings);
    std::visit(move, input);
    return move.result();
}

RunRecord recordOf(const Placement& run) {
    return {run.id, run.state, run.method, run.staff, run.reason, run.identifiedAt, run.begun};
}

} // namespace kaomado::station
