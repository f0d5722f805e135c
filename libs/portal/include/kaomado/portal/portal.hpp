// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/clock.hpp"
#include "kaomado/portal/message.hpp"
#include "kaomado/trust/training_ca.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace kaomado::portal {

/// What the portal stands on.
struct Surroundings {
    std::vector<Bytes> anchors; ///< authorities of the cards' certificates, DER
    /// OCSP: DER in, DER out. Nothing = the responder does not answer.
    std::function<std::optional<Bytes>(ByteView request)> ocsp;
    const Clock& clock;
    /// Of the server's certificate, SHA-256; a login is for this portal and no other. See loginText.
    Bytes binding;
};

/// A portal for the cards of a training CA, which is its OCSP responder too. Both outlive it.
Surroundings around(const trust::TrainingCa& ca, const Clock& clock, Bytes binding);

/// What a card signs to log in: a label, the hash of the server's certificate as the client saw it, and the
/// challenge. Somebody between the two, with another certificate, gets a signature that is good for nothing
/// (the idea of tls-server-end-point, RFC 5929).
Bytes loginText(ByteView binding, ByteView challenge);

/// A マイナポータル for training, as far as a counter uses it: a login by the card's user authentication
/// certificate, one registration, a logout. Nothing else is offered (R-INS-05, R-INS-10). The answer to a
/// challenge is checked with the certificate's key, the certificate against its authority and by OCSP with a
/// nonce. Knows no PIN. Remembers until its end who is registered, by serial number of the certificate.
///
/// - POST /v1/challenges: 201 {challenge, seconds}
/// - POST /v1/logins {challenge, certificate, signature}: 201 {token, functions, terms_version, registered}
/// - POST /v1/registrations {variant, operated_by, …}: 201, or 200 when registered before
/// - DELETE /v1/logins: 204
///
/// @thread may be used from several threads
class Portal {
public:
    explicit Portal(Surroundings with);

    /// Whatever bytes come, there is an answer. @throws nothing but std::bad_alloc
    Answer answer(const Request& request);

    /// Serial numbers of the certificates with which somebody registered.
    std::set<std::string> registered() const;
    bool anybodyLoggedIn() const;

private:
    struct Login {
        std::string serial;
        Instant until;
    };

    Answer route(const Request& request);
    Answer challenge();
    Answer logIn(const std::string& text);
    Answer registerInsurance(const Login& login, const std::string& body);
    /// @throws Error Fault::ChallengeReplayed. The challenge is spent, whatever comes next.
    Bytes spend(const std::string& challenge);
    /// @return the certificate's serial. @throws Error Fault::CertificateInvalid, CertificateRevoked,
    /// RevocationUnknown, SignatureInvalid
    std::string check(ByteView certificate, ByteView challenge, ByteView signature) const;
    const Login* loginOf(const std::string& token) const;
    void forgetOld();

    Surroundings with_;
    mutable std::mutex mutex_;
    std::map<std::string, Instant> challenges_; ///< not answered yet, with their end
    std::map<std::string, Login> logins_;       ///< by hash of the token
    std::set<std::string> registered_;
};

} // namespace kaomado::portal
