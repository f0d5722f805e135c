// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/error.hpp"
#include "kaomado/counter/integrated_terminal.hpp"
#include "kaomado/portal/registration.hpp"

#include <variant>

namespace kaomado::counter {

/// How an attempt at the insurance registration (健康保険証利用登録) ended. A wrong PIN is an answer, and so
/// is a portal that is not there: the work goes on without it (R-INS-09).
struct Registered {};
struct PortalWrongPin {
    unsigned triesLeft;
};
struct PortalPinBlocked {};
/// PortalDown, PortalSlow, PortalUntrusted, PortalProtocol, ChallengeReplayed, RevocationUnknown.
struct PortalUnavailable {
    Fault fault = Fault::PortalDown;
};
/// It answers and says no: CertificateRevoked, CertificateInvalid, SignatureInvalid, PortalRefused.
struct PortalRefusal {
    Fault fault;
    std::string detail{}; ///< English, for the log
};
using RegistrationOutcome =
    std::variant<Registered, PortalWrongPin, PortalPinBlocked, PortalUnavailable, PortalRefusal>;

/// マイナポータル, as far as a counter uses it: one registration, nothing else (R-INS-10).
class InsurancePortal {
public:
    InsurancePortal() = default;
    InsurancePortal(const InsurancePortal&) = delete;
    InsurancePortal& operator=(const InsurancePortal&) = delete;
    virtual ~InsurancePortal() = default;

    /// Whether the PIN passes through this program. False: it is typed into the portal.
    virtual bool takesPin() const = 0;

    /// Logs in with the user authentication certificate and registers. Registering again changes nothing.
    /// @throws Error faults of CardSession::card
    virtual RegistrationOutcome registerCard(CardSession& session, const card::Pin* pin,
                                             const portal::Registration& registration) = 0;

    /// Empty: this program cannot know, staff says it.
    virtual std::optional<bool> logOut() = 0;
};

/// Staff or resident work at the portal's own pages.
class ManualPortal final : public InsurancePortal {
public:
    explicit ManualPortal(Confirm confirm) : confirm_(std::move(confirm)) {}

    bool takesPin() const override { return false; }
    RegistrationOutcome registerCard(CardSession& session, const card::Pin* pin,
                                     const portal::Registration& registration) override;
    std::optional<bool> logOut() override { return std::nullopt; }

private:
    Confirm confirm_;
};

} // namespace kaomado::counter
