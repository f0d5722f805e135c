// SPDX-License-Identifier: Apache-2.0
#include "kaomado/server/counter_server.hpp"

#include "host_names.hpp"
#include "kaomado/counter/event_log.hpp"
#include "routes.hpp"
#include "static_files.hpp"

#include <condition_variable>
#include <thread>

namespace kaomado::server {

namespace {

using Clocked = std::chrono::steady_clock;

std::string cookieOf(const Request& request) {
    std::string_view rest = request.header("cookie");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.starts_with(kCookie) && pair.size() > kCookie.size() && pair[kCookie.size()] == '=')
            return std::string(pair.substr(kCookie.size() + 1));
    }
    return {};
}

/// What changes something comes from our own page, or from no page at all: a browser names the page's origin,
/// and a foreign page cannot send JSON without asking first. @source SRC-RFC6454
bool fromElsewhere(const Request& request) {
    const std::string_view origin = request.header("origin"), site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none")
        return true;
    if (origin.empty())
        return false;
    const std::size_t slashes = origin.find("://");
    return slashes == std::string_view::npos || origin.substr(slashes + 3) != request.header("host");
}

/// No frame around us, nothing from other hosts, nothing kept of an answer with a case in it.
void addSecurityHeaders(Answer& answer, bool page, bool secure) {
    auto& headers = answer.headers;
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("X-Frame-Options", "DENY");
    headers.emplace_back("Referrer-Policy", "no-referrer");
    headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    headers.emplace_back("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
    headers.emplace_back(
        "Content-Security-Policy",
        page ? "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
               "object-src 'none'"
             : "default-src 'none'; frame-ancestors 'none'");
    if (!page)
        headers.emplace_back("Cache-Control", "no-store");
    if (secure)
        headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

bool isPagePath(std::string_view path) {
    return !path.starts_with("/v1/") && path != "/v1" && path != "/health" && path != "/metrics" &&
           path != "/openapi.json";
}

/// With a one-time password nothing else may be done before it is changed.
bool allowedBeforeChange(const std::string& operation) {
    return operation == "session" || operation == "signOut" || operation == "changePassword";
}

} // namespace

class CounterServer::Impl {
public:
    Impl(ServerSettings settings, const Clock& clock) : office_(std::move(settings), clock) {
        for (const Operation& operation : office_.contract.operations())
            if (routeOf(operation.id) == nullptr)
                throw Error(Fault::Internal, "nobody answers the operation " + operation.id);
        keeper_ = std::thread([this] { keepHouse(); });
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { stop(); }

    const std::optional<FirstAccount>& firstAccount() const { return office_.firstAccount; }

    Answer answer(const Request& request) {
        const auto began = Clocked::now();
        std::string operation = "unknown";
        const bool page = request.method == "GET" && isPagePath(request.path);
        Answer answer = guarded([&] {
            if (!namesThisServer(request.header("host"), office_.settings.hosts))
                throw Denied(Denial::OtherHost, "the Host field names another server");
            return page ? pageAnswer(request) : routed(request, operation);
        });
        addSecurityHeaders(answer, page, office_.settings.secure);
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clocked::now() - began);
        office_.metrics.count(page ? "page" : operation, answer.status, took);
        log(page ? "page" : operation, answer.status, took);
        return answer;
    }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        if (keeper_.joinable())
            keeper_.join();
        office_.hub.closeAll();
    }

private:
    template <class Do>
    Answer guarded(Do work) {
        try {
            return work();
        } catch (const Denied& e) {
            return problem(e.denial(), e.what());
        } catch (const Error& e) {
            if (statusOf(e.fault()) >= 500)
                logFault(faultCode(e.fault()), e.what());
            return problem(e.fault(), e.what());
        } catch (const std::exception& e) {
            logFault("internal", e.what());
            return problem(Fault::Internal, "see the log");
        }
    }

    static Answer pageAnswer(const Request& request) {
        if (auto file = staticAnswer(request, builtInFiles()))
            return *std::move(file);
        throw Denied(Denial::NotFound, "no such page");
    }

    /// Somebody called a path of ours as nobody may.
    Answer nothingByThat(const Request& request) const {
        const bool page = isPagePath(request.path) && staticAnswer(request, builtInFiles());
        const std::string methods = page ? "GET" : office_.contract.methodsOf(request.path);
        if (methods.empty())
            throw Denied(Denial::NotFound, "no such path");
        Answer answer = problem(Denial::OtherMethod, "not by this method");
        answer.headers.emplace_back("Allow", methods);
        return answer;
    }

    Answer routed(const Request& request, std::string& name) {
        const Operation* operation = office_.contract.find(request.method, request.path);
        if (operation == nullptr)
            return nothingByThat(request);
        name = operation->id;
        const auto who = authorised(request, *operation);
        Call call{.request = request,
                  .operation = *operation,
                  .input = office_.contract.check(*operation, request),
                  .who = who ? &*who : nullptr};
        const Route route = routeOf(operation->id);
        if (!operation->needsKey())
            return route(office_, call).answer;
        return office_.answers.once({.municipality = who->municipality,
                                     .login = who->account.login,
                                     .key = std::string(request.header("idempotency-key")),
                                     .request = GivenAnswers::fingerprintOf(request, call.input.body)},
                                    [&] {
                                        GivenAnswers::Work work;
                                        work.answer = guarded([&] {
                                            work = route(office_, call);
                                            return std::move(work.answer);
                                        });
                                        return work;
                                    });
    }

    /// Nobody for a public operation. @throws Denied Denial::SignInNeeded, NotPermitted
    std::optional<Signed> authorised(const Request& request, const Operation& operation) {
        if (request.method != "GET" && fromElsewhere(request))
            throw Denied(Denial::NotPermitted, "the request comes from another page");
        if (operation.access.everybody)
            return std::nullopt;
        const std::string token = cookieOf(request);
        auto who = token.empty() ? std::nullopt : office_.people.who(token);
        if (!who)
            throw Denied(Denial::SignInNeeded, "no session, or one that has ended");
        if (!operation.access.allows(who->account.roles))
            throw Denied(Denial::NotPermitted, "the role does not include this");
        if (who->account.oneTime && !allowedBeforeChange(operation.id))
            throw Denied(Denial::NotPermitted, "the one-time password must be changed first");
        return who;
    }

    /// Signs of life for the streams, places in the log, what is too old: now and then.
    void keepHouse() {
        unsigned beats = 0;
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, office_.settings.heartbeat, [this] { return stopping_; })) {
            lock.unlock();
            guarded([&] {
                office_.hub.beat(
                    [this](const std::string& session) { return office_.people.alive(session); });
                const auto db = office_.storage.lend();
                if (db->runsSideBySide())
                    counter::EventLog(*db, office_.municipality).placeWaiting();
                constexpr unsigned kSeldom = 100;
                if (beats++ % kSeldom == 0) {
                    office_.people.purge();
                    office_.answers.purge();
                }
                return Answer{};
            });
            lock.lock();
        }
    }

    void log(const std::string& operation, unsigned status, std::chrono::microseconds took) const {
        if (office_.settings.log)
            office_.settings.log(nlohmann::ordered_json{
                {"at", toIso(office_.clock.now())},
                {"operation", operation},
                {"status", status},
                {"us", took.count()}}.dump());
    }
    void logFault(std::string_view fault, const char* detail) const {
        if (office_.settings.log)
            office_.settings.log(nlohmann::ordered_json{
                {"at", toIso(office_.clock.now())},
                {"fault", fault},
                {"detail", detail}}.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }

    Office office_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread keeper_;
};

CounterServer::CounterServer(ServerSettings settings, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(settings), clock)) {}

CounterServer::~CounterServer() = default;

const std::optional<FirstAccount>& CounterServer::firstAccount() const {
    return impl_->firstAccount();
}

Answer CounterServer::answer(const Request& request) {
    return impl_->answer(request);
}

void CounterServer::stop() {
    impl_->stop();
}

} // namespace kaomado::server
