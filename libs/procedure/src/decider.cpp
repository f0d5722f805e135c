// SPDX-License-Identifier: Apache-2.0
#include "decider.hpp"

#include "chip_facts.hpp"
#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::procedure {

namespace {
bool offered(const std::vector<Choice>& choices, const Word& word) {
    return std::ranges::find(choices, word.text(), &Choice::id) != choices.end();
}

void mustBe(bool known, const char* what) {
    if (!known)
        throw Error(Fault::BadInput, std::string("the rulebook does not know this ") + what);
}

bool ofType(const Fact& fact, const FactValue& value) {
    if (value.index() != static_cast<std::size_t>(fact.type))
        return false;
    const Word* word = std::get_if<Word>(&value);
    return word == nullptr || std::ranges::find(fact.values, word->text()) != fact.values.end();
}
static_assert(
    std::is_same_v<std::variant_alternative_t<static_cast<std::size_t>(FactType::Count), FactValue>, Count> &&
    std::is_same_v<std::variant_alternative_t<static_cast<std::size_t>(FactType::Word), FactValue>, Word>);
} // namespace

Decider::Decider(const Rulebook& rulebook, const CaseState& state, const Officer& officer,
                 const Context& context)
    : book_(rulebook), officer_(officer), context_(context), view_(rulebook, state, context, &officer_) {}

Decision Decider::done() {
    return std::move(events_);
}

Decision Decider::refuse(const char* rule, std::string text, std::string remedy) const {
    return Refusal{{view_.reason({rule}, std::move(text), std::move(remedy))}};
}

std::optional<Decision> Decider::notOpen() const {
    switch (view_.state().phase) {
    case Phase::None:
        throw Error(Fault::BadInput, "the case has not been opened");
    case Phase::Open:
        return std::nullopt;
    case Phase::Suspended:
        return refuse(rule::kResume, "この手続は中断しています。", "手続を再開してください。");
    case Phase::Closed:
        break;
    }
    return refuse(rule::kOneEnd, "この手続は終わっています。");
}

Observation Decider::observe(const Evidence& evidence) const {
    return observationOf(evidence, book_.pins, context_.now);
}

const Fact& Decider::known(const std::string& id, const FactValue& value) const {
    const Fact* fact = book_.fact(id);
    if (fact == nullptr || fact->source != FactSource::Stated)
        throw Error(Fault::BadInput, "no fact that can be stated is named so; see facts.yaml of the edition");
    if (!ofType(*fact, value))
        throw Error(Fault::BadInput,
                    "fact '" + id + "' has a value of the wrong kind; see facts.yaml of the edition");
    return *fact;
}

void Decider::answers(const Facts& given, const std::vector<std::string>& asked, Reasons& reasons) const {
    for (const auto& [id, value] : given) {
        (void)known(id, value);
        if (std::ranges::find(asked, id) == asked.end())
            throw Error(Fault::BadInput, "the step does not ask for '" + id + "'");
    }
    for (const std::string& id : asked)
        if (!given.contains(id))
            reasons.push_back(view_.reason({rule::kRecord},
                                           "次の確認がまだ記録されていません。" + book_.facts.at(id).question,
                                           "確認した結果を記録してください。"));
}

// ── beginning
// ───────────────────────────────────────────────────────────────────────────────────────────────

Reason Decider::wrongVisitor(const View& opened, const Procedure& procedure) {
    std::vector<std::string> rules = procedure.visitorRules;
    rules.emplace_back(rule::kChosen);
    return opened.reason(rules, "来庁者がこの手続に合いません。");
}

