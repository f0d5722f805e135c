// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_list.hpp"
#include "kaomado/counter/counter.hpp"

#include <nlohmann/json.hpp>

namespace kaomado::server {

/// Cases and cards as JSON; forms in openapi.json under the names beside. @thread any, once made
class CaseView {
public:
    CaseView(const procedure::Rulebook& rulebook, procedure::Facts settings, const Clock& clock)
        : rulebook_(rulebook), settings_(std::move(settings)), clock_(clock) {}

    nlohmann::ordered_json whole(const std::string& id, const procedure::CaseState& state) const; ///< Case
    nlohmann::ordered_json line(const counter::CaseSummary& summary) const; ///< CaseSummary
    /// Told; `waiting`: the instruction that staff has to follow first.
    nlohmann::ordered_json told(const std::string& id, const counter::Told& told,
                                const std::string& step = {},
                                const counter::Instruction* waiting = nullptr) const;
    nlohmann::ordered_json reading(const chip::ChipReading& reading) const; ///< Reading

    procedure::Context context() const { return {.now = clock_.now(), .settings = settings_}; }
    const procedure::Rulebook& rulebook() const { return rulebook_; }

private:
    nlohmann::ordered_json procedureOf(const std::string& id) const;
    nlohmann::ordered_json step(const procedure::Action& action) const;
    nlohmann::ordered_json questions(const std::vector<procedure::Question>& questions) const;
    nlohmann::ordered_json papers(const std::vector<procedure::PaperView>& papers,
                                  const procedure::CaseState& state) const;

    const procedure::Rulebook& rulebook_;
    procedure::Facts settings_;
    const Clock& clock_;
};

} // namespace kaomado::server
