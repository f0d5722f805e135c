// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/base/clock.hpp"
#include "kaomado/base/secret.hpp"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <optional>
#include <string>

namespace kaomado::trust {

/// Frees with the function given: owners of what OpenSSL hands out.
template <auto free>
struct Free {
    template <typename T>
    void operator()(T* object) const {
        free(object);
    }
};
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using X509NamePtr = std::unique_ptr<X509_NAME, Free<X509_NAME_free>>;
using X509StorePtr = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using X509StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;
using X509CrlPtr = std::unique_ptr<X509_CRL, Free<X509_CRL_free>>;
using X509RevokedPtr = std::unique_ptr<X509_REVOKED, Free<X509_REVOKED_free>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using PkeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using MdContextPtr = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Pkcs8Ptr = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Free<PKCS8_PRIV_KEY_INFO_free>>;
using BignumPtr = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Asn1IntegerPtr = std::unique_ptr<ASN1_INTEGER, Free<ASN1_INTEGER_free>>;
using Asn1TimePtr = std::unique_ptr<ASN1_TIME, Free<ASN1_TIME_free>>;
using OcspRequestPtr = std::unique_ptr<OCSP_REQUEST, Free<OCSP_REQUEST_free>>;
using OcspResponsePtr = std::unique_ptr<OCSP_RESPONSE, Free<OCSP_RESPONSE_free>>;
using OcspBasicPtr = std::unique_ptr<OCSP_BASICRESP, Free<OCSP_BASICRESP_free>>;
using OcspIdPtr = std::unique_ptr<OCSP_CERTID, Free<OCSP_CERTID_free>>;

/// @throws Error Fault::Internal with OpenSSL's own words unless `ok`
void require(bool ok, const char* what);
/// The object, which must be one.
template <typename T>
T* require(T* object, const char* what) {
    require(object != nullptr, what);
    return object;
}
/// Forgets errors that were answers ("this is not a certificate"), so that they do not show up in a later
/// message.
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

/// Reads one object at the start of `der`; nullptr when there is none.
template <typename Ptr, typename Decode>
Ptr parseDer(ByteView der, Decode decode) {
    const unsigned char* at = der.data();
    Ptr object{decode(nullptr, &at, static_cast<long>(der.size()))};
    if (!object)
        forgetErrors();
    return object;
}

X509Ptr x509From(ByteView der);

/// Hexadecimal, upper case, whole bytes.
std::string serialText(const ASN1_INTEGER* serial);
Asn1IntegerPtr serialFrom(const std::string& hex);

/// UTCTime or GeneralizedTime as RFC 5280 wants it. Fractions of a second are dropped.
Asn1TimePtr asn1Time(Instant at);
Asn1TimePtr asn1GeneralizedTime(Instant at);
/// Empty for a time that cannot be read.
std::optional<Instant> instantFrom(const ASN1_TIME* time);
std::time_t toTimeT(Instant at);

} // namespace kaomado::trust
