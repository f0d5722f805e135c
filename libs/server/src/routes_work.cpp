// SPDX-License-Identifier: Apache-2.0
// What changes a case: each is one use case of counter::Counter at the reader of the session.
#include "routes.hpp"
#include "rule_view.hpp"

namespace kaomado::server::route {

using counter::Counter;
using nlohmann::json;
using procedure::Officer;
using procedure::Word;
using Work = GivenAnswers::Work;

namespace {

/// @throws Denied Denial::NotPermitted when the session was opened without one
Office::Place& placeOf(Office& office, const Call& call) {
    if (!call.who->reader)
        throw Denied(Denial::NotPermitted, "the session has no reader");
    return office.place(*call.who->reader);
}

Work answerOf(Office& office, const Call& call, counter::Answer answer, const std::string& step = {}) {
    if (auto* refused = std::get_if<procedure::Refusal>(&answer))
        return {refusal(*refused, office.rulebook)};
    return {jsonAnswer(office.view.told(call.path("case"), std::get<counter::Told>(answer), step))};
}

void mustExist(const Counter& counter, const counter::CaseKey& key) {
    if (counter.look(key).phase == procedure::Phase::None)
        throw Denied(Denial::NotFound, "no case has this number");
}

/// At the session's reader, one after the other, and what came of it.
template <class Do>
Work actOn(Office& office, const Call& call, Do work) {
    const counter::CaseKey key = call.caseKey();
    const Officer officer = call.officer();
    return answerOf(office, call, placeOf(office, call).desk->counter([&](Counter& counter, Seat&) {
        mustExist(counter, key);
        return work(counter, officer, key);
    }));
}

Word reasonIn(const Call& call) {
    return Word(call.input.body.at("reason").get<std::string>());
}

/// Somebody else who proves it here and now.
Officer secondOfficer(Office& office, const Call& call, const json& body) {
    const Account second = office.people.prove(body.at("login"), body.at("password"));
    if (second.login == call.who->account.login || !second.roles.contains("second_officer"))
        throw Denied(Denial::NotPermitted, "the second officer is somebody else, with that role");
    return Officer(second.login);
}

/// As the step before left it, with what staff is to do now.
Work waiting(Office& office, const Call& call, const StaffNeeded& needed) {
    const auto db = office.storage.lend();
    const auto state = procedure::fold(counter::CaseStore(*db).read(call.caseKey()));
    return {jsonAnswer(
        office.view.told(call.path("case"), {.state = state}, call.path("step"), &needed.instruction))};
}

std::optional<bool> staffAnswer(const json& body) {
    if (!body.contains("terminal"))
        return std::nullopt;
    return body.at("terminal") == "done";
}

} // namespace

Work openCase(Office& office, const Call& call) {
    const json& body = call.input.body;
    const procedure::Facts facts = factsFrom(body.at("facts"), office.rulebook);
    if (office.rulebook.procedure(body.at("procedure").get<std::string>()) == nullptr)
        throw Error(Fault::BadInput, "body/procedure: is none of the rulebook");
    std::optional<Word> reason;
    if (body.contains("override_reason"))
        reason.emplace(body.at("override_reason").get<std::string>());
    // The same request after a crash finds the case that it had opened.
    const std::string seed =
        call.who->account.login + " " + std::string(call.request.header("idempotency-key"));
    auto opened = placeOf(office, call).desk->counter([&](Counter& counter, Seat&) {
        return counter.open(call.officer(), body.at("procedure"), facts, reason, seed);
    });
    if (auto* refused = std::get_if<procedure::Refusal>(&opened))
        return {refusal(*refused, office.rulebook)};
    const auto& made = std::get<Counter::Opened>(opened);
    Answer answer = jsonAnswer(office.view.told(made.key.id, made.told), 201);
    answer.headers.emplace_back("Location", "/v1/cases/" + made.key.id);
    return {std::move(answer)};
}

Work bindCard(Office& office, const Call& call) {
    return actOn(office, call, [](Counter& counter, const auto& officer, const auto& key) {
        return counter.bindCard(officer, key);
    });
}

Work observeCard(Office& office, const Call& call) {
    return actOn(office, call, [](Counter& counter, const auto& officer, const auto& key) {
        return counter.observeCard(officer, key);
    });
}

Work stateFacts(Office& office, const Call& call) {
    const json& body = call.input.body;
    procedure::Facts facts = factsFrom(body.at("facts"), office.rulebook);
    if (body.contains("second_officer"))
        facts.emplace("second_officer", secondOfficer(office, call, body.at("second_officer")));
    if (facts.empty())
        throw Error(Fault::BadInput, "body/facts: names none");
    return actOn(office, call, [&](Counter& counter, const auto& officer, const auto& key) {
        counter::Told all;
        for (const auto& [fact, value] : facts) {
            counter::Answer one = counter.stateFact(officer, key, fact, value);
            auto* told = std::get_if<counter::Told>(&one);
            if (told == nullptr)
                return one;
            all.state = std::move(told->state);
            std::ranges::move(told->events, std::back_inserter(all.events));
            std::ranges::move(told->notes, std::back_inserter(all.notes));
        }
        return counter::Answer(std::move(all));
    });
}

Work recordDocument(Office& office, const Call& call) {
    const json& body = call.input.body;
    const std::string document = body.at("document");
    procedure::RecordDocument record{
        document, body.value("handed_in", true),
        attributesFrom(body.value("attributes", json::object()), document, office.rulebook)};
    return actOn(office, call, [&](Counter& counter, const auto& officer, const auto& key) {
        return counter.recordDocument(officer, key, record);
    });
}

Work performStep(Office& office, const Call& call) {
    const json& body = call.input.body;
    const std::string& step = call.path("step");
    const procedure::Facts facts = factsFrom(body.value("facts", json::object()), office.rulebook);
    const auto said = staffAnswer(body);
    try {
        counter::Answer answer = placeOf(office, call).desk->counter([&](Counter& counter, Seat& seat) {
            mustExist(counter, call.caseKey());
            seat.staffSays(said);
            return counter.perform(call.officer(), call.caseKey(), step, facts);
        });
        return answerOf(office, call, std::move(answer), step);
    } catch (const StaffNeeded& needed) {
        return waiting(office, call, needed);
    }
}

Work failStep(Office& office, const Call& call) {
    const Word reason = reasonIn(call);
    const std::string& step = call.path("step");
    return actOn(office, call, [&](Counter& counter, const auto& officer, const auto& key) {
        return counter.fail(officer, key, step, reason);
    });
}

Work suspendCase(Office& office, const Call& call) {
    const Word reason = reasonIn(call);
    return actOn(office, call, [&](Counter& counter, const auto& officer, const auto& key) {
        return counter.suspend(officer, key, reason);
    });
}

Work resumeCase(Office& office, const Call& call) {
    return actOn(office, call, [](Counter& counter, const auto& officer, const auto& key) {
        return counter.resume(officer, key);
    });
}

Work withdrawCase(Office& office, const Call& call) {
    const Word reason = reasonIn(call);
    return actOn(office, call, [&](Counter& counter, const auto& officer, const auto& key) {
        return counter.withdraw(officer, key, reason);
    });
}

Work logOutOfPortal(Office& office, const Call& call) {
    return actOn(office, call, [](Counter& counter, const auto& officer, const auto& key) {
        return counter.logOutOfPortal(officer, key);
    });
}

} // namespace kaomado::server::route
