// SPDX-License-Identifier: Apache-2.0
#include "rsa.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

namespace kaomado::chip {

using namespace crypto;

namespace {
using ParamBuilderPtr = Owner<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamsPtr = Owner<OSSL_PARAM, OSSL_PARAM_free>;

BignumPtr numberOf(ByteView bytes) {
    return BignumPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

PkeyPtr pkeyOf(const card::RsaPublicKey& key) {
    const BignumPtr n = numberOf(key.modulus), e = numberOf(key.exponent);
    const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
    EVP_PKEY* pkey = nullptr;
    bool made = n && e && builder &&
                OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
                OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1;
    if (made) {
        const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
        const PkeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
        made = params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
               EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
    }
    forgetErrors();
    if (!made)
        throw Error(Fault::CardUnreadable, "public key: not usable as an RSA key");
    return PkeyPtr(pkey);
}
} // namespace

std::optional<Bytes> recover(const card::RsaPublicKey& key, ByteView signature) {
    const PkeyPtr pkey = pkeyOf(key);
    const PkeyContextPtr context(EVP_PKEY_CTX_new(pkey.get(), nullptr));
    Bytes out(key.modulus.size());
    std::size_t size = out.size();
    const bool recovered =
        context && EVP_PKEY_verify_recover_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
        EVP_PKEY_verify_recover(context.get(), out.data(), &size, signature.data(), signature.size()) == 1;
    forgetErrors();
    if (!recovered)
        return std::nullopt;
    out.resize(size);
    return out;
}

} // namespace kaomado::chip
