// SPDX-License-Identifier: Apache-2.0
#include "decider.hpp"
#include "kaomado/base/error.hpp"
#include "papers.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
/// Facts that some step of the procedure asks: no separate question is put for them.
std::set<std::string> askedBySteps(const View& view) {
    std::set<std::string> asked;
    for (const StepUse& use : view.procedure()->steps) {
        const Gate gate(view, use);
        for (const auto& list : {gate.askStart(), gate.askEnd()})
            asked.insert(list.begin(), list.end());
    }
    return asked;
}

class Asker {
public:
    explicit Asker(const View& view) : view_(view), asked_(askedBySteps(view)) {}

    /// The first question that would help to decide a list that must hold altogether; none when it is
    /// decided. `chip` becomes true when only a reading would help.
    std::vector<Question> questions(const std::vector<Requirement>& list, bool& chip) const {
        std::vector<Question> result;
        if (view_.truth(list) == Truth::Unknown)
            for (const Requirement& one : list) {
                if (view_.inForce(one.rules))
                    ask(one.that, result, chip);
                if (!result.empty() || leftToAStep(one.that))
                    break;
            }
        return result;
    }
    void ask(const Condition& condition, std::vector<Question>& result, bool& chip,
             const Paper& paper = {}) const {
        for (const std::string& id : view_.missing(condition, paper)) {
            chip = chip || view_.book().facts.at(id).source == FactSource::Chip;
            const Question question = view_.question(id);
            if (view_.book().facts.at(id).source == FactSource::Stated && !asked_.contains(id) &&
                std::ranges::find(result, question) == result.end())
                result.push_back(question);
        }
    }

    /// What has to be known of the resident to judge a paper on the table; nothing of one that does not do
    /// anyway.
    void askOf(const std::string& document, std::vector<Question>& result, bool& chip) const {
        const DocumentState* sheet = view_.handedIn(document);
        if (sheet == nullptr)
            return;
        const Document& known = view_.book().documents.at(document);
        const Paper paper{&known, &sheet->attributes};
        const auto wrong = [&](const Requirement& one) {
            return view_.inForce(one.rules) && view_.truth(one.that, paper) == Truth::No;
        };
        if (std::ranges::any_of(known.requirements, wrong))
            return;
        for (const auto* list : {&known.requirements, &known.warns})
            for (const Requirement& one : *list)
                if (view_.inForce(one.rules))
                    ask(one.that, result, chip, paper);
    }

private:
    /// What comes later in a list is not asked before a step has settled what comes first.
    bool leftToAStep(const Condition& condition) const {
        const auto missing = view_.missing(condition);
        return std::ranges::any_of(missing, [&](const std::string& id) { return asked_.contains(id); });
    }

    const View& view_;
    std::set<std::string> asked_;
};

void add(std::vector<Question>& to, const std::vector<Question>& more) {
    for (const Question& question : more)
        if (std::ranges::find(to, question) == to.end())
            to.push_back(question);
}

std::vector<Question> allOf(const View& view, const std::vector<std::string>& facts) {
    std::vector<Question> list;
    for (const std::string& id : facts)
        list.push_back(view.question(id));
    return list;
}

/// What is the same wherever the case stands.
Action describe(const View& view, const StepUse& use, const Gate& gate) {
    const Step& step = gate.step();
    Action action;
    action.step = use.id;
    action.label = labelOf(view, use);
    action.operation = step.operation;
    action.category = step.category;
    action.role = step.role;
    action.rules = step.rules;
    action.intent = step.intent;
    action.readAtStart = step.reading == ReadingNeed::AtStart || step.reading == ReadingNeed::Both;
    action.readAtEnd = step.reading == ReadingNeed::AtEnd || step.reading == ReadingNeed::Both;
    action.askStart = allOf(view, gate.askStart());
    action.askEnd = allOf(view, gate.askEnd());
    for (const Failure& failure : step.failures)
        action.failures.push_back({failure.id, failure.label});
    return action;
}

void place(const View& view, const StepUse& use, const Gate& gate, const Asker& asker, Action& action) {
    using State = Action::State;
    const StepState::At at = view.at(use.id);
    bool undecided = false;
    const auto why = gate.notApplicable(undecided);
    if (at == StepState::At::Done)
        action.state = view.isDone(use.id) ? State::Done : State::Undone;
    else if (at == StepState::At::Running)
        action.state = State::Running;
    else if (!why.empty())
        action.state = undecided ? State::Undecided : State::NotApplicable;
    bool chip = false;
    if (action.state == State::Undecided)
        action.questions = asker.questions(use.when, chip);
    if (action.state == State::NotApplicable || action.state == State::Undecided)
        action.why = why;
    if (action.state != State::Open && action.state != State::Undone)
        return;
    action.why = gate.beforeStart(true);
    if (gate.step().ends) {
        const auto open = gate.openSteps();
        action.why.insert(action.why.end(), open.begin(), open.end());
    }
    action.allowed = action.why.empty();
    if (action.state == State::Open && !action.allowed)
        for (const auto* list : {&gate.step().before, &use.before})
            add(action.questions, asker.questions(*list, chip));
}

