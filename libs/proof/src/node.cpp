// SPDX-License-Identifier: Apache-2.0
#include "node.hpp"

#include <algorithm>

namespace kaomado::proof {

using namespace procedure;

namespace {
using At = StepState::At;
constexpr std::uint64_t kBefore = 1, kStart = 2, kAfter = 3;

/// What is kept of a step. A new member of StepState stops the build here: say whether a decision looks at
/// it.
void simplifyStep(StepState& step, bool reread, bool begun) {
    auto& [at, startedAt, doneAt, startedSequence, observedAt, attempts, failures] = step;
    doneAt = {};
    if (at != At::Running) {
        startedAt = {};
        startedSequence = 0;
    }
    if (at != At::Done || !reread)
        observedAt.reset();
    attempts = begun ? std::min(attempts, 1U) : 0;
    failures = 0; // a repeated failure is answered without an event either way
}

std::vector<Instant*> momentsOf(CaseState& state) {
    std::vector<Instant*> all{&state.openedAt};
    for (auto& [id, step] : state.steps) {
        if (step.at == At::Running)
            all.push_back(&step.startedAt);
        if (step.observedAt)
            all.push_back(&*step.observedAt);
    }
    if (state.observation)
        all.push_back(&state.observation->time);
    return all;
}

void rank(const std::vector<Instant*>& moments, Instant begin) {
    std::vector<Instant> sorted;
    for (const Instant* moment : moments)
        sorted.push_back(*moment);
    std::ranges::sort(sorted);
    const auto last = std::unique(sorted.begin(), sorted.end());
    for (Instant* moment : moments)
        *moment =
            begin + std::chrono::seconds(std::lower_bound(sorted.begin(), last, *moment) - sorted.begin());
}

void add(std::string& key, std::string_view text) {
    key += text;
    key += ';';
}

void add(std::string& key, const Facts& facts) {
    for (const auto& [id, value] : facts) {
        key += id;
        key += '=';
        add(key, toText(value));
    }
}
} // namespace

void simplify(CaseState& state, const std::set<std::string>& reread, const std::set<std::string>& begun,
              const Moments& moments) {
    std::uint64_t started = 0;
    for (auto& [id, step] : state.steps)
        if (step.at == At::Running)
            started = std::max(started, step.startedSequence);
    state.observedSequence = state.observedSequence < started ? kBefore : kAfter;
    for (auto& [id, step] : state.steps) {
        simplifyStep(step, reread.contains(id), begun.contains(id));
        if (step.at == At::Running)
            step.startedSequence = kStart;
    }
    std::erase_if(state.steps, [](const auto& step) {
        return step.second.at == At::NotBegun && step.second.attempts == 0;
    });
    std::erase_if(state.documents, [](const auto& document) { return !document.second.handedIn; });
    state.observationStale = state.observationStale && state.observation;
    rank(momentsOf(state), moments.begin);
    state.lastAt = state.openedAt;
    state.sequence = kAfter;
}

std::string keyOf(const Node& node) {
    // A new member of CaseState stops the build here: it belongs into the key unless no decision looks at it.
    const auto& [phase, edition, procedure, divertedFrom, overrideReason, facts, documents, steps,
                 fingerprint, boundCertificate, observation, observedSequence, stale, touched, irreversible,
                 outcome, sequence, openedAt, lastAt] = node.state;
    std::string key;
    add(key, procedure);
    add(key, divertedFrom);
    add(key, boundCertificate);
    key += static_cast<char>('0' + static_cast<int>(phase));
    for (const bool flag : {overrideReason.has_value(), stale, touched, irreversible, fingerprint.empty(),
                            observedSequence == kBefore, observation.has_value()})
        key += flag ? '1' : '0';
    if (outcome) { // nothing but the steps is looked at any more
        add(key, nameOf(*outcome));
        for (const auto& [id, step] : steps)
            if (step.at != At::NotBegun)
                add(key, id);
        return key;
    }
    add(key, facts);
    for (const auto& [id, document] : documents) {
        add(key, id);
        add(key, document.attributes);
    }
    const auto second = [&](Instant at) {
        return std::to_string((at - node.state.openedAt) / std::chrono::seconds(1));
    };
    for (const auto& [id, step] : steps) {
        add(key, id);
        key += static_cast<char>('0' + static_cast<int>(step.at));
        key += step.attempts > 0 ? '!' : ' ';
        if (step.at == At::Running)
            add(key, second(step.startedAt));
        if (step.observedAt)
            add(key, second(*step.observedAt));
    }
    if (observation)
        add(key, second(observation->time));
    key += textOf(node.world);
    key += node.faceUnseen ? '?' : '|';
    key += node.certificateUnseen ? '?' : '|';
    if (node.seen)
        key += textOf(*node.seen);
    return key;
}

} // namespace kaomado::proof
