// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/certificate.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/asn1.hpp"

namespace kaomado::crypto {

namespace {
[[noreturn]] void refuse(const char* what) {
    forgetErrors();
    throw Error(Fault::CardUnreadable, what);
}

std::string nameText(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!out || X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253) < 0)
        refuse("a name cannot be written");
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

Instant instantOf(const ASN1_TIME* time) {
    const auto instant = instantFrom(time);
    if (!instant)
        refuse("its validity is not a time");
    return *instant;
}
} // namespace

Certificate readCertificate(ByteView der) try {
    const unsigned char* end = der.data();
    const X509Ptr parsed(d2i_X509(nullptr, &end, static_cast<long>(der.size())));
    if (!parsed)
        refuse("not readable as DER");
    return {.serial = serialText(X509_get0_serialNumber(parsed.get())),
            .subject = nameText(X509_get_subject_name(parsed.get())),
            .issuer = nameText(X509_get_issuer_name(parsed.get())),
            .notBefore = instantOf(X509_get0_notBefore(parsed.get())),
            .notAfter = instantOf(X509_get0_notAfter(parsed.get())),
            .publicKey = derOf<X509_PUBKEY>(X509_get_X509_PUBKEY(parsed.get()), i2d_X509_PUBKEY),
            .der = {der.data(), end}};
} catch (const Error& e) { // what OpenSSL cannot write out is as unreadable as what it cannot take in
    throw Error(Fault::CardUnreadable, std::string("X.509 certificate: ") + e.what());
}

} // namespace kaomado::crypto
