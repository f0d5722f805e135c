// SPDX-License-Identifier: Apache-2.0
#include "stage.hpp"

#include "conditions.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
/// Any day on which the procedures can be begun; rules that are in force on other days only are not tried.
Moments momentsOfSomeDay() {
    const Instant begin = instantFromIso("2026-10-01T01:00:00Z");
    return {begin, begin + std::chrono::minutes(1)};
}

std::set<std::string> rereadIn(const Rulebook& book) {
    std::set<std::string> steps;
    for (const auto& [id, step] : book.steps)
        if (!step.readingAfter.empty())
            steps.insert(step.readingAfter);
    return steps;
}

std::set<std::string> spokenOfIn(const Rulebook& book, std::initializer_list<Condition::Kind> kinds) {
    std::set<std::string> steps;
    const auto note = [&](const Condition& condition) {
        if (std::ranges::find(kinds, condition.kind) != kinds.end())
            steps.insert(condition.fact);
    };
    for (const Procedure& procedure : book.procedures)
        eachCondition(book, procedure, note);
    for (const auto& [id, fact] : book.facts)
        eachPart(fact.derived, note);
    return steps;
}

std::vector<const OrderPair*> inForceIn(const Rulebook& book, Date today) {
    std::vector<const OrderPair*> pairs;
    for (const OrderPair& pair : book.order)
        if (pair.rules.empty() || std::ranges::any_of(pair.rules, [&](const std::string& rule) {
                return book.rules.at(rule).inForce(today);
            }))
            pairs.push_back(&pair);
    return pairs;
}

std::set<std::string> conditionalIn(const Rulebook& book) {
    std::set<std::string> papers;
    const auto note = [&](const Condition& condition) {
        if (condition.kind == Condition::Kind::Paper || condition.kind == Condition::Kind::On)
            papers.insert(condition.fact);
    };
    for (const Procedure& procedure : book.procedures)
        eachCondition(book, procedure, note);
    for (const auto& [id, fact] : book.facts)
        eachPart(fact.derived, note);
    return papers;
}

std::set<std::string> settableIn(const Rulebook& book) {
    std::set<std::string> facts;
    for (const auto& [id, step] : book.steps)
        for (const auto& [fact, value] : step.sets)
            facts.insert(fact);
    for (const Procedure& procedure : book.procedures)
        for (const Fixed& fixed : procedure.fixed)
            facts.insert(fixed.facts.begin(), fixed.facts.end());
    return facts;
}

std::map<std::string, Vocabulary> vocabulariesOf(const Rulebook& book, Date today) {
    std::map<std::string, Vocabulary> all;
    for (const Procedure& procedure : book.procedures)
        all.emplace(procedure.id, Vocabulary(book, procedure, today));
    return all;
}

std::map<std::string, NewCertificate> newCertificateIn(const Rulebook& book) {
    std::map<std::string, NewCertificate> all;
    const auto asks = [&](const Procedure& procedure) {
        bool found = false;
        const auto note = [&](const Condition& condition) {
            found = found || condition.fact == kCertificateIsNew || condition.other == kCertificateIsNew;
        };
        eachCondition(book, procedure, note);
        for (const auto& [id, fact] : book.facts)
            eachPart(fact.derived, note);
        return found;
    };
    for (const Procedure& procedure : book.procedures) {
        NewCertificate& here = all[procedure.id];
        Procedure rest = procedure;
        rest.steps.clear();
        here.always = asks(rest);
        for (const StepUse& use : procedure.steps) {
            rest.steps = {use};
            if (!here.always && asks(rest))
                here.by.push_back(use.id);
        }
        for (const std::string& id : here.by) {
            const StepUse& use = *procedure.use(id);
            const Condition& holds = use.holds ? *use.holds : book.steps.at(use.step).holds;
            if (std::ranges::any_of(sourcesOf(book, holds),
                                    [](const std::string& fact) { return fact == kCertificateIsNew; }))
                here.always = true; // looked at for as long as the step is done
        }
        if (!procedure.diverts.empty()) // where steps are opened again
            for (const Procedure* next : successors(book, procedure))
                here.always = here.always || asks(*next);
    }
    return all;
}

/// The edition's standard settings, with an endorsement field of as few lines as conditions tell apart.
Facts settingsFor(const Rulebook& book, const std::map<std::string, Vocabulary>& vocabularies) {
    Facts settings = settingsFrom(book, {});
    unsigned lines = 1;
    for (const auto& [id, vocabulary] : vocabularies)
        lines = std::max(lines, vocabulary.lines());
    settings.insert_or_assign("endorsement_capacity", Count(lines));
    return settings;
}

