// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/portal_client.hpp"

#include "kaomado/card/commands.hpp"
#include "kaomado/card/jpki.hpp"
#include "kaomado/card/signing.hpp"

namespace kaomado::counter {

namespace {

constexpr card::Reference kPin{card::App::Jpki, card::file::kUserAuthPin};

/// Nothing: the PIN was right.
std::optional<RegistrationOutcome> wrongPin(card::Card& card, const card::Pin& pin) {
    const card::VerifyOutcome verified = card::verify(card, kPin, pin);
    if (std::holds_alternative<card::Verified>(verified))
        return std::nullopt;
    if (const auto* wrong = std::get_if<card::WrongValue>(&verified);
        wrong != nullptr && wrong->triesLeft > 0)
        return PortalWrongPin{wrong->triesLeft};
    if (std::holds_alternative<card::Blocked>(verified) || std::holds_alternative<card::WrongValue>(verified))
        return PortalPinBlocked{};
    throw Error(Fault::CardProtocol, "VERIFY answered a status word we do not document");
}

Bytes signWithUserAuthKey(card::Card& card, ByteView message) {
    if (!card::selectFile(card, card::file::kUserAuthKey))
        throw Error(Fault::SignatureInvalid, "the card has no user authentication key");
    const card::SigningOutcome outcome =
        card::computeSignature(card, card::SignatureInput::AsGiven, card::sha256DigestInfo(sha256(message)));
    if (const auto* signature = std::get_if<Bytes>(&outcome))
        return *signature;
    throw Error(Fault::SignatureInvalid, "the card did not sign the challenge");
}

/// What a fault on the way means for the work at the counter; nothing for one of the card or of ours.
std::optional<RegistrationOutcome> outcomeOf(const Error& error) {
    switch (error.fault()) {
    case Fault::PortalDown:
    case Fault::PortalSlow:
    case Fault::PortalUntrusted:
    case Fault::PortalProtocol:
    case Fault::ChallengeReplayed:
    case Fault::RevocationUnknown:
        return PortalUnavailable{error.fault()};
    case Fault::CertificateRevoked:
    case Fault::CertificateInvalid:
    case Fault::SignatureInvalid:
    case Fault::PortalRefused:
        return PortalRefusal{error.fault(), error.what()};
    default:
        return std::nullopt;
    }
}

} // namespace

RegistrationOutcome PortalClient::attempt(CardSession& session, const card::Pin& pin,
                                          const portal::Registration& registration) {
    const Bytes challenge = client_.challenge();
    card::Card& card = session.card();
    if (auto wrong = wrongPin(card, pin))
        return std::move(*wrong);
    const Bytes signature = signWithUserAuthKey(card, portal::loginText(link_.binding(), challenge));
    const auto certificate = card::readCertificate(card, card::file::kUserAuthCertificate);
    card.reset(); // nobody signs anything more with that PIN entry
    client_.logIn(challenge, certificate.value_or(Bytes{}), signature);
    client_.registerInsurance(registration);
    return Registered{};
}

RegistrationOutcome PortalClient::registerCard(CardSession& session, const card::Pin* pin,
                                               const portal::Registration& registration) {
    if (pin == nullptr)
        throw Error(Fault::Internal, "this portal needs the PIN");
    try {
        return attempt(session, *pin, registration);
    } catch (const Error& error) {
        auto outcome = outcomeOf(error);
        if (!outcome)
            throw;
        logOut();
        return std::move(*outcome);
    }
}

std::optional<bool> PortalClient::logOut() try {
    client_.logOut();
    return true;
} catch (const Error&) {
    return std::nullopt; // the portal ends a login by itself after a while, but nobody knows it here
}

} // namespace kaomado::counter
