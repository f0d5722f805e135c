// SPDX-License-Identifier: Apache-2.0
#include "embedded/openapi_json.hpp"
#include "routes.hpp"

namespace kaomado::server::route {

using nlohmann::ordered_json;
using Work = GivenAnswers::Work;

Work health(Office& office, const Call&) {
    office.storage.lend()->query("SELECT 1 FROM installation LIMIT 1");
    return {jsonAnswer({{"status", "ok"}})};
}

Work metrics(Office& office, const Call&) {
    const auto writes = office.storage.writes();
    return {{.type = "text/plain; version=0.0.4",
             .body = office.metrics.text({.watching = office.hub.watching(),
                                          .written = writes.written,
                                          .commits = writes.commits,
                                          .waiting = writes.waiting})}};
}

Work openapi(Office&, const Call&) {
    return {{.type = "application/json", .body = std::string(embedded::openapi_json())}};
}

Work site(Office& office, const Call&) {
    ordered_json body{{"training", office.settings.training},
                      {"version", office.settings.version},
                      {"edition", office.rulebook.edition},
                      {"edition_title", office.rulebook.title}};
    if (office.settings.training) {
        auto accounts = ordered_json::array();
        for (const DemonstrationAccount& demo : demonstrationAccounts())
            accounts.push_back({{"login", demo.login},
                                {"password", demo.password},
                                {"name", demo.name},
                                {"roles", demo.roles}});
        body["demonstration"] = accounts;
    }
    return {jsonAnswer(body)};
}

Work events(Office& office, const Call& call) {
    Answer answer{.type = "text/event-stream",
                  .body = eventText("hello", {{"training", office.settings.training}}),
                  .headers = {{"X-Accel-Buffering", "no"}}};
    answer.stream = [&office, municipality = call.who->municipality,
                     session = call.who->token](std::shared_ptr<Stream> stream) {
        office.hub.add(std::move(stream), municipality, session);
    };
    return {std::move(answer)};
}

} // namespace kaomado::server::route
