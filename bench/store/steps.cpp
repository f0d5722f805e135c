// SPDX-License-Identifier: Apache-2.0
#include "steps.hpp"

#include <kaomado/procedure/event_json.hpp>

namespace kaomado::bench {

namespace {

/// As long as a signed reading of a whole card is; what it says does not matter to the store.
const std::string kSignedReading(1200, 's');

procedure::Event event(std::uint64_t sequence, decltype(procedure::Event::what) what) {
    return {sequence, SystemClock().now(), procedure::Officer("hanako"), std::move(what)};
}

procedure::Event completed(std::uint64_t sequence) {
    procedure::Observation observation;
    observation.fingerprint = std::string(64, 'f');
    observation.terminal = "counter-1";
    observation.time = SystemClock().now();
    observation.facts = {{"pins_all_locked", true}, {"sig_cert_on_card", false}};
    observation.signedJson = kSignedReading;
    return event(sequence, procedure::StepCompleted{"S16_lock", {}, std::move(observation), {}});
}

} // namespace

GrowingCase::GrowingCase(counter::CaseStore& cases, const std::string& id)
    : cases_(cases), key_{"99999", id} {
    cases_.append(key_, 0, {event(1, procedure::CaseOpened{"P04", "2026", {}, std::nullopt})});
    sequence_ = 1;
}

void GrowingCase::step() {
    cases_.append(key_, sequence_, {completed(sequence_ + 1)});
    ++sequence_;
}

std::size_t GrowingCase::bodySize() {
    return procedure::toJson(completed(2)).size();
}

test::PostgresServer& measuredServer() {
    static test::PostgresServer server(std::map<std::string, std::string>{
        {"shared_buffers", "256MB"}, {"max_wal_size", "4GB"}, {"max_connections", "100"}});
    return server;
}

} // namespace kaomado::bench
