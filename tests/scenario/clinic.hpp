// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/station/machine.hpp>

#include <algorithm>

namespace kaomado::station {

/// A station and what surrounds it, played by the test: the inputs come as they would.
class Clinic {
public:
    /// @return what the station wants done
    const std::vector<Effect>& tell(const Input& input) {
        Stepped stepped = step(station_, input, now_, settings);
        station_ = std::move(stepped.station);
        last_ = std::move(stepped.effects);
        for (const Effect effect : last_)
            ++wanted_[effect];
        return last_;
    }
    /// Second by second.
    void wait(std::chrono::seconds time) {
        for (std::chrono::seconds gone{0}; gone < time; ++gone) {
            now_ += std::chrono::seconds{1};
            tell(Tick{});
        }
    }

    /// A 顔認証 card whose photo has been read.
    void placeFaceAuthCard(Photo photo = Photo::Good) { place({.chip = Chip::MyNumberCard}, photo); }
    /// A card with a PIN.
    void placeOrdinaryCard(Photo photo = Photo::Good) {
        place({.chip = Chip::MyNumberCard, .pinUsable = true}, photo);
    }
    void chip(const ChipAnswered& answer) {
        tell(CardPlaced{"run-" + std::to_string(++runs_)});
        tell(answer);
    }
    void place(const ChipAnswered& answer, Photo photo) {
        chip(answer);
        tell(CodeRead{});
        tell(PhotoTaken{photo});
    }
    void tryFace(bool same, bool alive = true) {
        tell(MethodChosen{Method::Face});
        tell(PictureTaken{});
        tell(Compared{same, alive});
    }
    void look(bool same, Mark mark = Mark::OnTheColumn) {
        tell(MethodChosen{Method::Visual});
        tell(StaffSignedIn{"kakari-1", true});
        tell(StaffDecided{same, mark, "face_failed"});
    }
    void certificate(std::optional<Certificate> found = Certificate::Valid) {
        tell(CardSigned{true});
        tell(CertificateChecked{found});
    }
    void answer(const Answer& answer = {}) { tell(Answered{run().id, answer}); }
    void agreeToAll() { decide(Decision::Given); }
    void agreeToNothing() { decide(Decision::Refused); }
    void written() { tell(ResultWritten{true}); }
    void remove() { tell(CardRemoved{}); }

    const Station& station() const { return station_; }
    const Placement& run() const { return station_.run; }
    State state() const { return station_.run.state; }
    Notice notice() const { return station_.run.notice; }
    Instant now() const { return now_; }
    /// Since the station was set up.
    long wanted(Effect effect) const {
        const auto at = wanted_.find(effect);
        return at == wanted_.end() ? 0 : at->second;
    }
    bool wantsNow(Effect effect) const { return std::ranges::find(last_, effect) != last_.end(); }

    Settings settings;

private:
    void decide(Decision decision) {
        ConsentChosen chosen;
        for (const ConsentItem& item : settings.items)
            chosen.items[item.id] = decision;
        tell(chosen);
    }

    Station station_;
    Instant now_ = std::chrono::sys_days(std::chrono::year{2026} / 11 / 23);
    std::vector<Effect> last_;
    std::map<Effect, long> wanted_;
    int runs_ = 0;
};

} // namespace kaomado::station
