// SPDX-License-Identifier: Apache-2.0
#include "card_keys.hpp"

#include "kaomado/card/cv_certificate.hpp"

#include <algorithm>

namespace kaomado::training {

namespace {
constexpr std::size_t kKeyIdTail = 4, kIssuerKeyBytes = 16;

card::RsaPublicKey parsedPublicKey(const crypto::KeyPair& key) {
    return {key.modulus(), fromHex("010001")};
}

card::KeyId keyId(const Bytes& bytes) {
    card::KeyId id{};
    std::ranges::copy(bytes, id.begin());
    return id;
}

NamedKey named(trust::TrainingCa& ca, std::string_view name, const KeyIdForm& form) {
    crypto::KeyPair key = ca.namedKey(name);
    Bytes id = keyIdOf(form, key);
    return {std::move(key), std::move(id)};
}
} // namespace

CardKeys CardKeys::generate() {
    auto keys = crypto::generateKeys(5);
    return {keys[0], keys[1], keys[2], keys[3], keys[4]};
}

Bytes keyIdOf(const KeyIdForm& form, const crypto::KeyPair& key) {
    Bytes id = toBytes(form.digits);
    append(id, fromHex("0805"));
    append(id, toBytes(form.end));
    const Sha256 digest = sha256(key.modulus());
    append(id, ByteView(digest).first(kKeyIdTail));
    return id;
}

NamedKey rootKey(trust::TrainingCa& ca) {
    return named(ca, "card-verifiable-root", records().rootId);
}
NamedKey recordsKey(trust::TrainingCa& ca) {
    return named(ca, "card-records", records().recordsId);
}

Bytes cardPublicKey(const crypto::KeyPair& key) {
    return card::makePublicKey(parsedPublicKey(key));
}

Bytes cvCertificate(const NamedKey& issuer, const Bytes& subjectId, const crypto::KeyPair& subject) {
    const Bytes body = card::cvCertificateBody(keyId(issuer.id), keyId(subjectId), parsedPublicKey(subject));
    return card::makeCvCertificate(body, issuer.key.sign(body));
}

SecretBytes issuerKeyFor(trust::TrainingCa& ca, std::string_view cardSerial) {
    Bytes input = toBytes("kaomado issuer key v1");
    append(input, ca.namedKey("card-administration").toPkcs8().bytes());
    append(input, viewOf(cardSerial));
    const WipeOnExit wiped{input};
    Sha256 digest = sha256(input);
    SecretBytes key{ByteView(digest).first(kIssuerKeyBytes)};
    wipe(digest);
    return key;
}

CardRoot cardRoot(trust::TrainingCa& ca) {
    const NamedKey root = rootKey(ca);
    return {root.id, cardPublicKey(root.key)};
}

TerminalCredentials terminalCredentials(trust::TrainingCa& ca) {
    const crypto::KeyPair terminal = ca.namedKey("terminal");
    return {cvCertificate(rootKey(ca), keyIdOf(records().terminalId, terminal), terminal), terminal};
}

} // namespace kaomado::training
