// SPDX-License-Identifier: Apache-2.0
#include "card.hpp"

#include <kaomado/card/card_info.hpp>
#include <kaomado/card/text.hpp>
#include <kaomado/crypto/certificate.hpp>
#include <kaomado/emulator/admin_client.hpp>
#include <kaomado/emulator/emulated_card.hpp>
#include <kaomado/training/make_card.hpp>

#include <iostream>

namespace kaomado::app {

namespace {
using emulator::Slot;
using trust::CertificateKind;

struct Options {
    std::string file, reference, value, kind, ca;
    bool revoke = false;
};

/// The card of the file on a reader of this process, with the issuer's proof given: what the integrated
/// terminal does. The administrative commands are on for this run; the file keeps its own setting.
class AdminWork {
public:
    explicit AdminWork(const std::string& file) : lock_(file), image_(emulator::CardImage::load(file)) {
        if (image_.issuerKey.empty())
            throw Error(Fault::TerminalRefused,
                        file + ": the card has no issuer key; make one with kaomado card new");
        const SecretBytes key{image_.issuerKey.bytes()};
        const std::string serial = image_.serial();
        auto persist = saveWithSettings(file, image_.settings);
        image_.settings.admin = true;
        image_.settings.faults = {};
        chip_.emplace(std::move(image_), std::move(persist));
        card_.emplace(*chip_);
        session_.emplace(*card_);
        session_->authenticate(key, serial);
    }
    emulator::AdminSession& session() { return *session_; }
    const emulator::CardImage& image() const { return chip_->image(); }

private:
    CardFileLock lock_;
    emulator::CardImage image_;
    std::optional<emulator::Chip> chip_;
    std::optional<emulator::EmulatedCard> card_;
    std::optional<emulator::AdminSession> session_;
};

/// "jukiap_pin" names both of its references, "card_common_pin" every four-digit PIN.
std::vector<card::Reference> referencesNamed(const std::string& name) {
    std::vector<card::Reference> found;
    std::string known = "card_common_pin, jukiap_pin";
    for (const card::NamedReference& one : card::allReferences()) {
        if (one.id == "text_0012")
            continue;
        known += ", " + std::string(one.id);
        const bool fourDigits = one.id.starts_with("user_auth") || one.id.starts_with("profile_ap") ||
                                one.id.starts_with("jukiap");
        if (one.id == name || one.id.substr(0, one.id.find('@')) == name ||
            (name == "card_common_pin" && fourDigits))
            found.push_back(one.where);
    }
    if (found.empty())
        throw Error(Fault::BadInput, name + ": no such reference; one of " + known);
    return found;
}

/// "-" reads the value from standard input, so that it is in no list of processes.
std::string valueFrom(const std::string& argument) {
    if (argument != "-")
        return argument;
    std::string line;
    std::getline(std::cin, line);
    return line;
}

/// The card would only say "bad data".
void checkForm(const emulator::CardImage& image, const card::Reference& where, const std::string& value) {
    const emulator::ValueForm& form = image.find(where.app, where.file)->form;
    if (form.accepts(viewOf(value)))
        return;
    const std::string length = form.min == form.max
                                   ? std::to_string(form.min)
                                   : std::to_string(form.min) + " to " + std::to_string(form.max);
    throw Error(Fault::BadInput,
                "value: " + length + (form.password ? " of A-Z and 0-9, at least one of each" : " digits"));
}

Slot slotOf(const std::string& kind) {
    return kind == "user-auth" ? Slot::UserAuthentication : Slot::Signature;
}
CertificateKind kindOf(const std::string& kind) {
    return kind == "user-auth" ? CertificateKind::UserAuth : CertificateKind::Signature;
}

const emulator::CardFile& certificateFile(const emulator::CardImage& image, const std::string& kind) {
    return *image.find(card::App::Jpki, kind == "user-auth" ? card::file::kUserAuthCertificate
                                                            : card::file::kSignatureCertificate);
}

/// Revokes what is in the slot now, if anything is.
void revoke(const emulator::CardImage& image, const std::string& kind, trust::TrainingCa& ca,
            trust::RevocationReason reason) {
    const emulator::CardFile& stored = certificateFile(image, kind);
    if (!stored.exists || stored.content.empty())
        return;
    const std::string serial = crypto::readCertificate(stored.content).serial;
    if (!ca.revoke(serial, reason, SystemClock().now()))
        throw Error(Fault::CertificateInvalid,
                    "the card's certificate was not issued by this training CA; name its "
                    "folder with --ca");
}

trust::TrainingCa openCa(const Options& o) {
    return trust::TrainingCa::open(o.ca.empty() ? defaultCaFolder() : std::filesystem::path(o.ca));
}

trust::IssueRequest requestFrom(const emulator::CardImage& image, const std::string& kind, Bytes publicKey) {
    const auto* attributes = image.find(card::App::Text, card::file::kTextAttributes);
    const auto* info = image.find(card::App::Common, card::file::kCommonCardInfo);
    if (attributes == nullptr || info == nullptr || info->records.empty())
        throw Error(Fault::CardUnreadable, "the card holds no attributes or card information to certify");
    const card::Attributes holder = card::parseAttributes(attributes->content);
    return {kindOf(kind),
            training::holderOf({holder.name, {}, holder.birth, holder.sex, holder.address, {}, {}}),
            std::move(publicKey), card::parseCardInfo(info->records.front()).expiry};
}

void issue(AdminWork& work, const Options& o) {
    trust::TrainingCa ca = openCa(o);
    if (o.revoke)
        revoke(work.image(), o.kind, ca, trust::RevocationReason::Superseded);
    const Bytes publicKey = work.session().generateKey(slotOf(o.kind));
    const auto issued = ca.issue(requestFrom(work.image(), o.kind, publicKey), SystemClock().now());
    work.session().loadCertificate(slotOf(o.kind), issued.certificate);
    work.session().loadCaCertificate(slotOf(o.kind), ca.certificate(kindOf(o.kind)));
}

void clear(AdminWork& work, const Options& o) {
    if (o.revoke) {
        trust::TrainingCa ca = openCa(o);
        revoke(work.image(), o.kind, ca, trust::RevocationReason::CessationOfOperation);
    }
    work.session().clearSlot(slotOf(o.kind));
}

/// Runs one piece of work on every reference named.
template <typename Work>
void onReferences(AdminWork& admin, const Options& o, Work work) {
    for (const card::Reference& reference : referencesNamed(o.reference))
        work(admin.session(), reference);
}

class AdminCommands {
public:
    AdminCommands(CLI::App& admin, Frame& frame, std::shared_ptr<Options> options)
        : admin_(admin), frame_(frame), o_(std::move(options)) {}

