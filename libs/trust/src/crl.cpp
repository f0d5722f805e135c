// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/asn1.hpp"
#include "training_ca_state.hpp"

namespace kaomado::trust {

using namespace crypto;

namespace {
constexpr long kVersion2 = 1;

void addRevoked(X509_CRL* crl, const std::string& serial, RevocationReason reason, Instant when) {
    X509RevokedPtr entry{require(X509_REVOKED_new(), "CRL entry")};
    require(X509_REVOKED_set_serialNumber(entry.get(), serialFrom(serial).get()) == 1 &&
                X509_REVOKED_set_revocationDate(entry.get(), asn1Time(when).get()) == 1,
            "CRL entry");
    if (reason !=
        RevocationReason::Unspecified) { // RFC 5280 §5.3.1: leave the extension out instead of writing 0
        const Owner<ASN1_ENUMERATED, ASN1_ENUMERATED_free> code{require(ASN1_ENUMERATED_new(), "CRL entry")};
        require(ASN1_ENUMERATED_set(code.get(), static_cast<long>(reason)) == 1 &&
                    X509_REVOKED_add1_ext_i2d(entry.get(), NID_crl_reason, code.get(), 0, 0) == 1,
                "CRL entry");
    }
    require(X509_CRL_add0_revoked(crl, entry.release()) == 1, "CRL entry");
}

/// RFC 5280 §5.2.3 wants numbers that grow: the second of issue does, without anything to be stored.
void addNumberAndIssuer(X509_CRL* crl, X509* authority, Instant now) {
    const Asn1IntegerPtr number{require(ASN1_INTEGER_new(), "CRL number")};
    require(ASN1_INTEGER_set_int64(number.get(), toTimeT(now)) == 1 &&
                X509_CRL_add1_ext_i2d(crl, NID_crl_number, number.get(), 0, 0) == 1,
            "CRL number");
    X509V3_CTX context;
    X509V3_set_ctx(&context, authority, nullptr, nullptr, crl, 0);
    X509V3_set_ctx_nodb(&context);
    const X509ExtensionPtr issuer{require(
        X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"), "CRL issuer")};
    require(X509_CRL_add_ext(crl, issuer.get(), -1) == 1, "CRL issuer");
}
} // namespace

Bytes TrainingCa::crl(CertificateKind kind, Instant now, std::chrono::seconds validFor) const {
    const Authority& authority = state_->of(kind);
    const X509CrlPtr crl{require(X509_CRL_new(), "CRL")};
    require(X509_CRL_set_version(crl.get(), kVersion2) == 1 &&
                X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(authority.certificate.get())) ==
                    1 &&
                X509_CRL_set1_lastUpdate(crl.get(), asn1Time(now).get()) == 1 &&
                X509_CRL_set1_nextUpdate(crl.get(), asn1Time(now + validFor).get()) == 1,
            "CRL");
    {
        const std::scoped_lock lock{state_->mutex};
        for (const auto& [serial, entry] : state_->issued.entries())
            if (entry.kind == kind && entry.revoked && entry.revoked->second <= now)
                addRevoked(crl.get(), serial, entry.revoked->first, entry.revoked->second);
    }
    addNumberAndIssuer(crl.get(), authority.certificate.get(), now);
    X509_CRL_sort(crl.get());
    require(X509_CRL_sign(crl.get(), authority.key.native(), EVP_sha256()) > 0, "sign a CRL");
    return derOf<X509_CRL>(crl.get(), i2d_X509_CRL);
}

} // namespace kaomado::trust
