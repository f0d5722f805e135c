// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "holder.hpp"

#include <kaomado/portal/server.hpp>
#include <kaomado/portal/tls_link.hpp>

namespace kaomado::test {

/// A portal on a free port of this machine.
struct OverTls {
    explicit OverTls(const portal::ServerOptions& options = {}) : server(portal, identity, options) {}

    portal::TlsLinkOptions toServer() const {
        return {.url = server.url(), .anchorsPem = identity.certificatePem()};
    }

    FixedClock clock{kSampleTime};
    OwnCa ca;
    portal::Identity identity =
        portal::Identity::create(SystemClock().now()); // TLS has the machine's own time
    portal::Portal portal{portal::around(*ca, clock, identity.binding())};
    portal::Server server;
};

} // namespace kaomado::test
