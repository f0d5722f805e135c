// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/portal.hpp"

namespace kaomado::portal {

/// The way to a portal.
class Link {
public:
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    virtual ~Link() = default;

    /// @throws Error Fault::PortalDown, PortalSlow, PortalUntrusted, PortalProtocol
    virtual Answer exchange(const Request& request) = 0;
    /// Of the portal that answered last, for loginText.
    virtual Bytes binding() const = 0;
};

/// To a portal in this process, without a wire.
class DirectLink final : public Link {
public:
    explicit DirectLink(Portal& portal) : portal_(portal) {}

    /// What a Portal behind such a link is bound to.
    static Bytes noWire();

    Answer exchange(const Request& request) override { return portal_.answer(request); }
    Bytes binding() const override { return noWire(); }

private:
    Portal& portal_;
};

/// Trouble to be played. The rest of it needs a wire: TlsLink with a short patience, or with another anchor.
struct LinkTroubles {
    bool down = false;                   ///< nobody listens
    bool replays = false;                ///< every login is sent twice; the second answer counts
    std::function<void()> beforeLogin{}; ///< e.g. the certificate is revoked in that moment
};

class TroubledLink final : public Link {
public:
    TroubledLink(Link& link, LinkTroubles troubles) : link_(link), troubles_(std::move(troubles)) {}

    LinkTroubles& troubles() { return troubles_; }

    Answer exchange(const Request& request) override;
    Bytes binding() const override { return link_.binding(); }

private:
    Link& link_;
    LinkTroubles troubles_;
};

} // namespace kaomado::portal
