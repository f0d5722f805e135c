// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/visual.hpp"

#include "record_reader.hpp"
#include "typed_file.hpp"

namespace kaomado::card {

namespace {
constexpr std::size_t kSignatureBytes = 256;
} // namespace

AgeRecord parseAge(ByteView stored) {
    const Record record(stored, 0xFF10, "VISUAL 0001");
    record.expectTags({0xDF11, 0xDF12, 0xDF13});
    return {record.date(0xDF11), parsePublicKey(record.value(0xDF12)),
            copyOf(record.value(0xDF13, kSignatureBytes))};
}

std::optional<AgeRecord> readAge(Card& card) {
    return typedFile(card, file::kVisualAge, parseAge);
}

CardFace parseFace(ByteView stored) {
    const Record record(stored, 0xFF20, "VISUAL 0002");
    record.expectTags({0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25, 0xDF26, 0xDF27, 0xDF28, 0xDF29, 0xDF2A});
    record.expectOffsets();
    const auto image = [&](std::uint32_t tag, bool (*looksRight)(ByteView)) {
        const ByteView bytes = record.value(tag);
        if (!looksRight(bytes))
            record.refuse("an image is not of its format");
        return SecretBytes(bytes);
    };
    return {.birth = record.date(0xDF22),
            .sex = record.sex(0xDF23),
            .key = parsePublicKey(record.value(0xDF24)),
            .nameImage = image(0xDF25, looksLikePng),
            .addressImage = image(0xDF26, looksLikePng),
            .photo = image(0xDF27, looksLikeJp2),
            .signature = copyOf(record.value(0xDF28, kSignatureBytes)),
            .expiry = record.date(0xDF29),
            .securityCodeImage = image(0xDF2A, looksLikePng)};
}

std::optional<CardFace> readFace(Card& card) {
    return typedFile(card, file::kVisualFace, parseFace);
}

std::optional<SecretBytes> readStoredFace(Card& card) {
    return selectFile(card, file::kVisualFace) ? readSecretFile(card) : std::nullopt;
}

VisualBasicInfo parseVisualBasicInfo(ByteView stored) {
    const Record record(stored, 0xFF30, "VISUAL 0003");
    record.expectTags({0xDF31, 0xDF32, 0xDF33, 0xDF34, 0xDF35});
    const ByteView last = record.value(0xDF35, 16 + 256);
    return {.version = copyOf(record.value(0xDF31, 4)),
            .keyId = arrayOf<16>(record.value(0xDF32, 16)),
            .keyVersion = record.value(0xDF33, 1).front(),
            .municipality = record.digits(0xDF34, 5),
            .opaqueKeyId = arrayOf<16>(last.first(16)),
            .opaque = copyOf(last.subspan(16))};
}

std::optional<VisualBasicInfo> readVisualBasicInfo(Card& card) {
    return typedFile(card, file::kVisualBasicInfo, parseVisualBasicInfo);
}

NumberImage parseNumberImage(ByteView stored) {
    const Record record(stored, 0xFF40, "VISUAL 0005");
    record.expectTags({0xDF41, 0xDF42, 0xDF43});
    if (!looksLikePng(record.value(0xDF41)))
        record.refuse("the image is not a PNG");
    return {SecretBytes(record.value(0xDF41)), parsePublicKey(record.value(0xDF42)),
            copyOf(record.value(0xDF43, kSignatureBytes))};
}

std::optional<NumberImage> readNumberImage(Card& card) {
    return typedFile(card, file::kVisualNumber, parseNumberImage);
}

bool looksLikePng(ByteView image) {
    static const Bytes kSignature = fromHex("89504E470D0A1A0A");
    return image.size() > kSignature.size() && std::ranges::equal(image.first(kSignature.size()), kSignature);
}

bool looksLikeJp2(ByteView image) {
    static const Bytes kSignatureBox = fromHex("0000000C6A5020200D0A870A");
    return image.size() > kSignatureBox.size() &&
           std::ranges::equal(image.first(kSignatureBox.size()), kSignatureBox);
}

} // namespace kaomado::card
