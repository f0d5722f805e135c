// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/random.hpp"
#include "kaomado/signing/ed25519.hpp"

#include <filesystem>

namespace kaomado::signing {

/// The seed in a key file: two lines, "kaomado KIND key v1" and 32 bytes in hexadecimal, mode 0600.
/// @throws Error Fault::FileMissing, Fault::FileMalformed (another kind of key as well)
SecretBytes loadSeed(const std::filesystem::path& path, std::string_view kind);
/// There is the old file or the new one, never half. @throws Error Fault::Storage
void saveSeed(const std::filesystem::path& path, std::string_view kind, const SecretBytes& seed);
/// The seed of the file, made first when there is none. Two programs that do so at once have the same one.
SecretBytes loadOrCreateSeed(const std::filesystem::path& path, std::string_view kind);

/// A signing key (Ed25519, RFC 8032). `Kind::kName` keeps keys of two kinds apart, in the code and in their
/// files. The secret is wiped with the object and is in no log. @thread may be used from several threads
template <class Kind>
class Key {
public:
    static Key create() { return Key(SecretBytes(randomBytes(kSeedSize))); }
    /// @throws Error as loadSeed
    static Key load(const std::filesystem::path& path) { return Key(loadSeed(path, Kind::kName)); }
    static Key loadOrCreate(const std::filesystem::path& path) {
        return Key(loadOrCreateSeed(path, Kind::kName));
    }

    /// @throws Error as saveSeed
    void save(const std::filesystem::path& path) const { saveSeed(path, Kind::kName, seed_); }

    const Bytes& publicKey() const { return publicKey_; }
    Bytes sign(std::string_view purpose, std::string_view text) const {
        return signing::sign(seed_, purpose, text);
    }

private:
    explicit Key(SecretBytes seed) : seed_(std::move(seed)), publicKey_(publicKeyOf(seed_)) {}

    SecretBytes seed_;
    Bytes publicKey_;
};

} // namespace kaomado::signing
