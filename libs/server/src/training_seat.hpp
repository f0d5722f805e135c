// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/simulated_portal.hpp"
#include "kaomado/counter/simulated_resident.hpp"
#include "kaomado/counter/simulated_terminal.hpp"
#include "seat.hpp"
#include "tray.hpp"

namespace kaomado::server {

/// What a trainer lets go wrong at a reader.
struct Troubles {
    std::optional<unsigned> pullAfter; ///< so many commands, then the card is pulled; once
    unsigned statusPending = 0;
    bool terminalDown = false, portalDown = false, issueFails = false;
    bool wrongPin = false; ///< the resident mistypes; once
};

/// A reader for virtual cards, a played integrated terminal and portal, and a resident who knows the PINs of
/// the card that lies there: no PIN passes through the server's interface.
class TrainingSeat final : public Seat {
public:
    /// `name`: of the reader.
    TrainingSeat(std::string name, Tray& tray, trust::TrainingCa& ca, const Clock& clock,
                 const procedure::Rulebook& rulebook);
    ~TrainingSeat() override;

    std::string_view kind() const override { return "virtual"; }
    counter::CardReader& reader() override;
    counter::IntegratedTerminal& terminal() override { return terminal_; }
    counter::InsurancePortal& portal() override { return portal_; }
    counter::PinPad& pad() override;

    /// Empty: takes away what lies there.
    void place(const std::optional<std::string>& card);
    void set(const Troubles& troubles);
    Troubles troubles();

private:
    class Slot; ///< the reader

    const emulator::CardImage& image() const;

    std::string name_;
    Tray& tray_;
    std::unique_ptr<Slot> slot_;
    counter::SimulatedResident resident_;
    counter::SimulatedTerminal terminal_;
    counter::SimulatedPortal portal_;
    bool portalDown_ = false;
};

} // namespace kaomado::server
