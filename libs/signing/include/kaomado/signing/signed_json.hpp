// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/signing/key.hpp"

#include <string>

namespace kaomado::signing {

/// A JSON text with a signature, which anybody who knows the signer's public key can check with no network.
struct SignedJson {
    std::string json; ///< canonical: sorted keys, no blanks, ASCII
    Bytes signature;  ///< 64 bytes over "PURPOSE\n" ‖ json
    Bytes publicKey;  ///< 32 bytes
    friend bool operator==(const SignedJson&, const SignedJson&) = default;
};

template <class Kind>
SignedJson signJson(const Key<Kind>& key, std::string_view purpose, std::string json) {
    Bytes signature = key.sign(purpose, json);
    return {std::move(json), std::move(signature), key.publicKey()};
}

/// @throws Error Fault::SignatureInvalid unless the owner of `expectedPublicKey` signed exactly it
void check(const SignedJson& text, std::string_view purpose, ByteView expectedPublicKey);

/// {"NAME":{…},"publicKey":hex,"signature":hex}, canonical like the text inside.
/// @throws Error Fault::FileMalformed when the text inside is not JSON
std::string toJson(const SignedJson& text, const std::string& name);

/// Checks the form, not the signature. @throws Error Fault::FileMalformed naming the key
SignedJson signedJsonFrom(std::string_view text, const std::string& name);

} // namespace kaomado::signing
