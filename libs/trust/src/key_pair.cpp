// SPDX-License-Identifier: Apache-2.0
#include "kaomado/trust/key_pair.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <future>
#include <thread>

namespace kaomado::trust {

using namespace crypto;

namespace {
constexpr int kBits = 2048;
constexpr std::size_t kPadding = 11; // PKCS #1 v1.5 needs this many bytes of the modulus

std::shared_ptr<EVP_PKEY> share(PkeyPtr key) {
    return {key.release(), EVP_PKEY_free};
}

bool isOurs(const EVP_PKEY* key) {
    return key != nullptr && EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) == kBits;
}
} // namespace

KeyPair KeyPair::generate() {
    return KeyPair{share(PkeyPtr{require(EVP_RSA_gen(kBits), "generate a key")})};
}

KeyPair KeyPair::fromPkcs8(ByteView der) {
    const auto info = parseDer<Pkcs8Ptr>(der, d2i_PKCS8_PRIV_KEY_INFO);
    PkeyPtr key{info ? EVP_PKCS82PKEY(info.get()) : nullptr};
    if (!isOurs(key.get())) {
        forgetErrors();
        throw Error(Fault::BadInput, "not a PKCS #8 private key of the kind RSA with 2048 bits");
    }
    return KeyPair{share(std::move(key))};
}

SecretBytes KeyPair::toPkcs8() const {
    const Pkcs8Ptr info{require(EVP_PKEY2PKCS8(key_.get()), "private key")};
    Bytes der = derOf<PKCS8_PRIV_KEY_INFO>(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
    const WipeOnExit wiped{der};
    return SecretBytes{der};
}

Bytes KeyPair::publicKey() const {
    return derOf<EVP_PKEY>(key_.get(), i2d_PUBKEY);
}

Bytes KeyPair::modulus() const {
    BIGNUM* number = nullptr;
    require(EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_RSA_N, &number) == 1, "modulus");
    const BignumPtr owned{number};
    Bytes bytes(kModulusBytes);
    require(BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size())) > 0, "modulus");
    return bytes;
}

Bytes KeyPair::sign(ByteView message) const {
    const MdContextPtr context{require(EVP_MD_CTX_new(), "sign")};
    require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1, "sign");
    Bytes signature(kModulusBytes);
    std::size_t size = signature.size();
    require(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1,
            "sign");
    return signature;
}

Bytes KeyPair::signPadded(ByteView digestInfo) const {
    if (digestInfo.empty() || digestInfo.size() > kModulusBytes - kPadding)
        throw Error(Fault::BadInput, "RSA with PKCS #1 padding signs 1 to 245 bytes");
    const PkeyContextPtr context{require(EVP_PKEY_CTX_new(key_.get(), nullptr), "sign")};
    require(EVP_PKEY_sign_init(context.get()) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1,
            "sign");
    Bytes signature(kModulusBytes);
    std::size_t size = signature.size();
    require(EVP_PKEY_sign(context.get(), signature.data(), &size, digestInfo.data(), digestInfo.size()) == 1,
            "sign");
    return signature;
}

std::vector<KeyPair> generateKeys(std::size_t count) {
    std::vector<std::future<KeyPair>> running;
    std::vector<KeyPair> keys;
    const std::size_t atOnce = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t started = 0; keys.size() < count;) {
        for (; started < count && started < keys.size() + atOnce; ++started)
            running.push_back(std::async(std::launch::async, KeyPair::generate));
        keys.push_back(running[keys.size()].get());
    }
    return keys;
}

bool verifies(ByteView publicKey, ByteView message, ByteView signature) {
    const auto key = parseDer<PkeyPtr>(publicKey, d2i_PUBKEY);
    if (!isOurs(key.get()))
        return false;
    const MdContextPtr context{require(EVP_MD_CTX_new(), "verify")};
    require(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1, "verify");
    const bool good = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                       message.size()) == 1;
    forgetErrors();
    return good;
}

} // namespace kaomado::trust
