// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/base/secret.hpp"
#include "kaomado/counter/integrated_terminal.hpp"
#include "kaomado/emulator/admin_client.hpp"
#include "kaomado/emulator/card_image.hpp"
#include "kaomado/lock/pin_set.hpp"
#include "kaomado/trust/training_ca.hpp"

namespace kaomado::counter {

/// What the central system would know of a training card's holder.
struct CentralRecord {
    trust::Holder holder;
    std::optional<std::string> signatureSerial; ///< of the signature certificate on the card
    std::optional<std::string> userAuthSerial;  ///< of the user authentication certificate on the card
    CardPhase phase = CardPhase::Issued;        ///< before issuance: no four-digit PIN was ever set
};

/// Read from the card's file, as if from the resident register; PINs and keys are left alone.
CentralRecord centralRecordOf(const emulator::CardImage& card);

/// What the simulated terminal stands on. Never for a real card: the administrative commands are the
/// emulator's own.
struct TrainingCentre {
    trust::TrainingCa& ca;
    const Clock& clock;
    const lock::PinSet& pins;
    /// By card fingerprint.
    std::function<CentralRecord(const std::string&)> record;
    /// Key of a training card's administrative commands, by the card's serial number.
    std::function<SecretBytes(std::string_view)> issuerKey;
};

/// Trouble to be played.
struct CentralFaults {
    unsigned statusPending = 0; ///< so many answers say that the card is not yet in operation
    bool down = false;          ///< the terminal has no connection
    bool issueFails = false;    ///< certificates are revoked, but none is issued
};

/// The integrated terminal with virtual cards: the emulator's administrative commands and the training CA.
/// @throws Error besides the interface's: Fault::NetworkUnavailable while down
class SimulatedTerminal final : public IntegratedTerminal {
public:
    explicit SimulatedTerminal(TrainingCentre centre, CentralFaults faults = {})
        : centre_(std::move(centre)), faults_(faults), cards_(centre_.clock) {}

    CentralFaults& faults() { return faults_; }
    CentralCards& cards() { return cards_; }
    CardPhase phaseOf(CardSession& session);

    bool takesPins() const override { return true; }
    std::optional<OperatingStatus> operatingStatus(CardSession& session) override;
    std::optional<RevocationStatus> userCertificateStatus(CardSession& session) override;
    void initialisePins(CardSession& session) override;
    void setCommonPin(CardSession& session, const card::Pin* value) override;
    void setChosenPins(CardSession& session, const std::vector<PinToSet>& pins) override;
    void discardSignatureCertificate(CardSession& session) override;
    void revokeSignatureCertificate(CardSession& session) override;
    Renewal renewUserCertificate(CardSession& session) override;
    void processIssuance(CardSession& session) override;
    void updateFaceItems(CardSession& session) override;
    void issueSignatureCertificate(CardSession& session, const card::Pin* password) override;

private:
    void online() const;
    void removeSignature(CardSession& session, CardPhase demanded, trust::RevocationReason reason);
    void revokeAtCentre(const std::optional<std::string>& serial, trust::RevocationReason reason);
    /// A key pair made by the card, certified for its holder.
    void load(emulator::AdminSession& admin, emulator::Slot slot, trust::CertificateKind kind,
              const CentralRecord& record, std::optional<Date> cardExpiry);
    /// Proves itself to the card, works, and takes the card's power away so that the proof ends.
    void asIssuer(CardSession& session, const std::function<void(emulator::AdminSession&)>& work);

    TrainingCentre centre_;
    CentralFaults faults_;
    CentralCards cards_;
};

} // namespace kaomado::counter
