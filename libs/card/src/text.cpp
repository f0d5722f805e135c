// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/text.hpp"

#include "record_reader.hpp"
#include "typed_file.hpp"

namespace kaomado::card {

namespace {
constexpr std::size_t kNumberDigits = 12;
constexpr std::uint32_t kStoredNumberBytes = 17;
constexpr std::size_t kSignatureBytes = 256;
} // namespace

Pin parseNumber(ByteView stored) {
    const Record record(stored, 0xFF10, "TEXT 0001", Record::Content::Value);
    const ByteView digits = record.whole();
    if (digits.size() != kNumberDigits ||
        !std::ranges::all_of(digits, [](std::uint8_t c) { return c >= '0' && c <= '9'; }))
        record.refuse("is not twelve digits");
    return Pin({reinterpret_cast<const char*>(digits.data()), digits.size()});
}

std::optional<Pin> readNumber(Card& card) {
    if (!selectFile(card, file::kTextNumber))
        return std::nullopt;
    Response answer = card.transmit({.ins = 0xB0, .le = kStoredNumberBytes});
    const WipeOnExit wiper(answer.data);
    if (!answer.sw.ok())
        return std::nullopt;
    return parseNumber(answer.data);
}

Attributes parseAttributes(ByteView stored) {
    const Record record(stored, 0xFF20, "TEXT 0002");
    record.expectTags({0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25});
    record.expectOffsets();
    return {record.utf8(0xDF22), record.utf8(0xDF23), record.date(0xDF24), record.sex(0xDF25)};
}

std::optional<Attributes> readAttributes(Card& card) {
    return typedFile(card, file::kTextAttributes, parseAttributes);
}

AttributeSignature parseAttributeSignature(ByteView stored) {
    const Record record(stored, 0xFF30, "TEXT 0003");
    record.expectTags({0xDF31, 0xDF32, 0xDF33});
    return {arrayOf<32>(record.value(0xDF31, 32)), arrayOf<32>(record.value(0xDF32, 32)),
            copyOf(record.value(0xDF33, kSignatureBytes))};
}

std::optional<AttributeSignature> readAttributeSignature(Card& card) {
    return typedFile(card, file::kTextSignature, parseAttributeSignature);
}

TextBasicInfo parseTextBasicInfo(ByteView stored) {
    const Record record(stored, 0xFF40, "TEXT 0005");
    record.expectTags({0xDF41, 0xDF42, 0xDF43});
    return {copyOf(record.value(0xDF41, 4)), arrayOf<16>(record.value(0xDF42, 16)),
            copyOf(record.value(0xDF43, 128))};
}

std::optional<TextBasicInfo> readTextBasicInfo(Card& card) {
    return typedFile(card, file::kTextBasicInfo, parseTextBasicInfo);
}

RsaPublicKey parseMessagingKey(ByteView stored) {
    return parsePublicKey(Record(stored, 0xA1, "TEXT 0006", Record::Content::Value).whole());
}

std::optional<RsaPublicKey> readMessagingKey(Card& card) {
    return typedFile(card, file::kTextMessagingKey, parseMessagingKey);
}

InternalKey parseInternalKey(ByteView stored) {
    const Record record(stored, 0xFF50, "TEXT 0007");
    record.expectTags({0xDF51, 0xDF52});
    return {parsePublicKey(record.value(0xDF51)), copyOf(record.value(0xDF52, kSignatureBytes))};
}

std::optional<InternalKey> readInternalKey(Card& card) {
    return typedFile(card, file::kTextInternalKey, parseInternalKey);
}

} // namespace kaomado::card
