// SPDX-License-Identifier: Apache-2.0
#include "kaomado/portal/portal.hpp"

#include "kaomado/base/hash.hpp"
#include "kaomado/base/json_text.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/crypto/rsa.hpp"
#include "kaomado/trust/check.hpp"
#include "problem.hpp"
#include "registration_json.hpp"
#include "settings.hpp"

#include <algorithm>

namespace kaomado::portal {

using nlohmann::json;

namespace {

constexpr std::size_t kSecretBytes = 32;
/// Nobody fills the memory by asking for challenges.
constexpr std::size_t kMostAtOnce = 1000;
constexpr std::string_view kLoginLabel = "kaomado training portal, login 1\n";

constexpr unsigned kOk = 200, kCreated = 201, kNoContent = 204, kBadRequest = 400, kUnauthorised = 401,
                   kForbidden = 403, kNotFound = 404, kConflict = 409, kUnavailable = 503;

json bodyOf(const std::string& text) {
    json body = parseJson(text, "the request");
    if (!body.is_object())
        throw Error(Fault::BadInput, "the request is no object");
    return body;
}

Bytes hexIn(const json& body, const char* member) {
    return fromHex(body.at(member).get<std::string>());
}

std::string keyOf(const std::string& token) {
    return toHex(sha256(viewOf(token)));
}

/// What is wrong with the certificate, as a fault of its own: a revoked one is another matter than a strange
/// one, and neither is a responder that is silent.
void demandValid(const trust::CertificateCheck& check) {
    using trust::CertificateVerdict;
    const auto found = [&](CertificateVerdict verdict) {
        return std::ranges::find(check.all, verdict) != check.all.end();
    };
    const std::string says(trust::nameOf(check.verdict));
    if (check.valid())
        return;
    if (check.verdict == CertificateVerdict::Revoked)
        throw Problem{kForbidden, Fault::CertificateRevoked, "OCSP says that the certificate is revoked"};
    if (check.verdict == CertificateVerdict::RevocationUnknown &&
        found(CertificateVerdict::RevocationUnknown))
        throw Problem{kUnavailable, Fault::RevocationUnknown,
                      "there is no credible answer of OCSP about the certificate"};
    throw Problem{kForbidden, Fault::CertificateInvalid, "the certificate is not accepted: " + says};
}

void demandConsent(const Registration& asked) {
    if (asked.operatedBy == OperatedBy::Applicant)
        return; // agrees to the terms here, before registering
    const auto& consent = asked.consent;
    if (!consent || !consent->login || !consent->registration)
        throw Problem{kForbidden,
                      Fault::PortalRefused,
                      "staff needs the consent to the login and to the registration",
                      {"R-INS-01"}};
    if (!consent->termsAgreed || consent->termsVersion != settings().termsVersion)
        throw Problem{kForbidden,
                      Fault::PortalRefused,
                      "the consent is not to the terms of " + toIso(settings().termsVersion),
                      {"R-INS-02"}};
}

void demandVariant(const Registration& asked) {
    const VariantRules& demanded = settings().of(asked.variant);
    if (demanded.applicantPresent && !asked.applicantPresent)
        throw Problem{kForbidden, Fault::PortalRefused, "the applicant has to be present", demanded.rules};
    if (std::ranges::find(demanded.operatedBy, asked.operatedBy) == demanded.operatedBy.end())
        throw Problem{kForbidden, Fault::PortalRefused, "somebody else operates the portal in this variant",
                      demanded.rules};
}

} // namespace

Surroundings around(const trust::TrainingCa& ca, const Clock& clock, Bytes binding) {
    return {ca.anchors(),
            [&](ByteView request) { return std::optional{ca.answerOcsp(request, clock.now())}; }, clock,
            std::move(binding)};
}

Bytes loginText(ByteView binding, ByteView challenge) {
    Bytes text = toBytes(kLoginLabel);
    append(text, sha256(binding)); // a fixed length, whatever a portal is bound to
    append(text, challenge);
    return text;
}

Portal::Portal(Surroundings with) : with_(std::move(with)) {}

Answer Portal::answer(const Request& request) try {
    const std::scoped_lock lock(mutex_);
    forgetOld();
    return route(request);
} catch (const Problem& problem) {
    return answerOf(problem);
} catch (const Error& error) {
    return answerOf({kBadRequest, Fault::BadInput, error.what()});
} catch (const json::exception&) {
    return answerOf({kBadRequest, Fault::BadInput, "the request lacks a member, or one is of another type"});
}

Answer Portal::route(const Request& request) {
    const auto asks = [&](Verb verb, std::string_view path) {
        return request.verb == verb && request.path == path;
    };
    if (asks(Verb::Post, "/v1/challenges"))
        return challenge();
    if (asks(Verb::Post, "/v1/logins"))
        return logIn(request.body);
    if (asks(Verb::Delete, "/v1/logins")) {
        logins_.erase(keyOf(request.token));
        return {kNoContent, ""};
    }
    const Login* login = loginOf(request.token);
    if (asks(Verb::Post, "/v1/registrations")) {
        if (login == nullptr)
            throw Problem{kUnauthorised, Fault::PortalRefused, "nobody is logged in"};
        return registerInsurance(*login, request.body);
    }
    if (login != nullptr)
        throw Problem{
            kForbidden, Fault::PortalRefused, "only the registration is offered", {"R-INS-05", "R-INS-10"}};
    throw Problem{kNotFound, Fault::PortalRefused, "there is nothing of that name"};
}

Answer Portal::challenge() {
    if (challenges_.size() >= kMostAtOnce)
        throw Problem{kUnavailable, Fault::PortalDown, "too many logins at once"};
    const std::string challenge = toHex(randomBytes(kSecretBytes));
    challenges_.emplace(challenge, with_.clock.now() + settings().challenge);
    return {kCreated, writeJson({{"challenge", challenge}, {"seconds", settings().challenge.count()}})};
}

Bytes Portal::spend(const std::string& challenge) {
    if (challenges_.erase(challenge) == 0)
        throw Problem{kConflict, Fault::ChallengeReplayed,
                      "the challenge was answered before, is too old, or is not of this portal"};
    return fromHex(challenge);
}

std::string Portal::check(ByteView certificate, ByteView challenge, ByteView signature) const {
    const auto question = trust::askOcsp(certificate, with_.anchors);
    trust::RevocationEvidence evidence{.required = true};
    if (question) {
        evidence.expectedNonce = question->nonce;
        evidence.ocspResponse = with_.ocsp ? with_.ocsp(question->request) : std::nullopt;
    }
    const trust::CertificateCheck found = trust::checkCertificate(
        certificate, with_.anchors, trust::CertificateKind::UserAuth, with_.clock.now(), evidence);
    demandValid(found);
    if (!crypto::verifies(found.facts->publicKey, loginText(with_.binding, challenge), signature))
        throw Problem{kForbidden, Fault::SignatureInvalid,
                      "the signature is not of the certificate's key over this portal's challenge"};
    return found.facts->serial;
}

Answer Portal::logIn(const std::string& text) {
    const json body = bodyOf(text);
    const Bytes certificate = hexIn(body, "certificate"), signature = hexIn(body, "signature");
    const Bytes challenge = spend(body.at("challenge").get<std::string>());
    const std::string serial = check(certificate, challenge, signature);
    if (logins_.size() >= kMostAtOnce)
        throw Problem{kUnavailable, Fault::PortalDown, "too many logins at once"};
    const std::string token = toHex(randomBytes(kSecretBytes));
    logins_.emplace(keyOf(token), Login{serial, with_.clock.now() + settings().login});
    return {kCreated, writeJson({{"token", token},
                                 {"functions", settings().functions},
                                 {"terms_version", toIso(settings().termsVersion)},
                                 {"registered", registered_.contains(serial)}})};
}

Answer Portal::registerInsurance(const Login& login, const std::string& body) {
    const Registration asked = registrationFrom(bodyOf(body));
    demandVariant(asked);
    demandConsent(asked);
    const bool fresh = registered_.insert(login.serial).second;
    return {fresh ? kCreated : kOk, writeJson({{"registered", true}})};
}

const Portal::Login* Portal::loginOf(const std::string& token) const {
    const auto found = logins_.find(keyOf(token));
    return found == logins_.end() ? nullptr : &found->second;
}

void Portal::forgetOld() {
    const Instant now = with_.clock.now();
    std::erase_if(challenges_, [&](const auto& entry) { return entry.second < now; });
    std::erase_if(logins_, [&](const auto& entry) { return entry.second.until < now; });
}

std::set<std::string> Portal::registered() const {
    const std::scoped_lock lock(mutex_);
    return registered_;
}

bool Portal::anybodyLoggedIn() const {
    const std::scoped_lock lock(mutex_);
    return !logins_.empty();
}

} // namespace kaomado::portal
