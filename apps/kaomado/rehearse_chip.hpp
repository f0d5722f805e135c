// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"

#include <kaomado/chip/chip_reading.hpp>
#include <kaomado/counter/rehearsal.hpp>
#include <kaomado/lock/pin_set.hpp>

#include <nlohmann/json.hpp>

namespace kaomado::app {

/// The chip in a rehearsal, for people: a line for each PIN with every reference of it, and one for the
/// signature certificate.
class RehearseChip {
public:
    RehearseChip(const Frame& frame, const lock::PinSet& set) : frame_(frame), set_(set) {}

    /// What a step did: the lines that it changed, or one short line when it changed nothing or when nobody
    /// has looked since. The first state is told in full.
    std::string step(const counter::StepReport& report);
    /// From the first reading to the newest, in full; empty when there was none.
    std::string whole() const;

private:
    /// One line: what it is about, how it is, and the tries of each reference.
    struct Line {
        std::string name, state;
        std::vector<std::pair<std::string, std::string>> tries;
        friend bool operator==(const Line&, const Line&) = default;
    };
    std::vector<Line> linesOf(const chip::ChipReading& reading) const;
    std::string between(const chip::ChipReading& before, const chip::ChipReading& after,
                        bool changesOnly) const;
    std::string shortLine(const char* key) const;

    const Frame& frame_;
    const lock::PinSet& set_;
    std::optional<chip::ChipReading> first_, newest_;
};

/// The same for programs, always in full; null without a reading.
nlohmann::json readingJson(const std::optional<chip::ChipReading>& reading, const lock::PinSet& set);

} // namespace kaomado::app
