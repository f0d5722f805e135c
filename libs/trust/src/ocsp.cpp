// SPDX-License-Identifier: Apache-2.0
#include "kaomado/crypto/asn1.hpp"
#include "training_ca_state.hpp"

namespace kaomado::trust {

using namespace crypto;

namespace {
struct Period {
    Instant from, to;
};

Bytes plainAnswer(int status) {
    const OcspResponsePtr response{require(OCSP_response_create(status, nullptr), "OCSP answer")};
    return derOf<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
}

/// True when the id names this authority, whatever hash the question uses.
bool names(const OCSP_CERTID* id, const X509* authority) {
    ASN1_OBJECT* hash = nullptr;
    OCSP_id_get0_info(nullptr, &hash, nullptr, nullptr, const_cast<OCSP_CERTID*>(id));
    const EVP_MD* md = EVP_get_digestbyobj(hash);
    if (md == nullptr)
        return false;
    const OcspIdPtr ours{OCSP_cert_to_id(md, nullptr, authority)};
    const bool same = ours && OCSP_id_issuer_cmp(ours.get(), id) == 0;
    forgetErrors();
    return same;
}

const Authority* authorityFor(const std::vector<Authority>& all, const OCSP_CERTID* id) {
    for (const Authority& authority : all)
        if (names(id, authority.certificate.get()))
            return &authority;
    return nullptr;
}

std::string serialOf(OCSP_CERTID* id) {
    ASN1_INTEGER* serial = nullptr;
    OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id);
    return serialText(serial);
}

void addStatus(OCSP_BASICRESP* answer, OCSP_CERTID* id, const Entry* entry, Period period) {
    const Asn1TimePtr from = asn1GeneralizedTime(period.from), to = asn1GeneralizedTime(period.to);
    int status = V_OCSP_CERTSTATUS_UNKNOWN, reason = -1;
    Asn1TimePtr when;
    if (entry != nullptr)
        status = V_OCSP_CERTSTATUS_GOOD;
    if (entry != nullptr && entry->revoked && entry->revoked->second <= period.from) {
        status = V_OCSP_CERTSTATUS_REVOKED;
        reason = static_cast<int>(entry->revoked->first);
        when = asn1GeneralizedTime(entry->revoked->second);
    }
    require(OCSP_basic_add1_status(answer, id, status, reason, when.get(), from.get(), to.get()),
            "OCSP status");
}

/// RFC 8954: 1–32 bytes of nonce; OpenSSL copies whatever the question has, so a monster is left out.
void echoNonce(OCSP_BASICRESP* answer, OCSP_REQUEST* question) {
    constexpr int kMaxNonce = 34; // with the header of the octet string
    const int at = OCSP_REQUEST_get_ext_by_NID(question, NID_id_pkix_OCSP_Nonce, -1);
    if (at < 0)
        return;
    X509_EXTENSION* nonce = OCSP_REQUEST_get_ext(question, at);
    if (ASN1_STRING_length(X509_EXTENSION_get_data(nonce)) <= kMaxNonce)
        require(OCSP_copy_nonce(answer, question) >= 0, "OCSP nonce");
}
} // namespace

Bytes TrainingCa::answerOcsp(ByteView request, Instant now, std::chrono::seconds validFor) const {
    const auto question = parseDer<OcspRequestPtr>(request, d2i_OCSP_REQUEST);
    const int count = question ? OCSP_request_onereq_count(question.get()) : 0;
    if (count < 1)
        return plainAnswer(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
    const auto idOf = [&](int i) { return OCSP_onereq_get0_id(OCSP_request_onereq_get0(question.get(), i)); };
    const Authority* signer = authorityFor(state_->authorities, idOf(0));
    if (signer == nullptr)
        return plainAnswer(OCSP_RESPONSE_STATUS_UNAUTHORIZED);
    const OcspBasicPtr answer{require(OCSP_BASICRESP_new(), "OCSP answer")};
    {
        const std::scoped_lock lock{state_->mutex};
        const auto& entries = state_->issued.entries();
        for (int i = 0; i < count; ++i) {
            const auto found = entries.find(serialOf(idOf(i)));
            // One signer speaks for its own certificates only: another authority's are "unknown" in its
            // answer.
            const bool ours = found != entries.end() && found->second.kind == signer->kind &&
                              names(idOf(i), signer->certificate.get());
            addStatus(answer.get(), idOf(i), ours ? &found->second : nullptr, {now, now + validFor});
        }
    }
    echoNonce(answer.get(), question.get());
    // OCSP_basic_sign would take the system's time; `now` may be a rehearsal's. There is no setter, the field
    // is ours.
    require(ASN1_GENERALIZEDTIME_set(
                const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(answer.get())), toTimeT(now)),
            "OCSP time");
    require(OCSP_basic_sign(answer.get(), signer->certificate.get(), signer->key.native(), EVP_sha256(),
                            nullptr, OCSP_NOTIME | OCSP_RESPID_KEY) == 1,
            "sign an OCSP answer");
    const OcspResponsePtr response{
        require(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, answer.get()), "OCSP answer")};
    return derOf<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
}

} // namespace kaomado::trust
