// SPDX-License-Identifier: Apache-2.0
#include "explorer.hpp"

#include "describe.hpp"
#include "kaomado/base/error.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
std::string kindOf(const Command& command, const char* reading) {
    std::string kind = std::to_string(command.what.index());
    if (const auto* start = std::get_if<StartStep>(&command.what))
        kind += start->step;
    if (const auto* complete = std::get_if<CompleteStep>(&command.what))
        kind += complete->step;
    if (const auto* failed = std::get_if<FailStep>(&command.what))
        kind += failed->step + failed->reason.text();
    return kind + '/' + reading;
}

std::string completedBy(const Command& command) {
    const auto* complete = std::get_if<CompleteStep>(&command.what);
    return complete == nullptr ? std::string{} : complete->step;
}
} // namespace

Explorer::Explorer(const Rulebook& book, Bounds bounds)
    : book_(book), bounds_(std::move(bounds)), stage_(book, bounds_.reduced), late_(stage_.context) {
    late_.now += std::chrono::hours(1);
}

Explorer::Position::Position(Explorer& explorer, Id at, const Node& where)
    : id(at),
      node(where),
      procedure(*explorer.book_.procedure(where.state.procedure)),
      choices(
          explorer.stage_, explorer.memory_, where,
          [this, &explorer](const CaseState& before, const Command& command,
                            const std::vector<Event>& events) {
              explorer.accepted(*this, node.world, before, command, events);
          },
          [this, &explorer](const CaseState& before, const Command& command, const Refusal& refusal) {
              explorer.refused(*this, before, command, refusal);
          }) {}

Report Explorer::run() {
    open();
    while (!waiting_.empty() && !stop_) {
        const auto [id, node] = std::move(waiting_.front());
        waiting_.pop_front();
        const auto begun = std::chrono::steady_clock::now();
        expand(id, node);
        Walked& walked = report_.procedures[node.state.procedure];
        ++walked.states;
        walked.time += std::chrono::steady_clock::now() - begun;
        if (nodes_.size() > bounds_.states) {
            report_.complete = false;
            stop_ = true;
        }
    }
    if (memory_.odd() > 0)
        found(Law::NoCrash, "the engine looked at something that it does not tell of, or that was forgotten",
              {}, kNowhere, {});
    if (!stop_)
        waysOut();
    return std::move(report_);
}

void Explorer::all(Position& at, const Command& command, const std::vector<std::string>& asked,
                   const Shown& shown) {
    at.shown = &shown;
    at.choices.each(
        {command, kindOf(command, shown.word), asked, shown.content, shown.context, completedBy(command)});
    at.shown = nullptr;
}

void Explorer::one(Position& at, const Command& command, const Shown& shown, const Facts& said) {
    at.shown = &shown;
    Choices::Trial trial{command, kindOf(command, shown.word), {}, shown.content, shown.context, {}};
    if (const auto* start = std::get_if<StartStep>(&command.what))
        for (const auto& [fact, value] : start->facts)
            trial.asked.push_back(fact);
    if (const auto* complete = std::get_if<CompleteStep>(&command.what))
        for (const auto& [fact, value] : complete->facts)
            trial.asked.push_back(fact);
    at.choices.once(trial, said);
    at.shown = nullptr;
}

/// Decided as it is: commands that look at things nobody tells of, such as whether they repeat what is known.
void Explorer::plain(Position& at, const Command& command, const Shown& shown, const World& world) {
    at.shown = &shown;
    const CaseState& state = at.choices.plain();
    const Decision decision =
        decide(book_, state, command, shown.context == nullptr ? stage_.context : *shown.context);
    ++report_.procedures[state.procedure].decisions;
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        refused(at, state, command, *refusal);
    else
        accepted(at, world, state, command, std::get<std::vector<Event>>(decision));
    at.shown = nullptr;
}

void Explorer::refused(const Position& at, const CaseState& before, const Command& command,
                       const Refusal& refusal) {
    for (const Breach& breach : judge(refusal))
        found(breach.law, breach.what, before.procedure, at.id, tell(at, at.node.world, before, command));
}

