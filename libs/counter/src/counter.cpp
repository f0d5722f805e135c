// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/counter.hpp"

#include "case_id.hpp"

namespace kaomado::counter {

using procedure::Command;
using procedure::Refusal;

procedure::CaseState Counter::look(const CaseKey& key) const {
    return procedure::fold(with_.cases.read(key));
}

procedure::Next Counter::next(const procedure::CaseState& state) const {
    return procedure::next(with_.rulebook, state, context());
}

/// The one place where events come into being: decided, on the disk, then told.
Answer Counter::decide(const CaseKey& key, const procedure::CaseState& state, const Command& command) {
    procedure::Decision decision = procedure::decide(with_.rulebook, state, command, context());
    if (auto* refusal = std::get_if<Refusal>(&decision))
        return std::move(*refusal);
    Told told{.state = state, .events = std::get<std::vector<procedure::Event>>(std::move(decision))};
    with_.cases.append(key, state.sequence, told.events);
    for (const procedure::Event& event : told.events) {
        procedure::apply(told.state, event);
        if (with_.afterCommit)
            with_.afterCommit(key, event);
    }
    return told;
}

procedure::Evidence Counter::read(CardSession& session) const {
    chip::ChipReading reading = chip::readChip(session.card(), with_.clock, with_.terminalName);
    std::string proof = chip::toJson(chip::sign(reading, with_.key));
    return {std::move(reading), std::move(proof)};
}

std::variant<Counter::Opened, Refusal>
Counter::open(const procedure::Officer& officer, const std::string& procedure, const procedure::Facts& facts,
              std::optional<procedure::Word> overrideReason, std::string_view request) {
    const CaseKey key{with_.municipality,
                      request.empty() ? newCaseId(with_.clock.now()) : caseIdFor(request, with_.clock.now())};
    if (!request.empty()) {
        const auto before = with_.cases.read(key);
        if (!before.empty() && before.front().officer == officer)
            return Opened{key, {.state = procedure::fold(before)}};
    }
    Answer answer =
        decide(key, {}, {officer, procedure::OpenCase{procedure, facts, std::move(overrideReason)}});
    if (auto* refusal = std::get_if<Refusal>(&answer))
        return std::move(*refusal);
    return Opened{key, std::get<Told>(std::move(answer))};
}

Answer Counter::bindCard(const procedure::Officer& officer, const CaseKey& key) {
    const procedure::CaseState state = look(key);
    CardSession session(with_.reader, state.fingerprint);
    return decide(key, state, {officer, procedure::BindCard{read(session)}});
}

Answer Counter::observeCard(const procedure::Officer& officer, const CaseKey& key) {
    const procedure::CaseState state = look(key);
    CardSession session(with_.reader, state.fingerprint);
    return decide(key, state, {officer, procedure::ObserveCard{read(session)}});
}

Answer Counter::stateFact(const procedure::Officer& officer, const CaseKey& key, const std::string& fact,
                          const procedure::FactValue& value) {
    return decide(key, look(key), {officer, procedure::StateFact{fact, value}});
}

Answer Counter::recordDocument(const procedure::Officer& officer, const CaseKey& key,
                               const procedure::RecordDocument& document) {
    return decide(key, look(key), {officer, document});
}

Answer Counter::fail(const procedure::Officer& officer, const CaseKey& key, const std::string& step,
                     const procedure::Word& reason) {
    return decide(key, look(key), {officer, procedure::FailStep{step, reason, std::nullopt}});
}

Answer Counter::logOutOfPortal(const procedure::Officer& officer, const CaseKey& key) {
    procedure::CaseState state = look(key);
    if (with_.portal.logOut() != true)
        return Told{.state = std::move(state),
                    .notes = {"マイナポータルからログアウトしたことを確かめてください。"}};
    return decide(key, state, {officer, procedure::StateFact{"portal_open", false}});
}

Answer Counter::suspend(const procedure::Officer& officer, const CaseKey& key,
                        const procedure::Word& reason) {
    const procedure::CaseState state = look(key);
    return decide(key, state, {officer, procedure::Suspend{reason, state.cardTouched}});
}

Answer Counter::resume(const procedure::Officer& officer, const CaseKey& key) {
    procedure::CaseState state = look(key);
    if (state.phase == procedure::Phase::Suspended) {
        Answer answer = decide(key, state, {officer, procedure::Resume{}});
        if (std::holds_alternative<Refusal>(answer))
            return answer;
        state = std::get<Told>(std::move(answer)).state;
    }
    if (state.fingerprint.empty() || state.phase != procedure::Phase::Open)
        return Told{.state = std::move(state)};
    return observeCard(officer, key);
}

Answer Counter::withdraw(const procedure::Officer& officer, const CaseKey& key,
                         const procedure::Word& reason) {
    const procedure::CaseState state = look(key);
    std::optional<procedure::Evidence> evidence;
    if (state.cardTouched) {
        CardSession session(with_.reader, state.fingerprint);
        evidence = read(session);
    }
    return decide(key, state, {officer, procedure::Withdraw{reason, std::move(evidence)}});
}

} // namespace kaomado::counter
