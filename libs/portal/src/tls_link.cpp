// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/tls_link.hpp"

#include "http.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/hash.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <charconv>

namespace kaomado::portal {

namespace {

using HttpRequest = http::request<http::string_body>;

http::verb httpOf(Verb verb) {
    switch (verb) {
    case Verb::Get:
        return http::verb::get;
    case Verb::Post:
        return http::verb::post;
    case Verb::Delete:
        return http::verb::delete_;
    }
    throw Error(Fault::Internal, "a verb without a method");
}

HttpRequest httpOf(const Request& request, const std::string& host) {
    HttpRequest http(httpOf(request.verb), request.path, kHttp11);
    http.set(http::field::host, host);
    if (!request.token.empty())
        http.set(http::field::authorization, "Bearer " + request.token);
    if (!request.body.empty())
        http.set(http::field::content_type, "application/json");
    http.keep_alive(false);
    http.body() = request.body;
    http.prepare_payload();
    return http;
}

[[noreturn]] void refuseUrl(const std::string& url) {
    throw Error(Fault::BadInput, url + ": the portal's address is https://HOST or https://HOST:PORT");
}

struct Place {
    std::string host, port = "443";
};

/// "https://HOST[:PORT]"; an IPv6 address stands in brackets.
Place placeIn(const std::string& url) {
    constexpr std::string_view kScheme = "https://";
    if (!url.starts_with(kScheme))
        refuseUrl(url);
    Place place;
    std::string rest = url.substr(kScheme.size());
    const std::size_t bracket = rest.starts_with('[') ? rest.find(']') : std::string::npos;
    const std::size_t colon = rest.find(':', bracket == std::string::npos ? 0 : bracket);
    place.host = bracket == std::string::npos ? rest.substr(0, colon) : rest.substr(1, bracket - 1);
    if (colon != std::string::npos)
        place.port = rest.substr(colon + 1);
    std::uint16_t number = 0;
    const char* end = place.port.data() + place.port.size();
    const auto [read, failed] = std::from_chars(place.port.data(), end, number);
    if (place.host.empty() || failed != std::errc{} || read != end || number == 0 ||
        place.host.find_first_of("/?#@ ") != std::string::npos)
        refuseUrl(url);
    return place;
}

Bytes hashOf(const X509* certificate) {
    const Sha256 hash = sha256(crypto::derOf<X509>(certificate, i2d_X509));
    return {hash.begin(), hash.end()};
}

/// Server name indication, which knows no addresses (RFC 6066). The macro for it casts in the old way.
void nameServer(TlsStream& stream, std::string host) {
    error_code notAnAddress;
    asio::ip::make_address(host, notAnAddress);
    if (notAnAddress)
        SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 host.data());
}

/// One request on its way, with what came of it. The handlers hold it, so that it outlives whoever gave up
/// waiting.
struct Exchange : std::enable_shared_from_this<Exchange> {
    enum class Stage { Reaching, Handshake, Talking, Done };

    /// `known`: of the server that answered before; empty for the first exchange.
    Exchange(asio::io_context& io, asio::ssl::context& tls, HttpRequest what, Bytes known)
        : resolver(io), stream(io, tls), request(std::move(what)), binding(std::move(known)) {
        parser.body_limit(kLargestBody);
        parser.header_limit(kLargestHead);
    }

    void begin(const std::string& host, const std::string& port) {
        resolver.async_resolve(host, port, [self = shared_from_this()](error_code code, const auto& found) {
            if (self->went(code))
                self->connect(found);
        });
    }

    void connect(const asio::ip::tcp::resolver::results_type& found) {
        beast::get_lowest_layer(stream).async_connect(
            found, [self = shared_from_this()](error_code code, const auto&) {
                if (self->went(code))
                    self->handshake();
            });
    }

    void handshake() {
        stage = Stage::Handshake;
        stream.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](error_code code) {
            if (self->went(code))
                self->talk();
        });
    }

    void talk() {
        stage = Stage::Talking;
        const crypto::X509Ptr peer{SSL_get1_peer_certificate(stream.native_handle())};
        Bytes found = peer ? hashOf(peer.get()) : Bytes{};
        another = found.empty() || (!binding.empty() && found != binding);
        if (another)
            return; // before a signature or a token is sent
        binding = std::move(found);
        http::async_write(stream, request, [self = shared_from_this()](error_code code, std::size_t) {
            if (self->went(code))
                self->listen();
        });
    }

    void listen() {
        http::async_read(stream, buffer, parser, [self = shared_from_this()](error_code code, std::size_t) {
            if (self->went(code))
                self->stage = Stage::Done; // the server closes; there is nothing to wait for
        });
    }

    bool went(error_code code) {
        failed = code;
        return !failed;
    }

    asio::ip::tcp::resolver resolver;
    TlsStream stream;
    HttpRequest request;
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    Stage stage = Stage::Reaching;
    error_code failed;
    bool another = false; ///< another server than the one that answered before
    Bytes binding;        ///< of its certificate
};

/// The fault that an end before the answer stands for.
[[noreturn]] void raise(const Exchange& exchange, const std::string& where) {
    if (exchange.another)
        throw Error(Fault::PortalUntrusted, where + ": another certificate than a moment ago");
    if (!exchange.failed)
        throw Error(Fault::PortalSlow, where + ": no answer in time");
    const std::string why = where + ": " + exchange.failed.message();
    const bool http = exchange.failed.category() == http::make_error_code(http::error::bad_method).category();
    const bool cut =
        exchange.failed == http::error::end_of_stream || exchange.failed == http::error::partial_message;
    if (http && !cut)
        throw Error(Fault::PortalProtocol, why);
    if (exchange.stage == Exchange::Stage::Handshake &&
        exchange.failed.category() == asio::error::get_ssl_category())
        throw Error(Fault::PortalUntrusted, why);
    throw Error(Fault::PortalDown, why);
}

} // namespace

class TlsLink::Context {
public:
    explicit Context(const std::string& anchorsPem) {
        tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        error_code failed;
        tls.add_certificate_authority(asio::const_buffer(anchorsPem.data(), anchorsPem.size()), failed);
        if (failed || anchorsPem.empty())
            throw Error(Fault::FileMalformed, "the portal's certificate is not one in PEM form");
        tls.set_verify_mode(asio::ssl::verify_peer);
    }

    asio::ssl::context tls{asio::ssl::context::tls_client};
};

TlsLink::TlsLink(const TlsLinkOptions& options)
    : patience_(options.patience), context_(std::make_unique<Context>(options.anchorsPem)) {
    Place place = placeIn(options.url);
    host_ = std::move(place.host);
    port_ = std::move(place.port);
}

TlsLink::~TlsLink() = default;

Answer TlsLink::exchange(const Request& request) {
    const std::string where = host_ + ":" + port_;
    asio::io_context io(1);
    const auto exchange = std::make_shared<Exchange>(io, context_->tls, httpOf(request, where), binding_);
    exchange->stream.set_verify_callback(asio::ssl::host_name_verification(host_));
    nameServer(exchange->stream, host_);
    exchange->begin(host_, port_);
    io.run_for(patience_);
    if (exchange->stage != Exchange::Stage::Done)
        raise(*exchange, where);
    binding_ = exchange->binding;
    return {exchange->parser.get().result_int(), exchange->parser.get().body()};
}

} // namespace kaomado::portal
