// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/procedure/engine.hpp"

#include <memory>

namespace kaomado::procedure {

class ChoiceTable;

/// What has been said at the counter so far. Nothing is taken for granted: a fact that nobody has stated is
/// open, whatever its standard value.
struct Talk {
    Facts facts;
    std::set<std::string> unsure; ///< questions and clues that did not settle anything
};

/// The question to ask now.
struct ChoiceAsk {
    const ChoiceQuestion* question = nullptr;
    std::vector<const Saying*> answers; ///< those that are still possible
    unsigned atMost = 0;                ///< questions still to come, this one included, if all are answered
};

/// What an answer would lead to: a procedure, or a reason why none fits; several while more is open.
struct ChoiceBranch {
    const ChoiceQuestion* question = nullptr;
    const Saying* answer = nullptr;
    std::vector<const Procedure*> procedures;
    std::vector<const NoProcedure*> none;
};

/// A question that nobody could answer and on which the procedure depends: how to learn it, and what depends
/// on it.
struct FindOut {
    const ChoiceQuestion* question = nullptr;
    std::vector<ChoiceBranch> branches;
};

/// The end: one procedure, or the reason why none.
struct Chosen {
    const Procedure* procedure = nullptr;
    const NoProcedure* none = nullptr; ///< also null when the procedure is not in force today, see `because`
    std::vector<Reason> because;       ///< what was said, each with its rules; then what follows
    std::vector<Reason> notes;
    std::vector<ChoiceBranch> otherwise; ///< one answer changed: where it would lead instead
};

/// Exactly one of `ask`, `chosen` and `findOut` says something.
struct ChoiceAdvice {
    std::optional<ChoiceAsk> ask;
    std::optional<Chosen> chosen;
    std::vector<FindOut> findOut;
    std::vector<const Procedure*> possible; ///< still, in the order of the guideline
    std::vector<const NoProcedure*> noneBecause;
};

/// Finds the procedure from what somebody says (R-PROC-02). Pure; keeps a reference to the rulebook.
/// @thread any, once made
class Chooser {
public:
    explicit Chooser(const Rulebook& rulebook);
    ~Chooser();
    Chooser(Chooser&&) noexcept;
    Chooser& operator=(Chooser&&) noexcept;
    Chooser(const Chooser&) = delete;
    Chooser& operator=(const Chooser&) = delete;

    /// @throws Error Fault::BadInput for a fact or question that the rulebook does not know
    ChoiceAdvice advise(const Talk& talk, const Context& context) const;

    /// The talk after an answer. @throws Error Fault::BadInput for an unknown question or answer
    Talk answered(Talk talk, std::string_view question, std::string_view answer) const;
    /// The talk after "I do not know". @throws Error Fault::BadInput for an unknown question
    Talk unsure(Talk talk, std::string_view question) const;

    /// What whoever names a procedure says with it: the facts that hold wherever it is chosen.
    /// @throws Error Fault::BadInput for a procedure that the rulebook does not know
    Facts meant(std::string_view procedure) const;

    /// Every combination of the facts that choose a procedure.
    std::vector<Facts> combinations() const;

private:
    class Adviser;
    const ChoiceQuestion& question(std::string_view id) const;

    const Rulebook* book_;
    std::unique_ptr<ChoiceTable> table_;
};

/// What the opening of a case of this procedure needs and nobody has stated: who came, and what he is to the
/// applicant (R-PROC-02, R-PROC-16).
std::vector<Question> openingAsks(const Rulebook& rulebook, const Procedure& procedure, const Facts& facts);

/// Procedures into which staff may go with a reason instead of the proposed one (`proposed`: none when it
/// is null): the visitor must fit and the procedure must be in force (R-PROC-02, R-P02-04).
std::vector<const Procedure*> overridable(const Rulebook& rulebook, const Procedure* proposed,
                                          const Facts& facts, const Context& context);

} // namespace kaomado::procedure
