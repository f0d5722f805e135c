// SPDX-License-Identifier: Apache-2.0
#include "kaomado/counter/simulated_terminal.hpp"

#include "kaomado/card/card_info.hpp"
#include "kaomado/card/jpki.hpp"
#include "kaomado/card/text.hpp"
#include "kaomado/crypto/certificate.hpp"
#include "kaomado/trust/check.hpp"

#include <algorithm>

namespace kaomado::counter {

using emulator::AdminSession;
using emulator::Slot;

namespace {

constexpr card::Reference kSignaturePassword{card::App::Jpki, card::file::kSignaturePassword};

const lock::SetPin& pinNamed(const lock::PinSet& set, const std::string& id) {
    const auto found = std::ranges::find(set.pins, id, &lock::SetPin::id);
    if (found == set.pins.end())
        throw Error(Fault::BadInput, "the card has no PIN " + id);
    return *found;
}

void setAll(AdminSession& admin, const lock::SetPin& pin, const card::Pin& value) {
    for (const lock::Target& target : pin.targets)
        admin.resetAndSet(target.where, value);
}

RevocationStatus statusOf(const trust::CertificateCheck& check) {
    using trust::CertificateVerdict;
    const auto found = [&](CertificateVerdict verdict) {
        return std::ranges::find(check.all, verdict) != check.all.end();
    };
    if (found(CertificateVerdict::Revoked))
        return RevocationStatus::Revoked;
    for (const CertificateVerdict unknown :
         {CertificateVerdict::Malformed, CertificateVerdict::UnknownIssuer,
          CertificateVerdict::SignatureInvalid, CertificateVerdict::WrongUsage,
          CertificateVerdict::RevocationUnknown})
        if (found(unknown))
            return RevocationStatus::Unknown;
    return RevocationStatus::Good; // the period is read off the chip itself
}

/// Every character is as registered.
std::string noSubstitution(const std::string& text) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    std::string zeros;
    zeros.assign(static_cast<std::size_t>(std::ranges::count_if(text, begins)), '0');
    return zeros;
}

std::optional<std::string> serialIn(const emulator::CardImage& card, card::FileId file) {
    const auto* certificate = card.find(card::App::Jpki, file);
    if (certificate == nullptr || !certificate->exists || certificate->content.empty())
        return std::nullopt;
    return crypto::readCertificate(certificate->content).serial;
}

bool neverHadPin(const emulator::CardImage& card) {
    const auto unset = [&](const lock::Target& target) {
        const auto* file = card.find(target.where.app, target.where.file);
        return file == nullptr || file->value.empty();
    };
    return std::ranges::all_of(lock::PinSet::builtIn().pins, [&](const lock::SetPin& pin) {
        return std::ranges::all_of(pin.targets, unset);
    });
}

} // namespace

CentralRecord centralRecordOf(const emulator::CardImage& card) {
    CentralRecord record;
    if (const auto* stored = card.find(card::App::Text, card::file::kTextAttributes)) {
        card::Attributes a = card::parseAttributes(stored->content);
        record.holder = {a.name,    noSubstitution(a.name),   a.sex, a.birth,
                         a.address, noSubstitution(a.address)};
    }
    record.phase = neverHadPin(card) ? CardPhase::BeforeIssuance : CardPhase::Issued;
    record.signatureSerial = serialIn(card, card::file::kSignatureCertificate);
    record.userAuthSerial = serialIn(card, card::file::kUserAuthCertificate);
    return record;
}

void SimulatedTerminal::online() const {
    if (faults_.down)
        throw Error(Fault::NetworkUnavailable, "the integrated terminal has no connection");
    cards_.reach();
}

std::optional<OperatingStatus> SimulatedTerminal::operatingStatus(CardSession& session) {
    online();
    session.card();
    if (faults_.statusPending > 0) {
        --faults_.statusPending;
        return OperatingStatus::NotInOperation;
    }
    return cards_.statusOf(session.fingerprint(), centre_.record(session.fingerprint()).phase);
}

void SimulatedTerminal::processIssuance(CardSession& session) {
    online();
    session.card();
    cards_.issue(session.fingerprint());
}

CardPhase SimulatedTerminal::phaseOf(CardSession& session) {
    online();
    session.card();
    return cards_.phaseOf(session.fingerprint(), centre_.record(session.fingerprint()).phase);
}

/// The register is another system; the printed face is staff's work. Nothing on the chip that a clinic reads
/// before the certificate changes.
void SimulatedTerminal::updateFaceItems(CardSession& session) {
    online();
    session.card();
}

std::optional<RevocationStatus> SimulatedTerminal::userCertificateStatus(CardSession& session) {
    online();
    card::Card& card = session.card();
    const bool selected = card::selectApp(card, card::App::Jpki);
    const auto der = selected ? card::readCertificate(card, card::file::kUserAuthCertificate) : std::nullopt;
    if (!der)
        return RevocationStatus::Unknown;
    const Instant now = centre_.clock.now();
    constexpr auto kKind = trust::CertificateKind::UserAuth;
    return statusOf(trust::checkCertificate(*der, centre_.ca.anchors(), kKind, now,
                                            {.crl = centre_.ca.crl(kKind, now), .required = true}));
}

