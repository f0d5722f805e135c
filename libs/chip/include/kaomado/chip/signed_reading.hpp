// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/secret.hpp"
#include "kaomado/chip/chip_reading.hpp"

#include <filesystem>

namespace kaomado::chip {

/// The signing key of one counter terminal (Ed25519, RFC 8032). The secret is wiped with the object and is in
/// no log. @thread may be used from several threads
class TerminalKey {
public:
    static TerminalKey create();
    /// @throws Error Fault::FileMissing, Fault::FileMalformed
    static TerminalKey load(const std::filesystem::path& path);
    /// Loads, or creates and saves when there is no file.
    static TerminalKey loadOrCreate(const std::filesystem::path& path);

    /// Written with mode 0600; there is the old file or the new one, never half. @throws Error Fault::Storage
    void save(const std::filesystem::path& path) const;

    const Bytes& publicKey() const { return publicKey_; } ///< 32 bytes
    Bytes sign(ByteView message) const;                   ///< 64 bytes

private:
    explicit TerminalKey(SecretBytes seed);

    SecretBytes seed_; // 32 bytes
    Bytes publicKey_;
};

/// A reading that can be proved later by anybody who knows the terminal's public key, with no network.
struct SignedReading {
    std::string json; ///< canonical, as toJson(ChipReading) writes it
    Bytes signature;  ///< 64 bytes over "kaomado chip reading v1\n" ‖ json
    Bytes publicKey;  ///< 32 bytes
    friend bool operator==(const SignedReading&, const SignedReading&) = default;
};

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
