// SPDX-License-Identifier: Apache-2.0
#include "gate.hpp"

#include "papers.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
void addAll(std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

bool mentions(const View& view, const Condition& condition, const std::vector<std::string>& facts) {
    if (std::ranges::find(facts, condition.fact) != facts.end() ||
        std::ranges::find(facts, condition.other) != facts.end())
        return true;
    const Fact* fact = view.book().fact(condition.fact);
    if (fact != nullptr && fact->source == FactSource::Derived && mentions(view, fact->derived, facts))
        return true;
    return std::ranges::any_of(condition.parts,
                               [&](const Condition& part) { return mentions(view, part, facts); });
}

bool allows(const Stop& stop, const StepUse& use) {
    return std::ranges::find(stop.allow, use.id) != stop.allow.end();
}

bool inScope(const OrderPair& pair, const std::string& procedure) {
    return pair.scope.empty() || std::ranges::find(pair.scope, procedure) != pair.scope.end();
}

std::chrono::minutes maxAge(const View& view) {
    const auto limit = view.fact("reading_max_age_minutes");
    return std::chrono::minutes(limit ? std::get<Count>(*limit).value() : 0);
}
} // namespace

Gate::Gate(const View& view, const StepUse& use)
    : view_(view), use_(use), step_(view.book().steps.at(use.step)) {}

std::vector<std::string> Gate::askStart() const {
    std::vector<std::string> list = step_.askStart;
    addAll(list, use_.askStart);
    return list;
}

std::vector<std::string> Gate::askEnd() const {
    std::vector<std::string> list = step_.askEnd;
    addAll(list, use_.askEnd);
    return list;
}

std::vector<Reason> Gate::notApplicable(bool& undecided) const {
    std::vector<Reason> no, unknown;
    for (const Requirement& one : use_.when)
        if (view_.inForce(one.rules) && view_.truth(one.that) != Truth::Yes) {
            view_.refuses();
            (view_.truth(one.that) == Truth::No ? no : unknown).push_back(view_.reason(one));
        }
    undecided = no.empty() && !unknown.empty();
    return undecided ? unknown : no;
}

std::vector<Reason> Gate::beforeStart(bool preview) const {
    std::vector<Reason> reasons;
    stops(reasons);
    running(reasons);
    role(reasons);
    bool undecided = false;
    if (const auto why = notApplicable(undecided); !why.empty()) {
        reasons.insert(reasons.end(), why.begin(), why.end());
        return reasons;
    }
    if (step_.changesCard && view_.state().fingerprint.empty())
        reasons.push_back(view_.reason({rule::kSameCard}, "カードがまだこの手続に結び付けられていません。"));
    order(reasons);
    const auto papers = lackingAt(view_, use_, step_);
    reasons.insert(reasons.end(), papers.begin(), papers.end());
    requirements(step_.before, preview, reasons);
    requirements(use_.before, preview, reasons);
    return reasons;
}

std::vector<Reason> Gate::beforeEnd() const {
    std::vector<Reason> reasons;
    role(reasons);
    requirements(step_.after, false, reasons);
    requirements(use_.after, false, reasons);
    return reasons;
}

std::vector<Reason> Gate::openSteps() const {
    std::vector<Reason> reasons;
    for (const StepUse& other : view_.procedure()->steps)
        if (other.id != use_.id && !settled(view_, other)) {
            view_.refuses();
            const Step& step = view_.book().steps.at(other.step);
            Reason reason =
                view_.reason(step.rules, {}, "「" + labelOf(view_, other) + "」を済ませてください。");
            reason.text = "「" + labelOf(view_, other) + "」が済んでいません。";
            reasons.push_back(std::move(reason));
        }
    return reasons;
}

void Gate::stops(std::vector<Reason>& reasons) const {
    if (const Stop* stop = view_.stopped(); stop != nullptr && !allows(*stop, use_)) {
        view_.refuses();
        reasons.push_back(view_.reason(stop->rules, {}, stop->remedy));
    }
}

