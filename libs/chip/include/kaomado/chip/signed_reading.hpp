// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/chip/chip_reading.hpp"
#include "kaomado/signing/signed_json.hpp"

namespace kaomado::chip {

struct TerminalKeyKind {
    static constexpr std::string_view kName = "terminal";
};
/// The signing key of one counter terminal.
using TerminalKey = signing::Key<TerminalKeyKind>;

/// A reading that can be proved later by anybody who knows the terminal's public key, with no network. What
/// is signed is "kaomado chip reading v1", a line feed and the reading as toJson(ChipReading) writes it.
using SignedReading = signing::SignedJson;

SignedReading sign(const ChipReading& reading, const TerminalKey& key);

/// The reading, when `expectedPublicKey` signed exactly it.
/// @throws Error Fault::SignatureInvalid (another key, another content); Fault::FileMalformed when the signed
/// text is not a reading
ChipReading verifySigned(const SignedReading& signedReading, ByteView expectedPublicKey);

/// {"publicKey":hex,"reading":{…},"signature":hex}, canonical like the reading inside.
/// @throws Error Fault::FileMalformed when the text inside is not JSON
std::string toJson(const SignedReading& signedReading);
/// Checks the form, not the signature. @throws Error Fault::FileMalformed naming the key
SignedReading signedReadingFromJson(std::string_view text);

} // namespace kaomado::chip
