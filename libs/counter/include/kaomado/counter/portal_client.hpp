// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/insurance_portal.hpp"
#include "kaomado/portal/client.hpp"

namespace kaomado::counter {

/// A portal that asks the card itself: it sends a challenge, the card signs it with the user authentication
/// key after the PIN, and nothing but certificate and signature leaves this program. The challenge is fetched
/// before the PIN is tried, so that a portal that is away costs no try.
class PortalClient final : public InsurancePortal {
public:
    explicit PortalClient(portal::Link& link) : link_(link), client_(link) {}

    bool takesPin() const override { return true; }
    RegistrationOutcome registerCard(CardSession& session, const card::Pin* pin,
                                     const portal::Registration& registration) override;
    std::optional<bool> logOut() override;

private:
    RegistrationOutcome attempt(CardSession& session, const card::Pin& pin,
                                const portal::Registration& registration);

    portal::Link& link_;
    portal::Client client_;
};

} // namespace kaomado::counter