void Gate::running(std::vector<Reason>& reasons) const {
    for (const StepUse& other : view_.procedure()->steps)
        if (other.id != use_.id && view_.at(other.id) == StepState::At::Running) {
            view_.refuses();
            reasons.push_back(view_.reason({rule::kResume}, "「" + labelOf(view_, other) + "」の途中です。",
                                           "カードを読み取り、その手順の結果を先に記録してください。"));
        }
}

void Gate::role(std::vector<Reason>& reasons) const {
    if (view_.context().roles.contains(step_.role))
        return;
    const auto& roles = view_.book().roles;
    const auto found = std::ranges::find(roles, step_.role, &Choice::id);
    reasons.push_back({step_.rules, "この手順は" + found->label + "が行います。",
                       found->label + "の権限のある人が操作してください。"});
}

void Gate::order(std::vector<Reason>& reasons) const {
    for (const OrderPair& pair : view_.book().order) {
        const bool then = std::ranges::find(pair.then, use_.id) != pair.then.end() ||
                          (pair.thenChangesCard && step_.changesCard);
        if (!then || !inScope(pair, view_.procedure()->id) || !view_.inForce(pair.rules))
            continue;
        for (const std::string& id : pair.first) {
            const StepUse* first = view_.procedure()->use(id);
            if (first != nullptr && !settled(view_, *first)) {
                view_.refuses();
                reasons.push_back(view_.reason(pair.rules, "先に「" + labelOf(view_, *first) +
                                                               "」を済ませる必要があります。"));
            }
        }
    }
}

void Gate::requirements(const std::vector<Requirement>& list, bool preview,
                        std::vector<Reason>& reasons) const {
    std::vector<Requirement> checked;
    for (const Requirement& one : list)
        if (!preview || !asks(one.that))
            checked.push_back(one);
    view_.unmet(checked, reasons);
}

bool Gate::asks(const Condition& condition) const {
    return mentions(view_, condition, askStart());
}

bool settled(const View& view, const StepUse& use) {
    if (view.isDone(use.id))
        return true;
    if (view.at(use.id) != StepState::At::NotBegun)
        return false;
    const Stop* stop = view.stopped();
    return view.truth(use.when) == Truth::No || (stop != nullptr && !allows(*stop, use));
}

std::string labelOf(const View& view, const StepUse& use) {
    return use.label.empty() ? view.book().steps.at(use.step).label : use.label;
}

bool believable(const View& view, const Observation* given, Instant since, std::vector<Reason>& reasons) {
    return believable(view, given, since, reasons, view.state().fingerprint);
}

bool believable(const View& view, const Observation* given, Instant since, std::vector<Reason>& reasons,
                const std::string& fingerprint) {
    const CaseState& state = view.state();
    const bool newest = given == nullptr && state.observation && !state.observationStale;
    const Observation* reading = newest ? &*state.observation : given;
    const auto refuse = [&](const char* rule, const char* text) {
        view.refuses();
        reasons.push_back(view.reason({rule}, text));
        return false;
    };
    if (fingerprint.empty())
        return refuse(rule::kSameCard, "カードがまだこの手続に結び付けられていません。");
    if (reading == nullptr)
        return refuse(rule::kReadAgain, "カードの読み取り結果がありません。");
    if (reading->fingerprint != fingerprint) // it is of the plastic, so no card is swapped (R-CARD-16)
        return refuse(rule::kSameCard, "別のカードが置かれています。");
    if (reading->time > view.context().now)
        return refuse(rule::kReadAgain, "読み取り時刻が今より後になっています。");
    if (reading->time < since)
        return refuse(rule::kReadAgain, "この手順より前の読み取り結果です。");
    if (view.context().now - reading->time > maxAge(view))
        return refuse(rule::kReadAgain, "読み取りから時間がたっています。");
    if (state.observation && reading->time < state.observation->time)
        return refuse(rule::kReadAgain, "もっと新しい読み取り結果があります。");
    if (!newest && state.observation && state.observationStale && reading->time == state.observation->time)
        return refuse(rule::kReadAgain, "その読み取りの後で、カードが変わったかもしれません。");
    return true;
}

} // namespace kaomado::procedure