std::vector<Reason> Decider::cannotOpen(const View& opened, const OpenCase& what,
                                        const Procedure& procedure) {
    Reasons reasons;
    const auto visitor = what.facts.find("visitor");
    if (visitor == what.facts.end())
        reasons.push_back(opened.reason({rule::kChosen}, "来庁者がまだ記録されていません。"));
    else if (visitor->second != FactValue(Word(procedure.visitor)))
        reasons.push_back(wrongVisitor(opened, procedure));
    if (procedure.visitor == "representative" && !what.facts.contains("rep_kind"))
        reasons.push_back(opened.reason({rule::kRepresentative}, {}));
    for (const std::string& id : procedure.rules)
        if (!opened.inForce({id}))
            reasons.push_back(opened.reason({id}, "この手続は今日の時点では行えません。"));
    if (!what.overrideReason && opened.truth(procedure.chosenWhen) == Truth::No)
        reasons.push_back(opened.reason({rule::kChosen}, "ほかの手続が選ばれる場合です。"));
    return reasons;
}

Decision Decider::operator()(const OpenCase& what) {
    const Procedure* procedure = book_.procedure(what.procedure);
    mustBe(procedure != nullptr, "procedure");
    mustBe(!what.overrideReason || offered(book_.overrideReasons, *what.overrideReason), "reason");
    if (view_.state().phase != Phase::None)
        return view_.state().procedure == what.procedure && view_.state().phase == Phase::Open
                   ? done()
                   : refuse(rule::kOneEnd, "この手続はすでに始まっています。");
    for (const auto& [id, value] : what.facts)
        (void)known(id, value);
    Facts facts = what.facts;
    for (const auto& [id, value] : procedure->given)
        facts.insert_or_assign(id, value);
    View opened = view_;
    opened.assume(facts);
    Reasons reasons = cannotOpen(opened, what, *procedure);
    const bool proposed = opened.truth(procedure->chosenWhen) == Truth::Yes;
    if (!reasons.empty())
        return refuse(std::move(reasons));
    emit(CaseOpened{procedure->id, book_.edition, std::move(facts),
                    proposed ? std::nullopt : what.overrideReason}); // nothing is overridden then
    return done();
}

// ── facts and papers
// ────────────────────────────────────────────────────────────────────────────────────────

bool Decider::ownedByStep(const std::string& fact, Reasons& reasons) const {
    if (fact == "visitor" || view_.procedure()->given.contains(fact))
        reasons.push_back(view_.reason({rule::kChosen}, "受付の時に決まった事実は変えられません。"));
    for (const StepUse& use : view_.procedure()->steps) {
        const Gate gate(view_, use);
        const auto start = gate.askStart(), end = gate.askEnd();
        const bool asks =
            std::ranges::find(start, fact) != start.end() || std::ranges::find(end, fact) != end.end();
        const bool set = view_.isDone(use.id) && gate.step().sets.contains(fact);
        if (asks || set)
            reasons.push_back(view_.reason({rule::kRecord},
                                           "この事実は「" + labelOf(view_, use) + "」の手順で記録します。",
                                           "その手順の中で記録してください。"));
    }
    return !reasons.empty();
}

bool Decider::wouldBeAnother(const StateFact& what) const {
    const Condition& chosen = view_.procedure()->chosenWhen;
    const Facts said{{what.fact, what.value}};
    View changed = view_;
    changed.assume(said);
    return !view_.state().overrideReason && view_.truth(chosen) != Truth::No &&
           changed.truth(chosen) == Truth::No;
}

bool Decider::wouldDivert(const StateFact& what) const {
    const Facts said{{what.fact, what.value}};
    View changed = view_;
    changed.assume(said);
    return std::ranges::any_of(view_.procedure()->diverts, [&](const Divert& way) {
        return view_.inForce(way.rules) && changed.truth(way.when) == Truth::Yes;
    });
}

/// Too late for this fact or paper, because a step that rests on it is over.
std::optional<Decision> Decider::fixed(const std::vector<std::string> Fixed::*list,
                                       const std::string& id) const {
    for (const Fixed& one : view_.procedure()->fixed)
        if (view_.inForce(one.rules) && view_.at(one.after) == StepState::At::Done &&
            std::ranges::find(one.*list, id) != (one.*list).end())
            return Refusal{{view_.reason(one.rules, {})}};
    return std::nullopt;
}

