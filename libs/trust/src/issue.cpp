// SPDX-License-Identifier: Apache-2.0
#include "issue.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/crypto/asn1.hpp"
#include "kaomado/trust/lifetime.hpp"
#include "profiles.hpp"

namespace kaomado::trust {

using namespace crypto;

namespace {
constexpr long kVersion3 = 2;
constexpr std::size_t kSerialBytes = 8;

void addName(X509_NAME* name, const char* field, const std::string& value) {
    require(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(value.data()),
                                       static_cast<int>(value.size()), -1, 0) == 1,
            "name");
}

/// One extension in OpenSSL's configuration language.
void addExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    // Policies are looked up in a configuration, even an empty one.
    const Owner<CONF, NCONF_free> none{require(NCONF_new(nullptr), "extension")};
    X509V3_set_nconf(&context, none.get());
    const X509ExtensionPtr extension{
        require(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()), "extension")};
    require(X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

void addOtherName(GENERAL_NAMES* names, const std::string& oid, const std::string& value) {
    Owner<ASN1_UTF8STRING, ASN1_UTF8STRING_free> text{require(ASN1_UTF8STRING_new(), "text")};
    require(ASN1_STRING_set(text.get(), value.data(), static_cast<int>(value.size())) == 1, "text");
    Owner<ASN1_TYPE, ASN1_TYPE_free> type{require(ASN1_TYPE_new(), "text")};
    ASN1_TYPE_set(type.get(), V_ASN1_UTF8STRING, text.release());
    Owner<GENERAL_NAME, GENERAL_NAME_free> name{require(GENERAL_NAME_new(), "alternative name")};
    ASN1_OBJECT* object = require(OBJ_txt2obj(oid.c_str(), 1), "object identifier");
    require(GENERAL_NAME_set0_othername(name.get(), object, type.release()) == 1, "alternative name");
    require(sk_GENERAL_NAME_push(names, name.release()) > 0, "alternative name");
}

void addHolder(X509* certificate, const Holder& holder) {
    const Owner<GENERAL_NAMES, GENERAL_NAMES_free> names{require(GENERAL_NAMES_new(), "holder")};
    const HolderOids& oids = profiles().holder;
    addOtherName(names.get(), oids.name, holder.name);
    addOtherName(names.get(), oids.nameSubstitution, holder.nameSubstitution);
    addOtherName(names.get(), oids.sex, std::string(1, holder.sex));
    addOtherName(names.get(), oids.birth, toDigits(holder.birth));
    addOtherName(names.get(), oids.address, holder.address);
    addOtherName(names.get(), oids.addressSubstitution, holder.addressSubstitution);
    require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_APPEND) == 1,
            "holder");
}

void addUsage(X509* certificate, X509* authority, CertificateKind kind) {
    const KindProfile& profile = profiles().of(kind);
    addExtension(certificate, authority, NID_basic_constraints, "critical,CA:FALSE");
    if (kind == CertificateKind::UserAuth) {
        addExtension(certificate, authority, NID_key_usage, "critical,digitalSignature");
        addExtension(certificate, authority, NID_ext_key_usage, "clientAuth");
    } else {
        addExtension(certificate, authority, NID_key_usage, "critical,digitalSignature,nonRepudiation");
    }
    addExtension(certificate, authority, NID_certificate_policies, "critical," + profile.policy);
    addExtension(certificate, authority, NID_crl_distribution_points, "URI:" + profile.crl);
    addExtension(certificate, authority, NID_info_access, "OCSP;URI:" + profile.ocsp);
    addExtension(certificate, authority, NID_subject_key_identifier, "hash");
    addExtension(certificate, authority, NID_authority_key_identifier, "keyid:always");
}

void setPeriod(X509* certificate, Instant from, Instant to) {
    require(X509_set1_notBefore(certificate, asn1Time(from).get()) == 1 &&
                X509_set1_notAfter(certificate, asn1Time(to).get()) == 1,
            "period");
}

X509Ptr begin(const std::string& serial) {
    X509Ptr certificate{require(X509_new(), "certificate")};
    require(X509_set_version(certificate.get(), kVersion3) == 1 &&
                X509_set_serialNumber(certificate.get(), serialFrom(serial).get()) == 1,
            "certificate");
    return certificate;
}

void finish(X509* certificate, const KeyPair& key) {
    require(X509_sign(certificate, key.native(), EVP_sha256()) > 0, "sign a certificate");
}

PublicKey publicKeyFrom(ByteView der) {
    auto key = PublicKey::fromInfo(der);
    if (!key)
        throw Error(Fault::BadInput,
                    "a card's certificate needs a public key of the kind RSA with 2048 bits");
    return *key;
}
} // namespace

std::string newSerial() {
    Bytes serial = randomBytes(kSerialBytes);
    serial.front() =
        static_cast<std::uint8_t>((serial.front() & 0x7FU) | 0x40U); // positive, always eight bytes
    return toHex(serial);
}

X509Ptr makeAuthority(CertificateKind kind, const KeyPair& key) {
    const KindProfile& profile = profiles().of(kind);
    X509Ptr certificate = begin(newSerial());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    for (const auto& [field, value] : profile.authorityNames)
        addName(name, field.c_str(), value);
    require(X509_set_issuer_name(certificate.get(), name) == 1, "name");
    setPeriod(certificate.get(), profiles().authorityFrom, profiles().authorityTo);
    require(X509_set_pubkey(certificate.get(), key.native()) == 1, "public key");
    addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    addExtension(certificate.get(), certificate.get(), NID_key_usage,
                 "critical,digitalSignature,keyCertSign,cRLSign");
    addExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    finish(certificate.get(), key);
    return certificate;
}

X509Ptr makeCertificate(const IssueRequest& request, const std::string& serial, X509* authority,
                        const KeyPair& authorityKey, Instant now) {
    const Instant end = certificateEnd(request.holder.birth, now, request.cardExpiry);
    if (end <= now)
        throw Error(Fault::BadInput, "the card has expired: no certificate can be issued for it");
    const PublicKey key = publicKeyFrom(request.publicKey);
    X509Ptr certificate = begin(serial);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    addName(name, "C", "JP");
    addName(name, "O", "顔窓 訓練用");
    addName(name, "CN", "TRAINING-" + serial);
    require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority)) == 1, "name");
    setPeriod(certificate.get(), now, end);
    require(X509_set_pubkey(certificate.get(), key.native()) == 1, "public key");
    addUsage(certificate.get(), authority, request.kind);
    if (request.kind == CertificateKind::Signature)
        addHolder(certificate.get(), request.holder);
    finish(certificate.get(), authorityKey);
    return certificate;
}

} // namespace kaomado::trust
