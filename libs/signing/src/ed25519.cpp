// SPDX-License-Identifier: Apache-2.0
#include "kaomado/signing/ed25519.hpp"

#include "kaomado/base/error.hpp"

#include <sodium.h>

namespace kaomado::signing {

static_assert(kSeedSize == crypto_sign_SEEDBYTES && kPublicKeySize == crypto_sign_PUBLICKEYBYTES &&
              kSignatureSize == crypto_sign_BYTES);

namespace {

void startSodium() {
    static const int kStarted = sodium_init();
    if (kStarted < 0)
        throw Error(Fault::Internal, "libsodium does not start");
}

/// The pair in libsodium's form: seed ‖ public key.
struct KeyPair {
    Bytes secret = Bytes(crypto_sign_SECRETKEYBYTES);
    Bytes open = Bytes(crypto_sign_PUBLICKEYBYTES);

    explicit KeyPair(ByteView seed) {
        startSodium();
        if (seed.size() != kSeedSize)
            throw Error(Fault::Internal, "the seed of a key has 32 bytes");
        crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
    }
    KeyPair(const KeyPair&) = delete;
    KeyPair& operator=(const KeyPair&) = delete;
    ~KeyPair() { wipe(secret); }
};

Bytes messageOf(std::string_view purpose, std::string_view text) {
    Bytes message = toBytes(purpose);
    message.push_back('\n');
    append(message, viewOf(text));
    return message;
}

} // namespace

Bytes publicKeyOf(const SecretBytes& seed) {
    return KeyPair(seed.bytes()).open;
}

Bytes sign(const SecretBytes& seed, std::string_view purpose, std::string_view text) {
    const KeyPair pair(seed.bytes());
    const Bytes message = messageOf(purpose, text);
    Bytes signature(kSignatureSize);
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), pair.secret.data());
    return signature;
}

bool fits(ByteView publicKey, std::string_view purpose, std::string_view text, ByteView signature) {
    startSodium();
    if (publicKey.size() != kPublicKeySize || signature.size() != kSignatureSize)
        return false;
    const Bytes message = messageOf(purpose, text);
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), publicKey.data()) ==
           0;
}

} // namespace kaomado::signing