    void addAll() {
        CLI::App* setPin = add("set-pin", [](AdminWork& work, const Options& o) {
            std::string value = valueFrom(o.value);
            for (const card::Reference& where : referencesNamed(o.reference))
                checkForm(work.image(), where, value);
            const card::Pin pin(value);
            wipe(value);
            onReferences(work, o, [&](auto& session, const auto& where) { session.resetAndSet(where, pin); });
        });
        reference(setPin);
        setPin->add_option("value", o_->value, text("value"))->option_text("VALUE|-")->required();
        reference(add("initialise", [](AdminWork& work, const Options& o) {
            onReferences(work, o, [](auto& session, const auto& where) { session.initialise(where); });
        }));
        reference(add("unlock", [](AdminWork& work, const Options& o) {
            onReferences(work, o, [](auto& session, const auto& where) { session.unlock(where); });
        }));
        certificate(add("clear-certificate", clear));
        certificate(add("issue-certificate", issue));
    }

private:
    std::string text(const std::string& key) const { return frame_.text("card.admin." + key); }

    CLI::App* add(const std::string& name, std::function<void(AdminWork&, const Options&)> work) {
        CLI::App* command = frame_.command(admin_, name, "card.admin." + name);
        frame_.run(command, [this_ = o_, work = std::move(work), done = text("done")] {
            AdminWork admin(this_->file);
            work(admin, *this_);
            std::cout << done << '\n';
            return static_cast<int>(kOk);
        });
        return command;
    }
    void reference(CLI::App* command) {
        command->add_option("reference", o_->reference, text("reference"))
            ->option_text("REFERENCE")
            ->required();
    }
    void certificate(CLI::App* command) {
        command->add_option("kind", o_->kind, text("kind"))
            ->check(CLI::IsMember({"user-auth", "signature"}))
            ->option_text("user-auth|signature")
            ->required();
        command->add_option("--ca", o_->ca, frame_.text("card.new.ca"))->type_name("DIR");
        command->add_flag("--revoke", o_->revoke, text("revoke"));
    }

    CLI::App& admin_;
    Frame& frame_;
    std::shared_ptr<Options> o_;
};
} // namespace

void addCardAdmin(CLI::App& parent, Frame& frame) {
    CLI::App* command = frame.command(parent, "admin", "card.admin");
    const auto o = std::make_shared<Options>();
    command->add_option("file", o->file, frame.text("card.file"))->option_text("FILE")->required();
    command->require_subcommand(1);
    AdminCommands(*command, frame, o).addAll();
}

} // namespace kaomado::app
