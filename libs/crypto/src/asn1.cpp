// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/asn1.hpp"

namespace kaomado::crypto {

namespace {
void freeText(char* text) {
    OPENSSL_free(text); // a macro
}
} // namespace

std::string serialText(const ASN1_INTEGER* serial) {
    const BignumPtr number{require(ASN1_INTEGER_to_BN(serial, nullptr), "serial number")};
    const Owner<char, freeText> text{require(BN_bn2hex(number.get()), "serial number")};
    return text.get();
}

Asn1IntegerPtr serialFrom(const std::string& hex) {
    const Bytes bytes = fromHex(hex);
    const BignumPtr number{
        require(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr), "serial number")};
    return Asn1IntegerPtr{require(BN_to_ASN1_INTEGER(number.get(), nullptr), "serial number")};
}

std::time_t toTimeT(Instant at) {
    return std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
}

Asn1TimePtr asn1Time(Instant at) {
    return Asn1TimePtr{require(ASN1_TIME_set(nullptr, toTimeT(at)), "time")};
}

Asn1TimePtr asn1GeneralizedTime(Instant at) {
    return Asn1TimePtr{require(ASN1_GENERALIZEDTIME_set(nullptr, toTimeT(at)), "time")};
}

std::optional<Instant> instantFrom(const ASN1_TIME* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        forgetErrors();
        return std::nullopt;
    }
    using namespace std::chrono;
    const Date day{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                   std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
    return sys_days{day} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

} // namespace kaomado::crypto
