// SPDX-License-Identifier: Apache-2.0
#include "admin_crypto.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>

namespace kaomado::emulator {

namespace {
Cryptogram cmac(const SecretBytes& key, ByteView message) {
    const Owner<EVP_MAC, EVP_MAC_free> mac(EVP_MAC_fetch(nullptr, "CMAC", nullptr));
    const Owner<EVP_MAC_CTX, EVP_MAC_CTX_free> context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
    char cipher[] = "AES-128-CBC";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher, 0),
                                 OSSL_PARAM_construct_end()};
    Cryptogram tag{};
    std::size_t length = 0;
    const bool made = context && EVP_MAC_init(context.get(), key.bytes().data(), key.size(), params) == 1 &&
                      EVP_MAC_update(context.get(), message.data(), message.size()) == 1 &&
                      EVP_MAC_final(context.get(), tag.data(), &length, tag.size()) == 1;
    if (!made || length != tag.size())
        throw Error(Fault::BadInput, "the issuer key must have 16 bytes");
    return tag;
}
} // namespace

Cryptogram terminalCryptogram(const SecretBytes& key, ByteView fromCard, ByteView fromTerminal,
                              ByteView serial) {
    Bytes message{'T'};
    append(message, fromCard);
    append(message, fromTerminal);
    append(message, serial);
    return cmac(key, message);
}

Cryptogram cardCryptogram(const SecretBytes& key, ByteView fromTerminal, ByteView fromCard) {
    Bytes message{'C'};
    append(message, fromTerminal);
    append(message, fromCard);
    return cmac(key, message);
}

} // namespace kaomado::emulator
