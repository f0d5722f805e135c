// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <optional>
#include <string>

namespace kaomado::crypto {

/// Upper-case hexadecimal, two digits a byte, no leading zero byte; a negative number begins with '-'.
std::string serialText(const ASN1_INTEGER* serial);
Asn1IntegerPtr serialFrom(const std::string& hex);

/// UTCTime or GeneralizedTime as RFC 5280 wants it. Fractions of a second are dropped.
Asn1TimePtr asn1Time(Instant at);
Asn1TimePtr asn1GeneralizedTime(Instant at);
/// Empty for a time that cannot be read.
std::optional<Instant> instantFrom(const ASN1_TIME* time);
std::time_t toTimeT(Instant at);

} // namespace kaomado::crypto
