// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

namespace kaomado::procedure {

enum class Truth { No, Yes, Unknown };

/// Recorded attributes of a paper together with what they may be.
struct Paper {
    const Document* document = nullptr;
    const Facts* attributes = nullptr;
};

/// A case seen through its rulebook: every fact, whatever its source, and conditions over them. It copies
/// nothing of the state; "what if" is a copy of the view with something laid over the state. All of it must
/// outlive the view.
class View {
public:
    /// `actor`: who acts, when somebody does.
    View(const Rulebook& rulebook, const CaseState& state, const Context& context,
         const Officer* actor = nullptr);

    /// The state has changed, or is another object now.
    void follow(const CaseState& state);
    /// As if these facts were known, this had been read, the case were in that procedure.
    void assume(const Facts& facts) { assumed_ = &facts; }
    void assume(const Observation& seen) { seen_ = &seen; }
    void assume(const Procedure& procedure) { procedure_ = &procedure; }

    const Rulebook& book() const { return book_; }
    const Context& context() const { return context_; }
    const CaseState& state() const { return *state_; }
    /// Of the case; null when the rulebook does not know it.
    const Procedure* procedure() const { return procedure_; }
    /// The newest observation, or none.
    const Observation* observation() const;
    StepState::At at(const std::string& step) const;
    /// A paper on the counter; null when it is not there.
    const DocumentState* handedIn(const std::string& document) const;

    std::optional<FactValue> fact(const std::string& id) const;
    Truth truth(const Condition& condition, const Paper& paper = {}) const;
    Truth truth(const std::vector<Requirement>& all) const;
    /// Facts that have to be learned to decide the condition: the first ones only, so that no question is
    /// asked that an earlier answer may make needless. Empty when it is decided.
    std::vector<std::string> missing(const Condition& condition, const Paper& paper = {}) const;

    /// At least one of the rules is in force today.
    bool inForce(const std::vector<std::string>& rules) const;
    bool isDone(const std::string& step) const;
    /// Started at least once, whatever came of it.
    bool hasBegun(const std::string& step) const;
    /// The stop in force, if any.
    const Stop* stopped() const;

    /// There is a reason to refuse.
    void refuses() const;
    /// The reason that a requirement not met gives.
    Reason reason(const Requirement& requirement) const;
    /// A sentence of ours in front of what the first rule says.
    Reason reason(const std::vector<std::string>& rules, std::string text, std::string remedy = {}) const;
    /// Reasons of all requirements that are in force and not met; unknown is not met.
    void unmet(const std::vector<Requirement>& list, std::vector<Reason>& reasons) const;
    Question question(const std::string& id) const;

private:
    std::optional<FactValue> attribute(const std::string& id, const Paper& paper, bool& known) const;
    std::optional<FactValue> lookUp(const std::string& id, const Paper& paper) const;
    std::optional<FactValue> computed(const std::string& id) const;
    std::optional<FactValue> mode() const;
    std::optional<FactValue> linesFree() const;
    std::optional<FactValue> identity() const;
    std::optional<FactValue> userCertFresh() const;
    bool secondOfficerSame() const;
    Truth named(const Condition& condition, const Paper& paper) const;
    std::optional<bool> yes(const std::string& id) const;
    Truth compare(const Condition& condition, const Paper& paper) const;
    Truth combine(const Condition& condition, const Paper& paper) const;
    std::vector<std::string> missingFact(const std::string& id) const;

    const Rulebook& book_;
    const CaseState* state_;
    const Context& context_;
    const Officer* actor_;
    Date today_;
    const Procedure* procedure_;
    const Facts* assumed_ = nullptr;
    const Observation* seen_ = nullptr;
};

} // namespace kaomado::procedure
