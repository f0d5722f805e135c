// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/portal/link.hpp"
#include "kaomado/portal/registration.hpp"

namespace kaomado::portal {

/// What the portal offers to somebody who is logged in.
struct Offer {
    std::vector<std::string> functions; ///< "insurance_registration" and nothing else
    Date termsVersion{};                ///< of the terms in force
    bool registered = false;            ///< this certificate has registered before
};

/// The counter's half. Signing is somebody else's: between challenge() and logIn() the card signs
/// loginText(link.binding(), challenge) with the user authentication key.
/// @throws Error faults of Link; what the portal refuses is a fault too: ChallengeReplayed, SignatureInvalid,
/// CertificateInvalid, CertificateRevoked, RevocationUnknown, PortalRefused
/// @thread one client, one thread
class Client {
public:
    explicit Client(Link& link) : link_(link) {}
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    Bytes challenge();
    Offer logIn(ByteView challenge, ByteView certificate, ByteView signature);
    /// Registering again changes nothing.
    void registerInsurance(const Registration& registration);
    /// Nothing happens when nobody is logged in.
    void logOut();
    bool loggedIn() const { return !token_.empty(); }

private:
    Link& link_;
    std::string token_;
};

} // namespace kaomado::portal
