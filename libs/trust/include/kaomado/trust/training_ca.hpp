// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/crypto/rsa.hpp"
#include "kaomado/trust/certificate.hpp"

#include <filesystem>
#include <memory>

namespace kaomado::trust {

/// Reasons of RFC 5280 §5.3.1 that apply to a certificate on a card.
enum class RevocationReason {
    Unspecified = 0,
    KeyCompromise = 1,
    AffiliationChanged = 3, ///< name, address, … changed: the signature certificate ends by itself
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6
};

struct IssueRequest {
    CertificateKind kind = CertificateKind::UserAuth;
    Holder holder;   ///< the birth date rules the period; the rest goes into a signature certificate
    Bytes publicKey; ///< SubjectPublicKeyInfo DER, RSA-2048
    std::optional<Date> cardExpiry{}; ///< the certificate does not outlive the card
};

struct Issued {
    std::string serial; ///< hexadecimal, upper case
    Bytes certificate;  ///< DER
    Instant notBefore, notAfter;
};

/// Two self-signed authorities, plainly named as training, with certificates like the real ones
/// (libs/trust/data/ profiles.json). Serial numbers and keys come from the operating system's generator; the
/// layout alone is fixed.
/// @thread may be used from several threads; several processes may share a folder
class TrainingCa {
public:
    /// Forgets everything at the end. Makes two keys.
    static TrainingCa inMemory();
    /// Opens a folder, or fills an empty or missing one: keys (mode 0600), certificates (PEM), register.jsonl
    /// with serial numbers and revocations and no personal data.
    /// @throws Error Fault::FileMissing, FileMalformed (names the file), Storage
    static TrainingCa open(const std::filesystem::path& folder);

    TrainingCa(TrainingCa&&) noexcept;
    TrainingCa& operator=(TrainingCa&&) noexcept;
    ~TrainingCa();

    /// The authority's own certificate, DER.
    Bytes certificate(CertificateKind kind) const;
    /// Both, for checkCertificate.
    std::vector<Bytes> anchors() const;

    /// @throws Error Fault::BadInput for a key that is not RSA-2048, an impossible birth date, or an end
    /// before now
    Issued issue(const IssueRequest& request, Instant now);

    /// False when no such certificate was issued here. Revoking again keeps the first entry, except that a
    /// hold may become final.
    bool revoke(std::string_view serial, RevocationReason reason, Instant when);

    /// A full CRL of one kind, DER, good for `validFor`.
    Bytes crl(CertificateKind kind, Instant now,
              std::chrono::seconds validFor = std::chrono::hours{24}) const;

    /// RFC 6960: answers whatever bytes come; a request that cannot be understood gets "malformed request".
    /// The nonce is echoed. Signed by the authority that issued the certificate asked for.
    Bytes answerOcsp(ByteView request, Instant now,
                     std::chrono::seconds validFor = std::chrono::hours{1}) const;

    /// Another key of this training world (the issuer of card data, the root of card-verifiable certificates,
    /// …): made at first use, then always the same. `name` is a file name: small letters and hyphens.
    crypto::KeyPair namedKey(std::string_view name);

private:
    struct State;
    explicit TrainingCa(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace kaomado::trust