Context contextAt(Instant now, Facts settings) {
    Context context;
    context.now = now;
    context.settings = std::move(settings);
    return context;
}
} // namespace

Stage::Stage(const Rulebook& rulebook, bool forgets)
    : book(rulebook),
      reduced(forgets),
      moments(momentsOfSomeDay()),
      vocabularies(vocabulariesOf(book, dayInJapan(moments.now))),
      context(contextAt(moments.now, settingsFor(book, vocabularies))),
      sheets(book, vocabularies, context),
      readings(book.pins, moments.now),
      officer("mihon.taro"),
      reread(rereadIn(book)),
      spokenOf(spokenOfIn(book, {Condition::Kind::Done, Condition::Kind::Begun})),
      begun(spokenOfIn(book, {Condition::Kind::Begun})),
      inForce(inForceIn(book, dayInJapan(moments.now))),
      conditional(conditionalIn(book)),
      settable(settableIn(book)),
      newCertificate(newCertificateIn(book)) {}

/// Nothing that is still to be said could turn the case into another procedure.
bool Stage::settledChoice(const Vocabulary& words, const CaseState& state) const {
    return std::ranges::all_of(words.opening(), [&](const std::string& fact) {
        return !words.fixed().contains(fact) || state.facts.contains(fact) || book.facts.at(fact).standard;
    });
}

bool Stage::sayable(const CaseState& state, const std::string& fact, const FactValue& is) const {
    for (const FactValue& value : vocabulary(state.procedure).values(fact)) {
        if (value == is)
            continue;
        const Decision decision = decide(book, state, {officer, StateFact{fact, value}}, context);
        const auto* events = std::get_if<std::vector<Event>>(&decision);
        if (events == nullptr || events->size() != 1)
            return false;
    }
    return true;
}

bool Stage::open(const CaseState& state, const std::string& paper) const {
    return std::ranges::none_of(book.procedure(state.procedure)->fixed, [&](const Fixed& fixed) {
        return state.at(fixed.after) == StepState::At::Done &&
               std::ranges::find(fixed.documents, paper) != fixed.documents.end();
    });
}

/// Somebody may have changed the chip before it is read again, so it does not matter how it is until then: it
/// is taken to be as it was seen last. Not while it is in the terminal.
void Stage::forgetTheUnseen(Node& node) const {
    const CaseState& state = node.state;
    if (!state.observation || std::ranges::any_of(state.steps, [&](const auto& step) {
            return step.second.at == StepState::At::Running && changesCard(state, step.first);
        }))
        return;
    const World seen = node.seen.value_or(World{.signature = true});
    node.world.pins = seen.pins;
    node.world.signature = seen.signature;
}

bool Stage::changesCard(const CaseState& state, const std::string& step) const {
    const StepUse* use = book.procedure(state.procedure)->use(step);
    return effectOf(use == nullptr ? step : use->step).value_or(Effect::Nothing) != Effect::Nothing;
}

bool Stage::asksForNewCertificate(const CaseState& state) const {
    const NewCertificate& asked = newCertificate.at(state.procedure);
    return asked.always || std::ranges::any_of(asked.by, [&](const std::string& step) {
               return state.at(step) != StepState::At::Done;
           });
}

void Stage::forget(Node& node) const {
    CaseState& state = node.state;
    std::erase_if(state.facts,
                  [&](const auto& fact) { return vocabulary(state.procedure).local().contains(fact.first); });
    if (!asksForNewCertificate(state))
        state.boundCertificate.clear();
}

void Stage::settle(Node& node) const {
    CaseState& state = node.state;
    const Vocabulary& words = vocabulary(state.procedure);
    forgetTheUnseen(node);
    CaseState unpaused = state;
    unpaused.phase = Phase::Open;
    std::erase_if(state.facts, [&](const auto& fact) {
        if (!words.mentioned(fact.first) || book.facts.at(fact.first).standard == fact.second)
            return true; // as if it had not been said
        return !words.fixed().contains(fact.first) &&
               (!settable.contains(fact.first) || sayable(unpaused, fact.first, fact.second));
    });
    std::erase_if(state.documents, [&](const auto& paper) { return open(state, paper.first); });
    std::erase_if(state.steps, [&](const auto& step) { // of the procedure before, and nobody asks for it
        return step.second.at == StepState::At::Done &&
               book.procedure(state.procedure)->use(step.first) == nullptr &&
               !words.steps().contains(step.first) && !reread.contains(step.first);
    });
    if (settledChoice(words, state))
        state.overrideReason.reset();
    if (reduced)
        forget(node);
    simplify(state, reread, begun, moments);
}

} // namespace kaomado::proof
