// SPDX-License-Identifier: Apache-2.0
#include "rsa_key.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/openssl.hpp"
#include "kaomado/emulator/virtual_card.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

namespace kaomado::emulator {

using namespace crypto;

namespace {
constexpr int kBits = 2048;
constexpr std::array<std::uint8_t, 5> kExponentObject{0x90, 0x03, 0x01, 0x00, 0x01};
constexpr std::array<std::uint8_t, 4> kModulusHeader{0x91, 0x82, 0x01, 0x00};

using ParamBuilder = Owner<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Owner<OSSL_PARAM, OSSL_PARAM_free>;

void must(bool done, const char* what) {
    if (!done)
        throw Error(Fault::Internal, std::string("OpenSSL refused: ") + what);
}

bool isRsa2048(const EVP_PKEY* key) {
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) == kBits;
}

EVP_PKEY* publicKeyOf(ByteView modulus) {
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    const BignumPtr n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
    const BignumPtr e(BN_new());
    must(builder && n && e && BN_set_word(e.get(), 65537) == 1, "numbers");
    must(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
             OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
         "parameters");
    const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
    const PkeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY* key = nullptr;
    must(params && context && EVP_PKEY_fromdata_init(context.get()) == 1, "key context");
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return key;
}
} // namespace

RsaKey::RsaKey(EVP_PKEY* key) : key_(key, EVP_PKEY_free) {}

std::optional<RsaKey> RsaKey::fromPkcs8(ByteView der) {
    const std::uint8_t* at = der.data();
    const Pkcs8Ptr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
    if (!info || at != der.data() + der.size())
        return std::nullopt;
    RsaKey key(EVP_PKCS82PKEY(info.get()));
    if (!key.key_ || !isRsa2048(key.key_.get()))
        return std::nullopt;
    return key;
}

std::optional<RsaKey> RsaKey::fromCardPublicKey(ByteView bytes) {
    constexpr std::size_t kHead = kExponentObject.size() + kModulusHeader.size();
    if (bytes.size() != kHead + kBytes || !std::ranges::equal(bytes.first(5), kExponentObject) ||
        !std::ranges::equal(bytes.subspan(5, 4), kModulusHeader))
        return std::nullopt;
    RsaKey key(publicKeyOf(bytes.subspan(kHead)));
    if (!key.key_ || !isRsa2048(key.key_.get()))
        return std::nullopt;
    return key;
}

Bytes RsaKey::sign(ByteView input, Padding padding) const {
    const PkeyContextPtr context(EVP_PKEY_CTX_new(key_.get(), nullptr));
    must(context && EVP_PKEY_sign_init(context.get()) == 1, "signature context");
    if (padding == Padding::Pkcs1)
        must(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1, "padding");
    else
        must(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) == 1 &&
                 EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
                 EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST) == 1,
             "padding");
    Bytes signature(kBytes);
    std::size_t length = signature.size();
    must(EVP_PKEY_sign(context.get(), signature.data(), &length, input.data(), input.size()) == 1 &&
             length == kBytes,
         "signature");
    return signature;
}

bool RsaKey::verifies(ByteView message, ByteView signature) const {
    const MdContextPtr context(EVP_MD_CTX_new());
    must(context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1,
         "verification context");
    return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                            message.size()) == 1;
}

Bytes RsaKey::publicKeyInfo() const {
    const int length = i2d_PUBKEY(key_.get(), nullptr);
    must(length > 0, "public key");
    Bytes der(static_cast<std::size_t>(length));
    std::uint8_t* at = der.data();
    must(i2d_PUBKEY(key_.get(), &at) == length, "public key");
    return der;
}

SecretBytes newRsaKey() {
    const PkeyPtr key(EVP_RSA_gen(kBits));
    must(key != nullptr, "key generation");
    const Pkcs8Ptr info(EVP_PKEY2PKCS8(key.get()));
    must(info != nullptr, "PKCS #8");
    const int length = i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr);
    must(length > 0, "PKCS #8");
    Bytes der(static_cast<std::size_t>(length));
    const WipeOnExit wiper(der);
    std::uint8_t* at = der.data();
    must(i2d_PKCS8_PRIV_KEY_INFO(info.get(), &at) == length, "PKCS #8");
    return SecretBytes(der);
}

} // namespace kaomado::emulator
