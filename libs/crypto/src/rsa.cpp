// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/rsa.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <future>
#include <thread>

namespace kaomado::crypto {

namespace {
constexpr int kBits = 2048;

/// Empty unless it is RSA-2048.
std::shared_ptr<EVP_PKEY> share(PkeyPtr key) {
    forgetErrors();
    const bool ours = key && EVP_PKEY_is_a(key.get(), "RSA") == 1 && EVP_PKEY_get_bits(key.get()) == kBits;
    return ours ? std::shared_ptr<EVP_PKEY>(std::move(key)) : nullptr;
}

BignumPtr numberOf(ByteView bytes) {
    return BignumPtr{require(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr), "number")};
}

PkeyPtr keyOf(ByteView modulus, ByteView exponent) {
    const BignumPtr n = numberOf(modulus), e = numberOf(exponent);
    const Owner<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder{require(OSSL_PARAM_BLD_new(), "public key")};
    require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
                OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
            "public key");
    const Owner<OSSL_PARAM, OSSL_PARAM_free> params{
        require(OSSL_PARAM_BLD_to_param(builder.get()), "public key")};
    const PkeyContextPtr context{require(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), "public key")};
    require(EVP_PKEY_fromdata_init(context.get()) == 1, "public key");
    EVP_PKEY* key = nullptr;
    const bool usable = EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
    return PkeyPtr{usable ? key : nullptr};
}

/// One private operation; `pad` says which padding.
template <typename Pad>
Bytes signWith(EVP_PKEY* key, ByteView input, Pad pad) {
    const PkeyContextPtr context{require(EVP_PKEY_CTX_new(key, nullptr), "sign")};
    require(EVP_PKEY_sign_init(context.get()) == 1 && pad(context.get()), "sign");
    Bytes signature(kRsaBytes);
    std::size_t size = signature.size();
    require(EVP_PKEY_sign(context.get(), signature.data(), &size, input.data(), input.size()) == 1 &&
                size == kRsaBytes,
            "sign");
    return signature;
}
} // namespace

std::optional<PublicKey> PublicKey::fromInfo(ByteView der) {
    auto key = share(parseDer<PkeyPtr>(der, d2i_PUBKEY));
    return key ? std::optional{PublicKey{std::move(key)}} : std::nullopt;
}

std::optional<PublicKey> PublicKey::fromNumbers(ByteView modulus, ByteView exponent) {
    auto key = share(keyOf(modulus, exponent));
    return key ? std::optional{PublicKey{std::move(key)}} : std::nullopt;
}

bool PublicKey::verifies(ByteView message, ByteView signature) const {
    const MdContextPtr context{require(EVP_MD_CTX_new(), "verify")};
    require(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1, "verify");
    const bool good = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                       message.size()) == 1;
    forgetErrors();
    return good;
}

std::optional<Bytes> PublicKey::recover(ByteView signature) const {
    const PkeyContextPtr context{require(EVP_PKEY_CTX_new(key_.get(), nullptr), "recover")};
    require(EVP_PKEY_verify_recover_init(context.get()) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1,
            "recover");
    Bytes out(kRsaBytes);
    std::size_t size = out.size();
    const bool recovered =
        EVP_PKEY_verify_recover(context.get(), out.data(), &size, signature.data(), signature.size()) == 1;
    forgetErrors();
    if (!recovered)
        return std::nullopt;
    out.resize(size);
    return out;
}

KeyPair KeyPair::generate() {
    return KeyPair{share(PkeyPtr{require(EVP_RSA_gen(kBits), "generate a key")})};
}

std::optional<KeyPair> KeyPair::fromPkcs8(ByteView der) {
    const unsigned char* at = der.data();
    const Pkcs8Ptr info{d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size()))};
    const bool alone = info && at == der.data() + der.size();
    auto key = share(PkeyPtr{alone ? EVP_PKCS82PKEY(info.get()) : nullptr});
    return key ? std::optional{KeyPair{std::move(key)}} : std::nullopt;
}

SecretBytes KeyPair::toPkcs8() const {
    const Pkcs8Ptr info{require(EVP_PKEY2PKCS8(key_.get()), "private key")};
    return SecretBytes{derOf<PKCS8_PRIV_KEY_INFO>(info.get(), i2d_PKCS8_PRIV_KEY_INFO)};
}

Bytes KeyPair::publicKey() const {
    return derOf<EVP_PKEY>(key_.get(), i2d_PUBKEY);
}

Bytes KeyPair::modulus() const {
    BIGNUM* number = nullptr;
    require(EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_RSA_N, &number) == 1, "modulus");
    const BignumPtr owned{number};
    Bytes bytes(kRsaBytes);
    require(BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size())) > 0, "modulus");
    return bytes;
}

Bytes KeyPair::sign(ByteView message) const {
    const MdContextPtr context{require(EVP_MD_CTX_new(), "sign")};
    require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1, "sign");
    Bytes signature(kRsaBytes);
    std::size_t size = signature.size();
    require(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1,
            "sign");
    return signature;
}

Bytes KeyPair::signPadded(ByteView digestInfo) const {
    if (digestInfo.empty() || digestInfo.size() > kLongestPadded)
        throw Error(Fault::BadInput, "RSA with PKCS #1 padding signs 1 to 245 bytes");
    return signWith(key_.get(), digestInfo, [](EVP_PKEY_CTX* context) {
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
    });
}

Bytes KeyPair::signPss(ByteView digest) const {
    return signWith(key_.get(), digest, [](EVP_PKEY_CTX* context) {
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
    });
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
    const auto key = PublicKey::fromInfo(publicKey);
    return key && key->verifies(message, signature);
}

} // namespace kaomado::crypto
