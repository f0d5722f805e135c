// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate.hpp"

namespace kaomado::procedure {

/// One command against one case. Events are applied to a copy of the state as they are made, so that what
/// follows from them (a diversion, the end of the case) is seen in the same decision; a refusal copies
/// nothing.
class Decider {
public:
    Decider(const Rulebook& rulebook, const CaseState& state, const Officer& officer, const Context& context);

    Decision operator()(const OpenCase& what);
    Decision operator()(const StateFact& what);
    Decision operator()(const RecordDocument& what);
    Decision operator()(const BindCard& what);
    Decision operator()(const ObserveCard& what);
    Decision operator()(const StartStep& what);
    Decision operator()(const CompleteStep& what);
    Decision operator()(const FailStep& what);
    Decision operator()(const Suspend& what);
    Decision operator()(const Resume& what);
    Decision operator()(const Withdraw& what);

private:
    using Reasons = std::vector<Reason>;

    template <class What>
    void emit(What what) {
        if (!after_)
            after_ = view_.state();
        events_.push_back({after_->sequence + 1, context_.now, officer_, std::move(what)});
        apply(*after_, events_.back());
        view_.follow(*after_);
    }
    Decision done();
    Decision refuse(Reasons reasons) const { return Refusal{std::move(reasons)}; }
    Decision refuse(const char* rule, std::string text, std::string remedy = {}) const;
    /// Nothing but its end or its resumption can come during a pause.
    std::optional<Decision> notOpen() const;

    Observation observe(const Evidence& evidence) const;
    const Fact& known(const std::string& id, const FactValue& value) const;
    /// Exactly what the step asks, of the right kind; what is missing goes to the reasons.
    void answers(const Facts& given, const std::vector<std::string>& asked, Reasons& reasons) const;
    const Step& stepNamed(const std::string& id) const;
    Decision notInProcedure(const std::string& id) const;
    Decision begin(const StepUse& use, const StartStep& what);
    Decision complete(const StepUse& use, const CompleteStep& what);
    /// The reading that proves a step's end; `reasons` when there is none.
    void evidence(const Gate& gate, const StepUse& use, const std::optional<Observation>& given,
                  Reasons& reasons) const;
    Outcome outcomeOf(const Step& step) const;
    static std::vector<std::string> warnings(const View& view, const Gate& gate);
    void divert();
    void divert(const Divert& way);
    /// What another procedure has to look at again.
    std::vector<std::string> reopenedBy(const Procedure& next) const;
    std::optional<Decision> fixed(const std::vector<std::string> Fixed::*list, const std::string& id) const;
    bool ownedByStep(const std::string& fact, Reasons& reasons) const;
    /// With this fact the case would never have been opened in its procedure (R-PROC-02).
    bool wouldBeAnother(const StateFact& what) const;
    /// With this fact another procedure would take over.
    bool wouldDivert(const StateFact& what) const;
    bool midStep() const;
    bool mayLeave(const std::optional<Observation>& given, Reasons& reasons) const;
    static Reason wrongVisitor(const View& opened, const Procedure& procedure);
    static Reasons cannotOpen(const View& opened, const OpenCase& what, const Procedure& procedure);

    const Rulebook& book_;
    const Officer& officer_;
    const Context& context_;
    View view_;
    std::optional<CaseState> after_;
    std::vector<Event> events_;
};

/// Why the resident's giving up is not possible whatever the card says; empty when it is.
std::vector<Reason> cannotWithdraw(const View& view);

} // namespace kaomado::procedure
