// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/bytes.hpp"
#include "kaomado/base/owner.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace kaomado::crypto {

// Owners of what is needed more than once; the rest is an Owner on the spot.
using Asn1IntegerPtr = Owner<ASN1_INTEGER, ASN1_INTEGER_free>;
using Asn1TimePtr = Owner<ASN1_TIME, ASN1_TIME_free>;
using BignumPtr = Owner<BIGNUM, BN_free>;
using BioPtr = Owner<BIO, BIO_free_all>;
using MdContextPtr = Owner<EVP_MD_CTX, EVP_MD_CTX_free>;
using OcspBasicPtr = Owner<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using OcspIdPtr = Owner<OCSP_CERTID, OCSP_CERTID_free>;
using OcspRequestPtr = Owner<OCSP_REQUEST, OCSP_REQUEST_free>;
using OcspResponsePtr = Owner<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using PkeyContextPtr = Owner<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using PkeyPtr = Owner<EVP_PKEY, EVP_PKEY_free>;
using Pkcs8Ptr = Owner<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using X509CrlPtr = Owner<X509_CRL, X509_CRL_free>;
using X509ExtensionPtr = Owner<X509_EXTENSION, X509_EXTENSION_free>;
using X509Ptr = Owner<X509, X509_free>;
using X509RevokedPtr = Owner<X509_REVOKED, X509_REVOKED_free>;
using X509StoreContextPtr = Owner<X509_STORE_CTX, X509_STORE_CTX_free>;
using X509StorePtr = Owner<X509_STORE, X509_STORE_free>;

/// @throws Error Fault::Internal with OpenSSL's own words unless `ok`
void require(bool ok, const char* what);
/// The object, which must be one.
template <typename T>
T* require(T* object, const char* what) {
    require(object != nullptr, what);
    return object;
}
/// OpenSSL queues its errors per thread: forgets those that were answers ("this is not a certificate"), so
/// that they do not show up in a later message.
void forgetErrors() noexcept;

/// DER of anything that has an i2d function.
template <typename T>
Bytes derOf(const T* object, int (*encode)(const T*, unsigned char**)) {
    const int size = encode(object, nullptr);
    require(size > 0, "encode");
    Bytes der(static_cast<std::size_t>(size));
    unsigned char* at = der.data();
    encode(object, &at);
    return der;
}

/// Reads one object at the start of `der`, whatever follows it; nullptr when there is none.
template <typename Ptr, typename Decode>
Ptr parseDer(ByteView der, Decode decode) {
    const unsigned char* at = der.data();
    Ptr object{decode(nullptr, &at, static_cast<long>(der.size()))};
    if (!object)
        forgetErrors();
    return object;
}

inline X509Ptr x509From(ByteView der) {
    return parseDer<X509Ptr>(der, d2i_X509);
}

} // namespace kaomado::crypto
