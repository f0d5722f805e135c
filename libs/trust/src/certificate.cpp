// SPDX-License-Identifier: Apache-2.0
#include "kaomado/trust/certificate.hpp"

#include "kaomado/base/error.hpp"
#include "kind.hpp"
#include "profiles.hpp"

namespace kaomado::trust {

using namespace crypto;

namespace {
std::string textOf(const ASN1_STRING* text) {
    if (text == nullptr)
        return {};
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string oidText(const ASN1_OBJECT* object) {
    char text[128] = "";
    OBJ_obj2txt(text, sizeof text, object, 1);
    return text;
}

template <typename Ptr>
Ptr extension(const X509* certificate, int nid) {
    Ptr found{static_cast<typename Ptr::pointer>(X509_get_ext_d2i(certificate, nid, nullptr, nullptr))};
    if (!found)
        forgetErrors();
    return found;
}

Date birthFrom(const std::string& digits) try { return dateFrom(digits); } catch (const Error& e) {
    throw Error(Fault::CardUnreadable, std::string("certificate, birth date: ") + e.what());
}

void take(Holder& holder, const std::string& oid, const std::string& value) {
    const HolderOids& oids = profiles().holder;
    if (oid == oids.name)
        holder.name = value;
    else if (oid == oids.nameSubstitution)
        holder.nameSubstitution = value;
    else if (oid == oids.sex && value.size() == 1)
        holder.sex = value.front();
    else if (oid == oids.birth)
        holder.birth = birthFrom(value);
    else if (oid == oids.address)
        holder.address = value;
    else if (oid == oids.addressSubstitution)
        holder.addressSubstitution = value;
}
} // namespace

std::string_view nameOf(CertificateKind kind) {
    return kind == CertificateKind::UserAuth ? "userAuth" : "signature";
}

std::optional<CertificateKind> kindOf(const X509* certificate) {
    const auto policies = extension<Owner<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>>(
        certificate, NID_certificate_policies);
    if (!policies)
        return std::nullopt;
    for (int i = 0; i < sk_POLICYINFO_num(policies.get()); ++i) {
        const std::string policy = oidText(sk_POLICYINFO_value(policies.get(), i)->policyid);
        for (const CertificateKind kind : kAllKinds)
            if (policy == profiles().of(kind).policy)
                return kind;
    }
    return std::nullopt;
}

std::optional<Holder> readHolder(ByteView der) {
    const X509Ptr certificate = x509From(der);
    if (!certificate)
        throw Error(Fault::CardUnreadable, "not an X.509 certificate");
    const auto names =
        extension<Owner<GENERAL_NAMES, GENERAL_NAMES_free>>(certificate.get(), NID_subject_alt_name);
    if (!names)
        return std::nullopt;
    Holder holder;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_OTHERNAME)
            continue;
        const OTHERNAME* other = name->d.otherName;
        if (other->value->type == V_ASN1_UTF8STRING || other->value->type == V_ASN1_PRINTABLESTRING)
            take(holder, oidText(other->type_id), textOf(other->value->value.asn1_string));
    }
    return holder;
}

} // namespace kaomado::trust
