// SPDX-License-Identifier: Apache-2.0
#include "card_report.hpp"

#include <kaomado/base/error.hpp>
#include <kaomado/card/card_info.hpp>
#include <kaomado/card/text.hpp>

#include <algorithm>

namespace kaomado::app {

namespace {
using card::App;
namespace file = card::file;
using trust::CertificateKind;

constexpr std::string_view kFourDigitPins[] = {"user_auth_pin", "profile_ap_pin", "jukiap_pin@JUKI",
                                               "jukiap_pin@COMMON"};

void readPerson(const emulator::CardImage& image, CardReport& report) {
    const emulator::CardFile* stored = image.find(App::Text, file::kTextAttributes);
    if (stored == nullptr || stored->content.empty())
        return;
    const card::Attributes attributes = card::parseAttributes(stored->content);
    report.name = attributes.name;
    report.address = attributes.address;
    report.birth = attributes.birth;
    report.sex = attributes.sex;
}

void readInfo(const emulator::CardImage& image, CardReport& report) {
    const emulator::CardFile* stored = image.find(App::Common, file::kCommonCardInfo);
    if (stored == nullptr || stored->records.empty())
        return;
    const card::CardInfo info = card::parseCardInfo(stored->records.front());
    report.serial = info.serial;
    report.municipality = info.municipality;
    report.expiry = info.expiry;
}

std::vector<ReferenceReport> readReferences(const emulator::CardImage& image) {
    std::vector<ReferenceReport> all;
    for (const card::NamedReference& reference : card::allReferences()) {
        const emulator::CardFile* stored = image.find(reference.where.app, reference.where.file);
        if (stored == nullptr)
            continue;
        const PinState state = stored->value.empty() ? PinState::NotSet
                               : stored->tries == 0  ? PinState::Locked
                                                     : PinState::Set;
        all.push_back({std::string(reference.id), state, stored->tries, stored->limit});
    }
    return all;
}

CertificateReport readOne(const emulator::CardImage& image, CertificateKind kind, Instant now,
                          const trust::TrainingCa* ca) {
    const bool user = kind == CertificateKind::UserAuth;
    const emulator::CardFile* stored =
        image.find(App::Jpki, user ? file::kUserAuthCertificate : file::kSignatureCertificate);
    CertificateReport report{.kind = kind};
    report.present = stored != nullptr && stored->exists && !stored->content.empty();
    if (!report.present)
        return report;
    const emulator::CardFile* own = image.find(App::Jpki, user ? file::kUserAuthCa : file::kSignatureCa);
    std::vector<Bytes> anchors;
    trust::RevocationEvidence evidence;
    if (ca != nullptr) {
        anchors = ca->anchors();
        evidence = {.crl = ca->crl(kind, now), .required = true};
    } else if (own != nullptr && own->exists) {
        anchors = {own->content};
    }
    report.check = trust::checkCertificate(stored->content, anchors, kind, now, evidence);
    return report;
}

bool allPins(const CardReport& report, PinState state) {
    return std::ranges::all_of(kFourDigitPins, [&](std::string_view id) {
        const auto found = std::ranges::find(report.references, id, &ReferenceReport::id);
        return found != report.references.end() && found->state == state;
    });
}

std::string guess(const CardReport& report) {
    const CertificateReport &user = report.certificates.at(0), &signature = report.certificates.at(1);
    if (allPins(report, PinState::NotSet))
        return signature.present ? "never-issued" : "never-issued-no-signature";
    if (allPins(report, PinState::Locked))
        return signature.present ? "pins-locked" : "face-auth";
    if (!allPins(report, PinState::Set) || !user.present)
        return "mixed";
    if (user.check.verdict == trust::CertificateVerdict::Expired)
        return "expired";
    if (!user.check.valid())
        return "mixed";
    return signature.present ? "normal" : "no-signature";
}
} // namespace

CardReport reportOf(const emulator::CardImage& image, Instant now, const trust::TrainingCa* ca) {
    CardReport report;
    readPerson(image, report);
    readInfo(image, report);
    report.references = readReferences(image);
    for (const CertificateKind kind : trust::kAllKinds)
        report.certificates.push_back(readOne(image, kind, now, ca));
    report.lifecycle = image.lifecycle;
    report.admin = image.settings.admin;
    report.terminalAuthentication = image.settings.terminalAuthentication;
    report.blockedStatus = image.settings.blockedStatus;
    report.atr = image.atr;
    report.looksLike = guess(report);
    return report;
}

} // namespace kaomado::app