void Explorer::accepted(Position& at, const World& world, const CaseState& before, const Command& command,
                        const std::vector<Event>& events) {
    if (events.empty())
        return;
    if (!at.liked)
        at.liked = Liked{before.facts, command};
    ++report_.procedures[before.procedure].transitions;
    const auto told = [&] { return tell(at, world, before, command); };
    const Context& context = at.shown->context == nullptr ? stage_.context : *at.shown->context;
    Node next{.state = before,
              .world = world,
              .seen = at.node.seen,
              .faceUnseen = at.node.faceUnseen,
              .certificateUnseen = at.node.certificateUnseen};
    for (const Event& event : events)
        apply(next.state, event);
    for (const Breach& breach : judge({book_, context, before, world, command, events, next.state}))
        found(breach.law, breach.what, before.procedure, at.id, told());
    if (next.state.observation != before.observation)
        next.seen = at.shown->content ? std::optional(at.shown->content->chip()) : std::nullopt;
    if (next.state.observation != before.observation && next.seen == world.chip() && world.locked())
        next.world.staffPin = false; // truly at zero tries: whoever opens it again sets another one
    if (next.state.phase == Phase::Suspended) {
        nodes_[at.id].mayPause = true;
        if (before.observationStale || !before.observation)
            return; // resumed it would be where it was; what may be done in a pause is tried where it matters
        if (!at.pauseMatters)
            next.resumes = at.id;
    }
    if (at.node.resumes && std::holds_alternative<Resumed>(events.front().what)) {
        nodes_[at.id].honest.push_back(*at.node.resumes);
        return;
    }
    if (at.node.faceUnseen && (next.state.cardTouched || next.state.phase == Phase::Closed) &&
        !before.cardTouched && !std::holds_alternative<CaseClosed>(events.front().what))
        return; // the face is looked at before (moves.cpp: see)
    const CaseState after = next.state;
    stage_.settle(next);
    if (next.certificateUnseen && ending(next.state))
        for (Node& one : withEachCertificate(next))
            reach(at, std::move(one), after, command, told);
    else
        reach(at, std::move(next), after, command, told);
}

/// A step that ends the case runs.
bool Explorer::ending(const CaseState& state) const {
    return std::ranges::any_of(book_.procedure(state.procedure)->steps, [&](const StepUse& use) {
        return book_.steps.at(use.step).ends && state.at(use.id) == StepState::At::Running;
    });
}

void Explorer::reach(Position& at, Node next, const CaseState& after, const Command& command,
                     const std::function<std::string()>& told) {
    const Context& context = at.shown->context == nullptr ? stage_.context : *at.shown->context;
    const std::size_t known = nodes_.size();
    const Id id = enter(std::move(next), at.id, told);
    if (id == known && !repeats(after, command, context))
        found(Law::TwiceIsOnce, "", after.procedure, at.id, told());
    if (at.shown->honest)
        nodes_[at.id].honest.push_back(id);
}

/// The same command once more adds nothing. Asked wherever a state is met for the first time.
bool Explorer::repeats(const CaseState& after, const Command& command, const Context& context) const {
    const Decision again = decide(book_, after, command, context);
    const auto* more = std::get_if<std::vector<Event>>(&again);
    return more != nullptr && more->empty();
}

Explorer::Id Explorer::enter(Node node, Id parent, const std::function<std::string()>& move) {
    const auto [found, fresh] = ids_.try_emplace(keyOf(node), static_cast<Id>(nodes_.size()));
    if (!fresh)
        return found->second;
    if (bounds_.collect)
        collect(node);
    const bool ended = node.state.phase == Phase::Closed;
    if (ended)
        ++report_.procedures[node.state.procedure].ends[std::string(nameOf(*node.state.outcome))];
    nodes_.push_back({parent, move(), node.state.procedure, ended, node.state.phase == Phase::Suspended, {}});
    waiting_.emplace_back(found->second, std::move(node));
    return found->second;
}

/// The states that a node stands for, in the form that a reduced walk keeps them in, whichever walk this is.
void Explorer::collect(const Node& node) {
    Node plain = node;
    stage_.forget(plain);
    const bool each = plain.certificateUnseen && plain.state.phase != Phase::Closed;
    for (const Node& one : each ? withEachCertificate(plain) : std::vector{plain})
        report_.reached.insert(keyOf(one));
}

void Explorer::found(Law law, const std::string& what, const std::string& procedure, Id at,
                     std::string last) {
    if (!known_.emplace(law, procedure + what).second)
        return;
    Finding finding{law, what, procedure, {}};
    if (!last.empty())
        finding.trace.push_back(std::move(last));
    for (Id id = at; id != kNowhere; id = nodes_[id].parent)
        finding.trace.push_back(nodes_[id].move);
    std::ranges::reverse(finding.trace);
    report_.findings.push_back(std::move(finding));
    stop_ = stop_ || bounds_.stopAtFirst;
}

