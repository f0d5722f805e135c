// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/identity.hpp"
#include "kaomado/portal/portal.hpp"

#include <chrono>
#include <memory>

namespace kaomado::portal {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                     ///< 0 = a free one
    std::chrono::milliseconds patience{10'000}; ///< for one connection, from the handshake to the answer
    std::size_t mostConnections = 64;           ///< at once; who comes on top is turned away
    bool neverAnswers = false;                  ///< trouble to be played: it listens, and that is all
};

/// HTTP/1.1 over TLS 1.2 or 1.3, one request for a connection, on a thread of its own. Heads above 8 KiB and
/// bodies above kLargestBody are not read. Works from its making to its end.
class Server {
public:
    /// The portal outlives it. @throws Error Fault::NetworkUnavailable when the port cannot be had,
    /// Fault::BadInput for an address that is none
    Server(Portal& portal, const Identity& identity, const ServerOptions& options = {});
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    std::uint16_t port() const;
    /// "https://127.0.0.1:41234"
    std::string url() const;

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace kaomado::portal
