// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/event_log.hpp"
#include "routes.hpp"

namespace kaomado::server::route {

using Work = GivenAnswers::Work;

namespace {

Work headAnswer(const audit::SignedHead& head) {
    const audit::Head said = audit::headOf(head);
    return {jsonAnswer({{"municipality", said.municipality},
                        {"size", said.tree.size},
                        {"root", toHex(said.tree.root)},
                        {"time", toIso(said.time)},
                        {"public_key", toHex(head.publicKey)},
                        {"signature", toHex(head.signature)}})};
}

} // namespace

Work auditHead(Office& office, const Call& call) {
    const auto db = office.storage.lend();
    const auto heads = counter::EventLog(*db, call.who->municipality).heads();
    if (heads.empty())
        throw Denied(Denial::NotFound, "the log has not been signed yet");
    return headAnswer(heads.back());
}

Work signAuditHead(Office& office, const Call& call) {
    const auto db = office.storage.connect(); // a long work of its own, not the shared writer's
    const auto key = audit::LogKey::loadOrCreate(office.settings.data / "log.key");
    return headAnswer(counter::EventLog(*db, call.who->municipality).signHead(key, office.clock));
}

} // namespace kaomado::server::route
