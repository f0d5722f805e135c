// SPDX-License-Identifier: Apache-2.0
// Steps begun, completed, failed.
#include "explorer.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
using At = StepState::At;

bool readsAtStart(const Step& step) {
    return step.reading == ReadingNeed::AtStart || step.reading == ReadingNeed::Both;
}

bool readsAtEnd(const Step& step) {
    return step.reading == ReadingNeed::AtEnd || step.reading == ReadingNeed::Both;
}

std::vector<std::string> together(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> all = a;
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

/// Staff see the face of a card: they call it marked, or the printing failed, when it is so.
bool honest(const World& world, Effect effect, bool failed) {
    switch (effect) {
    case Effect::Endorse:
        return world.entry != failed;
    case Effect::Strike:
        return world.entry == failed;
    case Effect::MarkCase:
        return world.onCase != failed;
    case Effect::ClearCase:
        return world.onCase == failed;
    default:
        return true;
    }
}

Command withReading(Command command, const std::optional<Evidence>& evidence) {
    if (auto* start = std::get_if<StartStep>(&command.what))
        start->evidence = evidence;
    else
        std::get<CompleteStep>(command.what).evidence = evidence;
    return command;
}
} // namespace

void Explorer::step(Position& at, const StepUse& use) {
    const Step& step = book_.steps.at(use.step);
    const Effect effect = effectOf(use.step).value_or(Effect::Nothing);
    const bool waiting = waits(at.node, use);
    const bool running = at.node.state.at(use.id) == At::Running;
    at.readingMatters = at.readingMatters || (!waiting && step.reading != ReadingNeed::None);
    if (step.intent && !running)
        tryAll(at, use, {stage_.officer, StartStep{use.id, {}, {}}}, together(step.askStart, use.askStart),
               readsAtStart(step), waiting);
    if (honest(at.node.world, effect, false))
        tryAll(at, use, {stage_.officer, CompleteStep{use.id, {}, {}}}, together(step.askEnd, use.askEnd),
               readsAtEnd(step), waiting || (step.intent && !running));
    if (honest(at.node.world, effect, true))
        fail(at, use);
}

void Explorer::fail(Position& at, const StepUse& use) {
    for (const Failure& failure : book_.steps.at(use.step).failures) {
        FailStep failed{use.id, Word(failure.id), std::nullopt};
        one(at, {stage_.officer, failed}, {});
        if (at.node.state.at(use.id) != At::Running)
            continue;
        const Shown fresh = freshReading(at.node);
        failed.evidence = fresh.evidence;
        one(at, {stage_.officer, failed}, fresh);
    }
}

void Explorer::tryAll(Position& at, const StepUse& use, const Command& command,
                      const std::vector<std::string>& asked, bool reads, bool waiting) {
    const Shown fresh = reads ? freshReading(at.node) : Shown{};
    const Shown none{.content = at.node.seen, .word = "none"};
    const bool known = at.node.seen == at.node.world.chip() && !at.node.state.observationStale;
    at.liked.reset();
    if (!waiting)
        all(at, withReading(command, fresh.evidence), asked, fresh);
    if (!waiting && reads && at.node.state.observation && !known)
        all(at, command, asked, none);
    if (const Shown again = newestAgain(at.node); !waiting && reads && again.evidence)
        all(at, withReading(command, again.evidence), asked, again);
    const std::string name = at.procedure.id + std::to_string(command.what.index()) + use.id;
    if (at.liked) {
        liked_.insert_or_assign(name, *at.liked);
        at.chipMatters =
            at.chipMatters || effectOf(use.step) != Effect::Nothing || book_.steps.at(use.step).ends;
    }
    const auto elsewhere = liked_.find(name);
    const Liked liked = elsewhere == liked_.end() ? Liked{{}, command} : elsewhere->second;
    if (waiting)
        one(at, withReading(liked.command, fresh.evidence), fresh, liked.said);
    if (waiting || !reads)
        return;
    if (known) // the same as a fresh one, only older
        one(at, withReading(liked.command, std::nullopt), none, liked.said);
    for (const Shown& odd : oddReadings(at.node))
        one(at, withReading(liked.command, odd.evidence), odd, liked.said);
}

/// Another step runs, or has to come first and always belongs to the procedure.
bool Explorer::waits(const Node& node, const StepUse& use) const {
    const CaseState& state = node.state;
    if (std::ranges::any_of(state.steps, [&](const auto& step) {
            return step.second.at == At::Running && step.first != use.id;
        }))
        return true;
    const Procedure& procedure = *book_.procedure(state.procedure);
    if (std::ranges::any_of(procedure.stops, [&](const Stop& stop) {
            return std::ranges::find(stop.allow, use.id) != stop.allow.end();
        }))
        return false; // once the case is stopped, what it does not allow does not belong to it any more
    return std::ranges::any_of(stage_.inForce, [&](const OrderPair* pair) {
        const bool concerned = std::ranges::find(pair->then, use.id) != pair->then.end() ||
                               (pair->thenChangesCard && book_.steps.at(use.step).changesCard);
        const bool scope =
            pair->scope.empty() || std::ranges::find(pair->scope, procedure.id) != pair->scope.end();
        return concerned && scope && std::ranges::any_of(pair->first, [&](const std::string& first) {
                   const StepUse* other = procedure.use(first);
                   return other != nullptr && other->when.empty() && state.at(first) != At::Done;
               });
    });
}

/// A step that only the end of the case waits for is as good later, when the end has come near.
bool Explorer::canWait(const Node& node, const StepUse& use) const {
    const Procedure& procedure = *book_.procedure(node.state.procedure);
    const Step& step = book_.steps.at(use.step);
    const auto names = [&](const std::vector<std::string>& list) {
        return std::ranges::find(list, use.id) != list.end();
    };
    if (step.intent || step.changesCard || step.ends || step.reading != ReadingNeed::None ||
        !step.sets.empty() || stage_.spokenOf.contains(use.id) ||
        std::ranges::any_of(procedure.stops, [&](const Stop& stop) { return names(stop.allow); }) ||
        std::ranges::any_of(procedure.documents,
                            [&](const DocumentDemand& demand) { return names(demand.before); }))
        return false;
    const bool ending = std::ranges::any_of(procedure.steps, [&](const StepUse& other) {
        return book_.steps.at(other.step).ends && !waits(node, other);
    });
    return !ending &&
           std::ranges::none_of(book_.order, [&](const OrderPair& pair) { return names(pair.first); });
}

} // namespace kaomado::proof
