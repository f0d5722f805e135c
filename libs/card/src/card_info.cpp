// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/card_info.hpp"

#include "kaomado/base/hash.hpp"
#include "kaomado/card/commands.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
constexpr std::uint8_t kTag = 0x01;
constexpr std::size_t kSerialDigits = 15, kMunicipalityDigits = 5, kExpiryDigits = 8;
constexpr std::size_t kDigits = kSerialDigits + kMunicipalityDigits + kExpiryDigits;
constexpr std::uint8_t kRecord = 1;

bool allDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Date expiryFrom(const std::string& digits) {
    try {
        return dateFrom(digits);
    } catch (const Error&) {
        throw Error(Fault::CardUnreadable, "COMMON 0001: the expiry is not a day that exists");
    }
}
} // namespace

CardInfo parseCardInfo(ByteView record) {
    if (record.size() < 2 + kDigits || record[0] != kTag || record[1] != kDigits)
        throw Error(Fault::CardUnreadable, "COMMON 0001: record 1 does not begin with 01 1C and 28 digits");
    const std::string digits = toText(record.subspan(2, kDigits));
    if (!allDigits(digits))
        throw Error(Fault::CardUnreadable, "COMMON 0001: record 1 holds something other than digits");
    return {digits.substr(0, kSerialDigits), digits.substr(kSerialDigits, kMunicipalityDigits),
            expiryFrom(digits.substr(kSerialDigits + kMunicipalityDigits))};
}

Bytes makeCardInfo(const CardInfo& info) {
    const std::string digits = info.serial + info.municipality + toDigits(info.expiry);
    if (info.serial.size() != kSerialDigits || info.municipality.size() != kMunicipalityDigits ||
        digits.size() != kDigits || !allDigits(digits))
        throw Error(Fault::BadInput,
                    "a card record takes 15 digits of serial, 5 of municipality and a date of 8");
    Bytes record{kTag, static_cast<std::uint8_t>(kDigits)};
    append(record, viewOf(digits));
    return record;
}

std::optional<CardInfo> readCardInfo(Card& card) {
    if (!selectApp(card, App::Common) || !selectFile(card, file::kCommonCardInfo))
        return std::nullopt;
    const auto record = readRecord(card, kRecord);
    if (!record)
        return std::nullopt;
    return parseCardInfo(*record);
}

std::string fingerprintOf(const CardInfo& info) {
    constexpr std::size_t kFingerprintBytes = 16;
    const Sha256 digest = sha256(viewOf("kaomado card v1" + info.serial));
    return toHex(ByteView(digest).first(kFingerprintBytes));
}

} // namespace kaomado::card
