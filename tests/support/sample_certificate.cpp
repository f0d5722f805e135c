// SPDX-License-Identifier: Apache-2.0
#include "support/sample_certificate.hpp"

#include <kaomado/crypto/openssl.hpp>

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <map>
#include <stdexcept>

namespace kaomado::test {

namespace {
void must(bool done, const char* what) {
    if (!done)
        throw std::logic_error(what);
}

void setName(X509_NAME* name, const std::string& commonName) {
    const auto add = [&](const char* field, const std::string& value) {
        must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                        reinterpret_cast<const unsigned char*>(value.data()),
                                        static_cast<int>(value.size()), -1, 0) == 1,
             "name");
    };
    add("C", "JP");
    add("O", "Kaomado Sample");
    add("CN", commonName);
}

void setTime(ASN1_TIME* time, Instant at) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    must(ASN1_TIME_set(time, seconds) != nullptr, "time");
}

void extend(X509* certificate, int nid, const std::string& value) {
    if (value.empty())
        return;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const crypto::X509ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}
} // namespace

Key rsaKey(const std::string& name) {
    static std::map<std::string, Key> made;
    Key& key = made[name];
    if (!key)
        key = crypto::PkeyPtr(EVP_RSA_gen(2048));
    return key;
}

Bytes rsaSign(const Key& key, ByteView data) {
    const crypto::MdContextPtr context(EVP_MD_CTX_new());
    std::size_t size = 256;
    Bytes signature(size);
    must(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
             EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) == 1,
         "sign");
    return signature;
}

Bytes rsaSignDigestInfo(const Key& key, ByteView digestInfo) {
    const crypto::PkeyContextPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
    std::size_t size = 256;
    Bytes signature(size);
    must(EVP_PKEY_sign_init(context.get()) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
             EVP_PKEY_sign(context.get(), signature.data(), &size, digestInfo.data(), digestInfo.size()) == 1,
         "sign");
    return signature;
}

Bytes modulusOf(const Key& key) {
    BIGNUM* n = nullptr;
    must(EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_RSA_N, &n) == 1, "modulus");
    const crypto::BignumPtr owned(n);
    Bytes out(256);
    BN_bn2binpad(n, out.data(), 256);
    return out;
}

Bytes makeCertificate(const SampleCertificate& sample) {
    const crypto::X509Ptr certificate(X509_new());
    X509* const x = certificate.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), sample.serial);
    setName(X509_get_subject_name(x), sample.subject);
    setName(X509_get_issuer_name(x), sample.issuer);
    setTime(X509_getm_notBefore(x), sample.notBefore);
    setTime(X509_getm_notAfter(x), sample.notAfter);
    X509_set_pubkey(x, rsaKey(sample.subjectKey).get());
    extend(x, NID_basic_constraints, sample.basicConstraints);
    extend(x, NID_key_usage, sample.keyUsage);
    extend(x, NID_subject_alt_name, sample.altName);
    must(X509_sign(x, rsaKey(sample.issuerKey).get(), EVP_sha256()) > 0, "sign");
    return crypto::derOf<X509>(x, i2d_X509);
}

} // namespace kaomado::test
