// SPDX-License-Identifier: Apache-2.0
#include "card_parts.hpp"
#include "kaomado/card/card_info.hpp"
#include "kaomado/card/tlv.hpp"

namespace kaomado::training {

namespace {
using card::App;
namespace file = card::file;
using trust::CertificateKind;

/// As many zeros as the text has characters: every character is as registered.
std::string noSubstitution(const std::string& text) {
    std::string zeros;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
            zeros += '0';
    return zeros;
}

Bytes issue(trust::TrainingCa& ca, const Parts& parts, CertificateKind kind, const crypto::KeyPair& key) {
    return ca.issue({kind, holderOf(parts.person), key.publicKey(), parts.expiry}, parts.issued).certificate;
}
} // namespace

trust::Holder holderOf(const Person& person) {
    return {person.name,    noSubstitution(person.name),   person.sex, person.birth,
            person.address, noSubstitution(person.address)};
}

void fillJpki(emulator::CardImage& image, const Parts& parts, trust::TrainingCa& ca) {
    put(image, App::Jpki, file::kUserAuthCertificate,
        issue(ca, parts, CertificateKind::UserAuth, parts.keys.userAuth));
    put(image, App::Jpki, file::kUserAuthCa, ca.certificate(CertificateKind::UserAuth));
    putKey(image, App::Jpki, file::kUserAuthKey, parts.keys.userAuth);
    put(image, App::Jpki, file::kSignatureCa, ca.certificate(CertificateKind::Signature));
    if (parts.hasSignature()) {
        put(image, App::Jpki, file::kSignatureCertificate,
            issue(ca, parts, CertificateKind::Signature, parts.keys.signature));
        putKey(image, App::Jpki, file::kSignatureKey, parts.keys.signature);
    }
    put(image, App::Jpki, file::kCertificatePresence,
        parts.hasSignature() ? records().certificatesBoth : records().certificatesUserAuthOnly);
    Bytes anchor = parts.root.id;
    append(anchor, cardPublicKey(parts.root.key));
    put(image, App::Jpki, file::kTerminalTrustAnchor, std::move(anchor));
}

void fillCommon(emulator::CardImage& image, const Parts& parts) {
    const Bytes cardId = keyIdOf(records().cardId, parts.keys.commonInternal);
    image.at(App::Common, file::kCommonCardInfo).records = {
        card::makeCardInfo({parts.serial, records().municipality, parts.expiry})};
    image.at(App::Common, file::kKeyId).records = {cardId};
    image.at(App::Juki, file::kKeyId).records = {cardId};
    putKey(image, App::Common, file::kCommonInternalKey, parts.keys.commonInternal);

    const Bytes certificate = cvCertificate(parts.root, cardId, parts.keys.commonInternal);
    // Card recognition data of GlobalPlatform: its own object identifier and nothing more.
    static const Bytes kGlobalPlatform = fromHex("2A864886FC6B01");
    image.dataObjects[0x0042] = toBytes(records().issuer);
    image.dataObjects[0x0045] = toBytes(parts.serial);
    image.dataObjects[0x0066] =
        card::makeTlv(0x66, card::makeTlv(0x73, card::makeTlv(0x06, kGlobalPlatform)));
    image.dataObjects[0x00F0] = toBytes(records().municipality);
    image.dataObjects[0x00F2] = toBytes(toDigits(parts.expiry));
    image.dataObjects[0x00F7] = cardId;
    image.dataObjects[0x00F8] = cvCertificate(parts.root, parts.signer.id, parts.signer.key);
    image.dataObjects[0x7F21] = certificate;
}

} // namespace kaomado::training