void notices(const View& view, Next& next) {
    if (const Stop* stop = view.stopped())
        next.notices.push_back(view.reason(stop->rules, {}, stop->remedy));
    if (const Procedure* before = view.book().procedure(view.state().divertedFrom))
        for (const Divert& way : before->diverts)
            if (way.to == view.state().procedure)
                next.notices.push_back(view.reason(way.rules, {}, way.note));
    if (view.state().phase == Phase::Open)
        for (const std::string& rule : view.procedure()->notes)
            next.notices.push_back(view.reason({rule}, {}));
    for (const StepUse& use : view.procedure()->steps)
        for (const Requirement& warned : view.book().steps.at(use.step).warns)
            if (view.isDone(use.id) && view.inForce(warned.rules) && view.truth(warned.that) == Truth::No)
                next.notices.push_back(view.reason(warned));
}

void questions(const View& view, const Asker& asker, Next& next) {
    bool chip = false;
    for (const StepUse& use : view.procedure()->steps)
        if (view.at(use.id) == StepState::At::NotBegun)
            add(next.questions, asker.questions(use.when, chip));
    for (const DocumentDemand& demand : view.procedure()->documents) {
        add(next.questions, asker.questions(demand.when, chip));
        if (view.truth(demand.when) == Truth::Yes)
            for (const std::string& document : demand.documents)
                asker.askOf(document, next.questions, chip);
    }
    for (const Stop& stop : view.procedure()->stops)
        asker.ask(stop.when, next.questions, chip);
    for (const Requirement& one : view.book().goalOf(*view.procedure()).atEnd)
        if (view.inForce(one.rules))
            asker.ask(one.that, next.questions, chip);
}

std::optional<CardMode> modeOf(const View& view) {
    const auto value = view.fact("card_mode");
    if (!value)
        return std::nullopt;
    for (const CardMode mode : {CardMode::Normal, CardMode::FaceAuth, CardMode::FaceAuthCaseMarked,
                                CardMode::Transitional, CardMode::Inconsistent})
        if (std::get<Word>(*value).text() == nameOf(mode))
            return mode;
    return std::nullopt;
}

bool mustRead(const View& view, const std::vector<Action>& actions) {
    return view.state().fingerprint.empty() || view.state().observationStale ||
           std::ranges::any_of(actions, [](const Action& action) {
               return action.state == Action::State::Running && action.readAtEnd;
           });
}

const Procedure& procedureOf(const View& view) {
    if (view.procedure() == nullptr)
        throw Error(Fault::BadInput, "the case has not been opened, or belongs to another edition");
    return *view.procedure();
}
} // namespace

const Action* Next::action(std::string_view step) const {
    const auto found = std::ranges::find(actions, step, &Action::step);
    return found == actions.end() ? nullptr : &*found;
}

Next next(const Rulebook& rulebook, const CaseState& state, const Context& context) {
    const View view(rulebook, state, context);
    const Procedure& procedure = procedureOf(view);
    const Asker asker(view);
    Next next;
    next.phase = state.phase;
    for (const StepUse& use : procedure.steps) {
        const Gate gate(view, use);
        Action action = describe(view, use, gate);
        place(view, use, gate, asker, action);
        action.allowed = state.phase == Phase::Open &&
                         (action.allowed ||
                          (action.state == Action::State::Running && context.roles.contains(action.role)));
        next.actions.push_back(std::move(action));
    }
    next.mode = modeOf(view);
    notices(view, next);
    next.maySuspend = state.phase == Phase::Open;
    next.mayWithdraw =
        (state.phase == Phase::Open || state.phase == Phase::Suspended) && cannotWithdraw(view).empty();
    if (state.phase != Phase::Open)
        return next;
    questions(view, asker, next);
    next.readCard = mustRead(view, next.actions);
    return next;
}

std::vector<PaperView> documents(const Rulebook& rulebook, const CaseState& state, const Context& context) {
    const View view(rulebook, state, context);
    return papersOf(view, procedureOf(view));
}

std::vector<PaperView> documentsOf(const Rulebook& rulebook, std::string_view procedure, const Facts& facts,
                                   const Context& context) {
    CaseState state;
    state.procedure = std::string(procedure);
    state.facts = facts;
    const View view(rulebook, state, context);
    return papersOf(view, procedureOf(view));
}

std::vector<std::string> propose(const Rulebook& rulebook, const Facts& facts, const Context& context) {
    CaseState state;
    state.facts = facts;
    const View view(rulebook, state, context);
    std::vector<std::string> fitting;
    for (const Procedure& procedure : rulebook.procedures)
        if (view.truth(procedure.chosenWhen) != Truth::No)
            fitting.push_back(procedure.id);
    return fitting;
}

std::vector<std::string> Refusal::rules() const {
    std::vector<std::string> all;
    for (const Reason& reason : reasons)
        for (const std::string& rule : reason.rules)
            if (std::ranges::find(all, rule) == all.end())
                all.push_back(rule);
    return all;
}

bool Refusal::names(std::string_view rule) const {
    const auto all = rules();
    return std::ranges::find(all, rule) != all.end();
}

} // namespace kaomado::procedure