Decision Decider::operator()(const StateFact& what) {
    (void)known(what.fact, what.value);
    if (const auto no = notOpen())
        return *no;
    if (const auto old = view_.state().facts.find(what.fact);
        old != view_.state().facts.end() && old->second == what.value)
        return done();
    if (const auto no = fixed(&Fixed::facts, what.fact))
        return *no;
    Reasons reasons;
    if (ownedByStep(what.fact, reasons))
        return refuse(std::move(reasons));
    if (wouldBeAnother(what))
        return refuse(rule::kChosen, "この事実が変わると、別の手続になります。",
                      "この手続を取りやめ、正しい手続で受け付け直してください。");
    if (midStep() && wouldDivert(what))
        return refuse(rule::kResume, "手順の途中で、別の手続に移ることはできません。",
                      "カードを読み取り、その手順の結果を先に記録してください。");
    emit(FactStated{what.fact, what.value});
    divert();
    return done();
}

Decision Decider::operator()(const RecordDocument& what) {
    const auto document = book_.documents.find(what.document);
    mustBe(document != book_.documents.end(), "document");
    for (const auto& [id, value] : what.attributes) {
        const auto fact = std::ranges::find(document->second.attributes, id, &Fact::id);
        mustBe(fact != document->second.attributes.end() && ofType(*fact, value),
               "attribute of the document");
    }
    if (const auto no = notOpen())
        return *no;
    const auto old = view_.state().documents.find(what.document);
    if (old != view_.state().documents.end() && old->second.handedIn == what.handedIn &&
        old->second.attributes == what.attributes)
        return done();
    if (const auto no = fixed(&Fixed::documents, what.document))
        return *no;
    emit(DocumentRecorded{what.document, what.handedIn, what.attributes});
    return done();
}

// ── the card
// ────────────────────────────────────────────────────────────────────────────────────────────────

Decision Decider::operator()(const BindCard& what) {
    if (const auto no = notOpen())
        return *no;
    if (what.evidence.reading.fingerprint.empty())
        return refuse(rule::kSameCard, "カードの番号が読み取れません。");
    if (!view_.state().fingerprint.empty())
        return (*this)(ObserveCard{what.evidence});
    Observation seen = observe(what.evidence);
    Reasons reasons;
    if (!believable(view_, &seen, Instant::min(), reasons, seen.fingerprint))
        return refuse(std::move(reasons));
    emit(CardBound{std::move(seen)});
    divert();
    return done();
}

Decision Decider::operator()(const ObserveCard& what) {
    if (const auto no = notOpen())
        return *no;
    Observation seen = observe(what.evidence);
    if (view_.state().observation == seen && !view_.state().observationStale)
        return done();
    Reasons reasons;
    if (!believable(view_, &seen, view_.state().openedAt, reasons))
        return refuse(std::move(reasons));
    emit(CardObserved{std::move(seen)});
    divert();
    return done();
}

// ── pause and end
// ───────────────────────────────────────────────────────────────────────────────────────────

Decision Decider::operator()(const Suspend& what) {
    mustBe(offered(book_.suspendReasons, what.reason), "reason");
    const Phase phase = view_.state().phase;
    if (phase == Phase::Suspended)
        return done();
    if (const auto no = notOpen())
        return *no;
    if (!what.cardKept && view_.state().irreversible)
        return refuse(rule::kOneEnd, "元に戻せない操作をした後なので、カードを返せません。",
                      "カードを預かって中断してください。");
    emit(Suspended{what.reason, what.cardKept});
    return done();
}

Decision Decider::operator()(const Resume& /*what*/) {
    const Phase phase = view_.state().phase;
    if (phase == Phase::Open)
        return done();
    if (phase != Phase::Suspended)
        return *notOpen();
    emit(Resumed{});
    return done();
}

