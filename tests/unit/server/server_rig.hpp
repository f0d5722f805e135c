// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contract.hpp"
#include "schema.hpp"
#include "support/sample_card.hpp"

#include <kaomado/base/random.hpp>
#include <kaomado/base/text_file.hpp>
#include <kaomado/server/counter_server.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <atomic>

namespace kaomado::test {

using nlohmann::json;

/// Moves by a millisecond with each look, whoever looks.
class SharedClock final : public Clock {
public:
    explicit SharedClock(Instant at) : at_(at.time_since_epoch().count()) {}
    Instant now() const override { return Instant{std::chrono::microseconds{at_.fetch_add(1000)}}; }
    void advance(std::chrono::microseconds by) { at_.fetch_add(by.count()); }

private:
    mutable std::atomic<std::int64_t> at_;
};

/// An answer as a test looks at it.
struct Reply {
    unsigned status = 0;
    json body;
    std::string text;
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(std::string_view name) const {
        for (const auto& [known, value] : headers)
            if (known == name)
                return value;
        return {};
    }
    std::string fault() const { return body.is_object() ? body.value("fault", "") : ""; }
};

/// That an answer is one that openapi.json describes.
inline void expectDescribed(const server::Request& request, const server::Answer& answer) {
    const server::Contract& contract = server::Contract::builtIn();
    const server::Operation* operation = contract.find(request.method, request.path);
    if (operation == nullptr)
        return;
    const json& responses = operation->definition->at("responses");
    std::string status = std::to_string(answer.status);
    if (!responses.contains(status))
        status = status.substr(0, 1) + "XX";
    ASSERT_TRUE(responses.contains(status)) << operation->id << " does not describe " << answer.status;
    const json& response = server::resolved(contract.document(), responses.at(status));
    const std::string type = answer.type.substr(0, answer.type.find(';'));
    if (answer.type.empty()) {
        EXPECT_FALSE(response.contains("content")) << operation->id << ": " << answer.status;
        return;
    }
    ASSERT_TRUE(response.at("content").contains(type)) << operation->id << ": " << answer.type;
    if (!type.ends_with("json"))
        return;
    const auto wrong = server::violation(contract.document(), response.at("content").at(type).at("schema"),
                                         json::parse(answer.body));
    EXPECT_EQ(wrong, std::nullopt) << operation->id << ": " << answer.status << " "
                                   << answer.body.substr(0, 400);
}

/// A browser at a server without a socket; every answer must be as described.
class Browser {
public:
    explicit Browser(server::CounterServer& server) : server_(server) {}

    Reply get(const std::string& target) { return send("GET", target, {}, {}); }
    Reply remove(const std::string& target) { return send("DELETE", target, {}, {}); }
    /// With a key of its own unless one is given.
    Reply post(const std::string& target, const json& body, const std::string& key = toHex(randomBytes(8))) {
        return send("POST", target, body.dump(), key);
    }
    Reply patch(const std::string& target, const json& body) {
        return send("PATCH", target, body.dump(), toHex(randomBytes(8)));
    }
    Reply send(const std::string& method, const std::string& target, const std::string& body,
               const std::string& key) {
        const std::size_t mark = target.find('?');
        server::Request request{.method = method, .path = target.substr(0, mark), .body = body};
        if (mark != std::string::npos)
            request.query = target.substr(mark + 1);
        request.headers = extra;
        request.headers.emplace("host", "counter.example");
        if (!body.empty())
            request.headers.emplace("content-type", "application/json");
        if (!key.empty())
            request.headers.emplace("idempotency-key", key);
        if (!cookie.empty())
            request.headers.emplace("cookie", "other=1; " + cookie);
        const server::Answer answer = server_.answer(request);
        expectDescribed(request, answer);
        for (const auto& [name, value] : answer.headers)
            if (name == "Set-Cookie")
                cookie = value.substr(0, value.find(';'));
        return {answer.status, json::parse(answer.body, nullptr, false), answer.body, answer.headers};
    }
    Reply signIn(const std::string& login, const std::string& password) {
        return post("/v1/session", {{"login", login}, {"password", password}});
    }
    /// As the demonstration account of that name.
    Browser& as(const std::string& login) {
        EXPECT_EQ(signIn(login, "training-" + login).status, 201U) << login;
        return *this;
    }

    std::string cookie;
    std::map<std::string, std::string, std::less<>> extra; ///< header fields

private:
    server::CounterServer& server_;
};

/// A training server with two virtual readers whose tray holds sample cards, so that nobody waits for keys.
class ServerRig {
public:
    ServerRig() {
        std::filesystem::create_directories(dir / "tray");
        copySampleCa(dir / "training-ca");
        auto list = json::array();
        for (const training::Profile profile : training::kAllProfiles) {
            const std::string id(training::nameOf(profile));
            sampleCard(profile).save(dir / "tray" / (id + ".card"));
            list.push_back({{"id", id}, {"profile", id}, {"person", 0}});
        }
        replaceFile(dir / "tray" / "tray.json", viewOf(list.dump()));
        start();
    }

    /// The program ends and is started again.
    void start() {
        server.reset();
        server.emplace(settings(), clock);
    }
    server::ServerSettings settings() {
        server::ServerSettings with;
        with.database = (dir / "server.db").string();
        with.data = dir.path();
        with.training = true;
        with.virtualReaders = 2;
        with.hosts = {"counter.example"};
        with.version = "0";
        with.passwordPasses = 1; // the least that libsodium takes
        with.passwordBytes = 8192;
        with.log = [this](const std::string& line) {
            const std::lock_guard lock(mutex);
            log += line + "\n";
        };
        return with;
    }

    TempDir dir;
    SharedClock clock{kSampleTime + std::chrono::hours{24}};
    std::mutex mutex;
    std::string log;
    std::optional<server::CounterServer> server;
};

} // namespace kaomado::test
