// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_store.hpp"
#include "kaomado/procedure/engine.hpp"

namespace kaomado::counter {

struct OpenedCase {
    CaseKey key;
    std::vector<procedure::Event> events;
};

/// Opens a case where there is neither a card nor a terminal yet, e.g. at a reception desk. When it returns,
/// the events are on the disk.
/// @throws Error as Counter::open
std::variant<OpenedCase, procedure::Refusal> openCase(CaseStore& cases, const procedure::Rulebook& rulebook,
                                                      const std::string& municipality,
                                                      const procedure::Officer& officer,
                                                      const procedure::OpenCase& what,
                                                      const procedure::Context& context);

} // namespace kaomado::counter
