// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/record_signature.hpp"

#include "kaomado/base/random.hpp"
#include "kaomado/card/record_digests.hpp"
#include "kaomado/card/text.hpp"
#include "kaomado/card/visual.hpp"
#include "kaomado/crypto/rsa.hpp"

#include <algorithm>
#include <array>

namespace kaomado::chip {

namespace {
/// One part of what a signature covers.
struct Part {
    std::string what;
    Sha256 digest;
};

std::optional<Bytes> recover(const card::RsaPublicKey& key, ByteView signature) {
    const auto usable = crypto::PublicKey::fromNumbers(key.modulus, key.exponent);
    if (!usable)
        throw Error(Fault::CardUnreadable, "public key: not usable as an RSA key");
    return usable->recover(signature);
}

/// The digests that a signature holds; empty unless it is a DigestInfo of exactly so many by this key.
std::vector<Sha256> signedDigests(const card::RsaPublicKey& signer, ByteView signature, std::size_t count) {
    std::vector<Sha256> digests(count);
    const auto recovered = recover(signer, signature);
    const Bytes form = card::recordDigestInfo(digests);
    const std::size_t head = form.size() - count * sizeof(Sha256);
    if (!recovered || recovered->size() != form.size() ||
        !std::ranges::equal(ByteView(*recovered).first(head), ByteView(form).first(head)))
        return {};
    for (std::size_t i = 0; i < count; ++i)
        std::ranges::copy(ByteView(*recovered).subspan(head + i * sizeof(Sha256), sizeof(Sha256)),
                          digests[i].begin());
    return digests;
}

/// Every part is reported, also when the signature is not this signer's (then none passes).
Report checkParts(const std::string& file, const card::RsaPublicKey& signer, ByteView signature,
                  const std::vector<Part>& parts) {
    Report report;
    const std::vector<Sha256> digests = signedDigests(signer, signature, parts.size());
    report.check(file + " signature", !digests.empty());
    for (std::size_t i = 0; i < parts.size(); ++i)
        report.check(file + " " + parts[i].what, !digests.empty() && digests[i] == parts[i].digest);
    return report;
}
} // namespace

bool verifySignature(const card::RsaPublicKey& key, ByteView message, ByteView signature) {
    const Sha256 digest = sha256(message);
    return recover(key, signature) == card::recordDigestInfo({&digest, 1});
}

Report verifyCvCertificate(const card::CvCertificate& certificate, const CvIssuer& issuer,
                           const std::string& name) {
    Report report;
    report.check(name + " issuer", certificate.issuerKeyId == issuer.id);
    report.check(name + " signature", verifySignature(issuer.key, certificate.body, certificate.signature));
    return report;
}

Report verifyTextRecords(ByteView stored0003, std::optional<ByteView> stored0001,
                         std::optional<ByteView> stored0002, const card::RsaPublicKey& signer) {
    const card::AttributeSignature record = card::parseAttributeSignature(stored0003);
    Report report =
        checkParts("TEXT/0003", signer, record.signature,
                   {{"number digest", record.numberDigest}, {"attributes digest", record.attributesDigest}});
    if (stored0001) {
        card::parseNumber(*stored0001);
        report.check("TEXT/0001 number", card::numberDigest(*stored0001) == record.numberDigest);
    }
    if (stored0002) {
        card::parseAttributes(*stored0002);
        report.check("TEXT/0002 attributes", card::attributesDigest(*stored0002) == record.attributesDigest);
    }
    return report;
}

Report verifyInternalKey(ByteView stored0007, const card::RsaPublicKey& signer) {
    const card::InternalKey record = card::parseInternalKey(stored0007);
    return checkParts("TEXT/0007", signer, record.signature,
                      {{"internal key", card::internalKeyDigests(stored0007)[0]}});
}

Report verifyAge(ByteView stored0001, const card::RsaPublicKey& signer) {
    const card::AgeRecord record = card::parseAge(stored0001);
    return checkParts("VISUAL/0001", signer, record.signature,
                      {{"birth date and key", card::ageDigests(stored0001)[0]}});
}

Report verifyFace(ByteView stored0002, const card::RsaPublicKey& signer) {
    const card::CardFace record = card::parseFace(stored0002);
    const auto digests = card::faceDigests(stored0002);
    return checkParts("VISUAL/0002", signer, record.signature,
                      {{"birth date, sex, key", digests[0]},
                       {"name and address images", digests[1]},
                       {"photo", digests[2]}});
}

Report verifyNumberImage(ByteView stored0005, const card::RsaPublicKey& signer) {
    const card::NumberImage record = card::parseNumberImage(stored0005);
    return checkParts("VISUAL/0005", signer, record.signature,
                      {{"number image and key", card::numberImageDigests(stored0005)[0]}});
}

Report proveInternalKey(card::Card& card, card::App app, const card::RsaPublicKey& key) {
    constexpr std::size_t kMessageBytes = 32;
    const Bytes message = randomBytes(kMessageBytes);
    const auto outcome = card::internalSignature(card, card::SignatureInput::HashedByCard, message);
    const Bytes* signature = std::get_if<Bytes>(&outcome);
    Report report;
    report.check(std::string(card::nameOf(app)) + " internal key answers",
                 signature != nullptr && verifySignature(key, message, *signature));
    return report;
}

} // namespace kaomado::chip
