// SPDX-License-Identifier: Apache-2.0
#include "kaomado/chip/certificate.hpp"

#include "kaomado/base/error.hpp"
#include "openssl_ptr.hpp"

#include <openssl/asn1.h>
#include <openssl/x509.h>

namespace kaomado::chip {

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
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1)
        refuse("its validity is not a time");
    using namespace std::chrono;
    const Date day{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                   std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
    return sys_days{day} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}
} // namespace

Certificate Certificate::fromDer(ByteView der) {
    const unsigned char* at = der.data();
    const X509Ptr parsed(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    clearOpenSslErrors();
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
    const ASN1_INTEGER* number = X509_get0_serialNumber(handle());
    const BnPtr value(ASN1_INTEGER_to_BN(number, nullptr));
    const OpenSslText text(value ? BN_bn2hex(value.get()) : nullptr);
    if (!text)
        refuse("its serial number cannot be written");
    return text.get();
}

Instant Certificate::notBefore() const {
    return instantOf(X509_get0_notBefore(handle()));
}

Instant Certificate::notAfter() const {
    return instantOf(X509_get0_notAfter(handle()));
}

} // namespace kaomado::chip
