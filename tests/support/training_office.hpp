// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/counter/counter.hpp>
#include <kaomado/counter/simulated_portal.hpp>
#include <kaomado/counter/simulated_terminal.hpp>

namespace kaomado::test {

/// The municipality's side of a counter: log, simulated terminal, simulated portal. Holds no PIN, so that a
/// program whose memory is searched for PINs can have one.
struct TrainingOffice {
    using RecordOf = std::function<counter::CentralRecord(const std::string& fingerprint)>;

    /// The log is made in `database` when it is not there yet. `record`: what the resident register knows.
    TrainingOffice(store::Database& database, trust::TrainingCa& ca, const Clock& time, RecordOf record);

    /// A whole counter, with that reader, those keys under somebody's hands and that key for its readings.
    counter::Equipment equipment(counter::CardReader& reader, counter::PinPad& pad,
                                 const chip::TerminalKey& key) {
        return equipment(reader, pad, key, terminal, portal);
    }
    /// The same with another terminal and portal.
    counter::Equipment equipment(counter::CardReader& reader, counter::PinPad& pad,
                                 const chip::TerminalKey& key, counter::IntegratedTerminal& otherTerminal,
                                 counter::InsurancePortal& otherPortal);

    const Clock& clock;
    counter::CaseStore cases;
    counter::SimulatedTerminal terminal;
    counter::SimulatedPortal portal;
};

} // namespace kaomado::test
