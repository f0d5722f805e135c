// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaomado::server {

/// One request, whole. Names of header fields are in small letters; a field that came twice is joined by ",
/// ".
struct Request {
    std::string method;  ///< "GET", …
    std::string path;    ///< as sent, up to '?', not decoded
    std::string query{}; ///< after '?'
    std::map<std::string, std::string, std::less<>> headers{};
    std::string body{}; ///< may hold a password: wiped by the server after the answer

    /// Empty when there is none.
    std::string_view header(std::string_view name) const;
};

/// An answer that goes on after its beginning. @thread any
class Stream {
public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    /// Queues a piece; nothing happens once the other side is gone.
    virtual void send(std::string piece) = 0;
    virtual bool open() const = 0;
    virtual void close() = 0;
};

struct Answer {
    unsigned status = 200;
    std::string type{}; ///< media type; empty with an empty body
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};
    /// When set, the body is only the beginning; the stream is handed over once that is under way.
    std::function<void(std::shared_ptr<Stream>)> stream{};
};

/// Called by several threads at once; must not throw.
using Handler = std::function<Answer(const Request&)>;

/// Certificate chain and key, PEM.
struct TlsFiles {
    std::filesystem::path certificate, key;
};

/// Everything has a limit. A broken limit closes the connection, mostly without an answer.
struct HttpSettings {
    std::string address = "127.0.0.1"; ///< IPv4 or IPv6
    std::uint16_t port = 0;            ///< 0: a free one
    std::optional<TlsFiles> tls{};
    unsigned workers = 8;
    std::size_t mostWaiting = 256; ///< requests that wait for a worker; one more is told to come back (503)
    std::size_t mostConnections = 4096;
    std::size_t mostUrl = 2048, mostFieldName = 128, mostFieldValue = 4096, mostFields = 64;
    std::size_t mostBody = 64UL * 1024;
    std::chrono::milliseconds readTimeout{15'000};    ///< from the first byte of a request to the last
    std::chrono::milliseconds handleTimeout{120'000}; ///< a card's work takes its time
    std::chrono::milliseconds writeTimeout{15'000};
};

/// Listens from construction to stop(). Requests without exactly one Host, or with a field name that is no
/// token, are answered with 400 here; everything else is the handler's.
class HttpServer {
public:
    /// @throws Error Fault::NetworkUnavailable when the port cannot be opened; Fault::Configuration for a
    /// certificate or key that cannot be used
    HttpServer(HttpSettings settings, Handler handler);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    std::uint16_t port() const;

    /// Takes no more connections, finishes what was begun and sends its answers, then closes all.
    void stop();

    class Running;

private:
    std::unique_ptr<Running> running_;
};

} // namespace kaomado::server
