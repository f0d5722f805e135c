// SPDX-License-Identifier: Apache-2.0
#include "card_parts.hpp"
#include "kaomado/base/random.hpp"
#include "record_table.hpp"

namespace kaomado::training {

namespace {
using card::App;
namespace file = card::file;
constexpr std::size_t kOpaqueBytes = 128;

Bytes numberFile(const Person& person) {
    Bytes stored = card::makeTlv(0xFF10, toBytes(person.individualNumber));
    stored.insert(stored.end(), {0xFF, 0xFF}); // the card stores 17 bytes
    return stored;
}

Bytes attributesFile(const Person& person) {
    return makeRecordWithTable(0xFF20, 0xDF21,
                               {{0xDF22, toBytes(person.name)},
                                {0xDF23, toBytes(person.address)},
                                {0xDF24, toBytes(toDigits(person.birth))},
                                {0xDF25, {static_cast<std::uint8_t>(person.sex)}}});
}

Bytes signatureFile(const Bytes& number, const Bytes& attributes, const NamedKey& signer) {
    const auto digests = card::attributeDigests(number, attributes);
    return makeRecord(0xFF30, {{0xDF31, {digests[0].begin(), digests[0].end()}},
                               {0xDF32, {digests[1].begin(), digests[1].end()}},
                               {0xDF33, signRecord(signer, digests)}});
}

Bytes internalKeyFile(const crypto::KeyPair& key, const NamedKey& signer) {
    Field publicKey{0xDF51, cardPublicKey(key)};
    const Bytes unsignedRecord = makeRecord(0xFF50, {publicKey});
    return makeRecord(0xFF50,
                      {publicKey, {0xDF52, signRecord(signer, card::internalKeyDigests(unsignedRecord))}});
}
} // namespace

void fillText(emulator::CardImage& image, const Parts& parts) {
    const Bytes number = numberFile(parts.person), attributes = attributesFile(parts.person);
    put(image, App::Text, file::kTextSignature, signatureFile(number, attributes, parts.signer));
    put(image, App::Text, file::kTextNumber, number);
    put(image, App::Text, file::kTextAttributes, attributes);
    put(image, App::Text, file::kTextCvCertificate,
        cvCertificate(parts.root, parts.signer.id, parts.signer.key));
    put(image, App::Text, file::kTextBasicInfo,
        makeRecord(0xFF40, {{0xDF41, records().textVersion},
                            {0xDF42, parts.signer.id},
                            {0xDF43, randomBytes(kOpaqueBytes)}}));
    put(image, App::Text, file::kTextMessagingKey,
        card::makeTlv(0xA1, cardPublicKey(parts.keys.textInternal)));
    put(image, App::Text, file::kTextInternalKey, internalKeyFile(parts.keys.textInternal, parts.signer));
    putKey(image, App::Text, file::kTextInternalPrivateKey, parts.keys.textInternal);
    image.setReference({App::Text, file::kTextNumberA}, parts.person.individualNumber);
    setPrinted(image, {App::Text, file::kTextNumberB}, numberB(parts));
}

} // namespace kaomado::training
