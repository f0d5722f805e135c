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

/// A case seen through its rulebook: every fact, whatever its source, and conditions over them. Holds a copy
/// of the state, so that "what if" is a change of the copy.
class View {
public:
    /// `actor`: who acts, when somebody does.
    View(const Rulebook& rulebook, CaseState state, const Context& context, const Officer* actor = nullptr);

    const Rulebook& book() const { return book_; }
    const Context& context() const { return context_; }
    const CaseState& state() const { return state_; }
    CaseState& state() { return state_; }
    /// Of the case; null when the rulebook does not know it.
    const Procedure* procedure() const { return book_.procedure(state_.procedure); }

    std::optional<FactValue> fact(const std::string& id) const;
    Truth truth(const Condition& condition, const Paper& paper = {}) const;
    Truth truth(const std::vector<Requirement>& all) const;
    /// Facts that have to be learned to decide the condition: the first ones only, so that no question is
    /// asked that an earlier answer may make needless. Empty when it is decided.
    std::vector<std::string> missing(const Condition& condition) const;

    /// At least one of the rules is in force today.
    bool inForce(const std::vector<std::string>& rules) const;
    bool isDone(const std::string& step) const;
    /// The stop in force, if any.
    const Stop* stopped() const;

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
    CaseState state_;
    const Context& context_;
    const Officer* actor_;
};

} // namespace kaomado::procedure
