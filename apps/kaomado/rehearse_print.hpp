// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rehearse_chip.hpp"

#include <kaomado/audit/finding.hpp>
#include <kaomado/counter/rehearsal.hpp>

#include <iosfwd>

namespace kaomado::app {

/// Tells a rehearsal as it goes: for people, or one JSON object a line.
class RehearsePrinter {
public:
    RehearsePrinter(std::ostream& out, const Frame& frame, const procedure::Rulebook& rulebook, bool json)
        : out_(out), frame_(frame), rulebook_(rulebook), chip_(frame, rulebook.pins), json_(json) {}

    void begin(const std::string& procedure);
    void step(const counter::StepReport& report);
    void end(const counter::Rehearsed& result, const audit::Verification& log);
    void listed(const counter::CaseKey& key, const procedure::CaseState& state);

private:
    void stepText(const counter::StepReport& report);
    void stepJson(const counter::StepReport& report);
    void reasonsText(const std::vector<procedure::Reason>& reasons);

    std::ostream& out_;
    const Frame& frame_;
    const procedure::Rulebook& rulebook_;
    RehearseChip chip_;
    bool json_;
    unsigned number_ = 0;
};

} // namespace kaomado::app
