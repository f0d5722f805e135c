// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rehearse_options.hpp"

#include <kaomado/counter/portal_client.hpp>
#include <kaomado/portal/server.hpp>
#include <kaomado/trust/training_ca.hpp>

namespace kaomado::app {

/// The portal of a rehearsal: in this process without a wire, in this process behind a TLS server of its own,
/// or wherever --portal says.
class RehearsePortal {
public:
    /// `revoke`: ends the card's user certificate at the CA, for the fault portal-revoked. All outlive it.
    /// @throws Error Fault::BadInput for a fault that the chosen portal cannot have, or an address that is
    /// none
    RehearsePortal(const RehearseOptions& options, const RehearseFaults& faults, const trust::TrainingCa& ca,
                   const Clock& clock, std::function<void()> revoke);

    counter::InsurancePortal& counter() { return *client_; }

private:
    void direct(const trust::TrainingCa& ca, const Clock& clock);
    void embedded(const RehearseFaults& faults, const trust::TrainingCa& ca, const Clock& clock);
    void elsewhere(const RehearseOptions& options, const RehearseFaults& faults);

    std::unique_ptr<portal::Portal> portal_;
    std::unique_ptr<portal::Server> server_;
    std::unique_ptr<portal::Link> wire_, link_;
    std::unique_ptr<counter::PortalClient> client_;
};

} // namespace kaomado::app
