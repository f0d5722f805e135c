// SPDX-License-Identifier: Apache-2.0
#include "ocsp_check.hpp"

#include "kaomado/crypto/asn1.hpp"

#include <algorithm>

namespace kaomado::trust {

using namespace crypto;

namespace {
/// Two clocks may differ by this much before a fresh answer counts as one from the future.
constexpr std::chrono::minutes kSkew{5};

bool inForce(const ASN1_TIME* from, const ASN1_TIME* to, Instant at) {
    const auto begin = instantFrom(from), end = instantFrom(to);
    return begin && end && *begin <= at + kSkew && at <= *end;
}

bool hasNonce(OCSP_BASICRESP* answer, const Bytes& wanted) {
    const int at = OCSP_BASICRESP_get_ext_by_NID(answer, NID_id_pkix_OCSP_Nonce, -1);
    if (at < 0)
        return false;
    const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(OCSP_BASICRESP_get_ext(answer, at));
    const auto text = parseDer<Owner<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>>(
        {ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))},
        d2i_ASN1_OCTET_STRING);
    return text && std::ranges::equal(ByteView{ASN1_STRING_get0_data(text.get()),
                                               static_cast<std::size_t>(ASN1_STRING_length(text.get()))},
                                      wanted);
}

void freeStack(STACK_OF(X509) * stack) {
    sk_X509_free(stack); // a macro, and without freeing what it holds
}

/// Signature by the issuer itself, or by a responder certificate of the issuer with the usage for it.
bool signedByIssuer(OCSP_BASICRESP* answer, X509* issuer, Instant at) {
    const X509StorePtr store{require(X509_STORE_new(), "store")};
    require(X509_STORE_add_cert(store.get(), issuer) == 1, "store");
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), toTimeT(at));
    // The answer carries its signer or the issuer is it: so the issuer is offered too.
    const Owner<STACK_OF(X509), freeStack> candidates{require(sk_X509_new_null(), "stack")};
    require(sk_X509_push(candidates.get(), issuer) > 0, "stack");
    const bool good = OCSP_basic_verify(answer, candidates.get(), store.get(), 0) == 1;
    forgetErrors();
    return good;
}

/// The entry about the certificate, whatever hash its id uses.
OCSP_SINGLERESP* entryFor(OCSP_BASICRESP* answer, X509* certificate, X509* issuer) {
    for (int i = 0; i < OCSP_resp_count(answer); ++i) {
        OCSP_SINGLERESP* entry = OCSP_resp_get0(answer, i);
        const OCSP_CERTID* id = OCSP_SINGLERESP_get0_id(entry);
        ASN1_OBJECT* hash = nullptr;
        OCSP_id_get0_info(nullptr, &hash, nullptr, nullptr, const_cast<OCSP_CERTID*>(id));
        const EVP_MD* md = EVP_get_digestbyobj(hash);
        const OcspIdPtr ours{md == nullptr ? nullptr : OCSP_cert_to_id(md, certificate, issuer)};
        if (ours && OCSP_id_cmp(ours.get(), const_cast<OCSP_CERTID*>(id)) == 0)
            return entry;
    }
    forgetErrors();
    return nullptr;
}

OcspBasicPtr basicFrom(ByteView response) {
    const auto outer = parseDer<OcspResponsePtr>(response, d2i_OCSP_RESPONSE);
    if (!outer || OCSP_response_status(outer.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL)
        return nullptr;
    OcspBasicPtr basic{OCSP_response_get1_basic(outer.get())};
    forgetErrors();
    return basic;
}
} // namespace

RevocationAnswer readOcsp(ByteView response, X509* certificate, X509* issuer, Instant at,
                          const std::optional<Bytes>& expectedNonce) {
    const OcspBasicPtr basic = basicFrom(response);
    if (!basic || (expectedNonce && !hasNonce(basic.get(), *expectedNonce)) ||
        !signedByIssuer(basic.get(), issuer, at))
        return {};
    OCSP_SINGLERESP* entry = entryFor(basic.get(), certificate, issuer);
    if (entry == nullptr)
        return {};
    ASN1_GENERALIZEDTIME *revoked = nullptr, *from = nullptr, *to = nullptr;
    const int status = OCSP_single_get0_status(entry, nullptr, &revoked, &from, &to);
    if (!inForce(from, to, at))
        return {};
    if (status == V_OCSP_CERTSTATUS_GOOD)
        return {RevocationState::Good, {}};
    if (status == V_OCSP_CERTSTATUS_REVOKED)
        return {RevocationState::Revoked, instantFrom(revoked)};
    return {};
}

RevocationAnswer readCrl(ByteView der, X509* certificate, X509* issuer, Instant at) {
    const auto crl = parseDer<X509CrlPtr>(der, d2i_X509_CRL);
    if (!crl)
        return {};
    const bool ours = X509_NAME_cmp(X509_CRL_get_issuer(crl.get()), X509_get_subject_name(issuer)) == 0 &&
                      X509_CRL_verify(crl.get(), X509_get0_pubkey(issuer)) == 1;
    forgetErrors();
    if (!ours || !inForce(X509_CRL_get0_lastUpdate(crl.get()), X509_CRL_get0_nextUpdate(crl.get()), at))
        return {};
    X509_REVOKED* entry = nullptr;
    // 2 would be "removed from the CRL": a hold that was lifted.
    if (X509_CRL_get0_by_cert(crl.get(), &entry, certificate) != 1)
        return {RevocationState::Good, {}};
    return {RevocationState::Revoked, instantFrom(X509_REVOKED_get0_revocationDate(entry))};
}

} // namespace kaomado::trust
