// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/audit/head.hpp"

namespace kaomado::audit {

/// An event with the path that leads from it to a root.
struct ProvenEvent {
    std::uint64_t index = 0;
    std::string leaf; ///< the text that is hashed, see leafText
    merkle::Path path;
    friend bool operator==(const ProvenEvent&, const ProvenEvent&) = default;
};

/// A file that proves something about a log to somebody who has nothing else but the log's public key: that
/// these events are in it, that it begins with what an older head vouched for, or both.
struct Proof {
    SignedHead head;
    std::vector<ProvenEvent> events{};
    std::optional<SignedHead> older{};
    merkle::Path fromOlder{};
    friend bool operator==(const Proof&, const Proof&) = default;
};

/// One line of canonical JSON; docs/schema.md names the keys.
std::string toJson(const Proof& proof);
/// Checks the form, nothing else. @throws Error Fault::FileMalformed
Proof proofFrom(std::string_view text);

/// What a proof says, and what of it does not hold.
struct ProofCheck {
    Head head;
    std::optional<Head> older;
    std::vector<Finding> findings;
    bool holds() const { return findings.empty(); }
};

/// @param keys public keys of the log; without them any key counts that both heads are signed with
/// @throws Error Fault::SignatureInvalid, Fault::FileMalformed when a head does not count: then nothing is
/// known
ProofCheck check(const Proof& proof, std::span<const Bytes> keys);

} // namespace kaomado::audit
