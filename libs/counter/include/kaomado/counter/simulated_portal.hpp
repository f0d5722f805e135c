// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/portal_client.hpp"

namespace kaomado::counter {

/// The training portal in this process, without a wire: the same portal and the same client as over TLS.
class SimulatedPortal final : public InsurancePortal {
public:
    /// Both outlive it.
    SimulatedPortal(const trust::TrainingCa& ca, const Clock& clock)
        : portal_(portal::around(ca, clock, portal::DirectLink::noWire())) {}

    portal::LinkTroubles& troubles() { return link_.troubles(); }
    void setDown(bool down) { link_.troubles().down = down; }
    bool loggedIn() const { return portal_.anybodyLoggedIn(); }
    /// Serial numbers of the certificates with which somebody registered.
    std::set<std::string> registered() const { return portal_.registered(); }

    bool takesPin() const override { return true; }
    RegistrationOutcome registerCard(CardSession& session, const card::Pin* pin,
                                     const portal::Registration& registration) override {
        return client_.registerCard(session, pin, registration);
    }
    std::optional<bool> logOut() override { return client_.logOut(); }

private:
    portal::Portal portal_;
    portal::DirectLink direct_{portal_};
    portal::TroubledLink link_{direct_, {}};
    PortalClient client_{link_};
};

} // namespace kaomado::counter
