// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/server.hpp"

#include "http.hpp"
#include "kaomado/base/error.hpp"
#include "problem.hpp"

#include <atomic>
#include <thread>

namespace kaomado::portal {

namespace {

using HttpRequest = http::request<http::string_body>;
using HttpAnswer = http::response<http::string_body>;

constexpr std::string_view kBearer = "Bearer ";
constexpr unsigned kBadRequest = 400, kNotAllowed = 405, kUnsupported = 415;

std::optional<Verb> verbOf(http::verb verb) {
    switch (verb) {
    case http::verb::get:
        return Verb::Get;
    case http::verb::post:
        return Verb::Post;
    case http::verb::delete_:
        return Verb::Delete;
    default:
        return std::nullopt;
    }
}

std::string textOf(boost::core::string_view text) {
    return {text.data(), text.size()};
}

/// What HTTP itself demands, then the portal.
Answer answerTo(Portal& portal, const HttpRequest& request) {
    const auto verb = verbOf(request.method());
    if (!verb)
        return answerOf({kNotAllowed, Fault::PortalRefused, "GET, POST and DELETE are understood"});
    if (request.find(http::field::host) == request.end())
        return answerOf({kBadRequest, Fault::BadInput, "a request names its host"});
    if (!request.body().empty() && request[http::field::content_type] != "application/json")
        return answerOf({kUnsupported, Fault::BadInput, "a body is application/json"});
    std::string token = textOf(request[http::field::authorization]);
    token = token.starts_with(kBearer) ? token.substr(kBearer.size()) : "";
    return portal.answer({*verb, textOf(request.target()), std::move(token), request.body()});
}

HttpAnswer httpOf(const Answer& answer) {
    HttpAnswer http(static_cast<http::status>(answer.status), kHttp11);
    http.set(http::field::cache_control, "no-store");
    if (!answer.body.empty())
        http.set(http::field::content_type,
                 answer.status >= kBadRequest ? "application/problem+json" : "application/json");
    http.keep_alive(false);
    http.body() = answer.body;
    http.prepare_payload();
    return http;
}

/// One connection: handshake, request, answer, end. Lives in its own callbacks.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, Portal& portal,
               const ServerOptions& options, std::atomic<std::size_t>& count)
        : stream_(std::move(socket), tls), portal_(portal), options_(options), count_(count) {
        ++count_;
        parser_.header_limit(kLargestHead);
        parser_.body_limit(kLargestBody);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { --count_; }

    void start() {
        if (count_ > options_.mostConnections)
            return;
        beast::get_lowest_layer(stream_).expires_after(options_.patience);
        stream_.async_handshake(asio::ssl::stream_base::server,
                                [self = shared_from_this()](error_code failed) {
                                    if (!failed)
                                        self->read();
                                });
    }

private:
    void read() {
        http::async_read(stream_, buffer_, parser_,
                         [self = shared_from_this()](error_code failed, std::size_t) {
                             if (!failed)
                                 self->reply();
                         });
    }

    void reply() {
        if (options_.neverAnswers)
            return hold();
        answer_ = httpOf(answerTo(portal_, parser_.get()));
        http::async_write(stream_, answer_, [self = shared_from_this()](error_code failed, std::size_t) {
            if (!failed)
                self->close();
        });
    }

    /// Waits for the client to give up.
    void hold() {
        stream_.async_read_some(asio::buffer(&idle_, 1),
                                [self = shared_from_this()](error_code, std::size_t) {});
    }

    void close() {
        stream_.async_shutdown([self = shared_from_this()](error_code) {});
    }

    TlsStream stream_;
    beast::flat_buffer buffer_;
    http::request_parser<http::string_body> parser_;
    HttpAnswer answer_;
    char idle_ = 0;
    Portal& portal_;
    const ServerOptions& options_;
    std::atomic<std::size_t>& count_;
};

} // namespace

class Server::Listener {
public:
    Listener(Portal& portal, const Identity& identity, ServerOptions options)
        : options_(std::move(options)), portal_(portal), acceptor_(io_) {
        use(identity);
        listen();
        accept();
        thread_ = std::thread([this] { io_.run(); });
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() {
        io_.stop();
        thread_.join();
    }

    asio::ip::tcp::endpoint endpoint() const { return bound_; }

private:
    void use(const Identity& identity) {
        tls_.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 |
                         asio::ssl::context::no_compression);
        const std::string& pem = identity.privatePem();
        const asio::const_buffer bytes(pem.data(), pem.size());
        tls_.use_certificate_chain(bytes);
        tls_.use_private_key(bytes, asio::ssl::context::pem);
    }

    void listen() {
        error_code failed;
        const auto address = asio::ip::make_address(options_.address, failed);
        if (failed)
            throw Error(Fault::BadInput, options_.address + ": not an address");
        const asio::ip::tcp::endpoint wanted(address, options_.port);
        acceptor_.open(wanted.protocol(), failed);
        if (!failed)
            acceptor_.set_option(asio::socket_base::reuse_address(true), failed);
        if (!failed)
            acceptor_.bind(wanted, failed);
        if (!failed)
            acceptor_.listen(asio::socket_base::max_listen_connections, failed);
        if (failed)
            throw Error(Fault::NetworkUnavailable, options_.address + ", port " +
                                                       std::to_string(options_.port) + ": " +
                                                       failed.message());
        bound_ = acceptor_.local_endpoint();
    }

    void accept() {
        acceptor_.async_accept([this](error_code failed, asio::ip::tcp::socket socket) {
            if (failed)
                return acceptLater();
            std::make_shared<Connection>(std::move(socket), tls_, portal_, options_, count_)->start();
            accept();
        });
    }

    /// Out of file descriptors, say: trying at once again would keep a core busy.
    void acceptLater() {
        constexpr std::chrono::milliseconds kPause{100};
        pause_.expires_after(kPause);
        pause_.async_wait([this](error_code) { accept(); });
    }

    const ServerOptions options_;
    Portal& portal_;
    std::atomic<std::size_t> count_{0};
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    asio::io_context io_{1}; // after what its callbacks use: they end with it
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_{io_};
    asio::ip::tcp::endpoint bound_;
    std::thread thread_;
};

Server::Server(Portal& portal, const Identity& identity, const ServerOptions& options)
    : listener_(std::make_unique<Listener>(portal, identity, options)) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return listener_->endpoint().port();
}

std::string Server::url() const {
    const auto address = listener_->endpoint().address();
    const std::string host = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    return "https://" + host + ":" + std::to_string(port());
}

} // namespace kaomado::portal
