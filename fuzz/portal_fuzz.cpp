// SPDX-License-Identifier: Apache-2.0
// Whatever a client sends, the portal answers, and lets nobody in who has no card; whatever a portal answers,
// the client takes it or names its fault. First byte: which way.
#include <kaomado/base/error.hpp>
#include <kaomado/portal/client.hpp>

#include <array>
#include <cstdlib>

namespace {
using namespace kaomado;
using namespace kaomado::portal;

constexpr unsigned kFirst = 200, kEnd = 600, kProblem = 400;

void demand(bool condition) {
    if (!condition)
        std::abort();
}

/// Nobody's cards: no authority is known, and no responder answers.
Portal& strangersPortal() {
    static const FixedClock kClock(instantFromIso("2026-10-01T01:00:00Z"));
    static Portal portal({{}, [](ByteView) { return std::nullopt; }, kClock, toBytes("fuzz")});
    return portal;
}

void asked(const Request& request) {
    const Answer answer = strangersPortal().answer(request);
    demand(answer.status >= kFirst && answer.status < kEnd);
    demand((answer.status == 204) == answer.body.empty());
    demand(!strangersPortal().anybodyLoggedIn() && strangersPortal().registered().empty());
}

struct Saying final : Link {
    Answer answer;
    Answer exchange(const Request&) override { return answer; }
    Bytes binding() const override { return {}; }
};

void answered(unsigned status, std::string body) {
    Saying link;
    link.answer = {status, std::move(body)};
    Client client(link);
    for (const auto& ask : {+[](Client& c) { c.challenge(); }, +[](Client& c) { c.logIn({}, {}, {}); },
                            +[](Client& c) { c.registerInsurance({}); }})
        try {
            ask(client);
            demand(status < kProblem);
        } catch (const Error&) { // a fault of the portal's, or PortalProtocol
        }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    constexpr std::array<const char*, 3> kPaths{"/v1/challenges", "/v1/logins", "/v1/registrations"};
    const std::string body(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (const unsigned which = data[0] % 8U) {
    case 0:
    case 1:
    case 2:
        asked({Verb::Post, kPaths.at(which), "", body});
        break;
    case 3:
        asked({Verb::Get, body, body, ""});
        break;
    case 4:
        answered(403, body);
        break;
    default:
        answered(201, body);
    }
    return 0;
}
