// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/simulated_portal.hpp"

#include "kaomado/base/random.hpp"
#include "kaomado/card/commands.hpp"
#include "kaomado/card/jpki.hpp"
#include "kaomado/card/signing.hpp"
#include "kaomado/trust/check.hpp"

namespace kaomado::counter {

namespace {

constexpr card::Reference kPin{card::App::Jpki, card::file::kUserAuthPin};

Bytes signWithUserAuthKey(card::Card& card, ByteView message) {
    if (!card::selectFile(card, card::file::kUserAuthKey))
        throw Error(Fault::SignatureInvalid, "the card has no user authentication key");
    const card::SigningOutcome outcome =
        card::computeSignature(card, card::SignatureInput::AsGiven, card::sha256DigestInfo(sha256(message)));
    if (const auto* signature = std::get_if<Bytes>(&outcome))
        return *signature;
    throw Error(Fault::SignatureInvalid, "the card did not sign the challenge");
}

} // namespace

std::string SimulatedPortal::logIn(card::Card& card) {
    constexpr std::size_t kChallengeBytes = 32;
    const Bytes challenge = randomBytes(kChallengeBytes);
    const Bytes signature = signWithUserAuthKey(card, challenge);
    const auto der = card::readCertificate(card, card::file::kUserAuthCertificate);
    constexpr auto kKind = trust::CertificateKind::UserAuth;
    const Instant now = clock_.now();
    const trust::CertificateCheck check = trust::checkCertificate(
        der.value_or(Bytes{}), ca_.anchors(), kKind, now, {.crl = ca_.crl(kKind, now), .required = true});
    if (!check.valid() || !check.facts)
        throw Error(Fault::CertificateInvalid, "the portal does not accept the certificate: " +
                                                   std::string(trust::nameOf(check.verdict)));
    if (!crypto::verifies(check.facts->publicKey, challenge, signature))
        throw Error(Fault::SignatureInvalid, "the card's signature is not of its certificate");
    return check.facts->serial;
}

RegistrationOutcome SimulatedPortal::registerCard(CardSession& session, const card::Pin* pin) {
    if (pin == nullptr)
        throw Error(Fault::Internal, "this portal needs the PIN");
    if (down_)
        return PortalUnavailable{};
    card::Card& card = session.card();
    const card::VerifyOutcome verified = card::verify(card, kPin, *pin);
    if (const auto* wrong = std::get_if<card::WrongValue>(&verified))
        return wrong->triesLeft == 0 ? RegistrationOutcome{PortalPinBlocked{}}
                                     : PortalWrongPin{wrong->triesLeft};
    if (std::holds_alternative<card::Blocked>(verified))
        return PortalPinBlocked{};
    if (!std::holds_alternative<card::Verified>(verified))
        throw Error(Fault::CardProtocol, "VERIFY answered a status word we do not document");
    registered_.insert(logIn(card));
    loggedIn_ = true;
    card.reset(); // nobody signs anything more with that PIN entry
    return Registered{};
}

std::optional<bool> SimulatedPortal::logOut() {
    loggedIn_ = false;
    return true;
}

} // namespace kaomado::counter
