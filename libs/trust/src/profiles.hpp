// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/trust/certificate.hpp"

#include <utility>
#include <vector>

namespace kaomado::trust {

/// libs/trust/data/profiles.json, read once.
struct KindProfile {
    std::vector<std::pair<std::string, std::string>> authorityNames; ///< C, O, OU, CN
    std::string file;                                                ///< stem of the authority's files
    std::string policy, crl, ocsp;
};
struct HolderOids {
    std::string name, nameSubstitution, sex, birth, address, addressSubstitution;
};
struct Profiles {
    KindProfile userAuth, signature;
    Instant authorityFrom, authorityTo;
    HolderOids holder;

    const KindProfile& of(CertificateKind kind) const {
        return kind == CertificateKind::UserAuth ? userAuth : signature;
    }
};
const Profiles& profiles();

} // namespace kaomado::trust
