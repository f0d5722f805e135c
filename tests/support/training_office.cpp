// SPDX-License-Identifier: Apache-2.0
#include "support/training_office.hpp"

#include <kaomado/training/make_card.hpp>

namespace kaomado::test {

TrainingOffice::TrainingOffice(store::Database& database, trust::TrainingCa& ca, const Clock& time,
                               RecordOf record)
    : clock(time),
      cases(database),
      terminal({ca, clock, lock::PinSet::builtIn(), std::move(record),
                [&ca](std::string_view serial) { return training::issuerKeyFor(ca, serial); }}),
      portal(ca, clock) {
    counter::migrateTables(database, clock);
}

counter::Equipment TrainingOffice::equipment(counter::CardReader& reader, counter::PinPad& pad,
                                             const chip::TerminalKey& key,
                                             counter::IntegratedTerminal& otherTerminal,
                                             counter::InsurancePortal& otherPortal) {
    const auto& rulebook = procedure::Rulebook::builtIn();
    return {.rulebook = rulebook,
            .cases = cases,
            .clock = clock,
            .reader = reader,
            .terminal = otherTerminal,
            .portal = otherPortal,
            .pad = pad,
            .key = key,
            .terminalName = "counter-1",
            .municipality = "99999",
            .settings = procedure::settingsFrom(rulebook, {})};
}

} // namespace kaomado::test
