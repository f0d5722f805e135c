// SPDX-License-Identifier: Apache-2.0
#include "kaomado/card/number_b.hpp"

#include "kaomado/base/era.hpp"

#include <algorithm>

namespace kaomado::card {

namespace {
constexpr int kFirstExpiryYear = 2016, kLastExpiryYear = 2099; // cards exist since 2016

std::string eraDigits(Date birth) {
    if (!birth.ok())
        throw Error(Fault::BadInput, "the birth date is not a day that exists");
    return toEraDigits(birth);
}

Pin takePin(std::string& text) {
    Pin pin(text);
    wipe(text);
    return pin;
}
} // namespace

Pin numberB(Date birth, int expiryYear, std::string_view securityCode) {
    if (expiryYear < kFirstExpiryYear || expiryYear > kLastExpiryYear)
        throw Error(Fault::BadInput, "the expiry year of the card is four digits, 2016 or later");
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (securityCode.size() != 4 || !std::ranges::all_of(securityCode, digit))
        throw Error(Fault::BadInput, "the security code on the card is four digits");
    std::string text = eraDigits(birth);
    text.reserve(Pin::kMaxBytes);
    text += std::to_string(expiryYear);
    text += securityCode;
    return takePin(text);
}

Pin birthDateKey(Date birth) {
    std::string text = eraDigits(birth);
    return takePin(text);
}

} // namespace kaomado::card
