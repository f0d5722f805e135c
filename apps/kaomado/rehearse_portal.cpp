// SPDX-License-Identifier: Apache-2.0
#include "rehearse_portal.hpp"

#include "portal.hpp"

#include <kaomado/base/text_file.hpp>
#include <kaomado/portal/tls_link.hpp>

namespace kaomado::app {

namespace {
/// What a clerk waits for an answer of a portal that is played as slow.
constexpr std::chrono::seconds kShortPatience{1};
constexpr std::string_view kEmbedded = "embedded";
} // namespace

RehearsePortal::RehearsePortal(const RehearseOptions& options, const RehearseFaults& faults,
                               const trust::TrainingCa& ca, const Clock& clock,
                               std::function<void()> revoke) {
    const bool needsWire = faults.portalSlow || faults.portalUntrusted;
    if (options.portal == kEmbedded || (options.portal.empty() && needsWire))
        embedded(faults, ca, clock);
    else if (options.portal.empty())
        direct(ca, clock);
    else
        elsewhere(options, faults);
    link_ = std::make_unique<portal::TroubledLink>(
        *wire_, portal::LinkTroubles{.down = faults.portalDown,
                                     .replays = faults.portalReplay,
                                     .beforeLogin = faults.portalRevoked ? std::move(revoke) : nullptr});
    client_ = std::make_unique<counter::PortalClient>(*link_);
}

void RehearsePortal::direct(const trust::TrainingCa& ca, const Clock& clock) {
    portal_ = std::make_unique<portal::Portal>(portal::around(ca, clock, portal::DirectLink::noWire()));
    wire_ = std::make_unique<portal::DirectLink>(*portal_);
}

void RehearsePortal::embedded(const RehearseFaults& faults, const trust::TrainingCa& ca, const Clock& clock) {
    const auto identity = portal::Identity::create(clock.now());
    portal_ = std::make_unique<portal::Portal>(portal::around(ca, clock, identity.binding()));
    server_ = std::make_unique<portal::Server>(*portal_, identity,
                                               portal::ServerOptions{.neverAnswers = faults.portalSlow});
    portal::TlsLinkOptions there{.url = server_->url(), .anchorsPem = identity.certificatePem()};
    if (faults.portalSlow)
        there.patience = kShortPatience;
    if (faults.portalUntrusted)
        there.anchorsPem = portal::Identity::create(clock.now()).certificatePem();
    wire_ = std::make_unique<portal::TlsLink>(std::move(there));
}

void RehearsePortal::elsewhere(const RehearseOptions& options, const RehearseFaults& faults) {
    if (faults.portalSlow || faults.portalUntrusted)
        throw Error(Fault::BadInput, "portal-slow and portal-untrusted are played by --portal embedded");
    const auto file =
        options.portalCertificate.empty() ? defaultPortalCertificate() : options.portalCertificate;
    wire_ = std::make_unique<portal::TlsLink>(
        portal::TlsLinkOptions{.url = options.portal, .anchorsPem = readTextFile(file)});
}

} // namespace kaomado::app
