// SPDX-License-Identifier: Apache-2.0
// What happens at a node, steps apart.
#include "conditions.hpp"
#include "explorer.hpp"
#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
using At = StepState::At;

/// Nobody changes a certificate of user authentication in passing (world.hpp: meddled).
bool canBeMeddledWith(const std::string& chipFact) {
    return !chipFact.starts_with(kAboutCertificate);
}

/// Which reason was given decides nothing.
void setOverridden(CaseState& state, bool overridden) {
    state.overrideReason = overridden ? std::optional(Word("any")) : std::nullopt;
}
} // namespace

void Explorer::expand(Id id, const Node& node) {
    Position at(*this, id, node);
    try {
        switch (node.state.phase) {
        case Phase::Open:
            if (node.faceUnseen && node.state.cardTouched) {
                see(at);
                break;
            }
            work(at);
            for (const StepUse& use : at.procedure.steps)
                if (!canWait(node, use))
                    step(at, use);
            if (node.faceUnseen && (at.chipMatters || at.choices.face()))
                see(at);
            say(at);
            withdraw(at);
            pause(at);
            look(at);
            break;
        case Phase::Suspended:
            whenPaused(at);
            break;
        case Phase::Closed:
            whenEnded(at);
            break;
        case Phase::None:
            break;
        }
    } catch (const Error& error) {
        found(Law::NoCrash, error.what(), node.state.procedure, id, {});
    }
    Walked& walked = report_.procedures[node.state.procedure];
    walked.decisions += at.choices.decisions();
    walked.tried += at.choices.tried();
}

// ── the face of the card
// ────────────────────────────────────────────────────────────────────────────────────────────

/// What is on the card matters to laws as soon as it may be changed: every way in which it can be marked, as
/// far as staff may say so in this case, be it one that was opened with an override.
void Explorer::see(Position& at) {
    for (int flags = 0; flags < 8; ++flags) {
        if ((flags & 3) == 3 && !unmarks(at.procedure))
            continue;
        Node next = at.node;
        next.faceUnseen = false;
        next.world.entry = (flags & 1) != 0;
        next.world.onCase = (flags & 2) != 0;
        setOverridden(next.state, (flags & 4) != 0);
        if (std::ranges::any_of(at.procedure.given, [&](const auto& fact) {
                const auto seen = seenOn(next.world, fact.first);
                return seen && FactValue(*seen) != fact.second;
            }))
            continue;
        bool sayable = true, needed = false;
        for (const std::string& fact : stage_.vocabulary(at.procedure.id).opening())
            if (const auto seen = seenOn(next.world, fact)) {
                Node said = next;
                const bool normally = say(said, fact, *seen, false), ever = say(said, fact, *seen, true);
                needed = needed || (ever && !normally);
                const auto& standard = book_.facts.at(fact).standard;
                if (standard && FactValue(*seen) != standard) // silence would be a lie
                    sayable = say(next, fact, *seen, next.state.overrideReason.has_value()) && sayable;
            }
        if (!sayable || (next.state.overrideReason && !needed))
            continue;
        stage_.settle(next);
        const World world = next.world;
        const Id to = enter(std::move(next), at.id,
                            [&] { return "look at the card's face (card: " + textOf(world) + ")"; });
        nodes_[at.id].honest.push_back(to);
    }
}

/// States what is seen; false when the engine does not let staff say so.
bool Explorer::say(Node& node, const std::string& fact, bool value, bool overridden) {
    CaseState state = node.state;
    setOverridden(state, overridden);
    const Decision decision = decide(book_, state, {stage_.officer, StateFact{fact, value}}, stage_.context);
    const auto* events = std::get_if<std::vector<Event>>(&decision);
    if (events == nullptr)
        return false;
    for (const Event& event : *events)
        apply(state, event);
    node.state = state;
    return true;
}

// ── work, words, readings
// ───────────────────────────────────────────────────────────────────────────────────────────