std::vector<Reason> cannotWithdraw(const View& view) {
    std::vector<Reason> reasons;
    for (const StepUse& use : view.procedure()->steps)
        if (view.at(use.id) == StepState::At::Running && view.book().steps.at(use.step).changesCard)
            reasons.push_back(view.reason({rule::kResume}, "「" + labelOf(view, use) + "」の途中です。",
                                          "カードを読み取り、その手順の結果を先に記録してください。"));
    if (const Stop* stop = view.stopped())
        for (const std::string& id : stop->allow) {
            const StepUse& use = *view.procedure()->use(id);
            if (!view.book().steps.at(use.step).ends && view.truth(use.when) == Truth::Yes &&
                !settled(view, use))
                reasons.push_back(view.reason(stop->rules, "「" + labelOf(view, use) + "」が済んでいません。",
                                              stop->remedy));
        }
    return reasons;
}

bool Decider::mayLeave(const std::optional<Observation>& given, Reasons& reasons) const {
    if (!believable(view_, given ? &*given : nullptr, view_.state().openedAt, reasons))
        return false;
    View then = view_;
    if (given)
        then.assume(*given);
    then.unmet(book_.goalOf(*view_.procedure()).leave, reasons);
    return reasons.empty();
}

Decision Decider::operator()(const Withdraw& what) {
    mustBe(offered(book_.withdrawReasons, what.reason), "reason");
    const CaseState& state = view_.state();
    if (state.phase == Phase::Closed && state.outcome == Outcome::Withdrawn)
        return done();
    if (state.phase == Phase::None || state.phase == Phase::Closed)
        return *notOpen();
    Reasons reasons = cannotWithdraw(view_);
    if (!reasons.empty())
        view_.refuses();
    std::optional<Observation> seen;
    if (what.evidence && state.cardTouched) // otherwise the card leaves as it came, whichever it is
        seen = observe(*what.evidence);
    if (reasons.empty() && state.cardTouched)
        (void)mayLeave(seen, reasons);
    if (!reasons.empty())
        return refuse(std::move(reasons));
    emit(CaseClosed{Outcome::Withdrawn, what.reason, std::move(seen)});
    return done();
}

bool Decider::midStep() const {
    return std::ranges::any_of(view_.state().steps,
                               [](const auto& step) { return step.second.at == StepState::At::Running; });
}

/// Not in the middle of a step, of which the other procedure would know nothing: asked again with its result.
void Decider::divert() {
    if (midStep())
        return;
    for (const Divert& way : view_.procedure()->diverts)
        if (view_.state().phase == Phase::Open && view_.inForce(way.rules) &&
            view_.truth(way.when) == Truth::Yes)
            return divert(way); // the rest of the list is the other procedure's no more
}

void Decider::divert(const Divert& way) {
    const Procedure& next = *book_.procedure(way.to);
    Facts facts = next.given;
    for (const auto& [id, value] : way.sets)
        facts.insert_or_assign(id, value);
    emit(Diverted{way.to, way.rules, std::move(facts), reopenedBy(next)});
}

std::vector<std::string> Decider::reopenedBy(const Procedure& next) const {
    View then = view_;
    then.assume(next);
    std::vector<std::string> reopened;
    for (const StepUse& use : next.steps)
        if (then.at(use.id) == StepState::At::Done &&
            (book_.steps.at(use.step).perProcedure || then.truth(use.after) != Truth::Yes))
            reopened.push_back(use.id);
    return reopened;
}

Decision decide(const Rulebook& rulebook, const CaseState& state, const Command& command,
                const Context& context) {
    if (!state.edition.empty() && state.edition != rulebook.edition)
        throw Error(Fault::Configuration, "the case began under edition " + state.edition +
                                              ", this is edition " + rulebook.edition +
                                              "; load the rulebook of the case");
    Decider decider(rulebook, state, command.officer, context);
    return std::visit(decider, command.what);
}

} // namespace kaomado::procedure
