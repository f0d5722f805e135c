// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/finding.hpp"
#include "kaomado/base/clock.hpp"
#include "kaomado/signing/signed_json.hpp"

#include <span>

namespace kaomado::audit {

struct LogKeyKind {
    static constexpr std::string_view kName = "log";
};
/// Signs the heads of the logs of one installation.
using LogKey = signing::Key<LogKeyKind>;

/// Sixteen hexadecimal digits by which people tell public keys apart: the first bytes of the key's SHA-256.
std::string keyId(ByteView publicKey);

/// How long a municipality's log was at a moment, and the root over it.
struct Head {
    std::string municipality;
    merkle::Tree tree;
    Instant time{};
    friend bool operator==(const Head&, const Head&) = default;
};

/// What is signed is "kaomado tree head v1", a line feed and {"municipality":…,"root":hex,"size":…,"time":…}.
/// Kept elsewhere it proves later that nothing before it was changed, moved or cut off.
using SignedHead = signing::SignedJson;

SignedHead sign(const Head& head, const LogKey& key);

/// The head, when its own public key signed exactly it. Whether that key is one of the log is for the caller
/// to know. @throws Error Fault::SignatureInvalid; Fault::FileMalformed when the text is no head
Head headOf(const SignedHead& head);

/// {"head":{…},"publicKey":hex,"signature":hex}: what `kaomado audit head` hands out.
std::string toJson(const SignedHead& head);
/// Checks the form, not the signature. @throws Error Fault::FileMalformed naming the key
SignedHead signedHeadFrom(std::string_view text);

/// What heads vouch for in the log of `municipality`; a finding in `forged` for each that does not count: not
/// signed by one of `keys` (any key when there are none), of another log, or no head at all.
std::vector<Checkpoint> vouchedFor(std::span<const SignedHead> heads, const std::string& municipality,
                                   std::span<const Bytes> keys, std::vector<Finding>& forged);

} // namespace kaomado::audit
