// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "case_view.hpp"
#include "contract.hpp"
#include "desk.hpp"
#include "event_hub.hpp"
#include "given_answers.hpp"
#include "kaomado/counter/stationery.hpp"
#include "kaomado/procedure/choice.hpp"
#include "kaomado/server/counter_server.hpp"
#include "metrics.hpp"
#include "people.hpp"
#include "training_seat.hpp"

namespace kaomado::server {

/// Everything that routes work with. @thread each member as it says; the rest is immutable once made
struct Office {
    Office(ServerSettings given, const Clock& time);

    struct Place {
        std::unique_ptr<Desk> desk;
        TrainingSeat* training = nullptr; ///< of the desk's seat, when it is one; on the desk's strand only
    };
    /// @throws Denied Denial::NotFound
    Place& place(const std::string& reader);

    ServerSettings settings;
    const Clock& clock;
    const procedure::Rulebook& rulebook;
    const procedure::Chooser chooser;
    const Contract& contract;
    const counter::Stationery stationery;
    Storage storage;
    std::string municipality;
    Passwords passwords;
    People people;
    GivenAnswers answers;
    EventHub hub;
    Metrics metrics;
    CaseView view;
    std::optional<trust::TrainingCa> ca;
    std::optional<Tray> tray;
    std::vector<Place> places; ///< at least one
    std::optional<FirstAccount> firstAccount;

private:
    void openReaders();
    void fillStaff();
};

/// One request on its way.
struct Call {
    const Request& request;
    const Operation& operation;
    Input input;
    const Signed* who = nullptr; ///< null only for public operations

    const std::string& path(std::string_view name) const { return input.path.find(name)->second; }
    counter::CaseKey caseKey() const { return {who->municipality, path("case")}; }
    procedure::Officer officer() const { return procedure::Officer(who->account.login); }
};

} // namespace kaomado::server
