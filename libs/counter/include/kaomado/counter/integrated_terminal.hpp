// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/card/pin.hpp"
#include "kaomado/counter/card_session.hpp"
#include "kaomado/counter/central_cards.hpp"
#include "kaomado/counter/pin_screen.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace kaomado::counter {

/// What the integrated terminal (統合端末) says of a user authentication certificate.
enum class RevocationStatus { Good, Revoked, Unknown };

/// How the renewal of a user authentication certificate ended. The middle way is the one that hurts: the card
/// is of no use to its holder until a new one is issued (R-P07-06).
enum class Renewal { Done, RevokedOnly };

/// One PIN to be set: the identifier of lock::PinSet ("user_auth_pin", …) and the value. The same value may
/// serve several.
struct PinToSet {
    std::string id;
    std::reference_wrapper<const card::Pin> value;
};

/// The terminal on which a municipality changes cards. It has no interface for programs, so there are two of
/// these: one that tells staff what to do there, and one that plays it with virtual cards. Neither is
/// believed: after each operation the chip is read.
///
/// Every operation may be repeated and then leads to the same end.
/// @throws Error Fault::TerminalRefused (each operation); faults of CardSession::card
class IntegratedTerminal {
public:
    IntegratedTerminal() = default;
    IntegratedTerminal(const IntegratedTerminal&) = delete;
    IntegratedTerminal& operator=(const IntegratedTerminal&) = delete;
    virtual ~IntegratedTerminal() = default;

    /// Whether PINs pass through this program. False: they are typed at the terminal, and the operations
    /// below are called without any.
    virtual bool takesPins() const = 0;

    /// Empty: this program cannot know, staff looks and says it.
    virtual std::optional<OperatingStatus> operatingStatus(CardSession& session) = 0;
    virtual std::optional<RevocationStatus> userCertificateStatus(CardSession& session) = 0;

    /// 暗証番号初期化: no four-digit PIN is left on the card.
    virtual void initialisePins(CardSession& session) = 0;
    /// Whether a common PIN that this program draws is shown to staff, who types it at the terminal.
    virtual bool showsCommonPin() const { return false; }
    /// カード内共通暗証番号: one value for every four-digit PIN, drawn by this program (takesPins,
    /// showsCommonPin) or chosen at random by staff.
    virtual void setCommonPin(CardSession& session, const card::Pin* value) = 0;
    /// 暗証番号再設定 with the values that the resident chose.
    virtual void setChosenPins(CardSession& session, const std::vector<PinToSet>& pins) = 0;
    /// 署名用電子証明書の破棄, of a card that has not been issued yet (R-SET-03).
    virtual void discardSignatureCertificate(CardSession& session) = 0;
    /// 署名用電子証明書の失効.
    virtual void revokeSignatureCertificate(CardSession& session) = 0;
    /// 利用者証明用電子証明書の発行・更新: an old one is revoked first. The PINs stay what they were
    /// (R-FORM-26).
    virtual Renewal renewUserCertificate(CardSession& session) = 0;
    /// 交付処理: the central register takes the card as issued.
    virtual void processIssuance(CardSession& session) = 0;
    /// 券面変更・継続利用: name, address and the like follow the notice.
    virtual void updateFaceItems(CardSession& session) = 0;
    /// 署名用電子証明書の発行・搭載, with the password that the resident chose.
    virtual void issueSignatureCertificate(CardSession& session, const card::Pin* password) = 0;
};

/// What staff is told to do, in order.
struct Instruction {
    std::string id; ///< "initialise_pins", …: stable, the key of libs/counter/data/instructions.json
    std::string title;
    std::vector<std::string> lines;
};
/// The texts, Japanese. @throws Error Fault::Internal for an unknown id
const Instruction& instruction(std::string_view id);

/// Shows an instruction and waits until staff says "done" (true) or "could not be done" (false).
using Confirm = std::function<bool(const Instruction&)>;

/// Today's counters: the card is carried to the integrated terminal and back.
class ManualTerminal final : public IntegratedTerminal {
public:
    /// `screen`, when given, shows a common PIN that was drawn here; it outlives this.
    explicit ManualTerminal(Confirm confirm, PinScreen* screen = nullptr)
        : confirm_(std::move(confirm)), screen_(screen) {}

    bool takesPins() const override { return false; }
    std::optional<OperatingStatus> operatingStatus(CardSession&) override { return std::nullopt; }
    std::optional<RevocationStatus> userCertificateStatus(CardSession&) override { return std::nullopt; }
    void initialisePins(CardSession& session) override { carry(session, "initialise_pins"); }
    bool showsCommonPin() const override { return screen_ != nullptr; }
    void setCommonPin(CardSession& session, const card::Pin* value) override;
    void setChosenPins(CardSession& session, const std::vector<PinToSet>&) override {
        carry(session, "set_chosen_pins");
    }
    void discardSignatureCertificate(CardSession& session) override { carry(session, "discard_signature"); }
    void revokeSignatureCertificate(CardSession& session) override { carry(session, "revoke_signature"); }
    /// What was done is read off the chip afterwards; staff who cannot finish says so as a failure.
    Renewal renewUserCertificate(CardSession& session) override {
        carry(session, "renew_user_certificate");
        return Renewal::Done;
    }
    void processIssuance(CardSession& session) override { carry(session, "process_issuance"); }
    void updateFaceItems(CardSession& session) override { carry(session, "update_face_items"); }
    void issueSignatureCertificate(CardSession& session, const card::Pin*) override {
        carry(session, "issue_signature");
    }

private:
    void carry(CardSession& session, std::string_view id);

    Confirm confirm_;
    PinScreen* screen_;
};

} // namespace kaomado::counter
