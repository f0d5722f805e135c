// SPDX-License-Identifier: Apache-2.0
#include "admin_crypto.hpp"

#include "kaomado/base/error.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <memory>

namespace kaomado::emulator {

namespace {
Cryptogram cmac(const SecretBytes& key, ByteView message) {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "CMAC", nullptr),
                                                                EVP_MAC_free);
    const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(
        mac ? EVP_MAC_CTX_new(mac.get()) : nullptr, EVP_MAC_CTX_free);
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

Bytes publicKeyInfoOf(ByteView certificate) {
    const std::uint8_t* at = certificate.data();
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(
        d2i_X509(nullptr, &at, static_cast<long>(certificate.size())), X509_free);
    if (!parsed || at != certificate.data() + certificate.size())
        return {};
    std::uint8_t* der = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(parsed.get()), &der);
    if (length <= 0)
        return {};
    Bytes info(der, der + length);
    OPENSSL_free(der);
    return info;
}

} // namespace kaomado::emulator
