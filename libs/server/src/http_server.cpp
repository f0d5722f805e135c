// SPDX-License-Identifier: Apache-2.0
// The only unit that knows RESTinio: it takes 20 s to compile, and another library can take its place here.
#include "kaomado/base/error.hpp"
#include "kaomado/base/secret.hpp"
#include "kaomado/server/http.hpp"
#include "problems.hpp"
#include "worker_pool.hpp"

#include <restinio/all.hpp>
#include <restinio/tls.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <thread>

namespace kaomado::server {

std::string_view Request::header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

class HttpServer::Running {
public:
    Running() = default;
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    virtual ~Running() = default;
    virtual std::uint16_t port() const = 0;
    virtual void stop() = 0;
};

namespace {

namespace asio = restinio::asio_ns;

// One thread serves the sockets, but a worker may be the last to let go of a connection, and then takes it
// off the count of the open ones: only with a strand has that count a lock.
using PlainBase = restinio::traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t>;
struct PlainTraits : PlainBase {
    static constexpr bool use_connection_count_limiter = true;
};
using TlsBase = restinio::tls_traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t>;
struct TlsTraits : TlsBase {
    static constexpr bool use_connection_count_limiter = true;
};

/// RFC 9110 §5.6.2: Debian's parser lets a space before the colon through.
bool isToken(std::string_view name) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kMarks.find(c) != std::string_view::npos;
    });
}

