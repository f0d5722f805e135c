// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kaomado/trust/check.hpp>
#include <kaomado/trust/training_ca.hpp>

namespace kaomado::trust {

/// Keys take a quarter of a second each, so all tests of a process share these.
inline const crypto::KeyPair& cardKey() {
    static const crypto::KeyPair kKey = crypto::KeyPair::generate();
    return kKey;
}
inline TrainingCa& ca() {
    static TrainingCa shared = TrainingCa::inMemory();
    return shared;
}
/// Another world with authorities of the same names.
inline TrainingCa& otherCa() {
    static TrainingCa other = TrainingCa::inMemory();
    return other;
}

inline const Instant kNow = instantFromIso("2026-11-23T02:00:00Z");

inline Holder sampleHolder() {
    return {"見本　花子", "00000", '2', dateFrom("1980-02-17"), "見本県練習市中央１－２－３", "000000000000"};
}
inline IssueRequest requestFor(CertificateKind kind) {
    return {kind, sampleHolder(), cardKey().publicKey()};
}

} // namespace kaomado::trust