void SimulatedTerminal::asIssuer(CardSession& session, const std::function<void(AdminSession&)>& work) {
    online();
    card::Card& card = session.card();
    const auto info = card::readCardInfo(card);
    if (!info)
        throw Error(Fault::CardUnidentified, "the card does not tell its serial number");
    AdminSession admin(card);
    admin.authenticate(centre_.issuerKey(info->serial), info->serial);
    work(admin);
    card.reset();
}

void SimulatedTerminal::initialisePins(CardSession& session) {
    asIssuer(session, [&](AdminSession& admin) {
        for (const lock::SetPin& pin : centre_.pins.pins)
            for (const lock::Target& target : pin.targets)
                admin.initialise(target.where);
    });
}

void SimulatedTerminal::setCommonPin(CardSession& session, const card::Pin* value) {
    if (value == nullptr)
        throw Error(Fault::Internal, "this terminal needs the PIN");
    asIssuer(session, [&](AdminSession& admin) {
        for (const lock::SetPin& pin : centre_.pins.pins)
            setAll(admin, pin, *value);
    });
}

void SimulatedTerminal::setChosenPins(CardSession& session, const std::vector<PinToSet>& pins) {
    asIssuer(session, [&](AdminSession& admin) {
        for (const PinToSet& pin : pins)
            setAll(admin, pinNamed(centre_.pins, pin.id), pin.value);
    });
}

void SimulatedTerminal::revokeAtCentre(const std::optional<std::string>& serial,
                                       trust::RevocationReason reason) {
    if (serial && !centre_.ca.revoke(*serial, reason, centre_.clock.now()))
        throw Error(Fault::TerminalRefused, "the certificate was not issued by this training CA");
}

/// The central register first: a card that left with a certificate which is revoked there does no harm.
void SimulatedTerminal::removeSignature(CardSession& session, CardPhase demanded,
                                        trust::RevocationReason reason) {
    if (phaseOf(session) != demanded)
        throw Error(Fault::TerminalRefused, "before issuance a certificate is discarded, afterwards revoked");
    revokeAtCentre(centre_.record(session.fingerprint()).signatureSerial, reason);
    asIssuer(session, [&](AdminSession& admin) {
        admin.clearSlot(Slot::Signature);
        admin.initialise(kSignaturePassword);
    });
}

void SimulatedTerminal::discardSignatureCertificate(CardSession& session) {
    removeSignature(session, CardPhase::BeforeIssuance, trust::RevocationReason::Unspecified);
}

void SimulatedTerminal::revokeSignatureCertificate(CardSession& session) {
    removeSignature(session, CardPhase::Issued, trust::RevocationReason::CessationOfOperation);
}

void SimulatedTerminal::load(AdminSession& admin, Slot slot, trust::CertificateKind kind,
                             const CentralRecord& record, std::optional<Date> cardExpiry) {
    admin.loadCaCertificate(slot, centre_.ca.certificate(kind));
    const Bytes publicKey = admin.generateKey(slot);
    const trust::Issued issued =
        centre_.ca.issue({kind, record.holder, publicKey, cardExpiry}, centre_.clock.now());
    admin.loadCertificate(slot, issued.certificate);
}

Renewal SimulatedTerminal::renewUserCertificate(CardSession& session) {
    online();
    const auto info = card::readCardInfo(session.card());
    const CentralRecord record = centre_.record(session.fingerprint());
    revokeAtCentre(record.userAuthSerial, trust::RevocationReason::Superseded);
    if (faults_.issueFails) {
        asIssuer(session, [](AdminSession& admin) { admin.clearSlot(Slot::UserAuthentication); });
        return Renewal::RevokedOnly;
    }
    asIssuer(session, [&](AdminSession& admin) {
        load(admin, Slot::UserAuthentication, trust::CertificateKind::UserAuth, record,
             info ? std::optional{info->expiry} : std::nullopt);
    });
    return Renewal::Done;
}

/// The certificate comes last: when the chip shows it, everything before it is there as well.
void SimulatedTerminal::issueSignatureCertificate(CardSession& session, const card::Pin* password) {
    if (password == nullptr)
        throw Error(Fault::Internal, "this terminal needs the password");
    const auto info = card::readCardInfo(session.card());
    const CentralRecord record = centre_.record(session.fingerprint());
    asIssuer(session, [&](AdminSession& admin) {
        admin.resetAndSet(kSignaturePassword, *password);
        load(admin, Slot::Signature, trust::CertificateKind::Signature, record,
             info ? std::optional{info->expiry} : std::nullopt);
    });
}

} // namespace kaomado::counter