void Explorer::work(Position& at) {
    for (const auto& [id, step] : at.node.state.steps) {
        if (step.at != At::Running)
            continue;
        for (const Result& result : results(at.node.world, effectAt(at.node.state, id))) {
            if (result.world.pins == Pins::HalfLocked && !closely(at.procedure.id))
                continue;
            Node next = at.node;
            next.world = result.world;
            const Id to = enter(std::move(next), at.id, [&, id = id] {
                return id + (result.whole ? ": the work is done" : ": the work is torn apart") +
                       " (card: " + textOf(result.world) + ")";
            });
            if (result.whole)
                nodes_[at.id].honest.push_back(to);
        }
    }
}

void Explorer::say(Position& at) {
    const Vocabulary& words = stage_.vocabulary(at.procedure.id);
    for (const std::string& fact : words.opening()) {
        const auto seen = seenOn(at.node.world, fact);
        if (seen ? at.node.faceUnseen : at.node.state.overrideReason && chooses(at.procedure, fact))
            continue;
        for (const FactValue& value : words.values(fact))
            if (!seen || FactValue(*seen) == value)
                plain(at, {stage_.officer, StateFact{fact, value}}, {}, at.node.world);
    }
}

/// The procedure is chosen by this fact.
bool Explorer::chooses(const Procedure& procedure, const std::string& fact) const {
    return sourcesOf(book_, procedure.chosenWhen).contains(fact);
}

void Explorer::look(Position& at) {
    const CaseState& state = at.node.state;
    const auto read = [&](const Shown& shown, const World& world) {
        const Command command = state.fingerprint.empty()
                                    ? Command{stage_.officer, BindCard{*shown.evidence}}
                                    : Command{stage_.officer, ObserveCard{*shown.evidence}};
        plain(at, command, shown, world);
    };
    read(freshReading(at.node), at.node.world);
    const bool inTerminal = std::ranges::any_of(state.steps, [&](const auto& step) {
        return step.second.at == At::Running && effectAt(state, step.first) != Effect::Nothing;
    });
    if (!inTerminal && (at.chipMatters || std::ranges::any_of(at.choices.chip(), canBeMeddledWith)))
        for (const World& world : meddled(at.node.world, closely(at.procedure.id)))
            read({.evidence = stage_.readings.of(world, stage_.moments.now),
                  .content = world,
                  .word = "after somebody changed the chip",
                  .honest = false},
                 world);
    for (const Shown& odd : oddReadings(at.node))
        if (odd.evidence && (odd.content || at.chipMatters || !at.choices.chip().empty()))
            read(odd, at.node.world);
}

// ── pause and end
// ───────────────────────────────────────────────────────────────────────────────────────────────────

void Explorer::pause(Position& at) {
    at.pauseMatters =
        at.readingMatters || at.chipMatters || at.node.state.cardTouched || !at.choices.chip().empty();
    const Word reason(book_.suspendReasons.front().id);
    for (const bool kept : {true, false})
        plain(at, {stage_.officer, Suspend{reason, kept}}, {}, at.node.world);
}

void Explorer::withdraw(Position& at) {
    const auto command = [&](const Shown& shown) {
        return Command{stage_.officer, Withdraw{Word(book_.withdrawReasons.front().id), shown.evidence}};
    };
    const Shown fresh = freshReading(at.node), none{.content = at.node.seen, .word = "none"};
    all(at, command(fresh), {}, fresh);
    all(at, command(none), {}, none);
    if (const Shown again = newestAgain(at.node); again.evidence)
        all(at, command(again), {}, again);
    for (const Shown& odd : oddReadings(at.node))
        one(at, command(odd), odd);
}

void Explorer::whenPaused(Position& at) {
    plain(at, {stage_.officer, Resume{}}, {}, at.node.world);
    withdraw(at);
    for (const StepUse& use : at.procedure.steps)
        one(at, {stage_.officer, StartStep{use.id, {}, {}}}, {});
}

void Explorer::whenEnded(Position& at) {
    withdraw(at);
    pause(at);
    plain(at, {stage_.officer, Resume{}}, {}, at.node.world);
    look(at);
    for (const StepUse& use : at.procedure.steps) {
        one(at, {stage_.officer, StartStep{use.id, {}, {}}}, {});
        one(at, {stage_.officer, CompleteStep{use.id, {}, {}}}, {});
    }
}

} // namespace kaomado::proof