std::string Explorer::tell(const Position& at, const World& world, const CaseState& before,
                           const Command& command) const {
    const std::string said = textOf(stage_, at.node, before);
    const bool reading = at.shown != nullptr && *at.shown->word != '\0';
    return textOf(command) + (reading ? std::string("; reading: ") + at.shown->word : "") +
           (said.empty() ? "" : "; given" + said) + " (card: " + textOf(world) + ")";
}

// ── readings
// ────────────────────────────────────────────────────────────────────────────────────────────────────────

Explorer::Shown Explorer::freshReading(const Node& node) const {
    return {.evidence = stage_.readings.of(node.world, stage_.moments.now),
            .content = node.world,
            .word = "fresh"};
}

/// The newest observation handed in once more, when it tells something else than the card would.
Explorer::Shown Explorer::newestAgain(const Node& node) const {
    if (!node.state.observation || !node.seen || *node.seen == node.world.chip())
        return {};
    return {.evidence = stage_.readings.of(*node.seen, node.state.observation->time),
            .content = node.seen,
            .word = "the newest once more",
            .honest = false};
}

std::vector<Explorer::Shown> Explorer::oddReadings(const Node& node) const {
    const Instant now = stage_.moments.now;
    std::vector<Shown> list{
        {.evidence = stage_.readings.of(node.world, now, true),
         .content = node.world,
         .word = "of another card",
         .honest = false},
        {.evidence = stage_.readings.unreadable(now), .word = "that tells nothing", .honest = false},
        {.evidence = stage_.readings.of(node.world, now + std::chrono::minutes(1)),
         .content = node.world,
         .word = "from the future",
         .honest = false},
        {.evidence = stage_.readings.of(node.world, now),
         .content = node.world,
         .word = "grown old",
         .honest = false,
         .context = &late_}};
    if (node.state.observation)
        list.push_back(
            {.content = node.seen, .word = "none, the newest grown old", .honest = false, .context = &late_});
    return list;
}

// ── what is known of steps and procedures
// ────────────────────────────────────────────────────────────────────────────────

Effect Explorer::effectAt(const CaseState& state, const std::string& step) const {
    const StepUse* use = book_.procedure(state.procedure)->use(step);
    return effectOf(use == nullptr ? step : use->step).value_or(Effect::Nothing);
}

/// PINs that are neither all usable nor all locked are told apart.
bool Explorer::closely(const std::string& procedure) const {
    return stage_.vocabulary(procedure).mentioned("user_auth_locked") ||
           stage_.vocabulary(procedure).mentioned("user_auth_tries");
}

/// Some step takes a mark away.
bool Explorer::unmarks(const Procedure& procedure) const {
    return std::ranges::any_of(procedure.steps, [](const StepUse& use) {
        return effectOf(use.step) == Effect::Strike || effectOf(use.step) == Effect::ClearCase;
    });
}

// ── ways out
// ────────────────────────────────────────────────────────────────────────────────────────────────────────

void Explorer::waysOut() {
    std::vector<std::vector<Id>> back(nodes_.size());
    std::vector<bool> leads(nodes_.size());
    std::vector<Id> open;
    for (Id from = 0; from < nodes_.size(); ++from) {
        for (const Id to : nodes_[from].honest)
            back[to].push_back(from);
        if (nodes_[from].ended) {
            leads[from] = true;
            open.push_back(from);
        }
    }
    while (!open.empty()) {
        const Id id = open.back();
        open.pop_back();
        for (const Id from : back[id])
            if (!leads[from]) {
                leads[from] = true;
                open.push_back(from);
            }
    }
    for (Id id = 0; id < nodes_.size(); ++id)
        if (!leads[id]) {
            if (nodes_[id].mayPause)
                ++report_.procedures[nodes_[id].procedure].onlyPause;
            else
                found(Law::WayOut, "", nodes_[id].procedure, id, {});
        }
    for (const auto& [id, walked] : report_.procedures)
        if (const Procedure* procedure = book_.procedure(id);
            procedure != nullptr && walked.states > 0 &&
            !walked.ends.contains(std::string(nameOf(procedure->outcome))))
            found(Law::OutcomeReached, "", id, kNowhere, {});
}

} // namespace kaomado::proof
