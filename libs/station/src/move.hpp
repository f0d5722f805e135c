// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/station/machine.hpp"

namespace kaomado::station {

/// One input at work on a station. One file per part of the way: the card, the person, the answer, the time.
class Move {
public:
    Move(Station station, Instant now, const Settings& settings)
        : station_(std::move(station)), settings_(settings), now_(now) {}

    void operator()(const Equipped& input);
    void operator()(const CardPlaced& input);
    void operator()(const ChipAnswered& input);
    void operator()(const CodeRead& input);
    void operator()(const CodeRefused& input);
    void operator()(const PhotoTaken& input);
    void operator()(const ChipIsForged& input);
    void operator()(const CardRemoved& input);

    void operator()(const MethodChosen& input);
    void operator()(const PictureTaken& input);
    void operator()(const Compared& input);
    void operator()(const PinTried& input);
    void operator()(const StaffStarts& input);
    void operator()(const StaffSignedIn& input);
    void operator()(const StaffDecided& input);

    void operator()(const CardSigned& input);
    void operator()(const CertificateChecked& input);
    void operator()(const Answered& input);
    void operator()(const RegisterChosen& input);
    void operator()(const ConsentChosen& input);
    void operator()(const ResultWritten& input);
    void operator()(const NoteChosen& input);

    void operator()(const Touched& input);
    void operator()(const Tick& input);

    Stepped result() { return {std::move(station_), std::move(effects_)}; }

private:
    Placement& run() { return station_.run; }
    bool in(State state) const { return station_.run.state == state; }
    template <class... States>
    bool inOneOf(States... states) const {
        return (in(states) || ...);
    }
    void go(State state, Notice notice = Notice::None);
    void want(Effect effect) { effects_.push_back(effect); }
    /// The run is over; its end is on the screen until the card is taken.
    void end(State state, Notice notice);
    void begin(std::string id);
    void leave();

    void identified(Method method);
    void callStaff(Notice notice);
    void attemptFailed(Notice notice);
    void ask();
    void afterAnswer();
    Notice noticeOfAnswer() const;
    void deliver();
    void tickAttempt();
    void tickPatience();
    void tickService();
    void tickDelivery();
    void tickEnd();

    Station station_;
    const Settings& settings_;
    Instant now_;
    std::vector<Effect> effects_;
};

/// States in which a run is over and only the card is waited for.
bool over(State state);

} // namespace kaomado::station
