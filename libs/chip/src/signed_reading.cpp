// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/signed_reading.hpp"

namespace kaomado::chip {

namespace {
constexpr std::string_view kPurpose = "kaomado chip reading v1";
constexpr const char* kName = "reading";
} // namespace

SignedReading sign(const ChipReading& reading, const TerminalKey& key) {
    return signing::signJson(key, kPurpose, toJson(reading));
}

ChipReading verifySigned(const SignedReading& signedReading, ByteView expectedPublicKey) {
    signing::check(signedReading, kPurpose, expectedPublicKey);
    return readingFromJson(signedReading.json);
}

std::string toJson(const SignedReading& signedReading) {
    return signing::toJson(signedReading, kName);
}

SignedReading signedReadingFromJson(std::string_view text) {
    SignedReading result = signing::signedJsonFrom(text, kName);
    readingFromJson(result.json);
    return result;
}

} // namespace kaomado::chip
