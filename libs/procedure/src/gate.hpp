// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rule_names.hpp"
#include "view.hpp"

namespace kaomado::procedure {

/// The gate before a step: everything that must hold for it to be begun, or for it to be believed.
class Gate {
public:
    /// `use` belongs to the procedure of the view's case.
    Gate(const View& view, const StepUse& use);

    const Step& step() const { return step_; }
    std::vector<std::string> askStart() const;
    std::vector<std::string> askEnd() const;

    /// Why the step does not belong to this case; empty when it does. `undecided` when that is not known yet.
    std::vector<Reason> notApplicable(bool& undecided) const;

    /// Everything that forbids to begin. `preview`: what the step itself asks at its start, and the reading
    /// that it brings along, are left open.
    std::vector<Reason> beforeStart(bool preview) const;
    /// Everything that forbids to call it done, papers and ordering apart.
    std::vector<Reason> beforeEnd() const;
    /// Every other step of the case that is neither done nor out of place; for the step that ends it.
    std::vector<Reason> openSteps() const;

private:
    void stops(std::vector<Reason>& reasons) const;
    void running(std::vector<Reason>& reasons) const;
    void role(std::vector<Reason>& reasons) const;
    void order(std::vector<Reason>& reasons) const;
    void requirements(const std::vector<Requirement>& list, bool preview, std::vector<Reason>& reasons) const;
    bool asks(const Condition& condition) const;

    const View& view_;
    const StepUse& use_;
    const Step& step_;
};

/// Whether a step of the case is done, or definitely does not belong to it.
bool settled(const View& view, const StepUse& use);
std::string labelOf(const View& view, const StepUse& use);

/// A reading that may be believed: of the bound card, not from before `since`, not too old. Without `given`
/// the newest one of the case is looked at. `reasons` says what is wrong with it.
bool believable(const View& view, const Observation* given, Instant since, std::vector<Reason>& reasons);
/// The same of a card that is to be bound.
bool believable(const View& view, const Observation* given, Instant since, std::vector<Reason>& reasons,
                const std::string& fingerprint);

} // namespace kaomado::procedure
