// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/link.hpp"

#include <chrono>
#include <memory>

namespace kaomado::portal {

struct TlsLinkOptions {
    std::string url;        ///< "https://HOST[:PORT]", nothing behind it
    std::string anchorsPem; ///< the certificates that are trusted, and no other on this machine
    std::chrono::milliseconds patience{
        10'000}; ///< for one exchange, from the name's resolution to the answer
};

/// HTTP/1.1 over TLS to a portal elsewhere, one connection for an exchange. The server's certificate is
/// verified: chain, period, usage, name; and it stays the same from one exchange to the next.
class TlsLink final : public Link {
public:
    /// @throws Error Fault::BadInput for another kind of address, Fault::FileMalformed for anchors that are
    /// none
    explicit TlsLink(const TlsLinkOptions& options);
    ~TlsLink() override;

    Answer exchange(const Request& request) override;
    Bytes binding() const override { return binding_; }

private:
    class Context;
    std::string host_, port_;
    std::chrono::milliseconds patience_;
    std::unique_ptr<Context> context_;
    Bytes binding_;
};

} // namespace kaomado::portal
