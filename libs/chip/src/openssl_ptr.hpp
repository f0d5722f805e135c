// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace kaomado::chip {

/// Frees with a function of OpenSSL.
template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
inline void freeOpenSslText(char* text) {
    OPENSSL_free(text);
}

using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using BnPtr = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using X509Ptr = std::unique_ptr<X509, FreeWith<X509_free>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using PkeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using OpenSslText = std::unique_ptr<char, FreeWith<freeOpenSslText>>;

/// The library queues its errors per thread; what we answer for ourselves must not stay there.
inline void clearOpenSslErrors() {
    ERR_clear_error();
}

} // namespace kaomado::chip