std::string small(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Answers under way: stop() waits for them.
class Outstanding {
public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    void remove() {
        {
            const std::lock_guard lock(mutex_);
            --count_;
        }
        none_.notify_all();
    }
    void waitForNone(std::chrono::milliseconds most) {
        std::unique_lock lock(mutex_);
        none_.wait_for(lock, most, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable none_;
    std::size_t count_ = 0;
};

using Chunked = restinio::response_builder_t<restinio::chunked_output_t>;

/// A chunked answer; the library's builder is touched under the lock only.
class ChunkedStream final : public Stream, public std::enable_shared_from_this<ChunkedStream> {
public:
    /// `core`: what the connection belongs to outlives it.
    ChunkedStream(std::shared_ptr<void> core, Chunked builder)
        : core_(std::move(core)), builder_(std::move(builder)) {}

    void send(std::string piece) override {
        const std::lock_guard lock(mutex_);
        if (!open_)
            return;
        builder_.append_chunk(std::move(piece));
        builder_.flush([self = weak_from_this()](const asio::error_code& error) {
            if (const auto stream = self.lock(); stream && error)
                stream->open_ = false;
        });
    }
    bool open() const override { return open_; }
    void close() override {
        const std::lock_guard lock(mutex_);
        if (!ended_.exchange(true))
            builder_.done();
        open_ = false;
    }

private:
    std::shared_ptr<void> core_;
    std::mutex mutex_;
    Chunked builder_;
    std::atomic<bool> open_{true}, ended_{false};
};

/// What waits in it can be let go of before it ends.
class Context final : public asio::io_context {
public:
    using asio::io_context::shutdown;
};

/// The library's server and what its sockets belong to. A connection counts itself out at the server when it
/// ends, and some wait in the context; so connections go first, then the server, then the context.
template <class Library>
struct Core {
    Context io{};
    std::unique_ptr<Library> server{};

    Core() = default;
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;
    ~Core() {
        io.shutdown();
        server.reset();
    }
};

template <class Traits>
class Server final : public HttpServer::Running {
public:
    template <class Prepare>
    Server(const HttpSettings& settings, Handler handler, Prepare prepare)
        : handler_(std::move(handler)), workers_(settings.workers, settings.mostWaiting) {
        core_->server = std::make_unique<Library>(restinio::external_io_context(core_->io),
                                                  [&](restinio::server_settings_t<Traits>& with) {
                                                      configure(with, settings);
                                                      prepare(with);
                                                  });
        try {
            core_->server->open_sync();
        } catch (const std::exception& e) {
            throw Error(Fault::NetworkUnavailable,
                        settings.address + ":" + std::to_string(settings.port) + ": " + e.what());
        }
        thread_ = std::thread([core = core_.get()] { core->io.run(); });
    }
    ~Server() override { stop(); }

    std::uint16_t port() const override { return port_; }

    void stop() override {
        if (!thread_.joinable())
            return;
        std::promise<void> closed;
        core_->server->close_async([&] { closed.set_value(); },
                                   [&](const std::exception_ptr&) { closed.set_value(); });
        closed.get_future().wait();
        workers_.finish();
        constexpr std::chrono::seconds kMostForSending{5};
        outstanding_.waitForNone(kMostForSending);
        core_->io.stop();
        thread_.join();
        core_.reset(); // and with it every connection, unless somebody keeps a stream
    }

private:
    using Library = restinio::http_server_t<Traits>;
    using Handle = restinio::request_handle_t;

    void configure(restinio::server_settings_t<Traits>& with, const HttpSettings& settings) {
        with.address(settings.address)
            .port(settings.port)
            .acceptor_post_bind_hook(
                [this](asio::ip::tcp::acceptor& acceptor) { port_ = acceptor.local_endpoint().port(); })
            .max_parallel_connections(settings.mostConnections)
            .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                          .max_url_size(settings.mostUrl)
                                          .max_field_name_size(settings.mostFieldName)
                                          .max_field_value_size(settings.mostFieldValue)
                                          .max_field_count(settings.mostFields)
                                          .max_body_size(settings.mostBody))
            .read_next_http_message_timelimit(settings.readTimeout)
            .handle_request_timeout(settings.handleTimeout)
            .write_http_response_timelimit(settings.writeTimeout)
            .request_handler([this](const Handle& handle) { return take(handle); });
    }

    restinio::request_handling_status_t take(const Handle& handle) {
        Request request;
        unsigned hosts = 0;
        bool tokens = true;
        handle->header().for_each_field([&](const restinio::http_header_field_t& field) {
            std::string name = small(field.name());
            hosts += name == "host" ? 1U : 0U;
            tokens = tokens && isToken(name);
            std::string& value = request.headers[std::move(name)];
            value += (value.empty() ? "" : ", ") + field.value();
        });
        outstanding_.add();
        if (hosts != 1 || !tokens || request.header("host").empty()) {
            send(handle, problem(Fault::BadInput, "a request has one Host and field names without blanks"),
                 true);
            return restinio::request_accepted();
        }
        request.method = handle->header().method().c_str();
        const std::string& target = handle->header().request_target();
        const std::size_t mark = target.find('?');
        request.path = target.substr(0, mark);
        if (mark != std::string::npos)
            request.query = target.substr(mark + 1);
        request.body = handle->body();
        auto shared = std::make_shared<Request>(std::move(request));
        const bool taken = workers_.offer([this, handle, shared] {
            const Answer answer = handler_(*shared);
            wipe(shared->body);
            send(handle, answer, false);
        });
        if (!taken)
            send(handle, problem(Denial::Overloaded, "too many requests wait for a worker"), false);
        return restinio::request_accepted();
    }

    template <class Builder>
    static void head(Builder& response, const Answer& answer) {
        if (!answer.type.empty())
            response.append_header(restinio::http_field::content_type, answer.type);
        for (const auto& [name, value] : answer.headers)
            response.append_header(name, value);
        response.append_header_date_field();
    }

    void send(const Handle& handle, const Answer& answer, bool last) {
        const restinio::http_status_line_t status{
            restinio::http_status_code_t{static_cast<std::uint16_t>(answer.status)},
            reasonPhrase(answer.status)};
        if (answer.stream) {
            auto response = handle->template create_response<restinio::chunked_output_t>(status);
            head(response, answer);
            auto stream = std::make_shared<ChunkedStream>(core_, std::move(response));
            stream->send(answer.body);
            outstanding_.remove(); // a stream has no end that could be waited for
            answer.stream(stream);
            return;
        }
        auto response = handle->create_response(status);
        head(response, answer);
        if (last)
            response.connection_close();
        response.set_body(answer.body);
        response.done([this](const asio::error_code&) { outstanding_.remove(); });
    }

    static std::string reasonPhrase(unsigned status) {
        switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        default:
            return status < 400 ? "Moved" : status < 500 ? "Refused" : "Failed";
        }
    }

    Handler handler_;
    std::uint16_t port_ = 0;
    Outstanding outstanding_;
    WorkerPool workers_;
    std::shared_ptr<Core<Library>> core_ = std::make_shared<Core<Library>>();
    std::thread thread_;
};

asio::ssl::context tlsContext(const TlsFiles& files) {
    asio::ssl::context context(asio::ssl::context::tls_server);
    try {
        context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                            asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1);
        context.use_certificate_chain_file(files.certificate.string());
        context.use_private_key_file(files.key.string(), asio::ssl::context::pem);
    } catch (const std::exception& e) {
        throw Error(Fault::Configuration,
                    files.certificate.string() + ", " + files.key.string() + ": " + e.what());
    }
    return context;
}

} // namespace

HttpServer::HttpServer(HttpSettings settings, Handler handler) {
    if (settings.tls)
        running_ = std::make_unique<Server<TlsTraits>>(settings, std::move(handler),
                                                       [&](restinio::server_settings_t<TlsTraits>& with) {
                                                           with.tls_context(tlsContext(*settings.tls));
                                                       });
    else
        running_ = std::make_unique<Server<PlainTraits>>(settings, std::move(handler),
                                                         [](restinio::server_settings_t<PlainTraits>&) {});
}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
    return running_->port();
}

void HttpServer::stop() {
    running_->stop();
}

} // namespace kaomado::server
