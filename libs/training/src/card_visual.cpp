// SPDX-License-Identifier: Apache-2.0
#include "card_parts.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/training/text_image.hpp"
#include "record_table.hpp"

namespace kaomado::training {

namespace {
using card::App;
namespace file = card::file;
constexpr std::size_t kOpaqueBytes = 256, kSignatureBytes = 256;

Bytes image(const std::string& text, const ImageForm& form) {
    return textImage(text, form.width, form.height, form.font);
}

Bytes ageFile(const Parts& parts) {
    std::vector<Field> fields{{0xDF11, toBytes(toDigits(parts.person.birth))},
                              {0xDF12, cardPublicKey(parts.keys.visualInternal)}};
    const auto digests = card::ageDigests(makeRecord(0xFF10, fields));
    fields.push_back({0xDF13, signRecord(parts.signer, digests)});
    return makeRecord(0xFF10, fields);
}

Bytes faceFile(const Parts& parts) {
    const Person& person = parts.person;
    std::vector<Field> fields{{0xDF22, toBytes(toDigits(person.birth))},
                              {0xDF23, {static_cast<std::uint8_t>(person.sex)}},
                              {0xDF24, cardPublicKey(parts.keys.visualInternal)},
                              {0xDF25, image(person.name, records().name)},
                              {0xDF26, image(person.address, records().address)},
                              {0xDF27, person.photo},
                              {0xDF28, Bytes(kSignatureBytes)},
                              {0xDF29, toBytes(toDigits(parts.expiry))},
                              {0xDF2A, image(parts.securityCode, records().securityCode)}};
    const auto digests = card::faceDigests(makeRecordWithTable(0xFF20, 0xDF21, fields));
    fields.at(6).value = signRecord(parts.signer, digests);
    return makeRecordWithTable(0xFF20, 0xDF21, fields);
}

Bytes basicInfoFile(const Parts& parts) {
    Bytes opaque = parts.root.id;
    append(opaque, randomBytes(kOpaqueBytes));
    return makeRecord(0xFF30, {{0xDF31, records().visualVersion},
                               {0xDF32, parts.signer.id},
                               {0xDF33, records().visualRecordVersion},
                               {0xDF34, toBytes(records().municipality)},
                               {0xDF35, opaque}});
}

Bytes numberImageFile(const Parts& parts) {
    std::vector<Field> fields{{0xDF41, image(parts.person.individualNumber, records().number)},
                              {0xDF42, cardPublicKey(parts.keys.visualInternal)}};
    const auto digests = card::numberImageDigests(makeRecord(0xFF40, fields));
    fields.push_back({0xDF43, signRecord(parts.signer, digests)});
    return makeRecord(0xFF40, fields);
}
} // namespace

void fillVisual(emulator::CardImage& stored, const Parts& parts) {
    put(stored, App::Visual, file::kVisualAge, ageFile(parts));
    put(stored, App::Visual, file::kVisualFace, faceFile(parts));
    put(stored, App::Visual, file::kVisualBasicInfo, basicInfoFile(parts));
    put(stored, App::Visual, file::kVisualCvCertificate,
        cvCertificate(parts.root, parts.signer.id, parts.signer.key));
    put(stored, App::Visual, file::kVisualNumber, numberImageFile(parts));
    putKey(stored, App::Visual, emulator::kVisualInternalKey, parts.keys.visualInternal);
    stored.setReference({App::Visual, file::kVisualNumberA}, parts.person.individualNumber);
    setPrinted(stored, {App::Visual, file::kVisualNumberB}, numberB(parts));
    setPrinted(stored, {App::Visual, file::kVisualBirthKey}, card::birthDateKey(parts.person.birth));
}

} // namespace kaomado::training
