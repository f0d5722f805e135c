// SPDX-License-Identifier: Apache-2.0
#include "kaomado/trust/check.hpp"

#include "kaomado/base/error.hpp"
#include "kaomado/base/random.hpp"
#include "kaomado/crypto/asn1.hpp"
#include "kind.hpp"
#include "ocsp_check.hpp"

#include <algorithm>
#include <set>

namespace kaomado::trust {

using namespace crypto;

namespace {
using Verdicts = std::set<CertificateVerdict>;
constexpr int kLeastBits = 2048;

std::vector<X509Ptr> parseAnchors(const std::vector<Bytes>& anchors) {
    std::vector<X509Ptr> parsed;
    for (const Bytes& der : anchors) {
        X509Ptr anchor = x509From(der);
        if (!anchor)
            throw Error(Fault::BadInput, "a trust anchor is not an X.509 certificate");
        parsed.push_back(std::move(anchor));
    }
    return parsed;
}

/// The anchor that says it issued this certificate, by name; among equal names by key id (X509_check_issued
/// looks at both), so that a second authority of the same name is told apart from a forged signature.
X509* issuerAmong(const std::vector<X509Ptr>& anchors, X509* certificate) {
    for (const X509Ptr& anchor : anchors)
        if (X509_check_issued(anchor.get(), certificate) == X509_V_OK)
            return anchor.get();
    return nullptr;
}

CertificateVerdict verdictFor(int error) {
    switch (error) {
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return CertificateVerdict::NotYetValid;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return CertificateVerdict::Expired;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return CertificateVerdict::UnknownIssuer;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
        return CertificateVerdict::WrongUsage;
    default: // whatever else is wrong with the path: the certificate is not to be believed
        return CertificateVerdict::SignatureInvalid;
    }
}

int noteError(int ok, X509_STORE_CTX* context) {
    if (ok == 0)
        static_cast<Verdicts*>(X509_STORE_CTX_get_app_data(context))
            ->insert(verdictFor(X509_STORE_CTX_get_error(context)));
    return 1;
}

/// OpenSSL's path validation at that moment, every error collected instead of the first.
Verdicts pathErrors(X509* certificate, X509* anchor, Instant at) {
    const X509StorePtr store{require(X509_STORE_new(), "store")};
    require(X509_STORE_add_cert(store.get(), anchor) == 1, "store");
    const X509StoreContextPtr context{require(X509_STORE_CTX_new(), "store")};
    require(X509_STORE_CTX_init(context.get(), store.get(), certificate, nullptr) == 1, "store");
    X509_STORE_CTX_set_time(context.get(), 0, toTimeT(at));
    Verdicts found;
    X509_STORE_CTX_set_app_data(context.get(), &found);
    X509_STORE_CTX_set_verify_cb(context.get(), noteError);
    if (X509_verify_cert(context.get()) < 0)
        found.insert(CertificateVerdict::SignatureInvalid);
    forgetErrors();
    return found;
}

/// Kind by policy, end entity, key usage as the profile says and nothing that signs certificates, RSA of 2048
/// bits.
bool fitsKind(X509* certificate, CertificateKind kind) {
    const std::uint32_t flags = X509_get_extension_flags(certificate);
    const std::uint32_t usage = X509_get_key_usage(certificate);
    const std::uint32_t wanted =
        KU_DIGITAL_SIGNATURE | (kind == CertificateKind::Signature ? KU_NON_REPUDIATION : 0U);
    if ((flags & EXFLAG_CA) != 0 || (flags & EXFLAG_INVALID) != 0 || (flags & EXFLAG_KUSAGE) == 0 ||
        usage != wanted)
        return false;
    const bool forClients =
        (flags & EXFLAG_XKUSAGE) != 0 && X509_get_extended_key_usage(certificate) == XKU_SSL_CLIENT;
    if (kind == CertificateKind::UserAuth && !forClients)
        return false;
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    return kindOf(certificate) == kind && key != nullptr && EVP_PKEY_is_a(key, "RSA") == 1 &&
           EVP_PKEY_get_bits(key) >= kLeastBits;
}

/// One "revoked" wins over any "good"; with no credible evidence, only a demand makes that a reason.
void checkRevocation(X509* certificate, X509* issuer, Instant at, const RevocationEvidence& evidence,
                     Verdicts& found, CertificateCheck& result) {
    std::vector<RevocationAnswer> answers;
    if (evidence.crl)
        answers.push_back(readCrl(*evidence.crl, certificate, issuer, at));
    if (evidence.ocspResponse)
        answers.push_back(readOcsp(*evidence.ocspResponse, certificate, issuer, at, evidence.expectedNonce));
    const bool asked = evidence.required || !answers.empty();
    const auto is = [](RevocationState state) { return [state](const auto& a) { return a.state == state; }; };
    const auto revoked = std::ranges::find_if(answers, is(RevocationState::Revoked));
    if (revoked != answers.end()) {
        found.insert(CertificateVerdict::Revoked);
        result.revokedAt = revoked->revokedAt;
    } else if (asked && std::ranges::none_of(answers, is(RevocationState::Good))) {
        found.insert(CertificateVerdict::RevocationUnknown);
    }
}

CertificateCheck& conclude(CertificateCheck& result, const Verdicts& found) {
    result.all.assign(found.begin(), found.end());
    result.verdict = found.empty() ? CertificateVerdict::Valid : *found.begin();
    return result;
}
} // namespace

std::string_view nameOf(CertificateVerdict verdict) {
    static constexpr std::string_view kNames[] = {
        "valid",       "malformed", "unknownIssuer", "signatureInvalid", "wrongUsage",
        "notYetValid", "expired",   "revoked",       "revocationUnknown"};
    return kNames[static_cast<std::size_t>(verdict)];
}

CertificateCheck checkCertificate(ByteView der, const std::vector<Bytes>& anchors, CertificateKind kind,
                                  Instant at, const RevocationEvidence& revocation) {
    const std::vector<X509Ptr> trusted = parseAnchors(anchors);
    CertificateCheck result;
    try {
        result.facts = readCertificate(der);
    } catch (const Error&) {
        return conclude(result, {CertificateVerdict::Malformed});
    }
    const X509Ptr certificate = x509From(der);
    Verdicts found;
    if (!fitsKind(certificate.get(), kind))
        found.insert(CertificateVerdict::WrongUsage);
    X509* issuer = issuerAmong(trusted, certificate.get());
    if (issuer == nullptr) {
        found.insert(CertificateVerdict::UnknownIssuer);
        return conclude(result, found);
    }
    found.merge(pathErrors(certificate.get(), issuer, at));
    checkRevocation(certificate.get(), issuer, at, revocation, found, result);
    return conclude(result, found);
}

std::optional<OcspQuestion> askOcsp(ByteView der, const std::vector<Bytes>& anchors) {
    const std::vector<X509Ptr> trusted = parseAnchors(anchors);
    const X509Ptr certificate = x509From(der);
    X509* issuer = certificate ? issuerAmong(trusted, certificate.get()) : nullptr;
    forgetErrors();
    if (issuer == nullptr)
        return std::nullopt;
    const OcspRequestPtr request{require(OCSP_REQUEST_new(), "OCSP question")};
    OcspIdPtr id{require(OCSP_cert_to_id(EVP_sha256(), certificate.get(), issuer), "OCSP question")};
    require(OCSP_request_add0_id(request.get(), id.get()), "OCSP question");
    static_cast<void>(id.release()); // the question owns it now
    Bytes nonce = randomBytes(16);
    require(OCSP_request_add1_nonce(request.get(), nonce.data(), static_cast<int>(nonce.size())) == 1,
            "OCSP nonce");
    return OcspQuestion{derOf<OCSP_REQUEST>(request.get(), i2d_OCSP_REQUEST), nonce};
}

} // namespace kaomado::trust
