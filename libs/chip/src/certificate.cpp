// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/certificate.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/crypto/asn1.hpp"

namespace kaomado::chip {

using namespace crypto;

namespace {
[[noreturn]] void refuse(const char* what) {
    throw Error(Fault::CardUnreadable, std::string("X.509 certificate: ") + what);
}

std::string nameText(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!out || name == nullptr || X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253) < 0)
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

Certificate Certificate::fromDer(ByteView der) {
    const unsigned char* at = der.data();
    const X509Ptr parsed(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    forgetErrors();
    if (!parsed)
        refuse("not readable as DER");
    if (at != der.data() + der.size())
        refuse("something follows it");
    X509_up_ref(parsed.get());
    Certificate certificate({parsed.get(), X509_free}, {der.begin(), der.end()});
    instantOf(
        X509_get0_notBefore(certificate.handle())); // a time that cannot be read is found here, not later
    instantOf(X509_get0_notAfter(certificate.handle()));
    return certificate;
}

std::string Certificate::subject() const {
    return nameText(X509_get_subject_name(handle()));
}

std::string Certificate::issuer() const {
    return nameText(X509_get_issuer_name(handle()));
}

std::string Certificate::serial() const {
    return serialText(X509_get0_serialNumber(handle()));
}

Instant Certificate::notBefore() const {
    return instantOf(X509_get0_notBefore(handle()));
}

Instant Certificate::notAfter() const {
    return instantOf(X509_get0_notAfter(handle()));
}

} // namespace kaomado::chip
