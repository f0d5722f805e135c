// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/counter/insurance_portal.hpp"
#include "kaomado/trust/training_ca.hpp"

#include <set>

namespace kaomado::counter {

/// A portal for training: the card signs a challenge with the user authentication key after the PIN;
/// signature and certificate are checked against the training CA, revocation included.
class SimulatedPortal final : public InsurancePortal {
public:
    SimulatedPortal(trust::TrainingCa& ca, const Clock& clock) : ca_(ca), clock_(clock) {}

    void setDown(bool down) { down_ = down; }
    bool loggedIn() const { return loggedIn_; }
    /// Serial numbers of the certificates with which somebody registered.
    const std::set<std::string>& registered() const { return registered_; }

    bool takesPin() const override { return true; }
    RegistrationOutcome registerCard(CardSession& session, const card::Pin* pin) override;
    std::optional<bool> logOut() override;

private:
    /// @return the certificate's serial. @throws Error Fault::CertificateInvalid, SignatureInvalid
    std::string logIn(card::Card& card);

    trust::TrainingCa& ca_;
    const Clock& clock_;
    bool down_ = false;
    bool loggedIn_ = false;
    std::set<std::string> registered_;
};

} // namespace kaomado::counter
